#include <fmt/format.h>

#include <algorithm>

#include "cedar/format.h"
#include "policy/labels.h"
#include "report/page_figures.h"
#include "service/explanation_sentences.h"
#include "service/obligation_words.h"
#include "service/policy/policy_explain.h"
#include "service/text_lines.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

using cedar::ClauseTrace;
using cedar::PolicyTrace;
using cedar::Variable;
using report::Bilingual;
using text::JsonWriter;

constexpr size_t kLabelColumns = 12;
constexpr size_t kMaxReadValueBytes = 400;  // of one value that a clause read

std::string shown(const cedar::Read& read) {
  std::string value = read.value ? cedar::to_string(*read.value) : "(absent)";
  if (value.size() > kMaxReadValueBytes) {
    value.resize(value.find_last_of(" ,", kMaxReadValueBytes));
    value += " …";
  }
  return fmt::format("{} = {}", read.path, value);
}

// The parts of the scope that do not match.
std::vector<std::string> mismatches(const PolicyTrace& trace) {
  const cedar::Policy& policy = *trace.policy;
  std::vector<std::string> out;
  if (!trace.principal_matches)
    out.push_back(cedar::to_string(policy.principal, Variable::kPrincipal));
  if (!trace.action_matches) out.push_back(cedar::to_string(policy.action, Variable::kAction));
  if (!trace.resource_matches)
    out.push_back(cedar::to_string(policy.resource, Variable::kResource));
  return out;
}

std::string source_of(const ClauseTrace& clause) {
  return fmt::format("{} {{ {} }}", clause.is_unless ? "unless" : "when", clause.text);
}

class TextWriter : private TextLines {
 public:
  TextWriter(const PolicyExplanation& explanation, const PolicyExplainStyle& style)
      : TextLines(style.japanese), explanation_(explanation), style_(style) {}

  std::string write() {
    const bool allowed = explanation_.answer.decision == cedar::Decision::kAllow;
    line(0, allowed ? in({"許可 (allow)", "ALLOW"}) : in({"不許可 (deny)", "DENY"}));
    empty_line();
    field("principal", cedar::to_string(explanation_.request.principal));
    field("action", cedar::to_string(explanation_.request.action));
    field("resource", cedar::to_string(explanation_.request.resource));
    if (!explanation_.request.context.fields().empty())
      field("context", cedar::to_string(explanation_.request.context));
    deciding();
    if (!allowed && explanation_.answer.reasons.empty()) nearest();
    masks();
    errors();
    if (style_.every_policy) everything();
    return take();
  }

 private:
  void field(std::string_view label, const std::string& value) {
    line(2, std::string(label) + std::string(kLabelColumns - label.size(), ' ') + value);
  }

  void deciding() {
    if (explanation_.answer.reasons.empty()) return;
    heading({"判定したルール", "Deciding policies"});
    for (const PolicyTrace& trace : explanation_.traces) {
      if (std::ranges::find(explanation_.answer.reasons, trace.policy->id) !=
          explanation_.answer.reasons.end())
        policy(trace, true);
    }
  }

  void nearest() {
    if (explanation_.nearest) {
      heading({"最も近い許可ルール", "Nearest permit"});
      const PolicyTrace& trace = explanation_.traces[*explanation_.nearest];
      policy(trace, false);
      const std::string annotation = fmt::format("clause{}", explanation_.failed + 1);
      if (trace.policy->annotation(annotation) != nullptr) {
        const std::string name = policy::label_of(*trace.policy, explanation_.failed).name;
        line(2, in({fmt::format("満たされない最初の条件: {}", name),
                    fmt::format("the first condition that does not hold: {}", name)}));
      }
      return;
    }
    heading({"この要求を対象とする許可ルールがない", "No permit is about such a request"});
    for (const PolicyTrace& trace : explanation_.traces) {
      if (trace.policy->effect == cedar::Effect::kPermit) policy(trace, false);
    }
  }

  void masks() {
    const auto lines = obligation_lines(explanation_.obligations, explanation_.vocabulary);
    if (!explanation_.unknown_obligation.empty()) {
      heading({"マスキング対象項目を特定できない(閲覧制御では不許可となる)",
               "What is masked is not known (the barrier denies)"});
      return line(2, explanation_.unknown_obligation);
    }
    if (lines.empty()) return;
    heading({"マスキング対象項目", "What is masked"});
    for (const Bilingual& one : lines) line(2, in(one));
  }

  void errors() {
    if (explanation_.answer.errors.empty()) return;
    heading({"評価できなかったルール", "Policies that could not be evaluated"});
    bool forbid = false;
    for (const cedar::PolicyError& one : explanation_.answer.errors) {
      line(2, fmt::format("{}: {}", one.policy, one.error.message));
      forbid = forbid || one.effect == cedar::Effect::kForbid;
    }
    if (forbid) {
      line(2, in({"Cedarは評価できない禁止ルールを無視するが、閲覧制御では不許可となる。",
                  "Cedar skips a forbid that errs; the barrier denies."}));
    }
  }

  void everything() {
    heading({"すべてのルール", "Every policy"});
    for (const PolicyTrace& trace : explanation_.traces) policy(trace, true);
  }

  // The values that were read stand below what failed, and with `reads` below everything.
  void policy(const PolicyTrace& trace, bool reads) {
    const cedar::Policy& policy = *trace.policy;
    const policy::Title title = policy::title_of(policy);
    const std::string name = japanese() ? title.ja : title.en;
    line(2, fmt::format("{}{}  [{}, {}:{}]", name == policy.id ? "" : name + "  ", policy.id,
                        cedar::name_of(policy.effect), policy.place.file, policy.place.line));
    for (const std::string& part : mismatches(trace)) line(4, "✗ " + part);
    if (!trace.scope_matches()) return;
    for (size_t i = 0; i < trace.clauses.size(); ++i) clause(policy, trace.clauses[i], i, reads);
  }

  void clause(const cedar::Policy& policy, const ClauseTrace& traced, size_t index, bool reads) {
    const policy::ClauseLabel label = policy::label_of(policy, index);
    const std::string& title = japanese() ? label.title.ja : label.title.en;
    const bool described = policy.annotation(fmt::format("clause{}", index + 1)) != nullptr;
    line(4, fmt::format("{} {}", mark_of(traced.state), described ? title : source_of(traced)));
    if (traced.state == cedar::ClauseState::kSatisfied && !reads) return;
    if (described && traced.state != cedar::ClauseState::kSatisfied) line(8, source_of(traced));
    for (const cedar::Read& read : traced.reads) {
      // `context.terminal` goes where `context.terminal.owner` is told.
      const auto deeper = [&](const cedar::Read& other) {
        return other.path.starts_with(read.path + ".");
      };
      if (std::ranges::none_of(traced.reads, deeper)) line(8, shown(read));
    }
    if (traced.error) line(8, traced.error->message);
  }

  const PolicyExplanation& explanation_;
  const PolicyExplainStyle& style_;
};

void write_clause(JsonWriter& json, const PolicyTrace& trace, size_t index) {
  const ClauseTrace& clause = trace.clauses[index];
  json.begin_object();
  json.member("name", policy::label_of(*trace.policy, index).name);
  json.member("kind", clause.is_unless ? "unless" : "when");
  json.member("text", clause.text).member("line", clause.place.line);
  json.member("state", cedar::name_of(clause.state));
  if (clause.error) json.member("error", clause.error->message);
  json.key("reads").begin_array();
  for (const cedar::Read& read : clause.reads) {
    json.begin_object().member("path", read.path).key("value");
    if (read.value) {
      json.value(cedar::to_string(*read.value));
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array().end_object();
}

void write_trace(JsonWriter& json, const PolicyTrace& trace) {
  json.begin_object();
  json.member("id", trace.policy->id).member("effect", cedar::name_of(trace.policy->effect));
  json.member("file", trace.policy->place.file).member("line", trace.policy->place.line);
  json.member("satisfied", trace.satisfied);
  json.key("scope").begin_object();
  json.member("principal", trace.principal_matches).member("action", trace.action_matches);
  json.member("resource", trace.resource_matches).end_object();
  json.key("clauses").begin_array();
  for (size_t i = 0; i < trace.clauses.size(); ++i) write_clause(json, trace, i);
  json.end_array().end_object();
}

}  // namespace

std::string policy_explain_text(const PolicyExplanation& explanation,
                                const PolicyExplainStyle& style) {
  return TextWriter(explanation, style).write();
}

std::string policy_explain_json(const PolicyExplanation& explanation) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::kIndented);
  json.begin_object();
  json.member("decision", cedar::name_of(explanation.answer.decision));
  json.member("principal", cedar::to_string(explanation.request.principal));
  json.member("action", cedar::to_string(explanation.request.action));
  json.member("resource", cedar::to_string(explanation.request.resource));
  json.member("context", cedar::to_string(explanation.request.context));
  if (!explanation.schema.empty()) json.member("schema", explanation.schema);
  json.key("policies").begin_array();
  for (const std::string& id : explanation.answer.reasons) json.value(id);
  json.end_array();
  json.key("errors").begin_array();
  for (const cedar::PolicyError& one : explanation.answer.errors) {
    json.begin_object().member("policy", one.policy).member("effect", cedar::name_of(one.effect));
    json.member("message", one.error.message).end_object();
  }
  json.end_array();
  json.key("nearest");
  if (explanation.nearest) {
    const PolicyTrace& trace = explanation.traces[*explanation.nearest];
    json.begin_object().member("policy", trace.policy->id).key("failed_clause");
    if (explanation.failed < trace.clauses.size()) {
      json.value(policy::label_of(*trace.policy, explanation.failed).name);
    } else {
      json.null();
    }
    json.end_object();
  } else {
    json.null();
  }
  json.member("obligations", explanation.unknown_obligation.empty()
                                 ? policy::to_string(explanation.obligations)
                                 : explanation.unknown_obligation);
  json.key("traces").begin_array();
  for (const PolicyTrace& trace : explanation.traces) write_trace(json, trace);
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace sekisho::service
