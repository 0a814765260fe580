#include "service/decide_request.h"

#include <gtest/gtest.h>

#include "service/explanation_utility_test.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

class DecideRequestTest : public ::testing::Test {
 protected:
  DecideAnswer ask(const DecideRequest& request) {
    auto answer = decide_request(request);
    EXPECT_TRUE(answer) << to_string(answer.error());
    return answer ? std::move(*answer) : DecideAnswer{};
  }
  static Error refusal(const DecideRequest& request) {
    const auto answer = decide_request(request);
    EXPECT_FALSE(answer);
    return answer ? Error{} : answer.error();
  }

  ExplanationUtility utility;
};

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(DecideRequestTest, AnswersAsOfAnyInstant) {
  EXPECT_EQ(ask(utility.request("k2", "T-2", "2022-06-30T23:59:59")).verdict(), "permitted");
  EXPECT_EQ(ask(utility.request("k2", "T-2", "2022-07-01T00:00:00")).verdict(), "denied");
  EXPECT_EQ(ask(utility.request("k2", "T-2", "2022-06-30T15:00:00Z")).verdict(), "denied");
  EXPECT_EQ(ask(utility.request("k3", "T-3", "令和4年9月1日")).verdict(), "doubtful");
  EXPECT_EQ(ask(utility.request("d1", "T-1", "2022/10/03 10:00:00")).verdict(), "undetermined");
}

TEST_F(DecideRequestTest, TakesAnAddressForTheTerminalThatHadIt) {
  DecideRequest request = utility.request("k1", "", "2022-10-03");
  request.address = "10.0.0.1";
  const DecideAnswer answer = ask(request);
  EXPECT_EQ(answer.verdict(), "permitted");
  EXPECT_TRUE(says(decide_text(answer, false), "address 10.0.0.1 was that of terminal T-1"));
}

TEST_F(DecideRequestTest, FoldsNamesAsTheProfileSays) {
  const DecideAnswer answer = ask(utility.request("Ｋ１", "T-1", "2022-10-03"));
  EXPECT_EQ(answer.verdict(), "permitted");
  EXPECT_TRUE(answer.notes.empty());
}

TEST_F(DecideRequestTest, AnswersWhatNoRegisterKnows) {
  const DecideAnswer account = ask(utility.request("kk1", "T-1", "2022-10-03"));
  EXPECT_EQ(account.verdict(), "denied");
  ASSERT_EQ(account.notes.size(), 1U);
  EXPECT_EQ(account.notes[0].en, "No register knows the account `kk1`. Did you mean `k1`?");
  const DecideAnswer terminal = ask(utility.request("k1", "Z-99999", "2022-10-03"));
  EXPECT_EQ(terminal.verdict(), "denied");
  EXPECT_EQ(terminal.explanation.readings.at(0).outcome.reason, "own-staff/terminal-registered");
  DecideRequest request = utility.request("k1", "T-1", "2022-10-03");
  request.system = "nolx";
  const DecideAnswer system = ask(request);
  EXPECT_EQ(system.verdict(), "denied");
  EXPECT_TRUE(says(decide_text(system, true), "`nol` ではありませんか"));
}

TEST_F(DecideRequestTest, RefusesWhatMakesNoSense) {
  EXPECT_EQ(refusal(utility.request("k1", "T-1", "yesterday")).code, ErrorCode::kUsage);
  EXPECT_EQ(refusal(utility.request("k1", "", "2022-10-03")).code, ErrorCode::kUsage);
  DecideRequest both = utility.request("k1", "T-1", "2022-10-03");
  both.address = "10.0.0.1";
  EXPECT_EQ(refusal(both).code, ErrorCode::kUsage);
  DecideRequest action = utility.request("k1", "T-1", "2022-10-03");
  action.action = "veiw";
  EXPECT_EQ(refusal(action).help, "Did you mean `view`?");
}

TEST_F(DecideRequestTest, SpeaksBothLanguages) {
  const DecideAnswer answer = ask(utility.request("k2", "T-2", "2022-10-05T12:00:00"));
  const std::string ja = decide_text(answer, true);
  EXPECT_TRUE(ja.starts_with("不許可\n")) << ja;
  EXPECT_TRUE(says(ja, "✗ 送配電会社に勤務している")) << ja;
  EXPECT_TRUE(says(ja, "(2018-04-01 から 2022-06-30 まで)")) << ja;
  EXPECT_TRUE(says(ja, "register/assignments.csv:3")) << ja;
  const std::string en = decide_text(answer, false);
  EXPECT_TRUE(en.starts_with("DENIED\n")) << en;
  EXPECT_TRUE(says(en, "✗ the person works for the T&D company")) << en;
  EXPECT_TRUE(says(en, "Access kept after a transfer  [kept-after-transfer]")) << en;
  EXPECT_TRUE(says(en, "決裁-k2")) << en;
}

TEST_F(DecideRequestTest, TellsBothReadings) {
  const std::string en = decide_text(ask(utility.request("d1", "T-1", "2022-10-05")), false);
  EXPECT_TRUE(en.starts_with("UNDETERMINED")) << en;
  EXPECT_TRUE(says(en, "Reading 1:") && says(en, "Reading 2:")) << en;
  EXPECT_TRUE(says(en, "the holder = 髙橋 一郎 (P1)")) << en;
}

TEST_F(DecideRequestTest, WritesJson) {
  const std::string json = decide_json(ask(utility.request("k2", "T-2", "2022-10-05T12:00:00")));
  const auto value = text::JsonValue::parse(json);
  ASSERT_TRUE(value) << to_string(value.error());
  EXPECT_EQ(value->find("verdict")->as_string(), "denied");
  EXPECT_EQ(value->at_pointer("/readings/0/reason")->as_string(), "own-staff/works-for-operator");
  EXPECT_EQ(value->at_pointer("/readings/0/failed_clause")->as_string(), "works-for-operator");
  EXPECT_EQ(value->at_pointer("/facts/0/line")->as_uint(), 3U);
  EXPECT_TRUE(value->at_pointer("/facts/0/until")->is_null());
}

TEST_F(DecideRequestTest, SaysWhatAHelperMayNotSee) {
  const auto helper = decide_request(utility.request("h4", "T-4", "2022-09-05"));
  ASSERT_TRUE(helper) << to_string(helper.error());
  ASSERT_EQ(helper->verdict(), "permitted") << decide_text(*helper, false);
  EXPECT_NE(decide_text(*helper, false).find("What is masked\n"), std::string::npos);
  EXPECT_NE(decide_text(*helper, false).find("  removed: supplier, switch applied for\n"),
            std::string::npos)
      << decide_text(*helper, false);
  EXPECT_NE(decide_text(*helper, true).find("  マスキング: その他すべて\n"), std::string::npos)
      << decide_text(*helper, true);
  EXPECT_NE(decide_json(*helper).find("\"supplier\": \"remove\""), std::string::npos);
  EXPECT_NE(decide_json(*helper).find("\"*\": \"redact\""), std::string::npos);
  const auto clerk = decide_request(utility.request("k1", "T-1", "2022-10-03"));
  ASSERT_TRUE(clerk);
  EXPECT_EQ(decide_text(*clerk, false).find("What is masked"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::service
