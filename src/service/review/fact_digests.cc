#include "service/review/fact_digests.h"

#include <fmt/format.h>

#include "crypto/sha256.h"

namespace sekisho::service {
namespace {

using barrier::AccountFacts;
using barrier::Moment;
using barrier::TerminalFacts;

constexpr std::string_view kNowhere = "-";
constexpr std::string_view kSeveral = "?";
// Ends each value, so that no two lists of values read alike. No code holds a control character.
constexpr char kEnd = '\x1e';

void append(std::string& out, std::string_view value) {
  out += value;
  out += kEnd;
}

template <class Id>
std::string codes(const reg::Register& registers, const std::vector<Id>& ids) {
  std::string out;
  for (const Id id : ids) append(out, registers.code(id));
  return out;
}

// A digest of what each part was in the course of time: a part that stays as it is in all versions
// has the digest of one version.
template <class PartsOf>
std::string digest(const std::vector<Moment>& versions, const PartsOf& parts_of) {
  const size_t parts = parts_of(versions.front().state).size();
  std::string out;
  for (size_t part = 0; part < parts; ++part) {
    std::string all;
    const std::string* last = nullptr;
    for (const Moment& version : versions) {
      const std::string& value = parts_of(version.state)[part];
      if (last != nullptr && *last == value) continue;
      if (last != nullptr) append(all, std::to_string(version.from.micros));
      append(all, value);
      last = &value;
    }
    out += crypto::sha256_hex(all).substr(0, FactDigests::kDigits);
  }
  return out;
}

}  // namespace

std::string FactDigests::account_name(AccountId id) const {
  const reg::Register& registers = base_.registers();
  if (!id.known()) return "";
  return fmt::format("{}/{}", registers.code(registers.system_of(id)), registers.name_of(id));
}

// Lists stand in the order of ids: where that changes, footprints may.
std::string FactDigests::person(const barrier::PersonFacts& facts) const {
  const reg::Register& registers = base_.registers();
  std::string out;
  append(out, registers.code(facts.person));
  append(out, codes(registers, facts.employers));
  append(out, codes(registers, facts.former_employers));
  for (const auto* engagements : {&facts.engagements, &facts.former_engagements}) {
    for (const barrier::Engagement& one : *engagements) {
      append(out, registers.code(one.contractor));
      append(out, registers.code(one.client));
      append(out, registers.code(one.system));
    }
    out += kEnd;
  }
  for (const barrier::GrantedPair& pair : facts.grants) {
    append(out, account_name(pair.account));
    append(out, registers.code(pair.terminal));
  }
  out += kEnd;
  return out;
}

const FactDigests::Parts& FactDigests::account_parts(uint32_t state) {
  const auto [at, is_new] = account_states_.try_emplace(state);
  Parts& parts = at->second;
  if (!is_new) return parts;
  const reg::Register& registers = base_.registers();
  parts.resize(static_cast<size_t>(AccountPart::kUsers) + 1);
  const auto part = [&](AccountPart one) -> std::string& {
    return parts[static_cast<size_t>(one)];
  };
  // Of several readings each counts, in their order.
  for (const uint32_t i : base_.account_readings(state)) {
    const AccountFacts& facts = base_.account(i);
    append(part(AccountPart::kAccount),
           fmt::format("{} {} {} {} {}", account_name(facts.account), facts.known, facts.in_force,
                       name_of(facts.kind), facts.lent_for_disasters));
    append(part(AccountPart::kHolder), registers.code(facts.holder));
    append(part(AccountPart::kPosts), person(base_.person(facts.holder_facts)));
    std::string& roles = part(AccountPart::kEntitlements);
    for (const TextId role : facts.roles) append(roles, registers.text(role));
    append(roles, facts.formerly_entitled ? "formerly" : "");
    for (const barrier::AccountUser& user : facts.users) {
      append(part(AccountPart::kUsers), registers.code(user.person));
      append(part(AccountPart::kPosts), person(base_.person(user.facts)));
    }
    part(AccountPart::kUsers) += kEnd;
  }
  return parts;
}

const FactDigests::Parts& FactDigests::place_parts(uint32_t state) {
  const auto [at, is_new] = place_states_.try_emplace(state);
  Parts& parts = at->second;
  if (!is_new) return parts;
  const reg::Register& registers = base_.registers();
  parts.resize(static_cast<size_t>(PlacePart::kPosts) + 1);
  const auto part = [&](PlacePart one) -> std::string& { return parts[static_cast<size_t>(one)]; };
  for (const uint32_t i : base_.terminal_readings(state)) {
    const TerminalFacts& facts = base_.terminal(i);
    append(part(PlacePart::kTerminal),
           fmt::format("{} {} {} {}", registers.code(facts.terminal), facts.registered,
                       registers.code(facts.owner), registers.code(facts.site)));
    append(part(PlacePart::kLoans), registers.code(facts.borrower));
    append(part(PlacePart::kLoans), codes(registers, facts.ever_borrowers));
    append(part(PlacePart::kCustodian), registers.code(facts.custodian));
    append(part(PlacePart::kPosts), person(base_.person(facts.custodian_facts)));
  }
  return parts;
}

std::string FactDigests::of_account_key(uint32_t key, const Period& during) {
  const std::vector<Moment> versions = base_.accounts().between(key, during.from, during.until);
  const auto made = [&] {
    return digest(versions, [&](uint32_t state) -> const Parts& { return account_parts(state); });
  };
  if (versions.size() != 1) return made();
  std::string& known = steady_accounts_[versions.front().state];
  if (known.empty()) known = made();
  return known;
}

std::string FactDigests::of_place_key(uint32_t key, const Period& during) {
  const std::vector<Moment> versions = base_.places().between(key, during.from, during.until);
  const auto made = [&] {
    return digest(versions, [&](uint32_t state) -> const Parts& { return place_parts(state); });
  };
  if (versions.size() != 1) return made();
  std::string& known = steady_places_[versions.front().state];
  if (known.empty()) known = made();
  return known;
}

std::string FactDigests::account(size_t profile, std::string_view text, const Period& during) {
  const uint32_t key = sources_.accounts[profile].find(text);
  if (key == review::kNotInRegister) return std::string(kNowhere);
  return key == review::kNotShown ? std::string(kSeveral) : of_account_key(key, during);
}

std::string FactDigests::terminal(std::string_view text, const Period& during) {
  const uint32_t key = sources_.terminals.find(text);
  if (key == review::kNotInRegister) return std::string(kNowhere);
  return key == review::kNotShown ? std::string(kSeveral) : of_place_key(key, during);
}

std::string FactDigests::address(std::string_view text, const Period& during) {
  const uint32_t key = sources_.addresses.find(text);
  if (key == review::kNotInRegister) return std::string(kNowhere);
  return key == review::kNotShown ? std::string(kSeveral) : of_place_key(key, during);
}

std::string FactDigests::world() const {
  const reg::Register& registers = base_.registers();
  std::string all;
  for (const reg::LegalEntity& row : registers.entities) {
    append(all, fmt::format("entity {} {} {}", registers.code(row.id), name_of(row.kind),
                            registers.code(row.parent)));
  }
  for (const reg::System& row : registers.systems) {
    append(all, fmt::format("system {} {} {}", registers.code(row.id),
                            registers.code(row.operator_id), registers.text(row.separation)));
  }
  for (const reg::Site& row : registers.sites) {
    append(all, fmt::format("site {} {} {}", registers.code(row.id), registers.code(row.entity),
                            registers.text(row.zone)));
  }
  append(all, registers.code(registers.tdso()));
  return crypto::sha256_hex(all);
}

}  // namespace sekisho::service
