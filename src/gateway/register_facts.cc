#include "gateway/register_facts.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "barrier/decide.h"
#include "barrier/fact_base.h"
#include "barrier/memo_key.h"
#include "barrier/rules.h"
#include "barrier/situation.h"
#include "crypto/sha256.h"
#include "gateway/limits.h"
#include "register/load.h"
#include "text/fold.h"

namespace sekisho::gateway {
namespace {

using barrier::AccountFacts;
using barrier::PersonFacts;
using barrier::TerminalFacts;

constexpr size_t kMaxReadingsOfRequest = 256;
constexpr std::string_view kTooManyReadings = "facts/too-many-readings";

std::string hash_of(const barrier::Rules& rules) {
  std::string all;
  for (const barrier::Rules::File& file : rules.files)
    all += file.name + " " + crypto::sha256_hex(file.text) + "\n";
  return crypto::sha256_hex(all);
}

class Hashing final : public reg::Digest {
 public:
  void update(std::string_view bytes) override { hash_.update(bytes); }
  std::string hex() override { return hash_.hex(); }

 private:
  crypto::Sha256 hash_;
};

std::string revision_of(const reg::LoadReport& report) {
  std::string all;
  for (const reg::LoadReport::File& file : report.files)
    all += file.name + " " + file.sha256 + "\n";
  return "files-" + crypto::sha256_hex(all).substr(0, 16);
}

// Adds up the outcomes of all readings: one that does not permit decides.
class Outcomes {
 public:
  void add(const barrier::Outcome& outcome) {
    ++count_;
    if (outcome.verdict != barrier::Verdict::kPermitted) return once(against_, outcome.reason);
    for (const std::string& policy : outcome.policies) once(permits_, policy);
    obligations_.merge(outcome.obligations);
  }
  Ruling take() && {
    if (count_ == 0) against_.emplace_back(kTooManyReadings);
    Ruling out{.allowed = against_.empty()};
    out.reasons = out.allowed ? std::move(permits_) : std::move(against_);
    if (out.allowed) out.obligations = std::move(obligations_);
    return out;
  }

 private:
  static void once(std::vector<std::string>& to, const std::string& one) {
    if (std::ranges::find(to, one) == to.end()) to.push_back(one);
  }

  size_t count_ = 0;
  std::vector<std::string> permits_, against_;
  policy::Obligations obligations_;
};

}  // namespace

class RegisterFacts::State {
 public:
  State(reg::Loaded loaded, barrier::Rules rules)
      : registers_(std::move(loaded.registers)),
        rules_(std::move(rules)),
        base_(registers_),
        relevant_(rules_.footprint),
        policy_set_(hash_of(rules_)),
        revision_(revision_of(loaded.report)) {
    for (const reg::Account& row : registers_.accounts) add_user(row.holder, row.account);
    for (const reg::SharedUser& row : registers_.shared_users) add_user(row.person, row.account);
    for (const reg::Grant& row : registers_.grants) add_user(row.person, row.account);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  const std::string& policy_set() const { return policy_set_; }
  const std::string& revision() const { return revision_; }
  const policy::Vocabulary& vocabulary() const { return rules_.vocabulary; }

  Ruling judge(const Wanted& wanted, Instant now) {
    const SystemId system(registers_.system_codes.find(wanted.system));
    const PersonId person(registers_.person_codes.find(wanted.person));
    if (!system.known() || !person.known())
      return {.reasons = {system.known() ? "facts/unknown-person" : "facts/unknown-system"}};
    Ruling first;
    for (const AccountId account : accounts_[person.value]) {
      if (registers_.system_of(account) != system) continue;
      Ruling ruling = judge_as(wanted, now, person, accounts_of(account, now));
      ruling.account = registers_.name_of(account);
      if (ruling.allowed) return ruling;
      if (first.reasons.empty()) first = std::move(ruling);
    }
    if (!first.reasons.empty()) return first;
    AccountFacts unknown;
    unknown.system = system;
    return judge_as(wanted, now, person, {&unknown});
  }

  std::string terminal_at(std::string_view address, Instant now) const {
    const uint32_t found = registers_.address_codes.find(address);
    std::string out;
    if (found == StringPool::kAbsent) return out;
    for (const uint32_t row : base_.index().addresses[found]) {
      const reg::Address& one = registers_.addresses[row];
      if (!one.period.contains(now)) continue;
      if (!out.empty()) return {};
      out = registers_.code(one.terminal);
    }
    return out;
  }

 private:
  void add_user(PersonId person, AccountId account) {
    if (!person.known()) return;
    if (accounts_.size() <= person.value) accounts_.resize(registers_.person_codes.size());
    auto& of = accounts_[person.value];
    if (std::ranges::find(of, account) == of.end()) of.push_back(account);
  }

  std::vector<const AccountFacts*> accounts_of(AccountId account, Instant now) const {
    std::vector<const AccountFacts*> out;
    const uint32_t state = base_.accounts().at(account.value, now).state;
    for (const uint32_t i : base_.account_readings(state)) out.push_back(&base_.account(i));
    return out;
  }

  std::vector<const TerminalFacts*> terminals_of(const Wanted& wanted, Instant now) const {
    const bool by_address = wanted.terminal.empty();
    const uint32_t found = by_address ? registers_.address_codes.find(wanted.address)
                                      : registers_.terminal_codes.find(wanted.terminal);
    if (found == StringPool::kAbsent) return {&nowhere_};
    const uint32_t place =
        by_address ? base_.place_of(AddressId(found)) : base_.place_of(TerminalId(found));
    std::vector<const TerminalFacts*> out;
    const uint32_t state = base_.places().at(place, now).state;
    for (const uint32_t i : base_.terminal_readings(state)) out.push_back(&base_.terminal(i));
    return out;
  }

  // One who is the account's holder or the terminal's custodian is read as they are read there.
  bool fits(const PersonFacts& person, const AccountFacts& account,
            const TerminalFacts& terminal) const {
    if (!barrier::consistent(base_, account, terminal)) return false;
    if (!person.person.known()) return true;
    return (account.holder != person.person || base_.person(account.holder_facts) == person) &&
           (terminal.custodian != person.person ||
            base_.person(terminal.custodian_facts) == person);
  }

  // A retailer is a legal entity as of the day: its code may have been another's before.
  EntityId supplier_of(std::string_view record, Instant now) const {
    const reg::SupplyContract* contract = registers_.supply.at(record, now);
    if (contract == nullptr) return {};
    const std::string_view code = registers_.code(contract->retailer);
    for (const reg::RetailerCode& row : registers_.retailer_codes) {
      if (row.period.contains(now) && registers_.text(row.code) == code) return row.entity;
    }
    return contract->retailer;
  }

  Ruling judge_as(const Wanted& wanted, Instant now, PersonId number,
                  const std::vector<const AccountFacts*>& accounts) {
    barrier::RecordFacts record{.kind = wanted.kind, .supplier = {}};
    if (wanted.kind == barrier::RecordKind::kSupplyPoint)
      record.supplier = supplier_of(wanted.record, now);
    const auto terminals = terminals_of(wanted, now);
    const barrier::Readings& people = base_.person_readings(number, now);
    if (accounts.size() * terminals.size() * people.size() > kMaxReadingsOfRequest)
      return {.reasons = {std::string(kTooManyReadings)}};
    Outcomes outcomes;
    for (const AccountFacts* account : accounts) {
      for (const TerminalFacts* terminal : terminals) {
        for (const uint32_t i : people) {
          if (!fits(base_.person(i), *account, *terminal)) continue;
          auto situation = barrier::situation_of(base_, *account, *terminal, wanted.action, record);
          situation.record_id = wanted.record;
          situation.person = &base_.person(i);
          outcomes.add(outcome_of(situation));
        }
      }
    }
    return std::move(outcomes).take();
  }

  const barrier::Outcome& outcome_of(const barrier::Situation& situation) {
    key_.clear();
    barrier::append_memo_key(registers_, relevant_, situation, key_);
    if (const auto found = outcomes_.find(key_); found != outcomes_.end()) return found->second;
    if (outcomes_.size() >= kMaxRememberedOutcomes) outcomes_.clear();
    return outcomes_
        .emplace(key_, barrier::decide(rules_, barrier::world_of(registers_, situation)))
        .first->second;
  }

  reg::Register registers_;
  barrier::Rules rules_;
  barrier::FactBase base_;
  barrier::Relevant relevant_;
  std::string policy_set_, revision_;
  std::vector<std::vector<AccountId>> accounts_;  // that a person may ever have used, by PersonId
  const TerminalFacts nowhere_ = {};
  std::string key_;  // used again, so that it is not allocated
  std::unordered_map<std::string, barrier::Outcome> outcomes_;
};

RegisterFacts::RegisterFacts(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegisterFacts::~RegisterFacts() = default;

Result<std::unique_ptr<RegisterFacts>> RegisterFacts::load(const Places& places) {
  auto loaded = reg::load_registers(places.registers, places.profiles, {},
                                    [] { return std::make_unique<Hashing>(); });
  if (!loaded) return std::unexpected(loaded.error());
  if (!loaded->report.rejected.empty())
    return std::unexpected(loaded->report.rejected.front().error);
  auto rules = barrier::load_rules(places.policies);
  if (!rules) return std::unexpected(rules.error());
  return std::make_unique<RegisterFacts>(
      std::make_unique<State>(std::move(*loaded), std::move(*rules)));
}

Result<Ruling> RegisterFacts::judge(const Wanted& wanted, Instant now) {
  return state_->judge(wanted, now);
}
std::string RegisterFacts::terminal_at(std::string_view address, Instant now) {
  return state_->terminal_at(address, now);
}
std::string_view RegisterFacts::policy_set() const {
  return state_->policy_set();
}
std::string_view RegisterFacts::revision() const {
  return state_->revision();
}
const policy::Vocabulary& RegisterFacts::vocabulary() const {
  return state_->vocabulary();
}

}  // namespace sekisho::gateway
