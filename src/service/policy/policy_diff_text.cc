#include <fmt/format.h>
#include <fmt/ranges.h>

#include <tuple>

#include "report/page_figures.h"
#include "service/policy/policy_diff.h"
#include "service/text_lines.h"
#include "text/json.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

using policy::DiffLine;
using policy::PolicyChange;
using report::Bilingual;
using text::JsonWriter;

std::string number(uint64_t value) {
  return text::with_thousands(value);
}

Bilingual verdict_words(std::string_view verdict) {
  if (verdict == "permitted") return {"許可", "permitted"};
  if (verdict == "doubtful") return {"要確認", "doubtful"};
  if (verdict == "denied") return {"不許可", "denied"};
  return {"判定保留", "undetermined"};
}

Bilingual change_words(PolicyChange::Kind kind) {
  switch (kind) {
    case PolicyChange::Kind::kAdded:
      return {"追加", "added"};
    case PolicyChange::Kind::kRemoved:
      return {"削除", "removed"};
    case PolicyChange::Kind::kChanged:
      return {"変更", "changed"};
  }
  return {};
}

char mark_of(DiffLine::Kind kind) {
  return kind == DiffLine::Kind::kSame ? ' ' : kind == DiffLine::Kind::kRemoved ? '-' : '+';
}

class TextWriter : private TextLines {
 public:
  TextWriter(const PolicyDiff& diff, bool japanese) : TextLines(japanese), diff_(diff) {}

  std::string write() {
    if (diff_.run) {
      run(*diff_.run);
    } else if (diff_.sets.empty()) {
      line(0, in({"ルールに差異はありません。", "The policies do not differ."}));
    }
    for (const PolicyDiff::Set& set : diff_.sets) {
      for (const PolicyChange& change : set.changes) policy(set.name, change);
    }
    return take();
  }

 private:
  std::string accesses(uint64_t count) const {
    return in({fmt::format("{}件", number(count)),
               count == 1 ? "1 access" : fmt::format("{} accesses", number(count))});
  }

  void policy(const std::string& set, const PolicyChange& change) {
    if (!is_empty()) empty_line();
    line(0, fmt::format("{}{}: {}", set.empty() ? "" : set + "/", change.id,
                        in(change_words(change.kind))));
    for (const DiffLine& one : change.lines)
      line(2, mark_of(one.kind) + std::string(" ") + one.text);
  }

  void run(const RunDiff& run) {
    uint64_t changed = 0;
    for (const DecisionChange& change : run.changes) changed += change.accesses;
    line(0,
         in({fmt::format(
                 "アクセス{}件（判定{}種）のうち、判定が変わるもの{}件、再調査が必要なもの{}件",
                 number(run.accesses), number(run.footprints), number(changed),
                 number(run.undecided)),
             fmt::format("Of {} with {} footprints, {} would be decided otherwise, and {} need a "
                         "new review.",
                         accesses(run.accesses), number(run.footprints), number(changed),
                         number(run.undecided))}));
    if (!run.before_is_of_run) {
      line(0, in({"注意: 変更前のルールは、この調査で使用したルールと異なります。",
                  "Note: the rules before are not those of that review."}));
    }
    if (run.other_reason > 0) {
      line(0, in({fmt::format("判定は同じで理由または経路だけが変わるもの: {}",
                              accesses(run.other_reason)),
                  fmt::format("The same verdict for another reason or route: {}.",
                              accesses(run.other_reason))}));
    }
    totals(run);
    for (const DecisionChange& change : run.changes) decision(change);
    if (run.undecided > 0) undecided(run);
  }

  // By system and by route, of all that changes.
  void totals(const RunDiff& run) {
    std::map<std::tuple<std::string, std::string, std::string>, uint64_t> systems, routes;
    for (const DecisionChange& change : run.changes) {
      for (const auto& [system, count] : change.by_system) {
        systems[{system, change.before.verdict, change.now.verdict}] += count;
      }
      const std::string& route = change.now.route.empty() ? change.before.route : change.now.route;
      if (!route.empty())
        routes[{route, change.before.verdict, change.now.verdict}] += change.accesses;
    }
    table({"システム別", "By system"}, systems);
    table({"経路別", "By route"}, routes);
  }
  void table(const Bilingual& title,
             const std::map<std::tuple<std::string, std::string, std::string>, uint64_t>& rows) {
    if (rows.empty()) return;
    empty_line();
    line(0, in(title));
    for (const auto& [key, count] : rows) {
      const auto& [name, before, now] = key;
      line(2, fmt::format("{}: {} → {}: {}", name, in(verdict_words(before)),
                          in(verdict_words(now)), accesses(count)));
    }
  }

  std::string cause(const DiffOutcome& outcome) const {
    std::string out = in(verdict_words(outcome.verdict));
    if (!outcome.policies.empty()) out += fmt::format(": {}", fmt::join(outcome.policies, ", "));
    if (outcome.policies.empty() && !outcome.reason.empty()) out += ": " + outcome.reason;
    if (outcome.verdict == "denied" && outcome.policies.empty() && outcome.reason.empty()) {
      out += in({": 許可するルールなし", ": no permit holds"});
    }
    if (!outcome.route.empty()) {
      out += in(
          {fmt::format("（経路 {}）", outcome.route), fmt::format(" (route {})", outcome.route)});
    }
    return out;
  }

  static std::string listed(const std::map<std::string, uint64_t>& counts) {
    std::string out;
    for (const auto& [name, count] : counts) {
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, number(count));
    }
    return out;
  }
  static std::string listed(const std::vector<DiffExample>& examples) {
    std::string out;
    for (const DiffExample& one : examples) {
      out += fmt::format("{}{}:{}", out.empty() ? "" : ", ", one.file, one.line);
    }
    return out;
  }

  void decision(const DecisionChange& change) {
    empty_line();
    line(0, fmt::format("{} → {}  {}", in(verdict_words(change.before.verdict)),
                        in(verdict_words(change.now.verdict)), accesses(change.accesses)));
    line(2, in({"変更前  ", "before   "}) + cause(change.before));
    line(2, in({"変更後  ", "now      "}) + cause(change.now));
    line(2, in({"システム  ", "systems  "}) + listed(change.by_system));
    line(2, in({"期間  ", "period   "}) + change.first + " – " + change.last);
    line(2, in({"例  ", "examples "}) + listed(change.examples));
  }

  void undecided(const RunDiff& run) {
    empty_line();
    line(0, in({"再調査が必要  ", "Needs a new review  "}) + accesses(run.undecided));
    line(2, in({"一覧にない値  ", "not held "}) + fmt::format("{}", fmt::join(run.not_held, ", ")));
    line(2, in({"システム  ", "systems  "}) + listed(run.undecided_by_system));
    line(2, in({"例  ", "examples "}) + listed(run.undecided_examples));
  }

  const PolicyDiff& diff_;
};

template <class Strings>
void write_strings(JsonWriter& json, std::string_view key, const Strings& values) {
  json.key(key);
  json.begin_array();
  for (const std::string& value : values) json.value(value);
  json.end_array();
}

void write_counts(JsonWriter& json, const std::map<std::string, uint64_t>& counts) {
  json.key("by_system");
  json.begin_object();
  for (const auto& [name, count] : counts) json.member(name, count);
  json.end_object();
}

void write_examples(JsonWriter& json, const std::vector<DiffExample>& examples) {
  json.key("examples");
  json.begin_array();
  for (const DiffExample& one : examples) {
    json.begin_object();
    json.member("file", one.file);
    json.member("line", one.line);
    json.end_object();
  }
  json.end_array();
}

void write_outcome(JsonWriter& json, std::string_view key, const DiffOutcome& outcome) {
  json.key(key);
  json.begin_object();
  json.member("verdict", outcome.verdict);
  write_strings(json, "policies", outcome.policies);
  json.member("reason", outcome.reason);
  json.member("route", outcome.route);
  json.end_object();
}

void write_run(JsonWriter& json, const RunDiff& run) {
  json.key("run");
  json.begin_object();
  json.member("before_is_of_run", run.before_is_of_run);
  json.member("accesses", run.accesses);
  json.member("footprints", run.footprints);
  json.member("unchanged", run.unchanged);
  json.member("other_reason", run.other_reason);
  json.key("changes");
  json.begin_array();
  for (const DecisionChange& change : run.changes) {
    json.begin_object();
    write_outcome(json, "before", change.before);
    write_outcome(json, "now", change.now);
    json.member("accesses", change.accesses);
    json.member("refused", change.refused);
    json.member("footprints", change.footprints);
    json.member("first", change.first);
    json.member("last", change.last);
    write_counts(json, change.by_system);
    write_examples(json, change.examples);
    json.end_object();
  }
  json.end_array();
  json.key("needs_new_review");
  json.begin_object();
  json.member("accesses", run.undecided);
  json.member("footprints", run.undecided_footprints);
  write_strings(json, "not_held", run.not_held);
  write_counts(json, run.undecided_by_system);
  write_examples(json, run.undecided_examples);
  json.end_object();
  json.end_object();
}

}  // namespace

std::string policy_diff_text(const PolicyDiff& diff, bool japanese) {
  return TextWriter(diff, japanese).write();
}

std::string policy_diff_json(const PolicyDiff& diff) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::kIndented);
  json.begin_object();
  json.key("policies");
  json.begin_array();
  for (const PolicyDiff::Set& set : diff.sets) {
    for (const PolicyChange& change : set.changes) {
      json.begin_object();
      json.member("set", set.name);
      json.member("id", change.id);
      json.member("change", change_words(change.kind).en);
      json.key("lines");
      json.begin_array();
      for (const DiffLine& line : change.lines) json.value(mark_of(line.kind) + line.text);
      json.end_array();
      json.end_object();
    }
  }
  json.end_array();
  if (diff.run) write_run(json, *diff.run);
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service
