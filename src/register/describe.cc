#include "register/describe.h"

#include <fmt/format.h>

#include "text/time_format.h"
#include "text/zone.h"

namespace sekisho::reg {
namespace {

// Joins what is not empty.
template <class... Parts>
std::string joined(const Parts&... parts) {
  std::string out;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!out.empty()) out += ", ";
    out += part;
  };
  (add(parts), ...);
  return out;
}

}  // namespace

std::string describe(Instant instant) {
  if (instant == kBeginning || instant == kForever) return {};
  const int64_t local = instant.micros + text::kJst.offset_seconds * kMicrosPerSecond;
  return local % kMicrosPerDay == 0 ? text::date_iso(instant, text::kJst)
                                    : text::date_time_iso(instant, text::kJst);
}

std::string describe(const Period& period) {
  return fmt::format("{} – {}", describe(period.from), describe(period.until));
}

std::string describe(const Register& r, AccountId account) {
  return fmt::format("{}/{}", r.code(r.system_of(account)), r.name_of(account));
}

std::string describe(const Register& r, PersonId person) {
  const Person* row = r.person(person);
  if (row == nullptr || r.text(row->name).empty()) return std::string(r.code(person));
  return fmt::format("{} {}", r.code(person), r.text(row->name));
}

std::string describe(const Register& r, const LegalEntity& row) {
  return joined(r.code(row.id), r.text(row.name), name_of(row.kind), r.code(row.parent));
}

std::string describe(const Register& r, const System& row) {
  return joined(r.code(row.id), r.text(row.name), r.text(row.separation), r.text(row.owner));
}

std::string describe(const Register& r, const Site& row) {
  return joined(r.code(row.id), r.text(row.name), r.code(row.entity), r.text(row.zone));
}

std::string describe(const Register& r, const Person& row) {
  return joined(r.code(row.id), r.text(row.name), r.text(row.kana));
}

std::string describe(const Register& r, const Assignment& row) {
  return joined(describe(r, row.person), r.code(row.entity), r.text(row.department),
                name_of(row.kind), describe(row.period));
}

std::string describe(const Register& r, const SamePerson& row) {
  return joined(fmt::format("{} = {}", describe(r, row.one), describe(r, row.other)),
                r.text(row.evidence), r.text(row.confirmed_by), describe(row.period));
}

std::string describe(const Register& r, const Account& row) {
  return joined(describe(r, row.account), name_of(row.kind), describe(r, row.holder),
                describe(row.period));
}

std::string describe(const Register& r, const Entitlement& row) {
  return joined(describe(r, row.account), r.text(row.role), r.text(row.basis),
                describe(row.period));
}

std::string describe(const Register& r, const SharedUser& row) {
  return joined(describe(r, row.account), describe(r, row.person), describe(row.period));
}

std::string describe(const Register& r, const Terminal& row) {
  return joined(r.code(row.terminal), r.code(row.owner), r.code(row.site),
                describe(r, row.custodian), describe(row.period));
}

std::string describe(const Register& r, const Loan& row) {
  return joined(fmt::format("{} → {}", r.code(row.terminal), r.code(row.borrower)),
                r.text(row.basis), describe(row.period));
}

std::string describe(const Register& r, const Duty& row) {
  return joined(r.code(row.terminal), describe(r, row.person), describe(row.period));
}

std::string describe(const Register& r, const Address& row) {
  return joined(fmt::format("{} → {}", r.code(row.address), r.code(row.terminal)),
                describe(row.period));
}

std::string describe(const Register& r, const Outsourcing& row) {
  std::string systems;
  for (const SystemId system : row.systems) {
    if (!systems.empty()) systems += ' ';
    systems += r.code(system);
  }
  return joined(r.code(row.contract),
                fmt::format("{} → {}", r.code(row.contractor), r.code(row.principal)), systems,
                describe(row.period));
}

std::string describe(const Register& r, const ContractStaff& row) {
  return joined(r.code(row.contract), describe(r, row.person), describe(row.period));
}

std::string describe(const Register& r, const Disaster& row) {
  std::string areas;
  for (const TextId area : row.areas) {
    if (!areas.empty()) areas += ' ';
    areas += r.text(area);
  }
  return joined(r.code(row.disaster), r.text(row.name), areas, describe(row.period));
}

std::string describe(const Register& r, const Grant& row) {
  return joined(r.code(row.disaster), describe(r, row.person), describe(r, row.account),
                r.code(row.terminal), describe(row.period));
}

std::string describe(const Register& r, const RetailerCode& row) {
  return joined(r.text(row.code), r.code(row.entity), describe(row.period));
}

std::string describe(const Register& r, std::string_view supply_point, const SupplyContract& row) {
  return joined(supply_point, r.supply.customer(row.customer), r.code(row.retailer),
                describe(row.period));
}

}  // namespace sekisho::reg
