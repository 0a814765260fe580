#include "cedar/trace.h"

#include <algorithm>

#include "cedar/format.h"
#include "cedar/function_call.h"

namespace sekisho::cedar {
namespace {

// Collects what a clause reads, each path once.
class ReadCollector final : public ReadObserver {
 public:
  explicit ReadCollector(std::vector<Read>& reads) : reads_(reads) {}

  void on_attribute(const Expr& object, std::span<const std::string> path,
                    const Value* value) override {
    std::string text = to_string(object);
    for (const std::string& name : path) {
      text += is_identifier(name) ? "." + name : "[" + quoted(name) + "]";
    }
    add(std::move(text), value);
  }

  void on_tag(const Expr& object, const std::string& key, const Value* value) override {
    add(to_string(object) + ".getTag(" + quoted(key) + ")", value);
  }

 private:
  void add(std::string path, const Value* value) {
    if (std::ranges::find(reads_, path, &Read::path) != reads_.end()) return;
    reads_.push_back({std::move(path), value == nullptr ? std::nullopt : std::optional(*value)});
  }

  std::vector<Read>& reads_;
};

void run(const Clause& clause, const Policy& policy, const Request& request,
         const Entities& entities, ClauseTrace& out) {
  ReadCollector collector(out.reads);
  auto value = evaluate(*clause.condition, request, entities, &collector);
  if (value && !value->is_bool()) value = type_error("bool", *value);
  if (value) {
    out.state =
        value->as_bool() != clause.is_unless ? ClauseState::kSatisfied : ClauseState::kFailed;
    return;
  }
  out.state = ClauseState::kErred;
  out.error = std::move(value.error());
  if (out.error->place.line == 0) out.error->place = clause.place;
  out.error->place.file = policy.place.file;
}

}  // namespace

std::string_view name_of(ClauseState state) {
  switch (state) {
    case ClauseState::kSatisfied:
      return "satisfied";
    case ClauseState::kFailed:
      return "failed";
    case ClauseState::kErred:
      return "erred";
    case ClauseState::kNotReached:
      return "not reached";
  }
  return "unknown";
}

PolicyTrace trace(const Policy& policy, const Request& request, const Entities& entities) {
  PolicyTrace out;
  out.policy = &policy;
  out.principal_matches = scope_matches(policy.principal, request.principal, entities);
  out.action_matches = scope_matches(policy.action, request.action, entities);
  out.resource_matches = scope_matches(policy.resource, request.resource, entities);
  for (const Clause& clause : policy.clauses) {
    ClauseTrace& traced = out.clauses.emplace_back();
    traced.is_unless = clause.is_unless;
    traced.text = clause.text;
    traced.place = clause.place;
    if (out.scope_matches()) run(clause, policy, request, entities, traced);
  }
  out.satisfied =
      out.scope_matches() && std::ranges::all_of(out.clauses, [](const ClauseTrace& clause) {
        return clause.state == ClauseState::kSatisfied;
      });
  return out;
}

}  // namespace sekisho::cedar
