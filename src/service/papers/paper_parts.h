#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/page_figures.h"
#include "report/paper.h"
#include "service/papers/paper_source.h"
#include "service/papers/papers.h"

// What papers share: words in the paper's language, names for codes, the windows beside figures,
// what logs cannot show, the seal, how anybody gets the same results.
namespace sekisho::service {

// A text of ours in the paper's language.
class PaperTongue {
 public:
  explicit PaperTongue(report::Language language) : language_(language) {}
  std::string operator()(std::string_view ja, std::string_view en) const {
    return std::string(language_ == report::Language::kJapanese ? ja : en);
  }
  std::string operator()(const report::Bilingual& words) const {
    return (*this)(words.ja, words.en);
  }
  report::Language language() const { return language_; }

 private:
  report::Language language_;
};

// How many cases there are in a state, with an outcome.
struct CaseCount {
  std::string state, outcome;
  uint64_t cases = 0;
};
// Of a scope, or of all where it is empty; those that there are none of are left out.
Result<std::vector<CaseCount>> count_cases(store::Database& database, const std::string& scope);

// What one paper is made of, and how it says things.
class PaperMaker {
 public:
  PaperMaker(const PaperSource& source, const PaperOptions& options)
      : source(source), options(options), say(options.language) {}

  const PaperSource& source;
  const PaperOptions& options;
  const PaperTongue say;

  std::string system(std::string_view code) const;    // `託送契約オンライン (nol)`
  std::string retailer(std::string_view code) const;  // the name, or the code where none is known
  std::string route(std::string_view name) const;
  std::string organisation() const;

  // A paper with its title, the run, its seal and its approval, and nothing in it yet.
  report::Paper begin(std::string title, std::string subtitle) const;

  // One of the windows of a part of the scope, by its name there: `2022-10-01 ~ 2023-03-31`.
  std::string window(const text::JsonValue& part, std::string_view name) const;
  std::string windows(const text::JsonValue& part) const;  // the three of them, a line each
  report::PaperSpans window_chart(const std::vector<std::string>& systems) const;
  std::vector<std::string> systems() const;  // those with a log, by code
  std::vector<std::string> systems_without_log() const;

  report::PaperTable case_table(const std::vector<CaseCount>& cases) const;
  void add_blind_spots(report::Paper& paper) const;
  void add_undeterminable(report::Paper& paper, const std::vector<std::string>& systems) const;
  void add_reproduction(report::Paper& paper) const;
};

// A count of an object of scope.json; 0 where there is none.
uint64_t count_of(const text::JsonValue& part, std::string_view name);
// The date of a time of ours, `2022-10-05`; empty where there is none.
std::string day_of(const text::JsonValue& part, std::string_view name);
// A member of an object, or an empty one.
const text::JsonValue& member_of(const text::JsonValue& object, std::string_view name);

}  // namespace sekisho::service
