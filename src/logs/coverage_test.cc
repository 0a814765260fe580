#include "logs/coverage.h"

#include <gtest/gtest.h>

#include "logs/ocsf.h"
#include "text/json.h"

namespace sekisho::logs {
namespace {

constexpr int32_t kJapan = 9 * 3600;

EventBlock block(std::vector<std::pair<uint64_t, int64_t>> lines_and_seconds,
                 std::vector<uint64_t> numbers = {}) {
  EventBlock out;
  for (const auto& [line, seconds] : lines_and_seconds) {
    out.line.push_back(line);
    out.time.push_back(Instant{seconds * kMicrosPerSecond});
  }
  out.sequence = std::move(numbers);
  return out;
}

TEST(Coverage, CountsDaysInTheLogsZone) {
  CoverageTally tally;
  std::vector<Reject> rejects(2);
  rejects[0].line = 2;
  rejects[1].line = 4;
  rejects[1].lines = 3;
  tally.add(block({{1, 14 * 3600}, {3, 15 * 3600}}), 0, kJapan, rejects);
  ASSERT_EQ(tally.days().size(), 2U);
  EXPECT_EQ(tally.days().at(0).events, 1U);
  EXPECT_EQ(tally.days().at(0).rejects, 1U);
  EXPECT_EQ(tally.days().at(1).events, 1U);
  EXPECT_EQ(tally.days().at(1).rejects, 3U);
  tally.add(block({}), 1, kJapan, rejects);
  EXPECT_EQ(tally.undated_rejects(), 4U);
  CoverageTally early;
  early.add(block({{1, -10 * 3600}}), 0, kJapan);
  EXPECT_EQ(early.days().begin()->first, -1);
  EXPECT_EQ(early.first(), early.last());
}

TEST(Coverage, FindsStepsBackWithinAndBetweenBlocksInAnyOrder) {
  CoverageTally later;
  later.add(block({{11, 4000}, {12, 100}}), 1, 0);
  CoverageTally tally;
  tally.add(block({{1, 0}, {2, 9000}, {3, 8999}, {4, 9000}}), 0, 0);
  tally.merge(later);
  const std::vector<Gap> steps = tally.clock_steps("f", 60);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].line, 11U);
  EXPECT_EQ(steps[0].detail,
            "5000 seconds back, from 1970-01-01T11:30:00+09:00 to 1970-01-01T10:06:40+09:00");
  EXPECT_EQ(steps[1].line, 12U);
  EXPECT_EQ(tally.clock_steps("f", 4000).size(), 1U);
}

TEST(Coverage, FindsNumbersLeftOut) {
  CoverageTally tally;
  tally.add(block({{1, 0}, {2, 0}, {3, 0}, {4, 0}}, {7, 8, kNoSequence, 12}), 0, 0);
  tally.add(block({{5, 0}, {6, 0}, {7, 0}}, {14, 1, 2}), 1, 0);
  const std::vector<Gap> jumps = tally.sequence_jumps("f");
  ASSERT_EQ(jumps.size(), 2U);
  EXPECT_EQ(jumps[0].line, 4U);
  EXPECT_EQ(jumps[0].detail, "from 8 to 12: 3 missing");
  EXPECT_EQ(jumps[1].line, 5U);
}

TEST(Coverage, ASilentDayIsOneWhereItsWeekdayIsBusy) {
  std::map<int64_t, DayCount> days;
  for (int64_t day = 0; day < 70; ++day) {
    const int64_t weekday = day % 7;
    if (weekday == 6) continue;  // never a line
    if (weekday == 5)
      days[day].events = 20;  // few
    else if (day != 9 && day != 11 && !(day >= 21 && day < 42))
      days[day].events = 5000;
  }
  days[11].rejects = 3;  // it was received, though not one line could be read
  std::vector<int64_t> silent;
  for (const Gap& gap : silent_days(days)) silent.push_back(gap.day);
  EXPECT_EQ(silent,
            (std::vector<int64_t>{9, 21, 22, 23, 24, 25, 28, 29, 30, 31, 32, 35, 36, 37, 38, 39}));
  EXPECT_TRUE(silent_days({}).empty());
}

TEST(Ocsf, WritesARecordsReadAndALogIn) {
  const std::vector<std::string> items{"氏名", "住所"};
  AccessEvent event{.time = Instant{1'664'940'896'500'000},
                    .system = "nol",
                    .system_title = "網",
                    .account = "k1",
                    .terminal = "T1",
                    .address = "",
                    .action = Action::kView,
                    .outcome = Outcome::kRefused,
                    .object_kind = ObjectKind::kSupplyPoint,
                    .object = "0900000000012345678901",
                    .customer = "7",
                    .items = items,
                    .file = "logs/nol/a.csv",
                    .line = 3,
                    .raw = "\x8F\xC6"};
  std::string out;
  append_ocsf(out, event);
  const auto json = text::JsonValue::parse(out);
  ASSERT_TRUE(json);
  const auto number = [&](std::string_view pointer) { return json->at_pointer(pointer)->as_int(); };
  const auto text = [&](std::string_view pointer) {
    return json->at_pointer(pointer)->as_string();
  };
  EXPECT_EQ(number("/class_uid"), 6005);
  EXPECT_EQ(number("/type_uid"), 600501);
  EXPECT_EQ(number("/time"), 1'664'940'896'500);
  EXPECT_EQ(number("/status_id"), 2);
  EXPECT_EQ(text("/metadata/uid"), "logs/nol/a.csv:3");
  EXPECT_EQ(text("/actor/user/name"), "k1");
  EXPECT_EQ(text("/src_endpoint/name"), "T1");
  EXPECT_EQ(text("/observables/0/value"), "0900000000012345678901");
  EXPECT_EQ(text("/unmapped/items/1"), "住所");
  EXPECT_EQ(text("/unmapped/raw_base64"), "j8Y=");

  event.action = Action::kLogin;
  event.object = {};
  event.raw = "x";
  out.clear();
  append_ocsf(out, event);
  const auto login = text::JsonValue::parse(out);
  ASSERT_TRUE(login);
  EXPECT_EQ(login->at_pointer("/type_uid")->as_int(), 600399);
  EXPECT_EQ(login->at_pointer("/api/operation")->as_string(), "login");
  EXPECT_EQ(login->at_pointer("/raw_data")->as_string(), "x");
  EXPECT_EQ(login->at_pointer("/observables"), nullptr);
}

}  // namespace
}  // namespace sekisho::logs
