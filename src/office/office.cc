#include "office/office.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/file.h"
#include "cedar/decision_snapshot.h"
#include "cedar/parser.h"
#include "cedar/validated_policies.h"
#include "office/limits.h"
#include "office/question.h"
#include "policy/nearest.h"
#include "text/nearest.h"

namespace sekisho::office {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDemandAnnotation = "demand";
constexpr std::array kDemands{Demand::kMaskPersonalData, Demand::kRecordLook, Demand::kReadLater};

std::optional<Demand> demand_named(std::string_view name) {
  const auto found =
      std::ranges::find_if(kDemands, [&](const Demand demand) { return name_of(demand) == name; });
  if (found == kDemands.end()) return std::nullopt;
  return *found;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// What `@demand("a, b")` says. A slip in it must not open more than its author thought.
Result<std::set<Demand>> demands_of(const cedar::Policy& policy) {
  std::set<Demand> out;
  const std::string* annotation = policy.annotation(kDemandAnnotation);
  if (annotation == nullptr) return out;
  std::string_view rest = *annotation;
  while (true) {
    const size_t comma = rest.find(',');
    const std::string_view name = trimmed(rest.substr(0, comma));
    const std::optional<Demand> demand = demand_named(name);
    if (!demand) {
      std::vector<std::string_view> known;
      for (const Demand one : kDemands) known.push_back(name_of(one));
      return fail(ErrorCode::kBadInput,
                  fmt::format("policy `{}` demands `{}`, which is unknown", policy.id, name),
                  policy.place, text::did_you_mean(name, known));
    }
    out.insert(*demand);
    if (comma == std::string_view::npos) return out;
    rest.remove_prefix(comma + 1);
  }
}

Result<std::vector<fs::path>> files_in(const fs::path& directory, const std::string& ending) {
  std::vector<fs::path> out;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(directory, ec)) {
    if (entry.path().extension() == ending) out.push_back(entry.path());
  }
  if (ec) {
    return fail(ErrorCode::kNotFound, fmt::format("`{}` cannot be read", directory.string()), {},
                "Name a directory with *.cedar and one *.cedarschema.");
  }
  std::ranges::sort(out);
  return out;
}

Result<cedar::Schema> load_schema(const fs::path& directory) {
  const auto files = files_in(directory, ".cedarschema");
  if (!files) return std::unexpected(files.error());
  if (files->size() != 1) {
    return fail(ErrorCode::kNotFound,
                fmt::format("{} schemas in `{}`", files->size(), directory.string()), {},
                "Keep exactly one file *.cedarschema beside the policies.");
  }
  const auto text = read_file(files->front(), kMaxPolicyFileBytes);
  if (!text) return std::unexpected(text.error());
  return cedar::parse_schema(*text, files->front().string());
}

Result<cedar::PolicySet> load_policies(const fs::path& directory) {
  const auto files = files_in(directory, ".cedar");
  if (!files) return std::unexpected(files.error());
  cedar::PolicySet all;
  for (const fs::path& file : *files) {
    const auto text = read_file(file, kMaxPolicyFileBytes);
    if (!text) return std::unexpected(text.error());
    const auto some =
        cedar::parse_policies(*text, {.ids_from_annotation = true, .file = file.string()});
    if (!some) return std::unexpected(some.error());
    if (auto merged = all.merge(*some); !merged) return std::unexpected(merged.error());
  }
  return all;
}

// The action groups of a schema are entities of the question.
void add_actions(const cedar::Schema& schema, cedar::Entities& entities) {
  for (const auto& [uid, action] : schema.actions()) {
    entities.put({.uid = uid, .parents = {action.parents.begin(), action.parents.end()}});
  }
}

bool allows(const cedar::Outcome& outcome) {
  const bool forbid_erred = std::ranges::any_of(
      outcome.errors, [](const auto& erring) { return erring.effect == cedar::Effect::kForbid; });
  return outcome.decision == cedar::Decision::kAllow && !forbid_erred;
}

}  // namespace

std::string_view name_of(Demand demand) {
  switch (demand) {
    case Demand::kMaskPersonalData:
      return "mask-personal-data";
    case Demand::kRecordLook:
      return "record-look";
    case Demand::kReadLater:
      return "read-later";
  }
  return "";
}

struct Office::State {
  State(cedar::Schema read, const cedar::ValidatedPolicies& validated,
        std::map<std::string, std::set<Demand>> demanded)
      : schema(std::move(read)),
        policies(validated.policies()),
        compiled(cedar::CompiledPolicies::compile(validated)),
        demands(std::move(demanded)) {}

  cedar::Schema schema;
  cedar::PolicySet policies;
  std::shared_ptr<const cedar::CompiledPolicies> compiled;
  std::map<std::string, std::set<Demand>> demands;  // by policy

  OfficeDecision allowed(cedar::Outcome outcome) const {
    OfficeDecision out{.allowed = true, .policies = std::move(outcome.reasons)};
    for (const std::string& id : out.policies) {
      const std::set<Demand>& more = demands.at(id);
      out.demands.insert(more.begin(), more.end());
    }
    out.why = policy::title_of(*policies.find(out.policies.front()));
    return out;
  }

  OfficeDecision denied(const cedar::Outcome& outcome, const cedar::Request& request,
                        const cedar::Entities& entities) const {
    OfficeDecision out;
    for (const cedar::Outcome::Erring& erring : outcome.errors) {
      if (erring.effect == cedar::Effect::kForbid) out.policies.push_back(erring.policy);
    }
    if (!out.policies.empty()) {
      out.reason = "error/" + out.policies.front();
      out.why = policy::title_of(*policies.find(out.policies.front()));
    } else if (!outcome.reasons.empty()) {
      out.policies = outcome.reasons;
      out.reason = "forbid/" + out.policies.front();
      out.why = policy::title_of(*policies.find(out.policies.front()));
    } else if (const auto nearest = policy::nearest_permit(policies, request, entities)) {
      out.reason = nearest->reason();
      out.why = policy::label_of(*nearest->trace.policy, nearest->failed).title;
      out.why = {"条件を満たさない:" + out.why.ja, "it does not hold that " + out.why.en};
    } else {
      out.reason = policy::kNoPermit;
      out.why = {"その役割に許可されていない", "no role of theirs permits it"};
    }
    return out;
  }
};

Result<Office> Office::load(const fs::path& directory) {
  auto schema = load_schema(directory);
  if (!schema) return std::unexpected(schema.error());
  auto policies = load_policies(directory);
  if (!policies) return std::unexpected(policies.error());
  std::map<std::string, std::set<Demand>> demands;
  for (const cedar::Policy& policy : *policies) {
    auto some = demands_of(policy);
    if (!some) return std::unexpected(some.error());
    demands.emplace(policy.id, std::move(*some));
  }
  const auto validated = cedar::ValidatedPolicies::check(std::move(*policies), *schema);
  if (!validated) return std::unexpected(validated.error());
  return Office(std::make_shared<State>(std::move(*schema), *validated, std::move(demands)));
}

bool Office::makes_sense(Action action, ThingKind kind) const {
  const cedar::ActionInfo* info = state_->schema.action({"Action", std::string(name_of(action))});
  return info != nullptr && info->resources.contains(std::string(name_of(kind)));
}

Result<OfficeDecision> Office::may(const Caller& caller, Action action, const Thing& thing) const {
  if (!makes_sense(action, thing.kind)) {
    return fail(ErrorCode::kUsage, fmt::format("`{}` makes no sense for a `{}`", name_of(action),
                                               name_of(thing.kind)));
  }
  auto question = question_of(caller, action, thing);
  if (!question) return std::unexpected(question.error());
  auto& [request, entities] = *question;
  add_actions(state_->schema, entities);
  const auto snapshot = cedar::DecisionSnapshot::make(state_->compiled, entities);
  cedar::Outcome outcome = state_->compiled->outcome(snapshot->authorize(request));
  if (allows(outcome)) return state_->allowed(std::move(outcome));
  return state_->denied(outcome, request, entities);
}

Result<std::vector<Action>> Office::permitted(const Caller& caller, const Thing& thing) const {
  auto question = question_of(caller, Action::kView, thing);
  if (!question) return std::unexpected(question.error());
  auto& [request, entities] = *question;  // which are the same whatever the action
  add_actions(state_->schema, entities);
  const auto snapshot = cedar::DecisionSnapshot::make(state_->compiled, entities);
  std::vector<Action> out;
  for (size_t i = 0; i < kActionCount; ++i) {
    const auto action = static_cast<Action>(i);
    if (!makes_sense(action, thing.kind)) continue;
    request.action.id = name_of(action);
    if (allows(state_->compiled->outcome(snapshot->authorize(request)))) out.push_back(action);
  }
  return out;
}

}  // namespace sekisho::office
