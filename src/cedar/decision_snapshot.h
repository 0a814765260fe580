#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/error.h"
#include "cedar/compiled_policies.h"
#include "cedar/plain_context.h"

namespace sekisho::cedar {

struct FoldedEntities;
class PlanTable;
struct Party;
struct ContextView;
struct JudgedWord;

// The number of an entity type within one DecisionSnapshot.
struct TypeNumber {
  uint32_t value = 0;
  bool operator==(const TypeNumber&) const = default;
};

// The compiled engine: compiled policies and the entities folded to what these policies can see.
// Every way to ask gives what `is_authorized` gives for the same policies, entities and request.
// Immutable: any number of threads may decide at once. When policies or entities change, make a
// new one aside and swap the shared pointer; the numbers of entities, types and slots belong to
// one snapshot, the ids of outcomes to its policies.
class DecisionSnapshot {
 public:
  // Keeps nothing of `entities`. Their cycles are harmless.
  static std::shared_ptr<const DecisionSnapshot> make(
      std::shared_ptr<const CompiledPolicies> policies, const Entities& entities);
  ~DecisionSnapshot();
  DecisionSnapshot(const DecisionSnapshot&) = delete;
  DecisionSnapshot& operator=(const DecisionSnapshot&) = delete;

  const CompiledPolicies& policies() const { return *policies_; }

  // Numbers for names. None: neither entities nor policies know the name.
  std::optional<TypeNumber> type(std::string_view name) const;
  std::optional<EntityNumber> find(TypeNumber type, std::string_view id) const;
  std::optional<EntityNumber> find(const EntityUid& uid) const;
  // None: no policy reads that attribute of the context, so that it need not be passed.
  std::optional<ContextSlot> context_slot(std::string_view attribute) const;
  // An empty context to be filled. Refused when a policy looks at the context as a whole, which
  // slots cannot show.
  Result<PlainContext> plain_context() const;
  Result<PlainContexts> plain_contexts() const;

  // Any request at all.
  OutcomeId authorize(const Request& request) const;

  // An entity by name; it need not exist.
  struct Name {
    TypeNumber type;
    std::string_view id;
  };
  // A principal and a resource by name. The context must be of this snapshot.
  OutcomeId authorize(const Name& principal, EntityNumber action, const Name& resource,
                      const PlainContext* context = nullptr) const;

  // Everything by number. The numbers and the context must be of this snapshot.
  struct Numbers {
    EntityNumber principal;
    EntityNumber action;
    EntityNumber resource;
    const PlainContext* context = nullptr;  // null: no attribute is set
  };
  OutcomeId authorize_ids(const Numbers& request) const;
  // Many at once, one outcome for each request. The spans have the same length.
  void authorize_bulk(std::span<const Numbers> requests, std::span<OutcomeId> outcomes) const;

 private:
  friend class PlainContext;
  DecisionSnapshot(std::shared_ptr<const CompiledPolicies> policies,
                   std::unique_ptr<const FoldedEntities> entities);
  Party known(EntityNumber entity) const;
  // `kept` holds the name of one without a number, and must outlive the party.
  Party stranger(EntityUid uid, std::optional<Value>& kept) const;
  Party party(const EntityUid& uid, std::optional<Value>& kept) const;
  Party party(const Name& name, std::optional<Value>& kept) const;
  OutcomeId authorize_strangers(const Name& principal, EntityNumber action, const Name& resource,
                                const PlainContext* context) const;
  void authorize_each(std::span<const Numbers> requests, std::span<OutcomeId> outcomes) const;
  class Bulk;
  ContextView view_of(const PlainContext* context) const;
  [[gnu::always_inline]] OutcomeId decide(const std::array<Party, 3>& parties,
                                          const ContextView& view) const;

  [[gnu::noinline]] OutcomeId decide_among_many(const std::array<Party, 3>& parties,
                                                const ContextView& view) const;
  [[gnu::noinline]] OutcomeId outcome_of(const JudgedWord& word) const;

  std::shared_ptr<const CompiledPolicies> policies_;
  std::unique_ptr<const FoldedEntities> entities_;
  std::unique_ptr<PlanTable> plans_;
};

}  // namespace sekisho::cedar
