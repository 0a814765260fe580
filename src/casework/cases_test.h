#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "casework/gather.h"
#include "store/databases_test.h"

// Cases in a database of a test's own.
namespace sekisho::casework {

class CaseworkTest : public store::OnBothDatabases {
 protected:
  void SetUp() override {
    OnBothDatabases::SetUp();
    if (!IsSkipped()) migrate_up();
  }

  // One transaction of somebody's. Its entries go to `entries`.
  Result<void> as(const std::string& by, const std::function<Result<void>(Journal&)>& work) {
    return connection->transaction([&]() -> Result<void> {
      Journal journal(*connection, {by, now});
      auto done = work(journal);
      if (done) {
        for (Entry& one : journal.take_entries()) entries.push_back(std::move(one));
      }
      return done;
    });
  }
  // The same, which must work.
  void must(const std::string& by, const std::function<Result<void>(Journal&)>& work) {
    const auto done = as(by, work);
    EXPECT_TRUE(done) << to_string(done.error());
  }
  Gathered gathered(const std::string& review, const std::vector<Finding>& findings,
                    const std::string& scope = "2026-first") {
    Gathered out;
    must("clerk", [&](Journal& journal) -> Result<void> {
      auto done = gather(journal, scope, review, findings);
      if (!done) return std::unexpected(done.error());
      out = *done;
      return {};
    });
    return out;
  }
  std::vector<std::string> history(const Thing& thing) {
    std::vector<std::string> out;
    const auto steps = steps_of(*connection, thing);
    EXPECT_TRUE(steps) << to_string(steps.error());
    if (!steps) return out;
    EXPECT_TRUE(check_steps(*steps));
    for (const Step& step : *steps) out.push_back(step.by + " " + step.what);
    return out;
  }
  static Finding finding(int64_t line, const std::string& route, const std::string& viewer,
                         const std::string& holder, const std::string& system = "nol") {
    return {{"logs/nol.csv", line, Instant{line * kMicrosPerSecond}, system, "z0001", holder,
             viewer, viewer.empty() ? "unknown" : "confirmed", route, "violation"},
            "own-staff/entitled"};
  }

  Instant now{1'795'700'000'000'000};  // 2026-11-26 in Japan
  std::vector<Entry> entries;
};

inline std::string refusal(const Result<void>& result) {
  return result ? "none" : result.error().message;
}

}  // namespace sekisho::casework
