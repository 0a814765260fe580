#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "report/page_figures.h"

// What stands behind the figures of a review page: which days are covered, what could not be read,
// where registers contradict each other, and findings explained from the raw line to the rule.
namespace sekisho::report {

enum class DayState : uint8_t {
  kReceived,  // lines came
  kSilent,    // no line, on a day on which lines were to be expected
  kQuiet,     // no line, and none was to be expected
  kNoLog,     // no log of that day was handed over
};

struct CoverageDay {
  int64_t day = 0;  // days since 1970-01-01 in the page's zone
  DayState state = DayState::kReceived;
  uint64_t events = 0;
  uint64_t rejects = 0;
};

// One system's calendar. Days are in ascending order; days that are left out show as outside the
// examined period.
struct CoverageRow {
  std::string id = {};
  Bilingual name = {};
  bool has_log = true;  // false: not determinable; `days` is not read
  std::vector<CoverageDay> days = {};
  std::vector<Bilingual> remarks = {};  // "the sequence jumps at NOL_202210.csv:4711", …
};

// A place in an input, relative to the parent of the logs or registers. line 0: the file as a
// whole.
struct SourceLine {
  std::string file = {};
  uint64_t line = 0;
  std::string raw = {};   // the record's bytes as they stand, in whatever encoding; may be empty
  std::string text = {};  // the same as UTF-8 where it could be decoded; else empty
};

struct RejectRow {
  Bilingual reason = {};
  uint64_t lines = 0;
  SourceLine example = {};
};

struct ContradictionRow {
  std::string register_name = {};  // `accounts`
  Bilingual problem = {};          // "two holders at the same time"
  std::vector<SourceLine> rows = {};
  Bilingual treatment = {};  // what the review did about it
};

// An access that the facts do not decide, with the outcome under each reading.
struct UndeterminedRow {
  SourceLine source = {};
  Instant time = {};
  std::string system = {};
  std::string account = {};
  Bilingual why = {};
  std::vector<Bilingual> readings = {};  // "by row 12: permitted", "by row 13: no entitlement"
};

// A fact that was read, with the period for which it holds and the decision behind it.
struct FactRow {
  Bilingual what = {};  // "account k00123 was held by Yamada Taro"
  std::optional<Period> period = {};
  std::string reference = {};  // 決裁番号, 発令番号, contract number; or empty
  SourceLine source = {};      // the register's row
  bool decisive = false;       // the fact on which the outcome turned
};

// An accusation that looks plausible and that the evidence withdraws.
struct WithdrawnRow {
  Bilingual suspicion = {};   // "an affiliate employee looked at 312 contracts on …"
  Bilingual conclusion = {};  // "a disaster grant covered all of them"
  std::vector<FactRow> evidence = {};
  SourceLine source = {};
};

struct LabelledValue {
  Bilingual label = {};
  std::string value = {};
};

// What the rule shown with a finding did: the permit that came nearest and failed, a rule that
// forbids, or one that leaves the access to people.
enum class RulePart : uint8_t { kNearestPermit, kForbid, kDoubt };

// A finding explained from the raw line to the rule.
struct FindingExample {
  Disposition disposition = Disposition::kViewed;
  Bilingual summary = {};  // one sentence that says what happened
  SourceLine source = {};
  Instant time = {};
  std::vector<LabelledValue> fields =
      {};                   // the line as it was understood: account, terminal, record…
  std::string viewer = {};  // empty: cannot be told
  Certainty certainty = Certainty::kUnknown;
  Bilingual viewer_basis = {};  // on what the name rests
  Bilingual route = {};         // or empty
  std::vector<FactRow> facts = {};
  RulePart rule_part = RulePart::kNearestPermit;
  std::string policy_id = {};               // `access.employee`
  Bilingual policy_title = {};              // of the rule that `rule_part` tells of
  Bilingual policy_basis = {};              // which rule or regulation it carries out
  Bilingual failed_clause = {};             // what of it did not hold, or why it applies
  std::string clause_source = {};           // that clause as it stands in the policy; may be empty
  std::vector<Bilingual> would_allow = {};  // what would have made it allowed
};

}  // namespace sekisho::report
