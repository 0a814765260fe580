#include "cedar/corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/file.h"
#include "cedar/authorizer.h"
#include "cedar/conformance.h"
#include "cedar/engine_agreement.h"
#include "cedar/entities_json.h"
#include "cedar/json_value.h"
#include "cedar/limits.h"
#include "cedar/parser.h"
#include "cedar/schema.h"
#include "cedar/validator.h"
#include "text/json.h"

namespace sekisho::cedar {
namespace {

namespace fs = std::filesystem;
using text::JsonValue;

Result<JsonValue> read_json(const fs::path& path) {
  const auto content = read_file(path, kMaxTextBytes);
  if (!content) return std::unexpected(content.error());
  return JsonValue::parse(*content, path.string());
}

// The files below some directories, by name.
class FileIndex {
 public:
  void add(const fs::path& directory) {
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(directory, ignored)) {
      if (!entry.is_regular_file()) continue;
      by_name_.try_emplace(entry.path().filename().string(), entry.path());
      if (entry.path().extension() == ".json") json_files_.push_back(entry.path());
    }
  }

  std::optional<fs::path> find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
  }

  // Sorted, so that every run reports in the same order.
  std::vector<fs::path> json_files() const {
    std::vector<fs::path> out = json_files_;
    std::ranges::sort(out);
    return out;
  }

 private:
  std::unordered_map<std::string, fs::path> by_name_;
  std::vector<fs::path> json_files_;
};

// A path that a test names is relative to one of the directories above the test.
fs::path resolve(const fs::path& test, std::string_view named) {
  for (fs::path above = test.parent_path(); !above.empty(); above = above.parent_path()) {
    if (fs::exists(above / named)) return above / named;
    if (above == above.root_path()) break;
  }
  return fs::path(named);
}

std::set<std::string> texts(const JsonValue* array) {
  std::set<std::string> out;
  if (array == nullptr) return out;
  for (const JsonValue& item : array->items()) {
    if (const auto text = item.as_string()) out.emplace(*text);
  }
  return out;
}

std::string member_text(const JsonValue& object, std::string_view key) {
  const JsonValue* member = object.find(key);
  return member == nullptr ? std::string() : std::string(member->as_string().value_or(""));
}

class TestRun {
 public:
  TestRun(const fs::path& path, const JsonValue& test, const FileIndex& index, CorpusReport& report)
      : path_(path), test_(test), index_(index), report_(report) {}

  void run() {
    const auto schema =
        parsed("schema", "schema", [](const std::string& text) { return parse_schema(text); });
    if (!schema) return;
    schema_ = &*schema;
    const auto policies = parsed("policies", "policies",
                                 [](const std::string& text) { return parse_policies(text); });
    const auto entities = parsed("entities", "entities", [&](const std::string& text) {
      return parse_entities_json(text, {}, schema_);
    });
    check_json_schema(*schema);
    if (policies) check_validation(*policies, *schema);
    if (entities) check_entities(*entities, *schema);
    if (!policies || !entities) return;
    const auto snapshot = DecisionSnapshot::make(
        CompiledPolicies::compile(ValidatedPolicies::without_schema(*policies)), *entities);
    for (const JsonValue& request : test_.find("requests")->items()) {
      decide(*policies, *entities, *snapshot, request);
    }
  }

 private:
  void check(const std::string& kind, bool held, const std::string& difference) {
    CorpusCount& count = report_.counts[kind];
    ++count.made;
    if (held) {
      ++count.held;
    } else {
      report_.failures.push_back(
          fmt::format("{}: {}: {}", kind, path_.stem().string(), difference));
    }
  }

  // Reads the file that the test names under `key` and counts whether it parses.
  template <class Parse>
  auto parsed(std::string_view key, const std::string& kind, Parse parse)
      -> decltype(parse(std::string())) {
    const auto content = read_file(resolve(path_, member_text(test_, key)), kMaxTextBytes);
    if (!content) {
      check(kind, false, to_string(content.error()));
      return std::unexpected(content.error());
    }
    auto out = parse(*content);
    check(kind, out.has_value(), out ? std::string() : to_string(out.error()));
    return out;
  }

  void check_json_schema(const Schema& schema) {
    const auto path = index_.find(path_.stem().string() + ".cedarschema.json");
    if (!path) return;
    const auto content = read_file(*path, kMaxTextBytes);
    const auto other = content ? parse_schema(*content) : std::unexpected(content.error());
    check("json schema", other && same_schema(schema, *other),
          other ? std::string("it differs") : to_string(other.error()));
  }

  // The issues of each policy, as messages.
  static std::map<std::string, std::string> issues_of(const PolicySet& policies,
                                                      const Schema& schema, ValidationMode mode) {
    std::map<std::string, std::string> out;
    for (const ValidationIssue& issue : validate(policies, schema, mode).errors) {
      out[issue.policy] += " " + to_string(issue.error);
    }
    return out;
  }

  void check_validation(const PolicySet& policies, const Schema& schema) {
    const auto strict = issues_of(policies, schema, ValidationMode::kStrict);
    const JsonValue* expected = test_.find("shouldValidate");
    if (expected != nullptr) {
      check("shouldValidate", expected->as_bool() == strict.empty(),
            strict.empty() ? std::string("accepted") : strict.begin()->second);
    }
    const auto path = index_.find(path_.stem().string() + ".validation.json");
    if (!path) return;
    const auto json = read_json(*path);
    const JsonValue* per_policy = json ? json->at_pointer("/policyValidation/perPolicy") : nullptr;
    if (per_policy == nullptr) return check("validation", false, "the results cannot be read");
    const auto permissive = issues_of(policies, schema, ValidationMode::kPermissive);
    for (const text::JsonMember& policy : per_policy->members()) {
      for (const auto& [mode, issues] :
           {std::pair{"strict", &strict}, std::pair{"permissive", &permissive}}) {
        const JsonValue* verdict = policy.value.find(mode);
        const auto found = issues->find(policy.key);
        check(std::string(mode) + " validation",
              verdict != nullptr && verdict->as_bool() == (found == issues->end()),
              found == issues->end() ? policy.key + " is accepted" : found->second);
      }
    }
  }

  void check_entities(const Entities& entities, const Schema& schema) {
    const auto path = index_.find(path_.stem().string() + ".validation.json");
    const auto json = path ? read_json(*path) : Result<JsonValue>(JsonValue());
    const JsonValue* per_entity = json ? json->at_pointer("/entityValidation/perEntity") : nullptr;
    std::string all;
    for (const auto& [uid, entity] : entities.all()) {
      std::string issues;
      for (const Error& error : validate_entity(entity, schema)) issues += to_string(error) + " ";
      all += issues;
      // The results name an entity by its type and id, and say nothing of one that is right.
      const JsonValue* verdict =
          per_entity == nullptr ? nullptr : per_entity->find(uid.type + "::" + uid.id);
      if (verdict != nullptr) {
        check("entity validation", (verdict->size() == 0) == issues.empty(),
              to_string(uid) + " " + issues);
      }
    }
    check("entities validate", all.empty(), all);
  }

  Result<Request> request_of(const JsonValue& json) const {
    Request out;
    for (const auto& [key, uid] :
         {std::pair{"principal", &out.principal}, std::pair{"action", &out.action},
          std::pair{"resource", &out.resource}}) {
      const JsonValue* member = json.find(key);
      auto read = uid_from_json(member == nullptr ? JsonValue() : *member, key);
      if (!read) return std::unexpected(std::move(read.error()));
      *uid = std::move(*read);
    }
    const JsonValue* context = json.find("context");
    const ActionInfo* action = schema_->action(out.action);
    auto value = value_from_json(context == nullptr ? JsonValue() : *context,
                                 action == nullptr ? nullptr : action->context.get(), "context");
    if (!value) return std::unexpected(std::move(value.error()));
    out.context = std::move(*value);
    return out;
  }

  void decide(const PolicySet& policies, const Entities& entities, const DecisionSnapshot& snapshot,
              const JsonValue& json) {
    const std::string name = member_text(json, "description");
    const auto request = request_of(json);
    check("request", request.has_value(),
          request ? std::string() : fmt::format("{}: {}", name, to_string(request.error())));
    if (!request) return;
    const auto valid = validate_request(*request, *schema_);
    const JsonValue* expected = json.find("validateRequest");
    const bool should = expected == nullptr || expected->as_bool().value_or(true);
    check("request validation", !should || valid.has_value(),
          valid ? std::string() : fmt::format("{}: {}", name, to_string(valid.error())));
    const Answer answer = is_authorized(policies, *request, entities);
    check("decision", member_text(json, "decision") == name_of(answer.decision),
          fmt::format("{}: got {}", name, name_of(answer.decision)));
    const std::set<std::string> reasons(answer.reasons.begin(), answer.reasons.end());
    check("reasons", texts(json.find("reason")) == reasons,
          fmt::format("{}: got [{}]", name, fmt::join(reasons, ", ")));
    std::set<std::string> erring;
    std::string details;
    for (const PolicyError& error : answer.errors) {
      erring.insert(error.policy);
      details += " " + to_string(error.error);
    }
    check("errors", texts(json.find("errors")) == erring,
          fmt::format("{}: got [{}]{}", name, fmt::join(erring, ", "), details));
    const auto difference = engine_difference(policies, entities, snapshot, *request);
    check("compiled engine", !difference, fmt::format("{}: {}", name, difference.value_or("")));
  }

  const fs::path& path_;
  const JsonValue& test_;
  const FileIndex& index_;
  CorpusReport& report_;
  const Schema* schema_ = nullptr;
};

bool is_test(const JsonValue& json) {
  return std::ranges::all_of(
      std::initializer_list<std::string_view>{"policies", "entities", "schema", "requests"},
      [&](std::string_view key) { return json.find(key) != nullptr; });
}

void add_directories_beside(const fs::path& directory, FileIndex& index) {
  const fs::path whole = fs::absolute(directory).lexically_normal();
  const fs::path clean = whole.has_filename() ? whole : whole.parent_path();
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(clean.parent_path(), ignored)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && name.starts_with(clean.filename().string() + "-")) {
      index.add(entry.path());
    }
  }
}

}  // namespace

bool CorpusReport::all_held() const {
  return std::ranges::all_of(
      counts, [](const auto& count) { return count.second.held == count.second.made; });
}

std::string CorpusReport::to_text() const {
  std::string out;
  for (const auto& [kind, count] : counts) {
    out += fmt::format("{}: {} of {}\n", kind, count.held, count.made);
  }
  for (const std::string& failure : failures) out += failure + "\n";
  return out;
}

Result<CorpusReport> run_corpus(const fs::path& directory) {
  FileIndex index;
  index.add(directory);
  const std::vector<fs::path> candidates = index.json_files();
  add_directories_beside(directory, index);
  CorpusReport out;
  for (const fs::path& path : candidates) {
    const auto json = read_json(path);
    if (json && is_test(*json)) TestRun(path, *json, index, out).run();
  }
  if (out.counts.empty()) {
    return fail(ErrorCode::kNotFound, fmt::format("no test below `{}`", directory.string()), {},
                "A test is a JSON file with policies, entities, schema and requests.");
  }
  return out;
}

}  // namespace sekisho::cedar
