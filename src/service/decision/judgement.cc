#include "service/decision/judgement.h"

#include <algorithm>

#include "service/asked.h"
#include "service/decision/limits.h"
#include "text/fold.h"

namespace sekisho::service {
namespace {

using barrier::AccountFacts;
using barrier::PersonFacts;
using barrier::TerminalFacts;

// What may be true of an access, as far as the registers tell.
class Readings {
 public:
  Readings(const Knowledge& knowledge, const WantedAccess& access, Instant now)
      : access_(access),
        now_(now),
        base_(*knowledge.barrier().base),
        registers_(knowledge.registers()),
        system_(registers_.system_codes.find(access.system)),
        profile_(profile_of(knowledge.profiles(), access.system)) {}

  SystemId system() const { return system_; }
  const logs::LogProfile* profile() const { return profile_; }

  std::vector<AccountFacts> accounts() const {
    const AccountId account = find_account();
    std::vector<AccountFacts> out;
    if (!account.known()) {
      out.emplace_back().system = system_;
      return out;
    }
    const uint32_t state = base_.accounts().at(account.value, now_).state;
    for (const uint32_t i : base_.account_readings(state)) out.push_back(base_.account(i));
    return out;
  }

  std::vector<TerminalFacts> terminals() const {
    const bool by_address = access_.terminal.empty();
    const StringPool& codes = by_address ? registers_.address_codes : registers_.terminal_codes;
    const uint32_t found =
        codes.find(text::fold_width(by_address ? access_.address : access_.terminal));
    if (found == StringPool::kAbsent) return {TerminalFacts{}};
    const uint32_t place =
        by_address ? base_.place_of(AddressId(found)) : base_.place_of(TerminalId(found));
    std::vector<TerminalFacts> out;
    const uint32_t state = base_.places().at(place, now_).state;
    for (const uint32_t i : base_.terminal_readings(state)) out.push_back(base_.terminal(i));
    return out;
  }

  // Of whoever proved who they are; none where that is left to the account.
  std::vector<const PersonFacts*> people() const {
    if (access_.person.empty()) return {nullptr};
    const PersonId number(registers_.person_codes.find(access_.person));
    if (!number.known()) return {&nobody_};
    std::vector<const PersonFacts*> out;
    for (const uint32_t i : base_.person_readings(number, now_)) out.push_back(&base_.person(i));
    return out;
  }

 private:
  // An account by its name in the system, in any spelling that its log folds together.
  AccountId find_account() const {
    const AccountId exact(
        registers_.account_codes.find(reg::account_code(access_.system, access_.account)));
    if (exact.known() || profile_ == nullptr) return exact;
    const std::string folded = profile_->account_fold.apply(access_.account);
    return AccountId(registers_.account_codes.find(reg::account_code(access_.system, folded)));
  }

  const WantedAccess& access_;
  const Instant now_;
  const barrier::FactBase& base_;
  const reg::Register& registers_;
  const SystemId system_;
  const logs::LogProfile* profile_;
  const PersonFacts nobody_ = {};
};

// One who is the account's holder or the terminal's custodian is read as they are read there.
bool fits(const barrier::FactBase& base, const PersonFacts* person, const AccountFacts& account,
          const TerminalFacts& terminal) {
  if (!barrier::consistent(base, account, terminal)) return false;
  if (person == nullptr || !person->person.known()) return true;
  const bool as_holder =
      account.holder != person->person || base.person(account.holder_facts) == *person;
  const bool as_custodian =
      terminal.custodian != person->person || base.person(terminal.custodian_facts) == *person;
  return as_holder && as_custodian;
}

void add_once(std::vector<std::string>& to, const std::string& one) {
  if (std::ranges::find(to, one) == to.end()) to.push_back(one);
}

// Adds up the outcomes of all readings: one that does not permit decides.
class Verdicts {
 public:
  void add(const barrier::Outcome& outcome) {
    ++count_;
    if (outcome.verdict != barrier::Verdict::kPermitted) {
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

Result<AskedRecord> record_of(const Knowledge& knowledge, const WantedAccess& access,
                              const logs::LogProfile* profile, Instant now) {
  if (access.record_kind == barrier::RecordKind::kNothing) return AskedRecord{};
  const auto supply = knowledge.supply_of(asked_record_key(access.record));
  if (!supply) return std::unexpected(supply.error());
  AskedRecord out =
      asked_record(review::Suppliers(knowledge.registers(), *supply), profile, access.record, now);
  out.facts.kind = access.record_kind;
  return out;
}

}  // namespace

Result<Judgement> judge(const Knowledge& knowledge, const WantedAccess& access, Instant now) {
  const barrier::Rules& rules = knowledge.barrier().rules;
  const barrier::FactBase& base = *knowledge.barrier().base;
  const Readings readings(knowledge, access, now);
  const auto record = record_of(knowledge, access, readings.profile(), now);
  if (!record) return std::unexpected(record.error());
  Judgement out{.record = record->id};
  const auto accounts = readings.accounts();
  const auto terminals = readings.terminals();
  const auto people = readings.people();
  if (accounts.size() * terminals.size() * people.size() > kMaxDecisionReadings) {
    out.reasons = {std::string(kTooManyReadings)};
    return out;
  }
  Verdicts verdicts;
  for (const AccountFacts& account : accounts) {
    for (const TerminalFacts& terminal : terminals) {
      for (const PersonFacts* person : people) {
        if (!fits(base, person, account, terminal)) continue;
        barrier::Situation situation =
            barrier::situation_of(base, account, terminal, access.action, record->facts);
        situation.record_id = record->id;
        if (person != nullptr) situation.person = person;
        const PersonId who = situation.person->person;
        if (who.known() && out.actor.empty()) out.actor = knowledge.registers().code(who);
        verdicts.add(barrier::decide(rules, barrier::world_of(knowledge.registers(), situation)));
      }
    }
  }
  std::move(verdicts).into(out);
  return out;
}

}  // namespace sekisho::service
