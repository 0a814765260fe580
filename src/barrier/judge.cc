#include "barrier/judge.h"

#include <algorithm>

#include "text/fold.h"

namespace sekisho::barrier {
namespace {

std::vector<AccountFacts> accounts_in(const FactSource& facts, const AccessStates& states) {
  if (states.account != AccessStates::kUnknown) return facts.accounts(states.account);
  std::vector<AccountFacts> out(1);
  out[0].system = states.system;
  return out;
}

std::vector<TerminalFacts> terminals_in(const FactSource& facts, const AccessStates& states) {
  if (states.place != AccessStates::kUnknown) return facts.terminals(states.place);
  return {TerminalFacts{}};
}

// Of whoever proved who they are; one nobody where that is left to the account.
std::vector<PersonFacts> people_in(const FactSource& facts, const AccessStates& states) {
  const bool known =
      states.person != AccessStates::kUnknown && states.person != AccessStates::kNobody;
  return known ? facts.people(states.person) : std::vector<PersonFacts>(1);
}

void add_once(std::vector<std::string>& to, const std::string& one) {
  if (std::ranges::find(to, one) == to.end()) to.push_back(one);
}

// Adds up the outcomes of all readings: one that does not permit decides.
class Verdicts {
 public:
  void add(const Outcome& outcome) {
    ++count_;
    if (outcome.verdict == Verdict::kDenied ||
        (outcome.verdict == Verdict::kDoubtful && !outcome.passes_gate)) {
      add_once(against_, outcome.reason);
      return;
    }
    const bool doubtful = outcome.verdict == Verdict::kDoubtful;
    for (const std::string& policy : outcome.policies)
      add_once(permits_, doubtful ? "doubt/" + policy : policy);
    obligations_.merge(outcome.obligations);
  }

  void into(Judgement& out) && {
    if (count_ == 0) against_.emplace_back(kTooManyReadings);
    out.allowed = against_.empty();
    out.reasons = out.allowed ? std::move(permits_) : std::move(against_);
    if (out.allowed) out.obligations = obligations_;
  }

 private:
  size_t count_ = 0;
  std::vector<std::string> permits_, against_;
  policy::Obligations obligations_;
};

// Facts of people who are one person must be one reading of them.
bool same_reading(PersonId one, const PersonFacts& facts, PersonId other,
                  const PersonFacts& other_facts) {
  return !one.known() || one != other || facts == other_facts;
}

}  // namespace

AccessStates states_of(const FactSource& facts, const Access& access, Instant now) {
  AccessStates out{.system = SystemId(facts.registers().system_codes.find(access.system))};
  const auto state = [&](auto id) {
    return id.known() ? facts.state(id, now) : AccessStates::kUnknown;
  };
  out.person = access.person.empty() ? AccessStates::kNobody : state(facts.person(access.person));
  out.account = state(facts.account(reg::account_code(access.system, access.account)));
  out.place = access.terminal.empty() ? state(facts.address(text::fold_width(access.address)))
                                      : state(facts.terminal(text::fold_width(access.terminal)));
  return out;
}

Judgement judge(const Rules& rules, const FactSource& facts, const AccessStates& states,
                std::string_view action, RecordFacts record, std::string_view record_id,
                std::string_view record_address) {
  const auto accounts = accounts_in(facts, states);
  const auto terminals = terminals_in(facts, states);
  const auto people = people_in(facts, states);
  Judgement out{.record = std::string(record_id)};
  if (accounts.size() * terminals.size() * people.size() > kMaxJudgedReadings) {
    out.reasons = {std::string(kTooManyReadings)};
    return out;
  }
  Verdicts verdicts;
  for (const AccountFacts& account : accounts) {
    const PersonFacts holder = facts.person_facts(account.holder_facts);
    for (const TerminalFacts& terminal : terminals) {
      const PersonFacts custodian = facts.person_facts(terminal.custodian_facts);
      if (!same_reading(account.holder, holder, terminal.custodian, custodian)) continue;
      const bool shared = account.kind == reg::AccountKind::kShared;
      for (const PersonFacts& proved : people) {
        if (!same_reading(proved.person, proved, account.holder, holder) ||
            !same_reading(proved.person, proved, terminal.custodian, custodian)) {
          continue;
        }
        const PersonFacts& by_account = shared ? custodian : holder;
        const PersonFacts& person = states.person == AccessStates::kNobody ? by_account : proved;
        const Situation situation{.system = account.system,
                                  .action = action,
                                  .record = record,
                                  .record_id = record_id,
                                  .address = record_address,
                                  .person = &person,
                                  .holder = &holder,
                                  .custodian = &custodian,
                                  .account = &account,
                                  .terminal = &terminal};
        if (person.person.known() && out.actor.empty()) out.actor = facts.code(person.person);
        if (disaster_area_of(facts.registers(), situation) == reg::Within::kUnknown)
          out.area_unknown = true;
        verdicts.add(decide(rules, world_of(facts, situation)));
      }
    }
  }
  std::move(verdicts).into(out);
  return out;
}

Judgement judge(const Rules& rules, const FactSource& facts, const Access& access, Instant now) {
  return judge(rules, facts, states_of(facts, access, now), access.action, access.record,
               access.record_id, access.record_address);
}

}  // namespace sekisho::barrier
