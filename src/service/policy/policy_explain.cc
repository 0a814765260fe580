#include "service/policy/policy_explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "cedar/conformance.h"
#include "cedar/entities_json.h"
#include "cedar/parser.h"
#include "cedar/validator.h"
#include "policy/nearest.h"
#include "service/policy/policy_files.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

using policy::Source;
using text::JsonValue;

// JSON that stands in an option, or in the file that it names.
Result<Source> json_or_file(const std::string& value, const std::string& option) {
  if (value.starts_with('{') || value.starts_with('[')) return Source{option, value};
  return read_source(value, {});
}

Result<cedar::EntityUid> uid_from(const JsonValue& json, const std::string& file) {
  if (const auto text = json.as_string()) return cedar::parse_entity_uid(*text);
  return cedar::parse_uid_json(json.to_json(), file);
}

class Explaining {
 public:
  explicit Explaining(const PolicyExplainRequest& asked) : asked_(asked) {}

  Result<PolicyExplanation> run() {
    using Step = Result<void> (Explaining::*)();
    for (const Step step :
         {&Explaining::read_policies, &Explaining::read_request, &Explaining::read_entities}) {
      if (auto ok = (this->*step)(); !ok) return std::unexpected(ok.error());
    }
    explain();
    return std::move(out_);
  }

 private:
  Result<void> read_policies() {
    const auto sets = read_policy_sets(asked_.paths, asked_.standard_input);
    if (!sets) return std::unexpected(sets.error());
    cedar::PolicySet all;
    for (const PolicySetFiles& set : *sets) {
      if (set.kind == policy::SetKind::kDoubts || set.kind == policy::SetKind::kRoutes) {
        return fail(ErrorCode::kUsage,
                    fmt::format("`{}` does not say who may do something", set.folder.string()), {},
                    "Name the folder barrier/. `sekisho decide` asks doubts and routes as well.");
      }
      for (const Source& source : set.sources) {
        const auto some =
            cedar::parse_policies(source.text, {.ids_from_annotation = true, .file = source.name});
        if (!some) return std::unexpected(some.error());
        if (auto merged = all.merge(*some); !merged) {
          merged.error().place = {source.name};
          return merged;
        }
      }
    }
    if (auto ok = read_schema(sets->front().folder); !ok) return ok;
    auto vocabulary = vocabulary_for(sets->front().folder, sets->front().kind);
    if (!vocabulary) return std::unexpected(vocabulary.error());
    out_.vocabulary = std::move(*vocabulary);
    if (schema_) {
      const auto report = cedar::validate(all, *schema_);
      if (!report.passed()) return std::unexpected(report.errors.front().error);
    }
    out_.policies = std::make_shared<const cedar::PolicySet>(std::move(all));
    return {};
  }

  Result<void> read_schema(const std::filesystem::path& folder) {
    if (asked_.schema.empty() && !has_schema(folder)) return {};
    const auto source = schema_for(folder, asked_.schema);
    if (!source) return std::unexpected(source.error());
    auto schema = cedar::parse_schema(source->text, source->name);
    if (!schema) return std::unexpected(schema.error());
    schema_ = std::move(*schema);
    out_.schema = source->name;
    return {};
  }

  const cedar::Schema* schema() const { return schema_ ? &*schema_ : nullptr; }

  Result<void> read_request() {
    std::string context = asked_.context;
    if (!asked_.request.empty()) {
      if (auto ok = read_request_json(context); !ok) return ok;
    }
    for (const auto& [text, target, name] :
         {std::tuple{&asked_.principal, &out_.request.principal, "principal"},
          {&asked_.action, &out_.request.action, "action"},
          {&asked_.resource, &out_.request.resource, "resource"}}) {
      if (!text->empty()) {
        auto uid = cedar::parse_entity_uid(*text);
        if (!uid) {
          return fail(ErrorCode::kUsage, fmt::format("--{} `{}` names no entity", name, *text), {},
                      "Write it as Cedar does: 'User::\"hana\"'.");
        }
        *target = std::move(*uid);
      }
      if (target->type.empty()) {
        return fail(ErrorCode::kUsage, fmt::format("the request has no {}", name), {},
                    fmt::format("Give --{} or --request.", name));
      }
    }
    if (!context.empty()) {
      const auto source = json_or_file(context, "--context");
      if (!source) return std::unexpected(source.error());
      auto value =
          cedar::parse_context_json(source->text, source->name, schema(), out_.request.action);
      if (!value) return std::unexpected(value.error());
      out_.request.context = std::move(*value);
    }
    if (!schema_) return {};
    return cedar::validate_request(out_.request, *schema_);
  }

  Result<void> read_request_json(std::string& context) {
    const auto source = json_or_file(asked_.request, "--request");
    if (!source) return std::unexpected(source.error());
    const auto json = JsonValue::parse(source->text, source->name);
    if (!json) return std::unexpected(json.error());
    for (const auto& [name, target] : {std::pair{"principal", &out_.request.principal},
                                       {"action", &out_.request.action},
                                       {"resource", &out_.request.resource}}) {
      const JsonValue* value = json->find(name);
      if (value == nullptr) continue;
      auto uid = uid_from(*value, source->name);
      if (!uid) {
        return fail(ErrorCode::kBadInput, fmt::format("the {} names no entity", name),
                    {source->name}, "Write \"User::\\\"hana\\\"\" or {\"type\": …, \"id\": …}.");
      }
      *target = std::move(*uid);
    }
    const JsonValue* inner = json->find("context");
    if (inner != nullptr && context.empty()) context = inner->to_json();
    return {};
  }

  Result<void> read_entities() {
    const auto source = asked_.entities.empty() ? Result<Source>(Source{"", "[]"})
                                                : json_or_file(asked_.entities, "--entities");
    if (!source) return std::unexpected(source.error());
    auto entities = cedar::parse_entities_json(source->text, source->name, schema());
    if (!entities) return std::unexpected(entities.error());
    if (schema_) {
      for (const auto& [uid, entity] : entities->all()) {
        for (Error& error : cedar::validate_entity(entity, *schema_)) {
          error.place.file = source->name;
          return std::unexpected(std::move(error));
        }
      }
    }
    entities_ = std::move(*entities);
    return {};
  }

  void explain() {
    out_.answer = cedar::is_authorized(*out_.policies, out_.request, entities_);
    for (const cedar::Policy& policy : *out_.policies)
      out_.traces.push_back(cedar::trace(policy, out_.request, entities_));
    if (out_.answer.decision == cedar::Decision::kAllow) return find_obligations();
    if (!out_.answer.reasons.empty()) return;
    const auto nearest = policy::nearest_permit(*out_.policies, out_.request, entities_);
    if (!nearest) return;
    out_.failed = nearest->failed;
    out_.nearest = static_cast<size_t>(
        std::ranges::find(out_.traces, nearest->trace.policy, &cedar::PolicyTrace::policy) -
        out_.traces.begin());
  }

  void find_obligations() {
    for (const std::string& id : out_.answer.reasons) {
      const auto some = policy::obligations_of(*out_.policies->find(id), out_.vocabulary);
      if (some) {
        out_.obligations.merge(*some);
      } else {
        out_.unknown_obligation = some.error().message;
      }
    }
  }

  const PolicyExplainRequest& asked_;
  PolicyExplanation out_;
  std::optional<cedar::Schema> schema_;
  cedar::Entities entities_;
};

}  // namespace

Result<PolicyExplanation> explain_policies(const PolicyExplainRequest& request) {
  return Explaining(request).run();
}

}  // namespace sekisho::service
