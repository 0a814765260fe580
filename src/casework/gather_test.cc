#include "casework/gather.h"

#include <algorithm>
#include <random>

#include "casework/case_rows.h"
#include "casework/cases_test.h"
#include "casework/triage.h"
#include "crypto/sha256.h"

namespace sekisho::casework {
namespace {

class GatherTest : public CaseworkTest {
 protected:
  Case one(int64_t id) { return find_case(*connection, id).value(); }
  // Everything that cases are, as text: their keys and findings.
  std::string cases() {
    std::string out;
    for (const Case& one : list_cases(*connection, {}, {}, 0, 1000).value().cases) {
      out += fmt::format("{} {}|{}|{}|{} {}:", one.id, one.key.route, one.key.viewer,
                         one.key.holder, one.key.account, name_of(one.state));
      for (const CaseFinding& f : findings_of(*connection, one.id).value()) {
        out += fmt::format(" {}", f.line);
      }
      out += '\n';
    }
    return out;
  }
};
SEKISHO_ON_BOTH(GatherTest);

TEST_P(GatherTest, GathersByRouteAndPeople) {
  const Gathered done =
      gathered("r1", {finding(5, "kept", "P1", "P1"), finding(2, "lent", "P2", "P1"),
                      finding(3, "kept", "P1", "P1"), finding(4, "lent", "P3", "P1"),
                      finding(9, "lent", "", ""), finding(8, "", "P9", "P9")});
  EXPECT_EQ(done.opened, 5);
  EXPECT_EQ(done.added, 6);
  EXPECT_EQ(cases(),
            "1 kept|P1|P1| open: 3 5\n"
            "2 lent|||nol/z0001 open: 9\n"
            "3 lent|P2|P1| open: 2\n"
            "4 lent|P3|P1| open: 4\n"
            "5 own-staff/entitled|P9|P9| open: 8\n");
  EXPECT_EQ(one(1).first->micros, 3 * kMicrosPerSecond);
  EXPECT_EQ(one(1).last->micros, 5 * kMicrosPerSecond);
}

TEST_P(GatherTest, IsTheSameInAnyOrderAndChangesNothingTwice) {
  std::vector<Finding> findings;
  for (int64_t line = 1; line <= 60; ++line) {
    findings.push_back(finding(line, line % 3 == 0 ? "lent" : "kept", fmt::format("P{}", line % 5),
                               line % 2 == 0 ? "P1" : ""));
  }
  gathered("r1", findings);
  const std::string first = cases();
  const unsigned seed = std::random_device()();
  std::ranges::shuffle(findings, std::mt19937(seed));
  entries.clear();
  const Gathered again = gathered("r1", findings);
  EXPECT_EQ(again.opened + again.changed, 0);
  EXPECT_TRUE(entries.empty());
  EXPECT_EQ(cases(), first) << "seed " << seed;

  database_name = new_name();
  connection = open();
  migrate_up();
  gathered("r1", findings);
  EXPECT_EQ(cases(), first) << "seed " << seed;
}

TEST_P(GatherTest, ALaterReviewAddsAndTakesAndSaysSo) {
  gathered("r1", {finding(1, "kept", "P1", "P1"), finding(2, "kept", "P1", "P1"),
                  finding(3, "lent", "P2", "P1")});
  must("a", [](Journal& journal) {
    const SeenCase both[] = {{1, {}}, {2, {}}};
    return triage(journal, both, {Outcome::kReal, "confirmed by the manager"});
  });
  must("b", [](Journal& journal) {
    const SeenCase both[] = {{1, {}}, {2, {}}};
    return check(journal, both, {true, ""});
  });
  const Gathered done =
      gathered("r2", {finding(2, "kept", "P1", "P1"), finding(7, "kept", "P1", "P1")});
  EXPECT_EQ(done.changed, 2);
  EXPECT_EQ(done.added, 1);
  EXPECT_EQ(done.taken, 2);
  EXPECT_EQ(cases(), "1 kept|P1|P1| open: 2 7\n2 lent|P2|P1| withdrawn:\n");
  EXPECT_EQ(one(1).outcome, Outcome::kNone);
  EXPECT_EQ(one(2).outcome, Outcome::kReal) << "what was found stays said";
  EXPECT_EQ(history({ThingKind::kCase, 1}),
            (std::vector<std::string>{"clerk opened", "a triaged", "b checked", "clerk gathered"}));
  const std::string said = steps_of(*connection, {ThingKind::kCase, 1}).value().back().content;
  for (const char* part :
       {R"("added":1)", R"("taken":1)", R"("review":"r2")", R"("state":"open")"}) {
    EXPECT_NE(said.find(part), std::string::npos) << said;
  }
  // And back again.
  gathered("r3", {finding(1, "kept", "P1", "P1"), finding(3, "lent", "P2", "P1")});
  EXPECT_EQ(cases(), "1 kept|P1|P1| open: 1\n2 lent|P2|P1| open: 3\n");
}

TEST_P(GatherTest, FindingsThatOnlyGoAwayLeaveATriageStanding) {
  gathered("r1", {finding(1, "kept", "P1", "P1"), finding(2, "kept", "P1", "P1")});
  const SeenCase first{1, {}};
  must("a", [&](Journal& j) { return triage(j, {&first, 1}, {Outcome::kExplained, "x"}); });
  gathered("r2", {finding(1, "kept", "P1", "P1")});
  EXPECT_EQ(one(1).state, CaseState::kTriaged);
}

TEST_P(GatherTest, ScopesAreApart) {
  gathered("r1", {finding(1, "kept", "P1", "P1")}, "one");
  gathered("r2", {finding(1, "kept", "P1", "P1")}, "other");
  EXPECT_EQ(list_cases(*connection, {.scope = "other"}, {}, 0, 10).value().total, 1);
  EXPECT_EQ(list_cases(*connection, {}, {}, 0, 10).value().total, 2);
}

TEST_P(GatherTest, EveryStepIsAnEntryThatNamesTheOneBefore) {
  gathered("r1", {finding(1, "kept", "P1", "P1")});
  gathered("r2", {finding(2, "kept", "P1", "P1")});
  ASSERT_EQ(entries.size(), 2U);
  const auto text = [&](size_t i, std::string_view member) {
    return std::string(entries[i].draft.find(member)->as_string().value());
  };
  EXPECT_EQ(text(0, "target"), "case/1 opened");
  EXPECT_EQ(text(0, "act"), "add");
  EXPECT_EQ(text(1, "act"), "change");
  EXPECT_EQ(text(1, "before"), text(0, "after"));
  EXPECT_EQ(text(1, "after"), crypto::sha256_hex(entries[1].content));
}

TEST_P(GatherTest, ListsFilterSortAndPage) {
  std::vector<Finding> findings;
  for (int64_t line = 1; line <= 30; ++line) {
    findings.push_back(
        finding(line, line <= 10 ? "kept" : "lent", fmt::format("P{:02}", line), "P1"));
  }
  gathered("r1", findings);
  const auto numbers = [&](const CaseFilter& filter, const CaseOrder& order, int64_t from) {
    std::vector<int64_t> out;
    for (const Case& one : list_cases(*connection, filter, order, from, 3).value().cases) {
      out.push_back(one.id);
    }
    return out;
  };
  EXPECT_EQ(numbers({.route = "lent"}, {}, 0), (std::vector<int64_t>{11, 12, 13}));
  EXPECT_EQ(numbers({.route = "lent"}, {}, 18), (std::vector<int64_t>{29, 30}));
  EXPECT_EQ(numbers({}, {"first", true}, 0), (std::vector<int64_t>{30, 29, 28}));
  EXPECT_EQ(numbers({.person = "P07"}, {}, 0), (std::vector<int64_t>{7}));
  EXPECT_EQ(list_cases(*connection, {.person = "P1"}, {}, 0, 3).value().total, 30);
  EXPECT_FALSE(list_cases(*connection, {}, {"id; DROP TABLE work_case", false}, 0, 3));
}

}  // namespace
}  // namespace sekisho::casework
