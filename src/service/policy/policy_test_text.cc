#include <fmt/format.h>

#include "policy/labels.h"
#include "service/policy/run_policy_tests.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

using policy::CoverageCount;
using policy::PolicyCoverage;
using policy::Title;
using text::JsonWriter;

// A title on one line in which `#` means nothing to a reader of the protocol.
std::string plain(std::string text) {
  for (char& c : text) {
    if (c == '#' || static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return text;
}

class TextWriter {
 public:
  TextWriter(const PolicyTestRun& run, const PolicyTestStyle& style) : run_(run), style_(style) {}

  std::string write() {
    out_ = "TAP version 14\n";
    for (const PolicyTestFile& file : run_.files) {
      out_ += fmt::format("# {}{}{}\n", file.name, in(file.title).empty() ? "" : ": ",
                          plain(in(file.title)));
      for (const PolicyTestCase& one : file.cases) write_case(one);
    }
    out_ += fmt::format("1..{}\n", number_);
    if (run_.failed() > 0)
      out_ += say("# {1}件中{0}件が不合格\n", "# {} of {} failed\n", run_.failed(), run_.cases());
    write_coverage();
    return std::move(out_);
  }

 private:
  const std::string& in(const Title& title) const { return style_.japanese ? title.ja : title.en; }
  template <class... Args>
  std::string say(std::string_view ja, std::string_view en, const Args&... args) const {
    return fmt::format(fmt::runtime(style_.japanese ? ja : en), args...);
  }

  void write_case(const PolicyTestCase& one) {
    out_ += fmt::format("{} {} - {}\n", one.passed() ? "ok" : "not ok", ++number_,
                        plain(in(one.title)));
    if (one.passed()) return;
    out_ += fmt::format("#   {}:{}\n", one.place.file, one.place.line);
    if (!one.trouble.empty()) out_ += fmt::format("#   {}\n", one.trouble);
    for (const policy::Difference& difference : one.differences) {
      out_ += fmt::format("#   {:<12}- {}\n#   {:<12}+ {}\n", difference.what, difference.expected,
                          "", difference.got);
    }
  }

  void write_coverage() {
    out_ += say("# 網羅率 {:.1f} %\n", "# coverage {:.1f} %\n", run_.coverage_percent());
    for (const PolicyTestCoverage& set : run_.sets) {
      out_ +=
          fmt::format("#   {}: {}/{}\n", set.set, set.coverage->seen(), set.coverage->outcomes());
      for (const PolicyCoverage& one : set.coverage->policies()) write_policy(one);
    }
  }

  void write_policy(const PolicyCoverage& one) {
    write_count(one, say("適用範囲", "scope"), one.scope);
    for (size_t i = 0; i < one.clauses.size(); ++i)
      write_count(one, policy::label_of(*one.policy, i).name, one.clauses[i]);
  }

  void write_count(const PolicyCoverage& one, const std::string& what, const CoverageCount& count) {
    const bool covered = count.seen() == count.outcomes();
    if (covered && !style_.all_clauses) return;
    std::string missing;
    if (count.satisfied == 0) missing = say("満たす事例なし", "never satisfied");
    if (count.can_fail && count.failed == 0) {
      missing += missing.empty() ? "" : say("、", ", ");
      missing += say("満たさない事例なし", "never failed");
    }
    out_ += say("#     {} {}: 成立{} 不成立{}", "#     {} {}: {} satisfied, {} failed",
                one.policy->id, what, count.satisfied, count.failed);
    if (count.erred > 0) out_ += say(" 評価不能{}", ", {} erred", count.erred);
    out_ += missing.empty() ? "\n" : fmt::format("  <- {}\n", missing);
  }

  const PolicyTestRun& run_;
  const PolicyTestStyle& style_;
  size_t number_ = 0;
  std::string out_;
};

void write_count(JsonWriter& json, const CoverageCount& count) {
  json.member("satisfied", count.satisfied).member("failed", count.failed);
  json.member("erred", count.erred).member("can_fail", count.can_fail);
}

void write_case(JsonWriter& json, const PolicyTestCase& one) {
  json.begin_object();
  json.member("title", one.title.en).member("title_ja", one.title.ja);
  json.member("line", one.place.line).member("passed", one.passed());
  if (!one.trouble.empty()) json.member("trouble", one.trouble);
  json.key("differences").begin_array();
  for (const policy::Difference& difference : one.differences) {
    json.begin_object();
    json.member("what", difference.what);
    json.member("expected", difference.expected).member("got", difference.got);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_set(JsonWriter& json, const PolicyTestCoverage& set) {
  json.begin_object();
  json.member("set", set.set);
  json.member("outcomes", set.coverage->outcomes()).member("seen", set.coverage->seen());
  json.key("policies").begin_array();
  for (const PolicyCoverage& one : set.coverage->policies()) {
    json.begin_object();
    json.member("id", one.policy->id).member("file", one.policy->place.file);
    json.member("line", one.policy->place.line);
    json.key("scope").begin_object();
    write_count(json, one.scope);
    json.end_object();
    json.key("clauses").begin_array();
    for (size_t i = 0; i < one.clauses.size(); ++i) {
      json.begin_object().member("name", policy::label_of(*one.policy, i).name);
      write_count(json, one.clauses[i]);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string policy_test_text(const PolicyTestRun& run, const PolicyTestStyle& style) {
  return TextWriter(run, style).write();
}

std::string policy_test_json(const PolicyTestRun& run) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::kIndented);
  json.begin_object();
  json.member("cases", run.cases()).member("failed", run.failed());
  json.member("coverage_percent", run.coverage_percent());
  json.key("files").begin_array();
  for (const PolicyTestFile& file : run.files) {
    json.begin_object();
    json.member("file", file.name).member("title", file.title.en);
    json.member("title_ja", file.title.ja);
    json.key("cases").begin_array();
    for (const PolicyTestCase& one : file.cases) write_case(json, one);
    json.end_array().end_object();
  }
  json.end_array();
  json.key("coverage").begin_array();
  for (const PolicyTestCoverage& set : run.sets) write_set(json, set);
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace sekisho::service
