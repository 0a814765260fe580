#include "demo/registers.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/file.h"
#include "demo/file.h"
#include "demo/names.h"
#include "text/csv.h"
#include "text/encoding.h"
#include "text/time_format.h"
#include "text/zone.h"

namespace sekisho::demo::demo {
namespace {

std::string moment(Instant time) {
  return text::rfc3339(time, text::kJst);
}
std::string era_date(Instant time) {
  return time == kForever ? "" : text::date_era(time, text::kJst);
}

// Collects register files and writes them; the first error stays.
class Registers {
 public:
  Registers(std::filesystem::path out, const World& world) : out_(std::move(out)), world_(world) {}

  // One row for each of `rows`, as `fields_of` gives it.
  template <class Rows, class FieldsOf>
  void table(std::string_view name, std::initializer_list<std::string_view> header,
             const Rows& rows, FieldsOf fields_of) {
    std::string text;
    text::CsvWriter writer(text);
    writer.row(header);
    for (const auto& row : rows) {
      const std::vector<std::string> fields = fields_of(row);
      for (const std::string& field : fields) writer.field(field);
      if (!fields.empty()) writer.end_row();
    }
    write(name, text);
  }

  void write(std::string_view name, std::string_view text) {
    if (!result_) return;
    result_ = write_file(out_ / name, text);
  }

  // The same in CP932 with CRLF; `text` is UTF-8 with LF.
  void write_cp932(std::string_view name, const std::string& text) {
    std::string with_crlf;
    for (const char c : text) {
      if (c == '\n') with_crlf += '\r';
      with_crlf += c;
    }
    const std::optional<std::string> bytes = text::to_cp932(with_crlf);
    SEKISHO_INVARIANT(bytes.has_value());  // we only write characters that CP932 has
    write(name, *bytes);
  }

  std::string code(PersonId person) const {
    return person.known() ? world_.people[person.value].code : "";
  }
  std::string code(EntityId entity) const { return world_.entities[entity.value].code; }
  std::string code(TerminalId terminal) const { return world_.terminal_codes[terminal.value]; }
  std::string name(AccountId account) const { return world_.account_names[account.value]; }
  static std::string code(Source source) {
    return std::string(system_names()[static_cast<size_t>(source)].code);
  }

  Result<void> result() const { return result_; }

 private:
  std::filesystem::path out_;
  const World& world_;
  Result<void> result_;
};

// The rows of assignments in the order of the file: by person, then by time.
std::vector<Assignment> by_person(std::vector<Assignment> rows) {
  std::sort(rows.begin(), rows.end(), [](const Assignment& one, const Assignment& other) {
    return std::tie(one.person, one.period.from, one.entity) <
           std::tie(other.person, other.period.from, other.entity);
  });
  return rows;
}

std::vector<Assignment> first_known(const World& world) {
  std::vector<Assignment> rows = world.superseded;
  for (const Assignment& row : world.assignments) {
    const bool replaced =
        std::any_of(world.superseded.begin(), world.superseded.end(),
                    [&](const Assignment& other) { return other.person == row.person; });
    if (!replaced) rows.push_back(row);
  }
  return rows;
}

void write_people(Registers& out, const World& world) {
  std::string people;
  text::CsvWriter writer(people);
  writer.row({"社員番号", "氏名", "カナ"});
  for (const Person& row : world.people) writer.row({row.code, row.name, row.kana});
  out.write_cp932("register/people.csv", people);

  const auto write_assignments = [&](std::string_view name, const std::vector<Assignment>& rows) {
    std::string text;
    text::CsvWriter lines(text);
    lines.row({"社員番号", "会社コード", "所属", "区分", "発令日", "解除日"});
    for (const Assignment& row : by_person(rows)) {
      lines.row({out.code(row.person), out.code(row.entity), row.department, row.kind,
                 era_date(row.period.from), era_date(row.period.until)});
    }
    out.write_cp932(name, text);
  };
  write_assignments("register/assignments.csv", first_known(world));
  write_assignments("correction/assignments.csv", world.assignments);
}

void write_organisation(Registers& out, const World& world) {
  using Fields = std::vector<std::string>;
  out.table("register/entities.csv", {"entity", "name", "kind", "parent"}, world.entities,
            [](const Entity& row) {
              if (row.kind.empty()) return Fields{};
              return Fields{row.code, row.name, std::string(row.kind), std::string(row.parent)};
            });
  out.table("register/systems.csv", {"system", "name", "separation", "owner"}, system_names(),
            [](const SystemName& row) {
              return Fields{std::string(row.code), std::string(row.name),
                            std::string(row.separation), std::string(row.owner)};
            });
  out.table("register/sites.csv", {"site", "name", "entity", "zone"}, world.sites,
            [&](const Site& row) {
              return Fields{std::string(row.code), std::string(row.name), out.code(row.entity),
                            std::string(row.zone)};
            });
  out.table("register/outsourcing.csv",
            {"contract", "contractor", "principal", "systems", "from", "until"}, world.outsourcing,
            [&](const OutsourcingRow& row) {
              return Fields{std::string(row.contract), out.code(row.contractor),
                            out.code(row.principal),   std::string(row.systems),
                            moment(row.period.from),   moment(row.period.until)};
            });
  out.table("register/outsourcing_staff.csv", {"contract", "person", "from", "until"},
            world.contract_staff, [&](const StaffRow& row) {
              return Fields{std::string(row.contract), out.code(row.person),
                            moment(row.period.from), moment(row.period.until)};
            });
  out.table("register/disasters.csv", {"disaster", "name", "declared", "lifted"}, world.disasters,
            [](const DisasterRow& row) {
              return Fields{std::string(row.code), std::string(row.name), moment(row.period.from),
                            moment(row.period.until)};
            });
  out.table("register/grants.csv",
            {"disaster", "person", "system", "account", "terminal", "from", "until"}, world.grants,
            [&](const GrantRow& row) {
              return Fields{std::string(world.disasters[row.disaster].code),
                            out.code(row.person),
                            Registers::code(Source::kCc),
                            out.name(row.account),
                            out.code(row.terminal),
                            moment(row.period.from),
                            moment(row.period.until)};
            });
}

void write_accounts(Registers& out, const World& world) {
  using Fields = std::vector<std::string>;
  out.table("register/accounts.csv", {"system", "account", "kind", "holder", "issued", "revoked"},
            world.accounts, [&](const AccountRow& row) {
              return Fields{Registers::code(row.source), out.name(row.account),
                            std::string(row.kind),       out.code(row.holder),
                            moment(row.period.from),     moment(row.period.until)};
            });
  out.table("register/entitlements.csv", {"system", "account", "role", "from", "until", "basis"},
            world.entitlements, [&](const EntitlementRow& row) {
              return Fields{Registers::code(row.source), out.name(row.account),
                            std::string(row.role),       moment(row.period.from),
                            moment(row.period.until),    row.basis};
            });
  out.table("register/shared_account_users.csv", {"system", "account", "person", "from", "until"},
            world.shared_users, [&](const SharedUserRow& row) {
              return Fields{Registers::code(Source::kRe), out.name(row.account),
                            out.code(row.person), moment(row.period.from),
                            moment(row.period.until)};
            });
}

void write_terminals(Registers& out, const World& world) {
  using Fields = std::vector<std::string>;
  out.table("register/terminals.csv", {"terminal", "entity", "site", "custodian", "from", "until"},
            world.terminals, [&](const TerminalRow& row) {
              return Fields{out.code(row.terminal),
                            out.code(row.entity),
                            std::string(world.sites[row.site.value].code),
                            out.code(row.custodian),
                            moment(row.period.from),
                            moment(row.period.until)};
            });
  out.table("register/addresses.csv", {"address", "terminal", "from", "until"}, world.addresses,
            [&](const AddressRow& row) {
              return Fields{dotted(row.address), out.code(row.terminal), moment(row.period.from),
                            moment(row.period.until)};
            });
  out.table("register/terminal_loans.csv", {"terminal", "borrower", "basis", "from", "until"},
            world.loans, [&](const LoanRow& row) {
              return Fields{out.code(row.terminal), out.code(row.borrower), row.basis,
                            moment(row.period.from), moment(row.period.until)};
            });
  out.table("register/rosters.csv", {"terminal", "person", "from", "until"}, world.rosters,
            [&](const DutyRow& row) {
              return Fields{out.code(row.terminal), out.code(row.person), moment(row.period.from),
                            moment(row.period.until)};
            });
}

Result<void> write_supply(const std::filesystem::path& out, const World& world,
                          const Supply& supply, size_t flush_bytes) {
  OutFile file(out / "register/supply_contracts.csv", flush_bytes);
  file.text() = "supply_point,customer,retailer,from,until\n";
  for (uint32_t point = 0; point < supply.size(); ++point) {
    for (const Supply::Row& row : supply.rows_of(point)) {
      std::string& text = file.text();
      Supply::append_number(point, text);
      fmt::format_to(std::back_inserter(text), ",{},{},{},{}\n", row.customer,
                     world.retailer_code(row.retailer), moment(row.period.from),
                     moment(row.period.until));
    }
    file.wrote();
  }
  return file.close();
}

}  // namespace

Result<void> write_registers(const std::filesystem::path& out, const World& world,
                             const Supply& supply, size_t flush_bytes) {
  Registers registers(out, world);
  write_people(registers, world);
  write_organisation(registers, world);
  write_accounts(registers, world);
  write_terminals(registers, world);
  if (auto written = registers.result(); !written) return written;
  return write_supply(out, world, supply, flush_bytes);
}

uint64_t assignment_line(const World& world, PersonId person) {
  const std::vector<Assignment> rows = by_person(world.assignments);
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Assignment& row) { return row.person == person; });
  // The header is line 1.
  return found == rows.end() ? 0 : static_cast<uint64_t>(found - rows.begin()) + 2;
}

}  // namespace sekisho::demo::demo
