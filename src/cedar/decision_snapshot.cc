#include "cedar/decision_snapshot.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "cedar/folded_entities.h"
#include "cedar/plan.h"
#include "cedar/step_runner.h"

namespace sekisho::cedar {
DecisionSnapshot::DecisionSnapshot(std::shared_ptr<const CompiledPolicies> policies,
                                   std::unique_ptr<const FoldedEntities> entities)
    : policies_(std::move(policies)),
      entities_(std::move(entities)),
      plans_(std::make_unique<PlanTable>(policies_->parts_->program, *entities_,
                                         policies_->parts_->shape)) {}
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
  return entities_->party(entity.value);
}

ContextView DecisionSnapshot::view_of(const PlainContext* context) const {
  if (context == nullptr) return {entities_->no_context.data()};
  SEKISHO_INVARIANT(context->snapshot_ == this);
  return {context->slots_.data()};
}

inline OutcomeId DecisionSnapshot::decide(const Parties& parties, const ContextView& view) const {
  const CompiledPolicies::Parts& parts = *policies_->parts_;
  if (parts.shape.words != 1 || plans_->is_in_use()) return decide_among_many(parties, view);
  const JudgedWord word = StepRunner(parts.program, *entities_, parties, view).run_word();
  if (word.is_simple()) return {word.simple_number(), word.allows()};
  return outcome_of(word);
}

OutcomeId DecisionSnapshot::decide_among_many(const Parties& parties,
                                              const ContextView& view) const {
  const CompiledPolicies::Parts& parts = *policies_->parts_;
  StepRunner runner(parts.program, *entities_, parties, view);
  const Plan* plan = plans_->is_in_use() ? plans_->find(parties, view.slots) : nullptr;
  if (plan == nullptr && parts.shape.words == 1) return outcome_of(runner.run_word());
  Judgement found;
  if (plan != nullptr) {
    runner.run(*plan, found);
  } else {
    runner.run(parts.shape, found);
  }
  return {found.number_in(parts.outcomes), found.allows()};
}

OutcomeId DecisionSnapshot::outcome_of(const JudgedWord& word) const {
  Judgement found;
  found.add(word);
  return {found.number_in(policies_->parts_->outcomes), found.allows()};
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
  const Parties parties = {party(request.principal, kept[0]), party(request.action, kept[1]),
                           party(request.resource, kept[2])};
  // Few policies read many attributes.
  constexpr size_t kNear = 16;
  const Program& program = policies_->parts_->program;
  std::array<Party, kNear> near;
  std::vector<Party> far;
  std::span<Party> slots = near;
  if (program.context_fields.size() > kNear) {
    far.resize(program.context_fields.size());
    slots = far;
  }
  for (const auto& [name, value] : request.context.fields()) {
    const auto slot = context_slot(name);
    if (slot) slots[slot->value] = entities_->party_of(value);
  }
  return decide(parties, {slots.data(), &request.context});
}

OutcomeId DecisionSnapshot::authorize(const Name& principal, EntityNumber action,
                                      const Name& resource, const PlainContext* context) const {
  SEKISHO_INVARIANT(principal.type.value < entities_->store.types.size());
  SEKISHO_INVARIANT(resource.type.value < entities_->store.types.size());
  const auto who = find(principal.type, principal.id);
  const auto what = find(resource.type, resource.id);
  if (!who || !what) return authorize_strangers(principal, action, resource, context);
  return decide({known(*who), known(action), known(*what)}, view_of(context));
}

OutcomeId DecisionSnapshot::authorize_strangers(const Name& principal, EntityNumber action,
                                                const Name& resource,
                                                const PlainContext* context) const {
  std::array<std::optional<Value>, 2> kept;
  return decide({party(principal, kept[0]), known(action), party(resource, kept[1])},
                view_of(context));
}

OutcomeId DecisionSnapshot::authorize_ids(const Numbers& request) const {
  return decide({known(request.principal), known(request.action), known(request.resource)},
                view_of(request.context));
}

}  // namespace sekisho::cedar
