// Profiles of logs over the API: those that are there, and one that is tried on a sample.
#include <gtest/gtest.h>

#include "http/api_world_test.h"
#include "text/base64.h"
#include "text/encoding.h"
#include "text/json_writer.h"

namespace sekisho::http {
namespace {

class ProfileApi : public testing::Test {
 protected:
  Response check(std::string_view profile, std::string_view sample) {
    std::string body;
    text::JsonWriter json(body);
    json.begin_object().member("profile", profile);
    json.member("sample", text::base64_encode(sample)).end_object();
    return world.ask(hana, "POST", "/api/v1/log-profiles/check", body);
  }
  // The text of the network-online system's profile, as the list gives it.
  std::string nol() {
    const Response listed = world.ask(hana, "GET", "/api/v1/log-profiles");
    for (int i = 0; i < 4; ++i) {
      const std::string item = fmt::format("/items/{}", i);
      if (text_at(listed, item + "/system") == "nol") return text_at(listed, item + "/text");
    }
    ADD_FAILURE() << listed.body;
    return {};
  }

  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
};

TEST_F(ProfileApi, ReadsASampleLineByLineAsItsBytesStand) {
  const std::string sample =
      text::to_cp932(
          "アクセス日時,利用者ＩＤ,端末番号,画面ＩＤ,操作,お客さま番号,供給地点特定番号,結果\r\n"
          "R4.10.5 12:34:56,Ｋ０１,T1,NOL-2,照会,7,0900000000012345678901,正常\r\n"
          "2022/10/05 12:34,k1,T1,NOL-1,ログイン,,,異常\r\n")
          .value();
  const Response tried = check(nol(), sample);
  ASSERT_EQ(tried.status, 200) << tried.body;
  EXPECT_EQ(text_at(tried, "/check/what"), "nol");
  EXPECT_EQ(number_at(tried, "/check/header_lines"), 1);
  EXPECT_EQ(number_at(tried, "/check/understood_lines"), 1);
  EXPECT_EQ(text_at(tried, "/check/explained/0/fields/account"), "k01");
  EXPECT_EQ(text_at(tried, "/check/explained/0/fields/time"), "2022-10-05T12:34:56+09:00");
  EXPECT_EQ(text_at(tried, "/check/explained/1/reason"), "unknown-value");
  EXPECT_EQ(number_at(tried, "/check/explained/1/line"), 3);
}

TEST_F(ProfileApi, SaysWhereATextIsNoProfile) {
  const Response tried = check(nol() + "\nnonsense", "a,b\n");
  ASSERT_EQ(tried.status, 200) << tried.body;
  EXPECT_GT(number_at(tried, "/trouble/line"), 1) << tried.body;
  EXPECT_FALSE(text_at(tried, "/trouble/message").empty());
  EXPECT_EQ(number_at(tried, "/check/lines"), -1);
  std::string odd_date = nol();
  odd_date.replace(odd_date.find("\"ymd/\""), 6, "\"ymd-\"");
  EXPECT_EQ(text_at(check(odd_date, "a\n"), "/trouble/message"), "unknown date format `ymd-`");
  // A profile of another kind is none of a log.
  EXPECT_FALSE(text_at(check("kind = \"register\"\n", "a\n"), "/trouble/message").empty());
}

TEST_F(ProfileApi, RefusesASampleThatIsTooLongOrNoBytes) {
  EXPECT_EQ(check(nol(), std::string((1U << 20U) + 1, 'a')).status, 413);
  const Response odd = world.ask(hana, "POST", "/api/v1/log-profiles/check",
                                 R"({"profile":"kind = 1","sample":"?"})");
  EXPECT_EQ(odd.status, 422) << odd.body;
}

TEST_F(ProfileApi, ShowsNothingToWhoeverMaySeeNoDelivery) {
  Visitor desk = world.visitor("desk", {"disaster-desk"});
  EXPECT_EQ(world.ask(desk, "GET", "/api/v1/log-profiles").status, 403);
}

}  // namespace
}  // namespace sekisho::http
