#include "barrier/judge.h"

#include <algorithm>

#include "text/fold.h"

namespace sekisho::barrier {
namespace {

const PersonFacts kNobody{};

// What may be true of an access, as far as the registers tell.
class AccessReadings {
 public:
  AccessReadings(const FactSource& facts, const Access& access, Instant now)
      : facts_(facts),
        access_(access),
        now_(now),
        system_(facts.registers().system_codes.find(access.system)) {}

  std::vector<AccountFacts> accounts() const {
    const AccountId account = facts_.account(reg::account_code(access_.system, access_.account));
    if (account.known()) return facts_.accounts(facts_.state(account, now_));
    std::vector<AccountFacts> out(1);
    out[0].system = system_;
    return out;
  }

  std::vector<TerminalFacts> terminals() const {
    if (!access_.terminal.empty()) {
      const TerminalId id = facts_.terminal(text::fold_width(access_.terminal));
      if (id.known()) return facts_.terminals(facts_.state(id, now_));
    } else {
      const AddressId id = facts_.address(text::fold_width(access_.address));
      if (id.known()) return facts_.terminals(facts_.state(id, now_));
    }
    return {TerminalFacts{}};
  }

  // Of whoever proved who they are; one nobody where that is left to the account.
  std::vector<PersonFacts> people() const {
    if (access_.person.empty()) return {kNobody};
    const PersonId number = facts_.person(access_.person);
    if (!number.known()) return {kNobody};
    return facts_.people(facts_.state(number, now_));
  }

 private:
  const FactSource& facts_;
  const Access& access_;
  const Instant now_;
  const SystemId system_;
};

void add_once(std::vector<std::string>& to, const std::string& one) {
  if (std::ranges::find(to, one) == to.end()) to.push_back(one);
}

// Adds up the outcomes of all readings: one that does not permit decides.
class Verdicts {
 public:
  void add(const Outcome& outcome) {
    ++count_;
    if (outcome.verdict != Verdict::kPermitted) {
      add_once(against_, outcome.reason);
      return;
    }
    for (const std::string& policy : outcome.policies) add_once(permits_, policy);
    obligations_.merge(outcome.obligations);
  }

  void into(Judgement& out) && {
    if (count_ == 0) against_.emplace_back(kTooManyReadings);
    out.allowed = against_.empty();
    out.reasons = out.allowed ? std::move(permits_) : std::move(against_);
    if (out.allowed) out.obligations = std::move(obligations_);
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

Judgement judge(const Rules& rules, const FactSource& facts, const Access& access, Instant now) {
  const AccessReadings readings(facts, access, now);
  const auto accounts = readings.accounts();
  const auto terminals = readings.terminals();
  const auto people = readings.people();
  Judgement out{.record = std::string(access.record_id)};
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
        const PersonFacts& person = access.person.empty() ? by_account : proved;
        const Situation situation{.system = account.system,
                                  .action = access.action,
                                  .record = access.record,
                                  .record_id = access.record_id,
                                  .person = &person,
                                  .holder = &holder,
                                  .custodian = &custodian,
                                  .account = &account,
                                  .terminal = &terminal};
        if (person.person.known() && out.actor.empty()) out.actor = facts.code(person.person);
        verdicts.add(decide(rules, world_of(facts, situation)));
      }
    }
  }
  std::move(verdicts).into(out);
  return out;
}

}  // namespace sekisho::barrier
