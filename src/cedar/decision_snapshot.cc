#include "cedar/decision_snapshot.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "cedar/folded_entities.h"
#include "cedar/step_runner.h"

namespace sekisho::cedar {
namespace {

// How many requests ahead a bulk run fetches what it will need.
constexpr size_t kAhead = 8;

}  // namespace

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
  const uint32_t number = entities_->store.types.find(name);
  return number == kNoId ? std::nullopt : std::optional(TypeNumber{number});
}

std::optional<EntityNumber> DecisionSnapshot::find(TypeNumber type, std::string_view id) const {
  const uint32_t number = entities_->store.uids.find(id, type.value);
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

Result<PlainContexts> DecisionSnapshot::plain_contexts() const {
  const Program& program = policies_->parts_->program;
  if (program.reads_whole_context) return std::unexpected(plain_context().error());
  return PlainContexts(*this, program.context_fields.size());
}

Party DecisionSnapshot::known(EntityNumber entity) const {
  SEKISHO_INVARIANT(entity.value < entities_->entities.size());
  const FoldedEntity& folded = entities_->entities[entity.value];
  const Cell* cells = entities_->cells.data() + folded.cells;
  __builtin_prefetch(cells);
  return {{CellKind::kEntity, entity.value}, &entities_->classes[folded.kind], cells};
}

Party DecisionSnapshot::stranger(EntityUid uid, std::optional<Value>& kept) const {
  const uint32_t type =
      std::min(entities_->store.types.find(uid.type), entities_->store.types.size());
  const EntityClass& kind = entities_->classes[entities_->stranger_classes[type]];
  return {Cell::of_value(kept.emplace(Value::entity(std::move(uid)))), &kind};
}

Party DecisionSnapshot::party(const EntityUid& uid, std::optional<Value>& kept) const {
  const auto number = find(uid);
  return number ? known(*number) : stranger(uid, kept);
}

Party DecisionSnapshot::party(const Name& name, std::optional<Value>& kept) const {
  const auto number = find(name.type, name.id);
  if (number) return known(*number);
  return stranger({std::string(entities_->store.types.text(name.type.value)), std::string(name.id)},
                  kept);
}

OutcomeId DecisionSnapshot::authorize(const Request& request) const {
  std::array<std::optional<Value>, 3> kept;
  return decide({party(request.principal, kept[0]), party(request.action, kept[1]),
                 party(request.resource, kept[2])},
                &request.context, nullptr);
}

OutcomeId DecisionSnapshot::authorize(const Name& principal, EntityNumber action,
                                      const Name& resource, const PlainContext* context) const {
  SEKISHO_INVARIANT(principal.type.value < entities_->store.types.size());
  SEKISHO_INVARIANT(resource.type.value < entities_->store.types.size());
  const auto who = find(principal.type, principal.id);
  const auto what = find(resource.type, resource.id);
  if (!who || !what) return authorize_strangers(principal, action, resource, context);
  return decide({known(*who), known(action), known(*what)}, nullptr, context);
}

OutcomeId DecisionSnapshot::authorize_strangers(const Name& principal, EntityNumber action,
                                                const Name& resource,
                                                const PlainContext* context) const {
  std::array<std::optional<Value>, 2> kept;
  return decide({party(principal, kept[0]), known(action), party(resource, kept[1])}, nullptr,
                context);
}

OutcomeId DecisionSnapshot::authorize_ids(const Numbers& request) const {
  return decide({known(request.principal), known(request.action), known(request.resource)}, nullptr,
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

OutcomeId DecisionSnapshot::decide(const Parties& parties, const Value* record,
                                   const PlainContext* context) const {
  const CompiledPolicies::Parts& parts = *policies_->parts_;
  ContextView view{record};
  if (context != nullptr) {
    SEKISHO_INVARIANT(context->snapshot_ == this);
    view.slots = context->cells_;
  }
  StepRunner runner(parts.program, *entities_, parties, view);
  Judgement found;
  runner.run(parts.shape, found);
  return {parts.outcomes.number_of(found.reasons(), found.errors()), found.allows()};
}

}  // namespace sekisho::cedar
