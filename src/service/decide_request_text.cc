#include <fmt/format.h>

#include <algorithm>

#include "service/decide_request.h"
#include "service/explanation_sentences.h"
#include "service/text_lines.h"
#include "text/json.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using report::Bilingual;
using text::JsonWriter;

constexpr size_t kLabelColumns = 12;

Bilingual words_of(std::string_view verdict) {
  if (verdict == "permitted") return {"許可", "PERMITTED"};
  if (verdict == "doubtful") return {"要確認", "DOUBTFUL: people must look at it"};
  if (verdict == "denied") return {"不許可", "DENIED"};
  return {"判定保留: 台帳の登録だけでは決められない", "UNDETERMINED: the registers do not decide"};
}

// Writes an answer in one language.
class TextWriter : private TextLines {
 public:
  TextWriter(const DecideAnswer& answer, bool japanese) : TextLines(japanese), answer_(answer) {}

  std::string write() {
    line(0, in(words_of(answer_.verdict())));
    for (const Bilingual& note : answer_.notes) line(0, in(note));
    empty_line();
    for (const report::LabelledValue& field : answer_.fields) {
      line(2, padded(in(field.label), kLabelColumns) + field.value);
    }
    const auto& readings = answer_.explanation.readings;
    for (size_t i = 0; i < readings.size(); ++i) reading(readings[i], i + 1, readings.size());
    if (readings.empty()) {
      heading({"理由", "Why"});
      line(2, in({"台帳から判定に必要な事実を一つに定められない",
                  "the registers leave open more than can be told apart"}));
    }
    facts();
    return take();
  }

 private:
  void reading(const ExplainedReading& reading, size_t number, size_t of) {
    if (of > 1) {
      heading({fmt::format("解釈 {}: {}", number, verdict_words(reading.outcome.verdict).ja),
               fmt::format("Reading {}: {}", number, verdict_words(reading.outcome.verdict).en)});
      for (const Bilingual& assumption : reading.assumptions) line(2, in(assumption));
    }
    if (!reading.reason.empty()) {
      heading({"理由", "Why"});
      line(2, fmt::format("{}  [{}]", in(reading.reason), reading.outcome.reason));
    }
    for (const ExplainedPolicy& one : reading.deciding) {
      heading({"判定したルール", "Deciding rule"});
      policy(one);
    }
    if (reading.nearest) {
      heading({"最も近い許可ルール", "Nearest permit"});
      policy(*reading.nearest);
    }
    if (!reading.masks.empty()) {
      heading({"マスキング対象項目", "What is masked"});
      for (const Bilingual& one : reading.masks) line(2, in(one));
    }
    if (!reading.route.empty()) {
      heading({"経路", "Route"});
      line(2, fmt::format("{}  [{}]", in(reading.route), reading.outcome.route));
    }
    if (!reading.would_allow.empty()) {
      heading({"許可に必要だったもの", "What would have made it allowed"});
      for (const Bilingual& way : reading.would_allow) line(2, "- " + in(way));
    }
  }

  void policy(const ExplainedPolicy& policy) {
    line(2, fmt::format("{}  [{}, {}:{}]", in(policy.title), policy.id, policy.file, policy.line));
    if (!policy.basis.empty())
      line(2, fmt::format("{}: {}", japanese() ? "根拠" : "basis", in(policy.basis)));
    for (const ExplainedPolicy::Clause& clause : policy.clauses) {
      line(4, fmt::format("{} {}", mark_of(clause.state), in(clause.title)));
      if (clause.state == cedar::ClauseState::kSatisfied) continue;
      for (const std::string& read : clause.reads) line(8, read);
    }
  }

  void facts() {
    heading({"基準日時の登録内容(● 決め手)", "What the registers say (● decisive)"});
    for (const ExplainedFact& fact : answer_.explanation.facts) {
      const Bilingual said =
          fact.row.period ? with_period(fact.row.what, *fact.row.period) : fact.row.what;
      line(2, fmt::format("{} {}", fact.row.decisive ? "●" : "·", in(said)));
      if (fact.row.source.file.empty()) continue;
      std::string place = fmt::format("{}:{}", fact.row.source.file, fact.row.source.line);
      if (!fact.row.reference.empty()) place += "  " + fact.row.reference;
      line(6, place);
    }
  }

  const DecideAnswer& answer_;
};

void write_both(JsonWriter& json, const Bilingual& text) {
  json.begin_object().member("ja", text.ja).member("en", text.en).end_object();
}

void write_both(JsonWriter& json, std::string_view name, const Bilingual& text) {
  json.key(name);
  write_both(json, text);
}

void write_bound(JsonWriter& json, std::string_view name, Instant instant) {
  json.key(name);
  if (instant == kBeginning || instant == kForever) {
    json.null();
  } else {
    json.value(text::rfc3339(instant, text::kJst));
  }
}

void write_policy(JsonWriter& json, const ExplainedPolicy& policy) {
  json.begin_object();
  json.member("id", policy.id).member("file", policy.file).member("line", policy.line);
  write_both(json, "title", policy.title);
  write_both(json, "basis", policy.basis);
  json.key("clauses").begin_array();
  for (const ExplainedPolicy::Clause& clause : policy.clauses) {
    json.begin_object();
    json.member("name", clause.name);
    json.member("state", cedar::name_of(clause.state));
    write_both(json, "title", clause.title);
    json.member("source", clause.source);
    json.key("reads").begin_array();
    for (const std::string& read : clause.reads) json.value(read);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

// `{"supplier": "remove", "*": "redact"}`; without the star, the others are shown.
void write_masks(JsonWriter& json, const policy::Obligations& obligations) {
  json.key("masks").begin_object();
  for (const auto& [field, mask] : obligations.fields())
    json.member(field, policy::to_string(mask));
  if (obligations.others().method != policy::MaskMethod::kShow)
    json.member("*", policy::to_string(obligations.others()));
  json.end_object();
}

void write_reading(JsonWriter& json, const ExplainedReading& reading) {
  json.begin_object();
  json.member("verdict", barrier::name_of(reading.outcome.verdict));
  json.member("reason", reading.outcome.reason);
  json.member("route", reading.outcome.route);
  write_masks(json, reading.outcome.obligations);
  json.key("assumptions").begin_array();
  for (const Bilingual& one : reading.assumptions) write_both(json, one);
  json.end_array();
  json.key("would_allow").begin_array();
  for (const Bilingual& one : reading.would_allow) write_both(json, one);
  json.end_array();
  json.key("deciding").begin_array();
  for (const ExplainedPolicy& policy : reading.deciding) write_policy(json, policy);
  json.end_array();
  json.key("nearest");
  if (reading.nearest) {
    write_policy(json, *reading.nearest);
    json.member("failed_clause", reading.nearest->clauses[reading.failed].name);
  } else {
    json.null();
    json.key("failed_clause").null();
  }
  json.end_object();
}

void write_fact(JsonWriter& json, const ExplainedFact& fact) {
  json.begin_object();
  json.member("ja", fact.row.what.ja).member("en", fact.row.what.en);
  write_bound(json, "from", fact.row.period ? fact.row.period->from : kBeginning);
  write_bound(json, "until", fact.row.period ? fact.row.period->until : kForever);
  json.member("in_force", fact.holds).member("decisive", fact.row.decisive);
  json.member("reference", fact.row.reference);
  json.member("file", fact.row.source.file).member("line", fact.row.source.line);
  json.end_object();
}

}  // namespace

std::string decide_text(const DecideAnswer& answer, bool japanese) {
  return TextWriter(answer, japanese).write();
}

std::string decide_json(const DecideAnswer& answer) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::kIndented);
  json.begin_object();
  json.member("verdict", answer.verdict());
  json.member("time", text::rfc3339(answer.access.time, text::kJst));
  if (!answer.facts_revision.empty()) json.member("facts_revision", answer.facts_revision);
  json.key("readings").begin_array();
  for (const ExplainedReading& reading : answer.explanation.readings) write_reading(json, reading);
  json.end_array();
  json.key("facts").begin_array();
  for (const ExplainedFact& fact : answer.explanation.facts) write_fact(json, fact);
  json.end_array();
  json.key("notes").begin_array();
  for (const Bilingual& note : answer.notes) write_both(json, note);
  json.end_array();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace sekisho::service
