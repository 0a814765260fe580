#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "service/policy/who_may_see.h"
#include "service/text_lines.h"
#include "text/json.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

using report::Bilingual;
using text::JsonWriter;

constexpr size_t kLabelColumns = 16;
constexpr size_t kNameColumns = 32;
constexpr size_t kAccountColumns = 18;

Bilingual verdict_title(std::string_view verdict) {
  if (verdict == "permitted") return {"許可", "Permitted"};
  if (verdict == "doubtful") return {"要確認", "Doubtful: people must look at it"};
  return {"判定保留: 台帳の登録だけでは決められない", "Undetermined: the registers do not decide"};
}

Bilingual kind_words(std::string_view kind) {
  if (kind == "supply_point") return {"供給地点", "supply points"};
  if (kind == "customer") return {"お客さま", "customers"};
  if (kind == "facility") return {"設備", "facilities"};
  return {"その他の対象", "other records"};
}

size_t people_among(std::span<const ReachRow> rows) {
  std::set<std::string> people;
  for (const ReachRow& row : rows) people.insert(row.people.begin(), row.people.end());
  return people.size();
}

class TextWriter : private TextLines {
 public:
  TextWriter(const ReachAnswer& answer, bool japanese, uint64_t limit)
      : TextLines(japanese), answer_(answer), limit_(limit) {}

  std::string write() {
    summary();
    for (const Bilingual& note : answer_.notes) line(0, in(note));
    empty_line();
    for (const report::LabelledValue& field : answer_.fields) {
      line(2, padded(in(field.label), kLabelColumns) + field.value);
    }
    const std::span<const ReachRow> rows = answer_.rows;
    for (size_t from = 0; from < rows.size();) {
      size_t until = from + 1;
      while (until < rows.size() && together(rows[from], rows[until])) ++until;
      group(rows.subspan(from, until - from));
      from = until;
    }
    empty_line();
    line(0, in({fmt::format("対象: アカウント{}件、登録端末{}台（残った条件{}種、評価{}回）",
                            number(answer_.accounts), number(answer_.terminals),
                            number(answer_.conditions), number(answer_.evaluations)),
                fmt::format("Accounted for: {} accounts, {} registered terminals ({} conditions "
                            "were left, evaluated {} times)",
                            number(answer_.accounts), number(answer_.terminals),
                            number(answer_.conditions), number(answer_.evaluations))}));
    return take();
  }

 private:
  static std::string number(uint64_t value) { return text::with_thousands(value); }
  static bool together(const ReachRow& a, const ReachRow& b) {
    return a.verdict == b.verdict && a.policies == b.policies;
  }

  // The first line is the answer.
  void summary() {
    std::map<std::string_view, std::set<std::string>> people;
    for (const ReachRow& row : answer_.rows) {
      people[row.verdict].insert(row.people.begin(), row.people.end());
    }
    line(0, in({fmt::format("許可 {}名、要確認 {}名、判定保留 {}名", people["permitted"].size(),
                            people["doubtful"].size(), people["undetermined"].size()),
                fmt::format("{} permitted, {} doubtful, {} undetermined",
                            count(people["permitted"].size()), people["doubtful"].size(),
                            people["undetermined"].size())}));
  }
  static std::string count(size_t people) {
    return people == 1 ? "1 person" : fmt::format("{} people", number(people));
  }

  void group(std::span<const ReachRow> rows) {
    empty_line();
    const ReachRow& first = rows.front();
    std::string title = in(verdict_title(first.verdict));
    for (const std::string& policy : first.policies) {
      const auto words = answer_.titles.find(policy);
      if (words != answer_.titles.end()) {
        title += fmt::format(": {}  [{}]", in(words->second), policy);
      }
    }
    const size_t people = people_among(rows);
    line(0, title + in({fmt::format("  {}名", number(people)), "  " + count(people)}));
    for (const Bilingual& mask : first.masks) line(2, in(mask));
    uint64_t shown = 0;
    for (const ReachRow& row : rows) {
      if (limit_ != 0 && shown++ == limit_) {
        line(
            2,
            in({fmt::format("… ほか{}行（--limit 0 ですべて）", number(rows.size() - limit_)),
                fmt::format("… and {} more (--limit 0 shows all)", number(rows.size() - limit_))}));
        return;
      }
      one(row);
    }
  }

  void one(const ReachRow& row) {
    std::string text =
        padded(fmt::format("{} {}", fmt::join(row.names, japanese() ? " または " : " or "),
                           fmt::join(row.employers, "/")),
               kNameColumns);
    text += padded(fmt::format("{}/{}", row.system, row.account), kAccountColumns);
    line(2, text + where(row));
    if (row.records.empty()) return;
    for (const ReachRecords& records : row.records) line(6, of(records));
  }

  std::string where(const ReachRow& row) const {
    std::string out =
        in({fmt::format("端末{}台", number(row.terminals)),
            row.terminals == 1 ? "at 1 terminal"
                               : fmt::format("at {} terminals", number(row.terminals))});
    if (!row.examples.empty()) {
      out += fmt::format(": {}{}", fmt::join(row.examples, ", "),
                         row.examples.size() < row.terminals ? ", …" : "");
    }
    if (row.at_unregistered) {
      out += in({"、台帳にない端末でも可", ", and at terminals in no register"});
    }
    return out;
  }

  std::string of(const ReachRecords& records) const {
    if (!records.id.empty()) return records.id;
    std::string out = in(kind_words(records.kind));
    if (!records.supplier.empty()) {
      out += in({fmt::format("（小売 {}）", records.supplier),
                 fmt::format(" supplied by {}", records.supplier)});
    }
    if (records.registered > 0) out += fmt::format(": {}", number(records.registered));
    return out;
  }

  const ReachAnswer& answer_;
  uint64_t limit_;
};

void write_strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
  json.key(key);
  json.begin_array();
  for (const std::string& value : values) json.value(value);
  json.end_array();
}

void write_row(JsonWriter& json, const ReachRow& row) {
  json.begin_object();
  write_strings(json, "people", row.people);
  write_strings(json, "names", row.names);
  write_strings(json, "employers", row.employers);
  json.member("system", row.system);
  json.member("account", row.account);
  json.member("account_kind", row.account_kind);
  json.member("verdict", row.verdict);
  write_strings(json, "policies", row.policies);
  json.key("masks");
  json.begin_array();
  for (const Bilingual& mask : row.masks) json.value(mask.en);
  json.end_array();
  json.member("terminals", row.terminals);
  write_strings(json, "terminal_examples", row.examples);
  json.member("at_unregistered_terminals", row.at_unregistered);
  if (!row.records.empty()) {
    json.key("records");
    json.begin_array();
    for (const ReachRecords& records : row.records) {
      json.begin_object();
      json.member("kind", records.kind);
      json.member("supplier", records.supplier);
      json.member("id", records.id);
      json.member("registered", records.registered);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

}  // namespace

std::string reach_text(const ReachAnswer& answer, bool japanese, uint64_t limit) {
  return TextWriter(answer, japanese, limit).write();
}

std::string reach_json(const ReachAnswer& answer) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::kIndented);
  json.begin_object();
  if (!answer.facts_revision.empty()) json.member("facts_revision", answer.facts_revision);
  json.key("question");
  json.begin_object();
  for (const report::LabelledValue& field : answer.fields) {
    json.member(field.label.en, field.value);
  }
  json.end_object();
  json.key("notes");
  json.begin_array();
  for (const Bilingual& note : answer.notes) json.value(note.en);
  json.end_array();
  json.key("rows");
  json.begin_array();
  for (const ReachRow& row : answer.rows) write_row(json, row);
  json.end_array();
  if (answer.total) json.member("total", *answer.total);
  if (!answer.next.empty()) json.member("next", answer.next);
  json.member("accounts", answer.accounts);
  json.member("terminals", answer.terminals);
  json.member("conditions", answer.conditions);
  json.member("evaluations", answer.evaluations);
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service
