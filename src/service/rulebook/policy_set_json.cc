#include "service/rulebook/policy_set_json.h"

#include <algorithm>

#include "barrier/rules.h"
#include "crypto/sha256.h"
#include "service/rulebook/limits.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::JsonWriter;

// A member for an annotation that is there.
void annotation(JsonWriter& json, const cedar::Policy& policy, std::string_view name) {
  if (const std::string* value = policy.annotation(name)) json.member(name, *value);
}

void write_policy(JsonWriter& json, const cedar::Policy& policy, std::string_view kind) {
  const policy::Title title = policy::title_of(policy);
  json.begin_object().member("id", policy.id).member("kind", kind);
  json.member("effect", cedar::name_of(policy.effect));
  json.member("file", policy.place.file).member("line", policy.place.line);
  json.member("title", title.en).member("title_ja", title.ja);
  for (const std::string_view name :
       {"basis", "basis_ja", "explanation", "explanation_ja", "route", "rank", "obligation"}) {
    annotation(json, policy, name);
  }
  json.key("clauses").begin_array();
  for (size_t i = 0; i < policy.clauses.size(); ++i) {
    const policy::ClauseLabel label = policy::label_of(policy, i);
    json.begin_object().member("name", label.name);
    json.member("title", label.title.en).member("title_ja", label.title.ja).end_object();
  }
  json.end_array().end_object();
}

void write_failures(JsonWriter& json, const PolicyTestRun& run) {
  size_t told = 0;
  for (const PolicyTestFile& file : run.files) {
    for (const PolicyTestCase& one : file.cases) {
      if (one.passed() || ++told > kMaxShownFailures) continue;
      json.begin_object().member("file", file.name).member("line", one.place.line);
      json.member("title", one.title.en).member("title_ja", one.title.ja);
      if (!one.trouble.empty()) json.member("trouble", one.trouble);
      json.key("differences").begin_array();
      for (const policy::Difference& differs : one.differences) {
        json.begin_object().member("what", differs.what).member("expected", differs.expected);
        json.member("got", differs.got).end_object();
      }
      json.end_array().end_object();
    }
  }
}

void write_time(JsonWriter& json, std::string_view name, Instant time) {
  json.member(name, text::rfc3339(time, text::kUtc));
}

// What is said of every set, whatever became of it.
void write_decision(JsonWriter& json, const PolicyDraft& draft) {
  if (!draft.approval.by.empty()) json.member("approved_by", draft.approval.by);
  if (!draft.approval.number.empty()) json.member("approval", draft.approval.number);
  if (!draft.awaits_reading.empty()) json.member("awaits_reading", draft.awaits_reading);
  if (draft.from) write_time(json, "from", *draft.from);
  if (!draft.applied_by.empty()) json.member("applied_by", draft.applied_by);
  if (draft.applied_at) write_time(json, "applied_at", *draft.applied_at);
  if (draft.entry) json.member("entry", *draft.entry);
}

}  // namespace

Result<std::string> policies_json(const std::filesystem::path& directory) {
  const Result<barrier::Rules> rules = barrier::load_rules(directory);
  if (!rules) return std::unexpected(rules.error());
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const auto& [kind, set] :
       {std::pair{"barrier", &rules->barrier}, std::pair{"doubts", &rules->doubts},
        std::pair{"routes", &rules->routes}}) {
    for (const cedar::Policy& policy : *set) write_policy(json, policy, kind);
  }
  json.end_array();
  return out;
}

std::string bundle_json(const PolicyBundle& bundle) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const BundleFile& file : bundle) {
    json.begin_object().member("name", file.name);
    json.member("sha256", crypto::sha256_hex(file.text)).member("text", file.text).end_object();
  }
  json.end_array();
  return out;
}

std::string bundle_check_json(const BundleCheck& check) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("sound", check.sound());
  if (!check.version.empty()) json.member("version", check.version);
  json.key("check").raw(policy_check_json(check.check));
  json.key("tests").begin_object();
  json.member("cases", check.tests ? check.tests->cases() : 0);
  json.member("failed", check.tests ? check.tests->failed() : 0);
  if (check.tests) json.member("coverage_percent", check.tests->coverage_percent());
  if (!check.tests_trouble.empty()) json.member("trouble", check.tests_trouble);
  json.key("failures").begin_array();
  if (check.tests) write_failures(json, *check.tests);
  json.end_array().end_object().end_object();
  return out;
}

std::string bundle_changes_json(const PolicyBundle& before, const PolicyBundle& after) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  const auto tell = [&](const std::string& name, std::string_view change) {
    json.begin_object().member("name", name).member("change", change).end_object();
  };
  for (const BundleFile& file : after) {
    const auto known = std::ranges::find(before, file.name, &BundleFile::name);
    if (known == before.end()) {
      tell(file.name, "added");
    } else if (known->text != file.text) {
      tell(file.name, "changed");
    }
  }
  for (const BundleFile& file : before) {
    if (std::ranges::find(after, file.name, &BundleFile::name) == after.end())
      tell(file.name, "removed");
  }
  json.end_array();
  return out;
}

std::string draft_json(const PolicyDraft& draft) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("draft", draft.id).member("title", draft.title);
  json.member("state", name_of(draft.state)).member("base", draft.base);
  if (!draft.version.empty()) json.member("version", draft.version);
  json.member("sound", draft.sound);
  if (!draft.reason.empty()) json.member("reason", draft.reason);
  json.member("drafted_by", draft.drafted_by);
  write_time(json, "drafted_at", draft.drafted_at);
  write_decision(json, draft);
  json.end_object();
  return out;
}

std::string applied_set_json(const PolicyDraft& set, std::optional<Instant> until) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("version", set.version);
  json.member("origin", set.state == DraftState::kInstalled ? "installed" : "draft");
  if (set.state == DraftState::kApplied) {
    json.member("draft", set.id).member("title", set.title).member("reason", set.reason);
    json.member("drafted_by", set.drafted_by);
    write_decision(json, set);
  }
  if (until) write_time(json, "until", *until);
  json.end_object();
  return out;
}

}  // namespace sekisho::service
