#include "cedar/engine_agreement.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>
#include <vector>

namespace sekisho::cedar {
namespace {

Outcome interpreted(const PolicySet& policies, const Entities& entities, const Request& request) {
  Answer answer = is_authorized(policies, request, entities);
  Outcome out{answer.decision, std::move(answer.reasons)};
  for (PolicyError& error : answer.errors) {
    out.errors.push_back({std::move(error.policy), error.effect});
  }
  return out;
}

std::string described(const Outcome& outcome) {
  std::vector<std::string> errors;
  for (const Outcome::Erring& error : outcome.errors) errors.push_back(error.policy);
  return fmt::format("{} by [{}], errors [{}]", name_of(outcome.decision),
                     fmt::join(outcome.reasons, ", "), fmt::join(errors, ", "));
}

// The request's context in slots; none when the policies need it whole.
std::optional<PlainContext> slots_of(const DecisionSnapshot& snapshot, const Value& context) {
  auto out = snapshot.plain_context();
  if (!out) return std::nullopt;
  for (const auto& [name, value] : context.fields()) {
    if (const auto slot = snapshot.context_slot(name)) out->set_value(*slot, value);
  }
  return std::move(*out);
}

}  // namespace

std::optional<std::string> engine_difference(const PolicySet& policies, const Entities& entities,
                                             const DecisionSnapshot& snapshot,
                                             const Request& request) {
  const Outcome expected = interpreted(policies, entities, request);
  std::optional<std::string> difference;
  const auto compare = [&](std::string_view way, OutcomeId id) {
    const Outcome got = snapshot.policies().outcome(id);
    if (got == expected && id.decision() == expected.decision) return;
    difference = fmt::format("{}: {}, interpreter: {}", way, described(got), described(expected));
  };
  const OutcomeId whole = snapshot.authorize(request);
  compare("request", whole);

  const auto context = slots_of(snapshot, request.context);
  const auto action = snapshot.find(request.action);
  if (!context || !action) return difference;
  const auto principal_type = snapshot.type(request.principal.type);
  const auto resource_type = snapshot.type(request.resource.type);
  if (principal_type && resource_type) {
    compare("names", snapshot.authorize({*principal_type, request.principal.id}, *action,
                                        {*resource_type, request.resource.id}, &*context));
  }
  const auto principal = snapshot.find(request.principal);
  const auto resource = snapshot.find(request.resource);
  if (!principal || !resource) return difference;
  const DecisionSnapshot::Numbers numbers{*principal, *action, *resource, &*context};
  const OutcomeId alone = snapshot.authorize_ids(numbers);
  compare("numbers", alone);
  const std::array<DecisionSnapshot::Numbers, 3> requests = {numbers, numbers, numbers};
  std::array<OutcomeId, 3> outcomes;
  snapshot.authorize_bulk(requests, outcomes);
  for (const OutcomeId id : outcomes) compare("bulk", id);
  if (alone != whole || outcomes.front() != whole) difference = "equal outcomes, different ids";
  return difference;
}

std::optional<std::string> bulk_difference(const DecisionSnapshot& snapshot,
                                           std::span<const Request> requests) {
  constexpr size_t kRequests = 200;  // so that several are decided in one go
  auto contexts = snapshot.plain_contexts();
  if (!contexts) return std::nullopt;
  std::vector<DecisionSnapshot::Numbers> known;
  for (const Request& request : requests) {
    const auto principal = snapshot.find(request.principal);
    const auto action = snapshot.find(request.action);
    const auto resource = snapshot.find(request.resource);
    if (!principal || !action || !resource) continue;
    PlainContext& context = contexts->add();
    for (const auto& [name, value] : request.context.fields()) {
      if (const auto slot = snapshot.context_slot(name)) context.set_value(*slot, value);
    }
    known.push_back({*principal, *action, *resource, &context});
  }
  if (known.empty()) return std::nullopt;
  std::vector<DecisionSnapshot::Numbers> asked;
  for (size_t i = 0; i < kRequests; ++i) asked.push_back(known[i * 7 % known.size()]);
  std::vector<OutcomeId> outcomes(asked.size());
  snapshot.authorize_bulk(asked, outcomes);
  for (size_t i = 0; i < asked.size(); ++i) {
    const OutcomeId alone = snapshot.authorize_ids(asked[i]);
    if (alone == outcomes[i]) continue;
    return fmt::format("in bulk: {}, alone: {}",
                       described(snapshot.policies().outcome(outcomes[i])),
                       described(snapshot.policies().outcome(alone)));
  }
  return std::nullopt;
}

}  // namespace sekisho::cedar
