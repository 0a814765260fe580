#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "barrier/decide.h"
#include "barrier/fact_base.h"
#include "cedar/trace.h"
#include "report/page_evidence.h"
#include "service/explanation_facts.h"

namespace sekisho::service {

// A policy as it came out for one request, for people.
struct ExplainedPolicy {
  struct Clause {
    std::string name;         // `works-for-operator`
    report::Bilingual title;  // what it asks for
    std::string source;       // as it stands in the policy
    cedar::ClauseState state = cedar::ClauseState::kNotReached;
    std::vector<std::string> reads;  // `principal.employers = [LegalEntity::"E002"]`
  };
  std::string id;
  std::string file;
  uint64_t line = 0;
  report::Bilingual title;
  report::Bilingual basis;
  std::vector<Clause> clauses;
};

// What the rules say under one reading of the facts.
struct ExplainedReading {
  // In which the reading differs from the others; empty where there is only one.
  std::vector<report::Bilingual> assumptions;
  barrier::Outcome outcome;
  report::Bilingual reason;  // empty where permitted
  report::Bilingual route;   // of a denial
  // Not denied: what has to be masked, a line for each mask.
  std::vector<report::Bilingual> masks;
  // Permitted: the permits that hold. Doubtful: the doubts that hold. Denied by a forbid, or
  // because a forbid erred: that policy. Else empty.
  std::vector<ExplainedPolicy> deciding;
  // Of a denial that no forbid made: the nearest permit, and which clause of it failed first.
  std::optional<ExplainedPolicy> nearest;
  size_t failed = 0;
  // Of such a denial: for each permit within reach a sentence that says what it would have taken.
  std::vector<report::Bilingual> would_allow;
};

struct Explanation {
  bool determined = true;  // every reading of the facts has the same verdict
  // One for each distinct outcome; none where the facts cannot be told apart at all.
  std::vector<ExplainedReading> readings;
  std::vector<ExplainedFact> facts;  // decisive ones are marked
};

// Explains single accesses from the registers and the rules, end to end. Everything is gathered
// anew for each access: nothing that was remembered for another one can slip in. The fact base and
// the rules must outlive it. Immutable; any number of threads.
class Explainer {
 public:
  Explainer(const barrier::FactBase& base, const barrier::Rules& rules);

  // What was decided on goes to `worlds`, one for each reading of the facts.
  Explanation explain(const AccessToExplain& access,
                      std::vector<barrier::World>* worlds = nullptr) const;

 private:
  std::vector<barrier::AccountFacts> account_readings(const AccessToExplain& access) const;
  std::vector<barrier::TerminalFacts> terminal_readings(const AccessToExplain& access) const;
  ExplainedReading explain_reading(const barrier::World& world) const;
  void explain_denial(const barrier::World& world, ExplainedReading& reading) const;

  const barrier::FactBase& base_;
  const barrier::Rules& rules_;
  FactFinder facts_;
};

}  // namespace sekisho::service
