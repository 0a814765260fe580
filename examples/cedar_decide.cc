#include <cstdio>

#include "cedar/decision_snapshot.h"
#include "cedar/entities_json.h"
#include "cedar/parser.h"

using namespace sekisho::cedar;

int main() {
  const auto schema = parse_schema(R"(
    entity User { team: String };
    entity Doc { team: String };
    action "view" appliesTo { principal: User, resource: Doc };)");
  const auto policies = parse_policies(R"(
    @id("same-team") permit (principal, action == Action::"view", resource)
    when { principal.team == resource.team };)",
                                       {.ids_from_annotation = true});
  if (!schema || !policies) return 1;
  const auto validated = ValidatedPolicies::check(*policies, *schema);
  const auto entities = parse_entities_json(R"([
    {"uid": {"type": "User", "id": "hana"}, "attrs": {"team": "a"}, "parents": []},
    {"uid": {"type": "Doc", "id": "plan"}, "attrs": {"team": "a"}, "parents": []}])");
  if (!validated || !entities) return 1;

  const auto snapshot = DecisionSnapshot::make(CompiledPolicies::compile(*validated), *entities);
  const OutcomeId id = snapshot->authorize({{"User", "hana"}, {"Action", "view"}, {"Doc", "plan"}});
  const Outcome outcome = snapshot->policies().outcome(id);
  std::printf("%s by %s\n", id.allowed() ? "allowed" : "denied", outcome.reasons.front().c_str());
}
