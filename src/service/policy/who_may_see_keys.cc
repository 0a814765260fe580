#include "service/policy/who_may_see_keys.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace sekisho::service {
namespace {

using barrier::AccountFacts;
using barrier::PersonFacts;
using barrier::Situation;
using barrier::TerminalFacts;

const PersonFacts kNobody{};
const AccountFacts kNoAccount{};
const TerminalFacts kNoTerminal{};

// The account of an entity's id, `SYSTEM/ACCOUNT`.
AccountId account_named(const reg::Register& registers, std::string_view id) {
  const size_t slash = std::min(id.find('/'), id.size());
  const std::string_view name = id.substr(std::min(slash + 1, id.size()));
  return AccountId(registers.account_codes.find(reg::account_code(id.substr(0, slash), name)));
}

}  // namespace

ReachKeys::ReachKeys(const barrier::FactBase& base, const cedar::Footprint& footprint,
                     std::string action, const barrier::RecordFacts& record, std::string record_id)
    : base_(base),
      action_(std::move(action)),
      record_(record),
      record_id_(std::move(record_id)),
      literal_(footprint),
      hidden_(footprint) {
  hidden_.person_names = hidden_.account_names = hidden_.terminal_names = false;
  const reg::Register& registers = base.registers();
  uint32_t number = 0;
  for (const cedar::EntityUid& uid : footprint.entities) {
    ++number;
    if (uid.type == "Person") people_.emplace(registers.person_codes.find(uid.id), number);
    if (uid.type == "Account") accounts_.emplace(account_named(registers, uid.id).value, number);
    if (uid.type == "Terminal") terminals_.emplace(registers.terminal_codes.find(uid.id), number);
  }
}

std::string ReachKeys::of_account(const AccountFacts& account) const {
  const PersonFacts& holder = base_.person(account.holder_facts);
  return key_of({.system = account.system,
                 .action = action_,
                 .record = record_,
                 .record_id = record_id_,
                 .person = account.kind == reg::AccountKind::kShared ? &kNobody : &holder,
                 .holder = &holder,
                 .custodian = &kNobody,
                 .account = &account,
                 .terminal = &kNoTerminal},
                tells_by_name(account) || tells_by_name(holder));
}

std::string ReachKeys::of_terminal(const TerminalFacts& terminal) const {
  const PersonFacts& custodian = base_.person(terminal.custodian_facts);
  return key_of({.system = {},
                 .action = action_,
                 .record = {},
                 .person = &kNobody,
                 .holder = &kNobody,
                 .custodian = &custodian,
                 .account = &kNoAccount,
                 .terminal = &terminal},
                hidden_.others && tells_by_name(custodian));
}

std::string ReachKeys::of_terminal(const TerminalFacts& terminal, SystemId system) const {
  const PersonFacts& custodian = base_.person(terminal.custodian_facts);
  return key_of({.system = system,
                 .action = action_,
                 .record = {},
                 .person = &custodian,
                 .holder = &kNobody,
                 .custodian = &custodian,
                 .account = &kNoAccount,
                 .terminal = &terminal},
                tells_by_name(custodian));
}

std::string ReachKeys::of_pair(const AccountFacts& account, const TerminalFacts& terminal) const {
  Situation situation = barrier::situation_of(base_, account, terminal, action_, record_);
  situation.record_id = record_id_;
  return key_of(situation, tells_by_name(account) || tells_by_name(*situation.holder) ||
                               tells_by_name(*situation.custodian));
}

// Whom a list names can only be told by keeping their names.
bool ReachKeys::tells_by_name(const PersonFacts& person) const {
  return literal_.grants && !person.grants.empty() &&
         (literal_.account_names || literal_.terminal_names);
}
bool ReachKeys::tells_by_name(const AccountFacts& account) const {
  return literal_.users && !account.users.empty() && literal_.person_names;
}

std::string ReachKeys::key_of(const Situation& situation, bool literally) const {
  std::string key(1, literally ? '=' : '#');
  barrier::append_memo_key(base_.registers(), literally ? literal_ : hidden_, situation, key);
  if (literally) {
    // Sides of one key are the same thing: a rule may name one of those that are not numbered.
    for (const uint32_t id : {situation.person->person.value, situation.account->account.value,
                              situation.terminal->terminal.value}) {
      key += ' ' + std::to_string(id);
    }
  }
  const auto add = [&](const Names& names, uint32_t id) {
    const auto at = names.find(id);
    key += ' ' + std::to_string(at == names.end() ? 0 : at->second);
  };
  add(people_, situation.person->person.value);
  add(people_, situation.account->holder.value);
  add(people_, situation.terminal->custodian.value);
  add(accounts_, situation.account->account.value);
  add(terminals_, situation.terminal->terminal.value);
  return key;
}

}  // namespace sekisho::service
