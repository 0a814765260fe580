#include "service/gate/grounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace sekisho::service {

std::vector<std::string> grounds_of(const barrier::FactImage& facts, PersonId person, Instant t) {
  std::vector<std::string> out;
  if (!person.known()) return out;
  const reg::Register& registers = facts.registers();
  const auto named = [&](AccountId account) {
    const auto [system, name] = facts.name_of(account);
    return fmt::format("{}/{}", system, name);
  };
  PersonId known_as;  // one human being may have several numbers
  for (const barrier::PersonFacts& reading : facts.people(facts.state(person, t))) {
    known_as = reading.person;
    for (const EntityId employer : reading.employers)
      out.push_back("works " + std::string(registers.code(employer)));
    for (const barrier::Engagement& one : reading.engagements) {
      out.push_back(fmt::format("engaged {} {} {}", registers.code(one.contractor),
                                registers.code(one.client), registers.code(one.system)));
    }
    for (const barrier::GrantedPair& lent : reading.grants)
      out.push_back("lent " + named(lent.account));
  }
  for (const uint32_t id : facts.accounts_of(person)) {
    const AccountId account(id);
    for (const barrier::AccountFacts& reading : facts.accounts(facts.state(account, t))) {
      const bool theirs = reading.holder == known_as || is_user(reading, known_as);
      if (reading.in_force && known_as.known() && theirs) out.push_back("holds " + named(account));
    }
  }
  std::ranges::sort(out);
  const auto [first, last] = std::ranges::unique(out);
  out.erase(first, last);
  return out;
}

size_t mark_of_grounds(const barrier::FactImage& facts, PersonId person, Instant t) {
  if (!person.known()) return 0;
  size_t mark = facts.state(person, t);
  for (const uint32_t account : facts.accounts_of(person))
    mark = mark * 1'000'003 + facts.state(AccountId(account), t);
  return mark;
}

}  // namespace sekisho::service
