#include "casework/deadline_rules.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "casework/cases_test.h"
#include "casework/emergency_rules.h"

namespace sekisho::casework {
namespace {

std::string shipped(const std::string& name) {
  const auto text = read_file(std::string(SEKISHO_ROOT "/policies/") + name, 1 << 20);
  EXPECT_TRUE(text) << to_string(text.error());
  return text.value_or("");
}

int64_t day(std::string_view text) {
  return day_named(text).value();
}

class Deadlines : public testing::Test {
 protected:
  // The days of a case of which one came to know at noon.
  std::string of(const std::string& aware, bool wrongful, const std::string& today,
                 const std::vector<Report>& reports = {}) {
    Case one;
    one.aware_at = Instant{day(aware) * kMicrosPerDay + 3 * 3600 * kMicrosPerSecond};
    one.wrongful = wrongful;
    std::string out;
    for (const Deadline& each : deadlines_of(rules, calendar, one, reports, day(today))) {
      out += fmt::format("{} {} {}{}\n", each.rule->id, day_text(each.due),
                         kDeadlineStates[static_cast<size_t>(each.state)],
                         each.calendar_known ? "" : " ?");
    }
    return out;
  }

  DeadlineRules rules = DeadlineRules::parse(shipped("deadlines.toml"), "deadlines.toml").value();
  Calendar calendar = Calendar::parse(shipped("calendar.toml"), "calendar.toml").value();
};

TEST_F(Deadlines, RunFromTheDayOfAwareness) {
  EXPECT_EQ(of("2026-10-01", false, "2026-10-02"),
            "ppc-preliminary 2026-10-05 running\nppc-final 2026-10-30 running\n");
  EXPECT_EQ(of("2026-10-01", true, "2026-10-06"),
            "ppc-preliminary 2026-10-05 overdue\nppc-final-wrongful 2026-11-30 running\n")
      << "the 29th of November is a Sunday";
}

TEST_F(Deadlines, MoveFromClosedDays) {
  EXPECT_EQ(due_day(*rules.find("ppc-final"), calendar, day("2026-04-04"), 30), day("2026-05-07"))
      << "3 to 6 May are holidays";
  EXPECT_EQ(due_day(*rules.find("ppc-final"), calendar, day("2026-12-01"), 30), day("2027-01-04"))
      << "offices are closed from 29 December to 3 January";
  EXPECT_EQ(due_day(*rules.find("ppc-preliminary"), calendar, day("2026-05-01"), 5),
            day("2026-05-05"))
      << "the preliminary report does not wait";
}

TEST_F(Deadlines, SayWhenTheyWereMet) {
  EXPECT_EQ(of("2026-10-01", false, "2026-12-01",
               {{"ppc-preliminary", "2026-10-05", "n1"}, {"ppc-final", "2026-10-31", "n2"}}),
            "ppc-preliminary 2026-10-05 done\nppc-final 2026-10-30 done-late\n");
}

TEST_F(Deadlines, SayThatACalendarEnds) {
  EXPECT_EQ(of("2027-12-15", false, "2027-12-15"),
            "ppc-preliminary 2027-12-19 running\nppc-final 2028-01-13 running ?\n");
}

TEST_F(Deadlines, RunOnlyOnceSomebodyIsAware) {
  EXPECT_TRUE(deadlines_of(rules, calendar, {}, {}, 0).empty());
}

TEST_F(Deadlines, CountOpenDaysAndFromTheNextDay) {
  DeadlineRule rule;
  rule.awareness_is_day_one = false;
  rule.open_days = true;
  EXPECT_EQ(due_day(rule, calendar, day("2026-05-01"), 3), day("2026-05-11"));
  rule.open_days = false;
  EXPECT_EQ(due_day(rule, calendar, day("2026-05-01"), 3), day("2026-05-04"));
}

TEST_F(Deadlines, TheShippedRulesSayTheirBasisAndThatNobodyConfirmedThem) {
  ASSERT_EQ(rules.rules.size(), 3U);
  for (const DeadlineRule& rule : rules.rules) {
    EXPECT_FALSE(rule.confirmed) << rule.id;
    EXPECT_NE(rule.basis.find("個人情報保護法"), std::string::npos);
  }
  EXPECT_EQ(rules.reminders.days_before, (std::vector<int>{3, 0}));
}

TEST(DeadlineRules, PointAtMistakes) {
  const std::string good = shipped("deadlines.toml");
  const auto wrong = [&](const std::string& what, const std::string& with) {
    std::string text = good;
    text.replace(text.find(what), what.size(), with);
    const auto read = DeadlineRules::parse(text, "d.toml");
    EXPECT_FALSE(read) << with;
    if (!read) EXPECT_GT(read.error().place.line, 0U) << to_string(read.error());
  };
  wrong("\"always\"", "\"sometimes\"");
  wrong("days = 5", "days = 0");
  wrong("aim_days = 3", "aim_days = 6");
  wrong("ppc-final-wrongful", "ppc-final");
  wrong("\nconfirmed = false", "\nconfirmed = \"no\"");
  wrong("days_before = [\"3\"", "days_before = [\"x\"");
  wrong("[reminders]", "[reminder]");
}

TEST(DeadlineRules, SayUntilWhenLooksAreGoneThroughAfterwards) {
  const auto rules = DeadlineRules::parse(shipped("deadlines.toml"), "d").value();
  const auto calendar = Calendar::parse(shipped("calendar.toml"), "c").value();
  const auto due = [&](std::string_view review, const char* from) {
    const DeadlineRule& rule = *rules.review(review);
    return day_text(due_day(rule, calendar, day(from), rule.days));
  };
  // A Friday, and the last working day of a year.
  EXPECT_EQ(due(kBreakGlassReview, "2026-11-27"), "2026-11-28");
  EXPECT_EQ(due(kOutageLookReview, "2026-11-27"), "2026-11-30");
  EXPECT_EQ(due(kOutageLookReview, "2026-12-28"), "2027-01-04");
  EXPECT_EQ(rules.review("ppc-final"), nullptr);
  EXPECT_EQ(rules.find("break-glass"), nullptr);
  for (const std::string_view one : {"\"break-glass\"", "\"outage-look\""}) {
    std::string without = shipped("deadlines.toml");
    without.replace(without.find(one), one.size(), "\"another\"");
    EXPECT_FALSE(DeadlineRules::parse(without, "d")) << one;
  }
}

TEST(Calendars, PointAtMistakes) {
  const std::string good = shipped("calendar.toml");
  const auto wrong = [&](const std::string& what, const std::string& with) {
    std::string text = good;
    text.replace(text.find(what), what.size(), with);
    EXPECT_FALSE(Calendar::parse(text, "c.toml")) << with;
  };
  wrong("2026-01-01 元日", "2025-12-31 前日");
  wrong("2026-01-01 元日", "1月1日");
  wrong("\"saturday\"", "\"holiday\"");
  wrong("12-29", "13-29");
  wrong(R"(["saturday", "sunday"])",
        R"(["monday","tuesday","wednesday","thursday","friday","saturday","sunday"])");
}

TEST(DeadlineDocument, ItsExamplesAreRead) {
  const std::string document =
      read_file(SEKISHO_ROOT "/docs/formats/deadlines.md", 1 << 20).value();
  const auto block = [&](const std::string& kind) {
    const size_t begin = document.find("```" + kind + "\n") + kind.size() + 4;
    return document.substr(begin, document.find("```", begin) - begin);
  };
  const auto rules = DeadlineRules::parse(block("toml"), "deadlines.md");
  ASSERT_TRUE(rules) << to_string(rules.error());
  EXPECT_EQ(rules->rules.at(0).aim_days, 20);
  const auto calendar = Calendar::parse(block("calendar"), "deadlines.md");
  ASSERT_TRUE(calendar) << to_string(calendar.error());
  EXPECT_TRUE(calendar->is_closed(day("2026-01-12")));
  EXPECT_FALSE(calendar->knows(day("2027-01-01")));
  const auto times = EmergencyRules::parse(block("emergencies"), "deadlines.md");
  ASSERT_TRUE(times) << to_string(times.error());
  EXPECT_EQ(times->hours, 4);
}

TEST(Days, AreThoseOfJapan) {
  EXPECT_EQ(day_text(day_of(Instant{day("2026-11-26") * kMicrosPerDay - 1})), "2026-11-26");
  EXPECT_EQ(
      day_text(day_of(Instant{day("2026-11-26") * kMicrosPerDay + 15 * 3600 * kMicrosPerSecond})),
      "2026-11-27");
  for (const char* bad : {"2026-13-01", "2026-02-29", "26-01-01", "2026/01/01", "2026-1-01", ""}) {
    EXPECT_FALSE(day_named(bad)) << bad;
  }
}

}  // namespace
}  // namespace sekisho::casework
