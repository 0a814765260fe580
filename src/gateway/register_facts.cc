#include "gateway/register_facts.h"

#include <algorithm>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "barrier/fact_source.h"
#include "barrier/judge.h"
#include "barrier/memo_key.h"
#include "crypto/sha256.h"
#include "gateway/limits.h"
#include "register/load.h"

namespace sekisho::gateway {
namespace {

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

// What a judgement was made from, for the next one like it.
template <class T>
void append_bytes(std::string& key, const T& value) {
  static_assert(std::has_unique_object_representations_v<T>);
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

class RegisterFacts::State {
 public:
  State(reg::Loaded loaded, barrier::Rules rules)
      : registers_(std::move(loaded.registers)),
        rules_(std::move(rules)),
        base_(registers_),
        source_(base_),
        relevant_(rules_.footprint),
        policy_set_(policy_set_hash(rules_)),
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
    const barrier::RecordFacts record{.kind = wanted.kind,
                                      .supplier = wanted.kind == barrier::RecordKind::kSupplyPoint
                                                      ? supplier_of(wanted.record, now)
                                                      : EntityId()};
    Ruling first;
    for (const AccountId account : accounts_[person.value]) {
      if (registers_.system_of(account) != system) continue;
      Ruling ruling = judge_as(wanted, record, registers_.name_of(account), now);
      if (ruling.allowed) return ruling;
      if (first.reasons.empty()) first = std::move(ruling);
    }
    return first.reasons.empty() ? judge_as(wanted, record, {}, now) : first;
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

  // A retailer is a legal entity as of the day: its code may have been another's before.
  EntityId supplier_of(std::string_view record, Instant now) const {
    const reg::SupplyContract* contract = registers_.supply.at(record, now);
    if (contract == nullptr) return {};
    const EntityId stood_for = registers_.retailer(registers_.code(contract->retailer), now);
    return stood_for.known() ? stood_for : contract->retailer;
  }

  Ruling judge_as(const Wanted& wanted, barrier::RecordFacts record, std::string_view account,
                  Instant now) {
    const barrier::AccessStates states = barrier::states_of(source_,
                                                            {.system = wanted.system,
                                                             .person = wanted.person,
                                                             .account = account,
                                                             .terminal = wanted.terminal,
                                                             .address = wanted.address},
                                                            now);
    const barrier::Judgement& judged = judgement(states, wanted, record);
    return {.allowed = judged.allowed,
            .reasons = judged.reasons,
            .obligations = judged.obligations,
            .account = std::string(account)};
  }

  // Made once for whatever it depends on.
  const barrier::Judgement& judgement(const barrier::AccessStates& states, const Wanted& wanted,
                                      barrier::RecordFacts record) {
    if (!relevant_.supplier) record.supplier = {};
    const std::string_view named =
        relevant_.record_names.contains(wanted.record) ? wanted.record : "";
    key_.clear();
    append_bytes(key_, states);
    append_bytes(key_, record.supplier);
    key_ += static_cast<char>(record.kind);
    key_.append(wanted.action).append(1, '\0').append(named);
    if (const auto found = judged_.find(key_); found != judged_.end()) return found->second;
    if (judged_.size() >= kMaxRememberedJudgements) judged_.clear();
    return judged_
        .emplace(key_, barrier::judge(rules_, source_, states, wanted.action, record, named))
        .first->second;
  }

  reg::Register registers_;
  barrier::Rules rules_;
  barrier::FactBase base_;
  barrier::FactBaseSource source_;
  barrier::Relevant relevant_;
  std::string policy_set_, revision_;
  std::vector<std::vector<AccountId>> accounts_;  // that a person may ever have used, by PersonId
  std::string key_;                               // used again, so that it is not allocated
  std::unordered_map<std::string, barrier::Judgement> judged_;
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
