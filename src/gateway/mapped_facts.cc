#include "gateway/mapped_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <type_traits>
#include <utility>

#include "barrier/judge.h"
#include "gateway/limits.h"
#include "register/area.h"

namespace sekisho::gateway {
namespace {

// What a judgement was made from, for the next one like it.
template <class T>
void append_bytes(std::string& key, const T& value) {
  static_assert(std::has_unique_object_representations_v<T>);
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::unexpected<Error> stale() {
  return fail(ErrorCode::kIo, "nobody has confirmed the facts for too long");
}

}  // namespace

Result<std::unique_ptr<MappedFacts>> MappedFacts::open(const std::filesystem::path& directory) {
  auto follower = barrier::FactFollower::open(directory);
  if (!follower) return std::unexpected(follower.error());
  auto facts = follower->last();
  return std::make_unique<MappedFacts>(std::move(*follower), std::move(facts));
}

bool MappedFacts::follow(Instant now) {
  const auto& next = follower_.at(now);
  if (next == nullptr) return false;
  go_over_to(next);
  return true;
}

void MappedFacts::go_over_to(const std::shared_ptr<const barrier::PublishedFacts>& next) {
  if (next == facts_) return;
  // Numbers of states mean something within one generation alone.
  judged_.clear();
  if (next->rules != facts_->rules) relevant_ = barrier::Relevant(next->rules->footprint);
  facts_ = next;
}

// Registered as the operator's, and lent to nobody else, under every reading of the facts.
bool MappedFacts::at_own_terminal(const Wanted& wanted, Instant now) const {
  const barrier::FactImage& image = *facts_->image;
  const reg::Register& registers = image.registers();
  const SystemId id(registers.system_codes.find(wanted.system));
  const reg::System* const system = id.known() ? registers.system(id) : nullptr;
  if (system == nullptr || !system->operator_id.known()) return false;
  uint32_t state = barrier::AccessStates::kUnknown;
  if (!wanted.terminal.empty()) {
    const TerminalId terminal = image.terminal(wanted.terminal);
    if (!terminal.known()) return false;
    state = image.state(terminal, now);
  } else {
    const AddressId address = image.address(wanted.address);
    if (!address.known()) return false;
    state = image.state(address, now);
  }
  const auto readings = image.terminals(state);
  return !readings.empty() && std::ranges::all_of(readings, [&](const auto& one) {
    return one.registered && one.owner == system->operator_id &&
           (!one.borrower.known() || one.borrower == system->operator_id);
  });
}

std::optional<MappedFacts::Outage> MappedFacts::outage_of(const Wanted& wanted, Instant now) {
  Instant since = wanted.session_heard.value_or(kForever);
  if (const auto last = follower_.last_known(now)) {
    go_over_to(last->facts);
    since = std::min(since, last->confirmed);
  } else if (!follow(now)) {
    return std::nullopt;
  }
  const barrier::OutageRule* const rule = facts_->outage_of(wanted.system);
  if (rule == nullptr || since == kForever) return std::nullopt;
  if (shifted(since, rule->seconds * kMicrosPerSecond) <= now) return std::nullopt;
  if (!at_own_terminal(wanted, now)) return std::nullopt;
  return Outage{rule, since};
}

bool MappedFacts::stays_open(const Wanted& wanted, Instant now) {
  return outage_of(wanted, now).has_value();
}

Result<Ruling> MappedFacts::judge(const Wanted& wanted, Instant now) {
  if (!wanted.session_heard && follow(now)) return judge_by_facts(wanted, now);
  const auto outage = outage_of(wanted, now);
  if (!outage || !outage->rule->covers(wanted.action, wanted.route)) return stale();
  auto ruling = judge_by_facts(wanted, now);
  if (!ruling) return ruling;
  ruling->outage_plan = outage->rule->plan;
  ruling->unconfirmed_since = outage->since;
  return ruling;
}

Result<Ruling> MappedFacts::judge_by_facts(const Wanted& wanted, Instant now) {
  const barrier::FactImage& image = *facts_->image;
  const SystemId system(image.registers().system_codes.find(wanted.system));
  const PersonId person = image.person(wanted.person);
  if (!system.known() || !person.known())
    return Ruling{.reasons = {system.known() ? "facts/unknown-person" : "facts/unknown-system"}};
  barrier::RecordFacts record{.kind = wanted.kind, .supplier = {}};
  if (wanted.kind == barrier::RecordKind::kSupplyPoint) {
    const auto supplier = facts_->supplier_of(wanted.record, now);
    if (!supplier) return std::unexpected(supplier.error());
    record.supplier = *supplier;
    record.supply_area = reg::supply_area_of(wanted.record);
  }
  Ruling first;
  for (const uint32_t one : image.accounts_of(person)) {
    const auto account = image.name_of(AccountId(one));
    if (account.system != wanted.system) continue;
    Ruling ruling = judge_as(wanted, record, account.name, now);
    if (ruling.allowed) return ruling;
    if (first.reasons.empty()) first = std::move(ruling);
  }
  return first.reasons.empty() ? judge_as(wanted, record, {}, now) : first;
}

std::string MappedFacts::terminal_at(std::string_view address, Instant now) {
  if (!follow(now)) {
    // Whether that is enough is for whoever judges to say.
    const auto last = follower_.last_known(now);
    if (!last) return {};
    go_over_to(last->facts);
  }
  return std::string(facts_->image->code(facts_->terminal_at(address, now)));
}

Ruling MappedFacts::judge_as(const Wanted& wanted, barrier::RecordFacts record,
                             std::string_view account, Instant now) {
  const barrier::AccessStates states = barrier::states_of(*facts_->image,
                                                          {.system = wanted.system,
                                                           .person = wanted.person,
                                                           .account = account,
                                                           .terminal = wanted.terminal,
                                                           .address = wanted.address},
                                                          now);
  const barrier::Judgement& judged = judgement(states, wanted, record);
  const bool pseudonyms = judged.obligations.uses(policy::MaskMethod::kPseudonym);
  return {.allowed = judged.allowed,
          .reasons = judged.reasons,
          .obligations = judged.obligations,
          .entity = pseudonyms ? entity_of(states.person) : std::string(),
          .area_unknown = judged.area_unknown,
          .account = std::string(account)};
}

// In any reading of the facts, sorted: who works for two sees what neither alone would.
std::string MappedFacts::entity_of(uint32_t person) const {
  std::set<std::string_view> codes;
  for (const barrier::PersonFacts& reading : facts_->image->people(person)) {
    for (const EntityId employer : reading.employers)
      codes.insert(facts_->image->registers().code(employer));
  }
  return fmt::format("{}", fmt::join(codes, "+"));
}

// Made once for whatever it depends on.
const barrier::Judgement& MappedFacts::judgement(const barrier::AccessStates& states,
                                                 const Wanted& wanted,
                                                 barrier::RecordFacts record) {
  if (!relevant_.supplier) record.supplier = {};
  if (!relevant_.disaster_area) record.supply_area = 0;
  const std::string_view address = relevant_.disaster_area ? wanted.record_address : "";
  const std::string_view named =
      relevant_.record_names.contains(wanted.record) ? wanted.record : "";
  key_.clear();
  append_bytes(key_, states);
  append_bytes(key_, record.supplier);
  key_ += static_cast<char>(record.kind);
  key_ += static_cast<char>(record.supply_area);
  key_.append(wanted.action).append(1, '\0').append(named).append(1, '\0').append(address);
  if (const auto found = judged_.find(key_); found != judged_.end()) return found->second;
  if (judged_.size() >= kMaxRememberedJudgements) judged_.clear();
  return judged_
      .emplace(key_, barrier::judge(*facts_->rules, *facts_->image, states, wanted.action, record,
                                    named, address))
      .first->second;
}

}  // namespace sekisho::gateway
