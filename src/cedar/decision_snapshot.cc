#include "cedar/decision_snapshot.h"

#include <array>
#include <bit>
#include <utility>
#include <vector>

#include "cedar/evaluation.h"
#include "cedar/folded_entities.h"

namespace sekisho::cedar {
namespace {

// How many requests ahead a bulk run fetches what it will need.
constexpr size_t kAhead = 8;

// Policies in the order in which they were found; few, as a rule.
class PolicyList {
 public:
  void push(uint32_t policy) {
    if (count_ < near_.size()) {
      near_[count_++] = policy;
      return;
    }
    if (far_.empty()) far_.assign(near_.begin(), near_.end());
    far_.push_back(policy);
  }
  std::span<const uint32_t> all() const {
    return far_.empty() ? std::span(near_).first(count_) : std::span(far_);
  }
  bool empty() const { return count_ == 0; }

 private:
  std::array<uint32_t, 8> near_;
  uint32_t count_ = 0;
  std::vector<uint32_t> far_;
};

struct Verdicts {
  PolicyList permits;
  PolicyList forbids;
  PolicyList errors;
};

void judge(uint32_t policy, const Program& program, Evaluation& evaluation, Verdicts& out) {
  const Program::Rule& rule = program.rules[policy];
  switch (evaluation.run(rule)) {
    case Verdict::kHolds:
      (rule.effect == Effect::kPermit ? out.permits : out.forbids).push(policy);
      break;
    case Verdict::kErrs:
      out.errors.push(policy);
      break;
    case Verdict::kFails:
      break;
  }
}

// Calls `visit` for every policy that is in all three rows, in order.
template <class Visit>
void for_each_match(const RowShape& shape, const uint64_t* a, const uint64_t* b, const uint64_t* c,
                    const Visit& visit) {
  for (uint32_t group = 0; group < shape.summaries; ++group) {
    uint64_t words = a[group] & b[group] & c[group];
    for (; words != 0; words &= words - 1) {
      const uint32_t word = group * 64 + static_cast<uint32_t>(std::countr_zero(words));
      const uint32_t at = shape.summaries + word;
      uint64_t bits = a[at] & b[at] & c[at];
      for (; bits != 0; bits &= bits - 1) {
        visit(word * 64 + static_cast<uint32_t>(std::countr_zero(bits)));
      }
    }
  }
}

}  // namespace

// One of the three whom a request names.
struct DecisionSnapshot::Party {
  Cell cell;
  uint32_t scope;
};

DecisionSnapshot::DecisionSnapshot(std::shared_ptr<const CompiledPolicies> policies,
                                   std::unique_ptr<const FoldedEntities> entities)
    : policies_(std::move(policies)), entities_(std::move(entities)) {}
DecisionSnapshot::~DecisionSnapshot() = default;

std::shared_ptr<const DecisionSnapshot> DecisionSnapshot::make(
    std::shared_ptr<const CompiledPolicies> policies, const Entities& entities) {
  const CompiledPolicies::Parts& parts = *policies->parts_;
  auto folded = std::make_unique<const FoldedEntities>(
      fold_entities(parts.program, parts.principals, parts.actions, parts.resources, entities));
  struct Shared : DecisionSnapshot {
    Shared(std::shared_ptr<const CompiledPolicies> p, std::unique_ptr<const FoldedEntities> e)
        : DecisionSnapshot(std::move(p), std::move(e)) {}
  };
  return std::make_shared<const Shared>(std::move(policies), std::move(folded));
}

std::optional<TypeNumber> DecisionSnapshot::type(std::string_view name) const {
  const uint32_t number = entities_->types.find(name);
  return number == kNoId ? std::nullopt : std::optional(TypeNumber{number});
}

std::optional<EntityNumber> DecisionSnapshot::find(TypeNumber type, std::string_view id) const {
  const uint32_t number = entities_->uids.find(id, type.value);
  return number == kNoId ? std::nullopt : std::optional(EntityNumber{number});
}

std::optional<EntityNumber> DecisionSnapshot::find(const EntityUid& uid) const {
  const auto of_type = type(uid.type);
  return of_type ? find(*of_type, uid.id) : std::nullopt;
}

std::optional<ContextSlot> DecisionSnapshot::context_slot(std::string_view attribute) const {
  const Program& program = policies_->parts_->program;
  const uint32_t id = program.attributes.find(attribute);
  if (id == kNoId || program.context_slots[id] == kNoId) return std::nullopt;
  return ContextSlot{program.context_slots[id]};
}

Result<PlainContext> DecisionSnapshot::plain_context() const {
  const Program& program = policies_->parts_->program;
  if (program.reads_whole_context) {
    return fail(ErrorCode::kUnsupported, "a policy reads the context as a whole", {},
                "Pass the context as a record.");
  }
  return PlainContext(*this, program.context_fields.size());
}

DecisionSnapshot::Party DecisionSnapshot::known(EntityNumber entity) const {
  SEKISHO_INVARIANT(entity.value < entities_->entities.size());
  return {{CellKind::kEntity, entity.value}, entities_->entities[entity.value].scope};
}

DecisionSnapshot::Party DecisionSnapshot::stranger(const EntityUid& uid,
                                                   std::optional<Value>& kept) const {
  const uint32_t type = entities_->types.find(uid.type);
  const uint32_t scope =
      type == kNoId ? entities_->stranger_scopes.back() : entities_->stranger_scopes[type];
  return {Cell::of_value(kept.emplace(Value::entity(uid))), scope};
}

DecisionSnapshot::Party DecisionSnapshot::party(const EntityUid& uid,
                                                std::optional<Value>& kept) const {
  const auto number = find(uid);
  return number ? known(*number) : stranger(uid, kept);
}

DecisionSnapshot::Party DecisionSnapshot::party(const Name& name,
                                                std::optional<Value>& kept) const {
  SEKISHO_INVARIANT(name.type.value < entities_->types.size());
  const auto number = find(name.type, name.id);
  if (number) return known(*number);
  return stranger({std::string(entities_->types.text(name.type.value)), std::string(name.id)},
                  kept);
}

OutcomeId DecisionSnapshot::authorize(const Request& request) const {
  std::array<std::optional<Value>, 3> kept;
  return decide(party(request.principal, kept[0]), party(request.action, kept[1]),
                party(request.resource, kept[2]), &request.context, nullptr);
}

OutcomeId DecisionSnapshot::authorize(const Name& principal, EntityNumber action,
                                      const Name& resource, const PlainContext* context) const {
  std::array<std::optional<Value>, 2> kept;
  return decide(party(principal, kept[0]), known(action), party(resource, kept[1]), nullptr,
                context);
}

OutcomeId DecisionSnapshot::authorize_ids(const Numbers& request) const {
  return decide(known(request.principal), known(request.action), known(request.resource), nullptr,
                request.context);
}

void DecisionSnapshot::authorize_bulk(std::span<const Numbers> requests,
                                      std::span<OutcomeId> outcomes) const {
  SEKISHO_INVARIANT(requests.size() == outcomes.size());
  const auto fetch = [&](EntityNumber entity) {
    __builtin_prefetch(entities_->entities.data() + entity.value);
  };
  for (size_t i = 0; i < requests.size(); ++i) {
    if (i + kAhead < requests.size()) {
      fetch(requests[i + kAhead].principal);
      fetch(requests[i + kAhead].resource);
    }
    outcomes[i] = authorize_ids(requests[i]);
  }
}

OutcomeId DecisionSnapshot::decide(const Party& principal, const Party& action,
                                   const Party& resource, const Value* record,
                                   const PlainContext* context) const {
  const CompiledPolicies::Parts& parts = *policies_->parts_;
  ContextView view{record};
  if (context != nullptr) {
    SEKISHO_INVARIANT(context->snapshot_ == this);
    view.slots = context->cells_;
  }
  Evaluation evaluation(parts.program, *entities_, principal.cell, action.cell, resource.cell,
                        view);
  Verdicts found;
  const uint64_t* rows = entities_->rows.data();
  for_each_match(parts.shape, rows + entities_->scopes[principal.scope].principal,
                 rows + entities_->scopes[action.scope].action,
                 rows + entities_->scopes[resource.scope].resource,
                 [&](uint32_t policy) { judge(policy, parts.program, evaluation, found); });
  const bool allow = found.forbids.empty() && !found.permits.empty();
  const PolicyList& reasons = allow ? found.permits : found.forbids;
  return {parts.outcomes.number_of(reasons.all(), found.errors.all()), allow};
}

PlainContext::PlainContext(const DecisionSnapshot& snapshot, size_t slots)
    : snapshot_(&snapshot), cells_(slots) {}

Cell& PlainContext::cell(ContextSlot slot) {
  SEKISHO_INVARIANT(slot.value < cells_.size());
  return cells_[slot.value];
}

void PlainContext::set_bool(ContextSlot slot, bool value) {
  cell(slot) = Cell::boolean(value);
}

void PlainContext::set_long(ContextSlot slot, int64_t value) {
  cell(slot) = {CellKind::kLong, value};
}

void PlainContext::set_entity(ContextSlot slot, EntityNumber entity) {
  SEKISHO_INVARIANT(entity.value < snapshot_->entities_->entities.size());
  cell(slot) = {CellKind::kEntity, entity.value};
}

void PlainContext::set_string(ContextSlot slot, std::string_view text) {
  const uint32_t id = snapshot_->entities_->strings.find(text);
  if (id != kNoId) {
    cell(slot) = {CellKind::kString, id};
  } else {
    cell(slot) = Cell::of_value(owned_.emplace_back(Value::string(std::string(text))));
  }
}

void PlainContext::set_value(ContextSlot slot, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBool:
      return set_bool(slot, value.as_bool());
    case ValueKind::kLong:
      return set_long(slot, value.as_long());
    case ValueKind::kString:
      return set_string(slot, value.as_string());
    case ValueKind::kEntity:
      if (const auto number = snapshot_->find(value.as_entity())) return set_entity(slot, *number);
      break;
    case ValueKind::kDecimal:
      cell(slot) = {CellKind::kDecimal, value.as_decimal().ten_thousandths};
      return;
    case ValueKind::kDatetime:
      cell(slot) = {CellKind::kDatetime, value.as_datetime().millis};
      return;
    case ValueKind::kDuration:
      cell(slot) = {CellKind::kDuration, value.as_duration().millis};
      return;
    default:
      break;
  }
  cell(slot) = Cell::of_value(owned_.emplace_back(value));
}

void PlainContext::clear() {
  cells_.assign(cells_.size(), Cell());
  owned_.clear();
}

}  // namespace sekisho::cedar
