// Emergencies and plans for outages, as people at the console go through them.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "casework/watched_look.h"
#include "http/api_world_test.h"
#include "service/explanation_utility_test.h"

namespace sekisho::http {
namespace {

constexpr std::string_view kEmergencies = "/api/v1/emergencies";
constexpr std::string_view kPlans = "/api/v1/outage-plans";
const std::string kWish =
    R"({"person":"P1","system":"nol","account":"k1","reason":"停電の復旧","hours":2})";
const std::string kReviewed = R"({"result":"in-order","comment":"対応記録と照合した"})";

// The small utility, in which nobody has a right to the system.
class EmergencyHttp : public ::testing::Test {
 protected:
  EmergencyHttp() {
    utility_.write("register/entitlements.csv",
                   "system,account,role,from,until,basis\n"
                   "nol,k3,照会,2018-04-01T00:00:00+09:00,,A-1\n");
    world_.import_registers(utility_.root() / "register");
    world_.knowledge->start();
    hana_ = world_.visitor("hana", {"conduct-regulation"});
    ken_ = world_.visitor("ken", {"conduct-regulation"});
    goro_ = world_.visitor("goro", {"conduct-regulation"});
    taro_ = world_.visitor("taro", {"network-clerk"});
    admin_ = world_.visitor("admin", {"system-administrator"}, {"nol"});
    service::Member member = world_.people->members.find(ken_.user).value().value();
    member.approves = true;
    EXPECT_TRUE(world_.people->members.put(member, {{"somebody-else"}, "2026-1"}, world_.now));
  }

  Response post(Visitor& who, const std::string& path, const std::string& body) {
    return world_.ask(who, "POST", path, body);
  }
  std::string asked(Visitor& who) {
    const Response made = post(who, std::string(kEmergencies), kWish);
    EXPECT_EQ(made.status, 201) << made.body;
    return fmt::format("{}/{}", kEmergencies, number_at(made, "/emergency"));
  }
  // Whether the barrier lets P1 look.
  bool may_look() {
    const Response said = post(
        hana_, "/access/v1/evaluation",
        R"({"subject":{"type":"person","id":"P1","properties":{"account":"k1","device_id":"T-1"}},)"
        R"("action":{"name":"view"},"resource":{"type":"supply_point",)"
        R"("id":"0900000000000000000017","properties":{"system":"nol"}}})");
    EXPECT_EQ(said.status, 200) << said.body;
    return said.body.contains(R"("decision":true)");
  }
  // Whether it does as soon as what was done is known.
  bool comes_to(bool allowed) {
    for (int tries = 0; tries < 500; ++tries) {
      if (may_look() == allowed) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }
  std::string state(Visitor& who, const std::string& path) {
    return text_at(world_.ask(who, "GET", path), "/state");
  }
  void add_look_of_outage(std::string spool, int64_t plan) {
    const auto added = world_.desk->note(
        [&](store::Database& database) {
          return casework::add_look(database, {.spool = std::move(spool),
                                               .at = world_.now,
                                               .gate = "gate-1",
                                               .request = "r-1",
                                               .system = "nol",
                                               .person = "P1",
                                               .account = "k1",
                                               .terminal = "T-1",
                                               .address = {},
                                               .action = "view",
                                               .record_kind = "supply_point",
                                               .records = {"0900000000000000000017"},
                                               .reasons = {"own-staff"},
                                               .plan = plan});
        },
        world_.now);
    EXPECT_TRUE(added) << to_string(added.error());
  }
  // Sessions end meanwhile.
  void wait_hours(int64_t hours) {
    world_.now = shifted(world_.now, hours * 3600 * kMicrosPerSecond);
    for (Visitor* one : {&hana_, &ken_, &goro_, &taro_}) world_.log_in(*one);
  }

  service::ExplanationUtility utility_;
  ApiWorld world_;
  Visitor hana_, ken_, goro_, taro_, admin_;
};

TEST_F(EmergencyHttp, OpensOnTheWordOfSomebodyElseAndEndsByItself) {
  EXPECT_TRUE(comes_to(false));
  const std::string path = asked(taro_);
  EXPECT_EQ(state(taro_, path), "asked");
  EXPECT_TRUE(comes_to(false));
  // Not on one's own word, nor of somebody without authority.
  EXPECT_EQ(post(taro_, path + "/start", "{}").status, 403);
  EXPECT_EQ(post(hana_, path + "/start", "{}").status, 403);
  const Response begun = post(ken_, path + "/start", "{}");
  ASSERT_EQ(begun.status, 200) << begun.body;
  EXPECT_EQ(text_at(begun, "/state"), "running");
  EXPECT_EQ(text_at(begun, "/approval"), "emergency/1");
  EXPECT_TRUE(comes_to(true));
  EXPECT_EQ(post(hana_, path + "/start", R"({"number":"R8-9"})").status, 409);
  // The person is masked to who has no look at it.
  EXPECT_NE(text_at(begun, "/person"), "P1");
  EXPECT_FALSE(world_.ask(ken_, "GET", path + "/history").body.contains("P1"));
  EXPECT_EQ(post(goro_, path + "/review", kReviewed).status, 409);
  wait_hours(3);
  EXPECT_TRUE(comes_to(false));
  EXPECT_EQ(state(hana_, path), "over");
}

TEST_F(EmergencyHttp, IsListedByItsStateAsOfNow) {
  const std::string first = asked(taro_);
  const std::string second = asked(taro_);
  ASSERT_EQ(post(ken_, second + "/start", "{}").status, 200);
  const auto in = [&](std::string_view state) {
    return world_.ask(taro_, "GET", fmt::format("{}?state={}", kEmergencies, state));
  };
  EXPECT_EQ(number_at(in("asked"), "/total"), 1);
  EXPECT_EQ(number_at(in("asked"), "/items/0/emergency"), 1);
  EXPECT_EQ(number_at(in("running"), "/items/0/emergency"), 2);
  EXPECT_EQ(number_at(in("over"), "/total"), 0);
  wait_hours(3);
  EXPECT_EQ(number_at(in("running"), "/total"), 0);
  EXPECT_EQ(number_at(in("over"), "/items/0/emergency"), 2);
  EXPECT_EQ(in("broken").status, 422);
}

TEST_F(EmergencyHttp, IsEndedBeforeItsTimeAndReviewedByAThirdPerson) {
  const std::string path = asked(hana_);
  ASSERT_EQ(post(ken_, path + "/start", R"({"number":"R8-1"})").status, 200);
  EXPECT_TRUE(comes_to(true));
  // A system that asks instead of standing behind a gate let P1 look.
  const Response looks = world_.ask(goro_, "GET", path + "/looks");
  EXPECT_EQ(number_at(looks, "/total"), 1) << looks.body;
  EXPECT_TRUE(text_at(looks, "/items/0/spool").starts_with("asked.")) << looks.body;
  EXPECT_EQ(text_at(looks, "/items/0/terminal"), "T-1");
  EXPECT_NE(text_at(looks, "/items/0/person"), "P1");
  const Response ended = post(taro_, path + "/end", R"({"reason":"復旧した"})");
  ASSERT_EQ(ended.status, 200) << ended.body;
  EXPECT_EQ(text_at(ended, "/state"), "over");
  EXPECT_TRUE(comes_to(false));
  EXPECT_EQ(post(hana_, path + "/review", kReviewed).status, 403);  // asked for it
  EXPECT_EQ(post(ken_, path + "/review", kReviewed).status, 403);   // approved it
  EXPECT_FALSE(world_.ask(goro_, "GET", path).body.contains(R"("overdue":true)"));
  wait_hours(48);
  EXPECT_TRUE(world_.ask(goro_, "GET", path).body.contains(R"("overdue":true)"));
  const Response reviewed = post(goro_, path + "/review", kReviewed);
  ASSERT_EQ(reviewed.status, 200) << reviewed.body;
  EXPECT_EQ(text_at(reviewed, "/state"), "reviewed");
  EXPECT_TRUE(reviewed.body.contains(R"("overdue":false)"));
  const Response list = world_.ask(taro_, "GET", kEmergencies);
  EXPECT_EQ(number_at(list, "/total"), 1) << list.body;
  EXPECT_EQ(text_at(world_.ask(taro_, "GET", path + "/history"), "/items/3/what"), "reviewed");
}

TEST_F(EmergencyHttp, BeginsByADecisionOfTheCompanysOwnAndNotForWhoEntersIt) {
  const std::string path = asked(taro_);
  const Response refused = post(hana_, path + "/start", R"({"number":""})");
  EXPECT_EQ(refused.status, 422);
  const Response begun = post(hana_, path + "/start", R"({"number":"R8-7"})");
  ASSERT_EQ(begun.status, 200) << begun.body;
  EXPECT_EQ(text_at(begun, "/approval"), "R8-7");
  EXPECT_EQ(text_at(begun, "/approved_by"), "");
  const std::string own = fmt::format(
      R"({{"person":"P-hana","system":"nol","account":"k1","reason":"復旧","hours":1}})");
  EXPECT_EQ(post(hana_, std::string(kEmergencies), own).status, 422);  // in no register
}

TEST_F(EmergencyHttp, IsRefusedOrNotAskedFor) {
  const std::string path = asked(taro_);
  EXPECT_EQ(post(ken_, path + "/refusal", R"({"reason":"不要"})").status, 200);
  EXPECT_EQ(post(ken_, path + "/start", "{}").status, 409);
  const auto wish = [](std::string_view person, std::string_view account, int hours) {
    return fmt::format(
        R"({{"person":"{}","system":"nol","account":"{}","reason":"復旧","hours":{}}})", person,
        account, hours);
  };
  for (const std::string& wrong : {wish("P9", "k1", 1), wish("P1", "k9", 1), wish("P1", "k1", 5)})
    EXPECT_EQ(post(taro_, std::string(kEmergencies), wrong).status, 422) << wrong;
  Visitor auditor = world_.visitor("auditor", {"internal-audit"});
  EXPECT_EQ(post(auditor, std::string(kEmergencies), kWish).status, 403);
  EXPECT_EQ(world_.ask(auditor, "GET", path).status, 200);
  EXPECT_EQ(world_.ask(hana_, "GET", std::string(kEmergencies) + "/7").status, 404);
}

TEST_F(EmergencyHttp, WhoActsOnWhatChangedMeanwhileIsTold) {
  const std::string path = asked(taro_);
  const Response seen = world_.ask(ken_, "GET", path);
  ASSERT_EQ(post(ken_, path + "/start", "{}").status, 200);
  const Response late = world_.ask(ken_, "POST", path + "/refusal", R"({"reason":"不要"})",
                                   {{"if-match", seen.etag}});
  EXPECT_EQ(late.status, 412) << late.body;
}

TEST_F(EmergencyHttp, APlanForAnOutageComesIntoForceOnTheWordOfSomebodyElse) {
  const std::string wish =
      R"({"system":"nol","opens":true,"actions":["view"],"minutes":60,"reason":"停電対応"})";
  const Response made = post(admin_, std::string(kPlans), wish);
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string path = fmt::format("{}/{}", kPlans, number_at(made, "/plan"));
  EXPECT_EQ(post(admin_, path + "/start", R"({"number":"R8-1"})").status, 403);
  EXPECT_EQ(post(taro_, std::string(kPlans), wish).status, 403);
  const Response begun = post(ken_, path + "/start", "{}");
  ASSERT_EQ(begun.status, 200) << begun.body;
  EXPECT_EQ(text_at(begun, "/state"), "in-force");
  EXPECT_EQ(post(ken_, path + "/refusal", R"({"reason":"広い"})").status, 409);
  EXPECT_EQ(post(hana_, std::string(kPlans),
                 R"({"system":"nol","opens":true,"minutes":60,"reason":"停電対応"})")
                .status,
            422);
  EXPECT_EQ(number_at(world_.ask(admin_, "GET", kPlans), "/total"), 1);
  EXPECT_EQ(text_at(world_.ask(admin_, "GET", path + "/history"), "/items/1/what"), "started");
}

TEST_F(EmergencyHttp, LooksWhileItWasDownAreJudgedAgainAndReviewed) {
  add_look_of_outage("s.1", 1);
  const Response list = world_.ask(hana_, "GET", "/api/v1/outage-looks?reviewed=no");
  ASSERT_EQ(list.status, 200) << list.body;
  EXPECT_EQ(number_at(list, "/total"), 1);
  // In truth nothing permitted it.
  EXPECT_TRUE(list.body.contains(R"("judged_again":{"allowed":false)")) << list.body;
  EXPECT_EQ(text_at(list, "/items/0/judged_again/reasons/0"), "own-staff/entitled");
  EXPECT_NE(text_at(list, "/items/0/due"), "");
  const std::string review =
      R"({"looks":["1"],"result":"not-in-order","comment":"権限がなかった"})";
  EXPECT_EQ(post(taro_, "/api/v1/outage-looks/review", review).status, 403);
  const Response done = post(hana_, "/api/v1/outage-looks/review", review);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(text_at(done, "/items/0/result"), "not-in-order");
  EXPECT_EQ(post(hana_, "/api/v1/outage-looks/review", review).status, 409);
  EXPECT_EQ(number_at(world_.ask(hana_, "GET", "/api/v1/outage-looks?reviewed=no"), "/total"), 0);
  EXPECT_EQ(post(hana_, "/api/v1/outage-looks/review",
                 R"({"looks":["9"],"result":"in-order","comment":"x"})")
                .status,
            404);
}

}  // namespace
}  // namespace sekisho::http
