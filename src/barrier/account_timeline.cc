#include <algorithm>

#include "barrier/fact_base_builder.h"
#include "barrier/subsets.h"

namespace sekisho::barrier {

using reg::Table;

void FactBaseBuilder::build_accounts() {
  for (uint32_t i = 0; i < registers_.account_codes.size(); ++i) {
    const AccountId account(i);
    add_timeline<AccountFacts>(base_.accounts_, base_.account_readings_, base_.account_facts_,
                               account_breakpoints(account),
                               [&](Instant t) { return account_facts(account, t); });
  }
  for (uint32_t i = 0; i < registers_.system_codes.size(); ++i) {
    AccountFacts unknown;
    unknown.system = SystemId(i);
    base_.unknown_accounts_.push_back(static_cast<uint32_t>(base_.account_readings_.size()));
    base_.account_readings_.push_back({static_cast<uint32_t>(base_.account_facts_.size())});
    base_.account_facts_.push_back(unknown);
  }
}

std::vector<Instant> FactBaseBuilder::account_breakpoints(AccountId account) const {
  std::vector<Instant> out;
  for (const uint32_t i : index_.accounts[account.value]) {
    const reg::Account& row = registers_.accounts[i];
    add_breakpoints(row.period, coverage(Table::kAccounts), out);
    add_person_breakpoints(row.holder, out);
  }
  for (const uint32_t i : index_.entitlements[account.value]) {
    add_breakpoints(registers_.entitlements[i].period, coverage(Table::kEntitlements), out);
  }
  for (const uint32_t i : index_.shared_users[account.value]) {
    const reg::SharedUser& row = registers_.shared_users[i];
    add_breakpoints(row.period, coverage(Table::kSharedUsers), out);
    add_person_breakpoints(row.person, out);
  }
  finish_breakpoints(out);
  return out;
}

std::vector<AccountFacts> FactBaseBuilder::account_facts(AccountId account, Instant t) const {
  AccountFacts common;
  common.account = account;
  common.system = registers_.system_of(account);
  common.known = !index_.accounts[account.value].empty();
  common.lent_for_disasters = !index_.grants_by_account[account.value].empty();

  // The account row that holds. Rows that contradict one another are alternatives.
  std::vector<AccountFacts> rows;
  bool certain = false;
  for (const uint32_t i : index_.accounts[account.value]) {
    const reg::Account& row = registers_.accounts[i];
    const Presence presence = presence_at(row.period, coverage(Table::kAccounts), t);
    if (presence == Presence::kNo) continue;
    certain = certain || presence == Presence::kYes;
    AccountFacts held = common;
    held.in_force = true;
    held.kind = row.kind;
    held.holder = human(row.holder, t);
    for (const uint32_t person : person_readings(row.holder, t)) {
      held.holder_facts = person;
      rows.push_back(held);
    }
    if (person_readings(row.holder, t).empty()) return {};
  }
  if (!certain) {
    AccountFacts idle = common;
    if (common.known) idle.kind = registers_.accounts[index_.accounts[account.value].back()].kind;
    rows.push_back(idle);
  }
  sort_unique(rows);

  Uncertain<TextId> roles;
  bool was_entitled = false;
  for (const uint32_t i : index_.entitlements[account.value]) {
    const reg::Entitlement& row = registers_.entitlements[i];
    roles.add(row.role, presence_at(row.period, coverage(Table::kEntitlements), t));
    was_entitled = was_entitled || (!row.period.empty() && row.period.until <= t);
  }
  Uncertain<AccountUser> users;
  for (const uint32_t i : index_.shared_users[account.value]) {
    const reg::SharedUser& row = registers_.shared_users[i];
    const Readings& readings = person_readings(row.person, t);
    users.add({human(row.person, t), readings.empty() ? 0 : readings.front()},
              presence_at(row.period, coverage(Table::kSharedUsers), t));
  }

  const size_t some = roles.readings(kMaxReadings);
  const size_t more = users.readings(kMaxReadings);
  std::vector<AccountFacts> out;
  if (rows.size() * some * more > kMaxReadings) return out;
  for (const AccountFacts& row : rows) {
    for (size_t i = 0; i < some * more; ++i) {
      AccountFacts facts = row;
      facts.roles = roles.reading(i % some);
      facts.users = users.reading(i / some);
      sort_unique(facts.roles);
      sort_unique(facts.users);
      facts.formerly_entitled = was_entitled && facts.roles.empty();
      out.push_back(std::move(facts));
    }
  }
  sort_unique(out);
  return out;
}

}  // namespace sekisho::barrier
