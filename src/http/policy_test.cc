// Policies from a draft into force, as people at the console take them there.
#include <gtest/gtest.h>

#include "http/api_world_test.h"

namespace sekisho::http {
namespace {

constexpr std::string_view kDrafts = "/api/v1/policy-drafts";
constexpr std::string_view kName = "barrier/90-no-print.cedar";
constexpr std::string_view kNoPrint =
    "@id(\\\"no-print\\\")\\n@title(\\\"Nobody prints\\\")\\n@title_ja(\\\"印刷の禁止\\\")\\n"
    "forbid (principal, action == Action::\\\"print\\\", resource);\\n";

class PolicyTest : public testing::Test {
 protected:
  void SetUp() override {
    world.step_up(hana, "policy-change");
    world.step_up(ken, "policy-change");
    set_authority(ken, {});
  }

  // Somebody who may approve, and who are their deputies.
  void set_authority(const Visitor& who, const std::vector<std::string>& deputies) {
    service::Member member = world.people->members.find(who.user).value().value();
    member.approves = true;
    member.deputies = deputies;
    EXPECT_TRUE(world.people->members.put(member, {{"somebody-else"}, "2026-1"}, world.now));
  }

  Response post(Visitor& who, const std::string& path, const std::string& body = "{}") {
    return world.ask(who, "POST", std::string(kDrafts) + path, body);
  }
  std::string drafted(std::string_view text = kNoPrint) {
    const Response made = post(
        hana, "",
        fmt::format(R"({{"title":"印刷","files":[{{"name":"{}","text":"{}"}}]}})", kName, text));
    EXPECT_EQ(made.status, 201) << made.body;
    return "/" + std::to_string(number_at(made, "/draft/draft"));
  }
  std::string proposed() {
    std::string draft = drafted();
    const Response done = post(hana, draft + "/proposal", R"({"reason":"紙の紛失が続いた"})");
    EXPECT_EQ(text_at(done, "/draft/state"), "proposed") << done.body;
    return draft;
  }

  std::string version_in_force() {
    return text_at(world.ask(hana, "GET", "/api/v1/policies"), "/in_force/version");
  }

  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  Visitor ken = world.visitor("ken", {"conduct-regulation"});
};

TEST_F(PolicyTest, AnErrorOfADraftHasItsLineAndColumnAndKeepsItFromBeingProposed) {
  const std::string draft =
      drafted("permit (principal is Person, action, resource)\\nwhen { context.acount.inForce };");
  const Response seen = world.ask(hana, "GET", std::string(kDrafts) + draft);
  int at = 0;  // warnings of files before it may come first
  const auto of_finding = [&](std::string_view member) {
    return fmt::format("/check/check/findings/{}/{}", at, member);
  };
  while (text_at(seen, of_finding("severity")) == "warning") ++at;
  EXPECT_EQ(text_at(seen, of_finding("file")), kName) << seen.body;
  EXPECT_EQ(number_at(seen, of_finding("line")), 2);
  EXPECT_GT(number_at(seen, of_finding("column")), 1);
  EXPECT_EQ(text_at(seen, "/changes/0/change"), "added");
  EXPECT_EQ(post(hana, draft + "/proposal", R"({"reason":"x"})").status, 409);
  const Response mended =
      world.ask(hana, "PATCH", std::string(kDrafts) + draft,
                fmt::format(R"({{"files":[{{"name":"{}","text":"{}"}}]}})", kName, kNoPrint));
  EXPECT_EQ(mended.status, 200) << mended.body;
  EXPECT_EQ(number_at(mended, "/check/tests/failed"), 0);
  EXPECT_EQ(post(hana, draft + "/proposal", R"({"reason":"x"})").status, 200);
}

TEST_F(PolicyTest, ChangesOfADraftAreTriedWithoutBeingKept) {
  const std::string draft = drafted();
  const std::string at = std::string(kDrafts) + draft;
  const Response before = world.ask(hana, "GET", at);
  const auto tried = [&](std::string_view text) {
    return world.ask(hana, "POST", at + "/trial",
                     fmt::format(R"({{"files":[{{"name":"{}","text":"{}"}}]}})", kName, text));
  };
  EXPECT_EQ(number_at(tried(kNoPrint), "/tests/failed"), 0);
  const Response wrong = tried("permit (principal, action, resource");
  EXPECT_EQ(wrong.status, 200) << wrong.body;
  EXPECT_EQ(number_at(wrong, "/check/errors"), 1) << wrong.body;
  // A file that nobody asks for by its name, and one that is not there.
  EXPECT_EQ(world.ask(hana, "POST", at + "/trial", R"({"removed":["barrier/none.cedar"]})").status,
            422);
  EXPECT_EQ(world.ask(hana, "GET", at).body, before.body);
}

TEST_F(PolicyTest, SaysWhoMayDoWhat) {
  const Response table = world.ask(ken, "GET", "/api/v1/roles");
  EXPECT_EQ(table.status, 200) << table.body;
  EXPECT_EQ(text_at(table, "/items/0/role"), "network-clerk");
}

TEST_F(PolicyTest, ComeIntoForceOnTheApprovalOfSomebodyElseWithoutARestart) {
  std::filesystem::create_directories(world.data->root() / "registers");
  std::filesystem::copy(SEKISHO_ROOT "/policies/tests/registers",
                        world.data->root() / "registers/few");
  const auto printing = [&] {
    const Response said = world.ask(
        hana, "POST", "/api/v1/decisions",
        R"({"registers":"few","system":"nol","account":"k1","address":"10.0.0.1","action":"print",)"
        R"("at":"2022-10-03T09:00:00","object":"0900000000000000000017"})");
    EXPECT_EQ(said.status, 200) << said.body;
    return said.body.find("\"no-print\"") != std::string::npos;
  };
  EXPECT_FALSE(printing());
  const std::string before = version_in_force();
  const std::string draft = proposed();

  // Not by who drafted it, whatever authority they have, and not without any approval.
  set_authority(hana, {});
  EXPECT_EQ(post(hana, draft + "/approval").status, 403);
  EXPECT_EQ(post(hana, draft + "/application").status, 403);
  EXPECT_EQ(version_in_force(), before);

  EXPECT_EQ(text_at(post(ken, draft + "/approval"), "/draft/state"), "approved");
  const Response applied = post(hana, draft + "/application");
  EXPECT_EQ(applied.status, 200) << applied.body;
  EXPECT_EQ(text_at(applied, "/draft/state"), "applied");
  EXPECT_NE(version_in_force(), before);
  EXPECT_TRUE(printing());

  // What was in force before can still be read, and judged by.
  const Response sets = world.ask(hana, "GET", "/api/v1/policy-sets");
  EXPECT_EQ(number_at(sets, "/total"), 2) << sets.body;
  EXPECT_EQ(text_at(sets, "/items/0/version"), version_in_force());
  EXPECT_EQ(text_at(sets, "/items/1/version"), before);
  EXPECT_EQ(text_at(sets, "/items/1/until"), text_at(sets, "/items/0/from"));
  const Response old = world.ask(hana, "GET", "/api/v1/policy-sets/" + before);
  EXPECT_EQ(old.status, 200) << old.body;
  EXPECT_EQ(old.body.find("no-print"), std::string::npos);
  const auto place = world.rules->place_of(before);
  ASSERT_TRUE(place) << to_string(place.error());
  EXPECT_FALSE(std::filesystem::exists(*place / kName));

  // The record says who, on whose approval.
  ASSERT_TRUE(world.ledger->publish());
  const Response entry = world.ask(
      hana, "GET", fmt::format("/api/v1/evidence/entries/{}", number_at(sets, "/items/0/entry")));
  EXPECT_EQ(text_at(entry, "/entry/on"), "policy") << entry.body;
  EXPECT_EQ(text_at(entry, "/entry/before"), before);
  EXPECT_EQ(text_at(entry, "/entry/after"), version_in_force());
  EXPECT_EQ(text_at(entry, "/entry/actor"), hana.user.value);
  EXPECT_EQ(text_at(entry, "/entry/approval/by"), ken.user.value);
  const Response history = world.ask(hana, "GET", std::string(kDrafts) + draft + "/history");
  EXPECT_EQ(text_at(history, "/items/3/what"), "applied") << history.body;
  EXPECT_NE(history.body.find("\"intact\":true"), std::string::npos);
}

TEST_F(PolicyTest, ANumberOfADecisionTakesThePlaceOfAnApprovalAndTheyMayComeLater) {
  const std::string before = version_in_force();
  const std::string draft = proposed();
  EXPECT_EQ(
      post(hana, draft + "/application", R"({"number":"決裁1","from":"2001-01-01T00:00:00Z"})")
          .status,
      422);
  const Response applied =
      post(hana, draft + "/application", R"({"number":"決裁1","from":"2031-01-01T00:00:00Z"})");
  EXPECT_EQ(applied.status, 200) << applied.body;
  EXPECT_EQ(text_at(applied, "/draft/approval"), "決裁1");
  EXPECT_EQ(version_in_force(), before);
  const auto now = world.rules->in_force(world.now);
  const auto then = world.rules->in_force(shifted(world.now, 100 * 366 * kMicrosPerDay));
  ASSERT_TRUE(now && then);
  EXPECT_FALSE(std::filesystem::exists(*now / kName));
  EXPECT_TRUE(std::filesystem::exists(*then / kName));
  // Until then it can be sent back, by somebody else.
  EXPECT_EQ(post(hana, draft + "/return", R"({"reason":"x"})").status, 403);
  EXPECT_EQ(text_at(post(ken, draft + "/return", R"({"reason":"x"})"), "/draft/state"), "returned");
  EXPECT_EQ(*world.rules->in_force(shifted(world.now, 100 * 366 * kMicrosPerDay)), *now);
}

TEST_F(PolicyTest, NobodyOverwritesWhatCameIntoForceMeanwhile) {
  const std::string first = proposed();
  const std::string second = proposed();
  EXPECT_EQ(post(hana, first + "/application", R"({"number":"決裁1"})").status, 200);
  const Response late = post(hana, second + "/application", R"({"number":"決裁2"})");
  EXPECT_EQ(late.status, 409) << late.body;
  const Response stale = world.ask(hana, "POST", std::string(kDrafts) + second + "/withdrawal",
                                   R"({"reason":"x"})", {{"if-match", "\"1\""}});
  EXPECT_EQ(stale.status, 412) << stale.body;
  EXPECT_EQ(post(hana, second + "/withdrawal", R"({"reason":"x"})").status, 200);
  EXPECT_EQ(post(hana, second + "/application", R"({"number":"決裁2"})").status, 409);
}

TEST_F(PolicyTest, ADeputyIsOneOfTheRegisterAndIsReadLater) {
  Visitor rei = world.visitor("rei", {"conduct-regulation"});
  world.step_up(rei, "policy-change");
  world.step_up(hana, "policy-change");
  world.step_up(ken, "policy-change");
  const std::string draft = proposed();
  const std::string in_place = fmt::format(R"({{"stands_in_for":"{}"}})", ken.user.value);
  EXPECT_EQ(post(rei, draft + "/approval").status, 403);
  EXPECT_EQ(post(rei, draft + "/approval", in_place).status, 403);
  EXPECT_EQ(post(rei, draft + "/approval", R"({"stands_in_for":"nobody-at-all"})").status, 403);
  set_authority(ken, {rei.user.value});
  const Response approved = post(rei, draft + "/approval", in_place);
  EXPECT_EQ(approved.status, 200) << approved.body;
  EXPECT_EQ(text_at(approved, "/draft/awaits_reading"), ken.user.value);
  EXPECT_EQ(post(rei, draft + "/reading", "").status, 403);
  const Response read = post(ken, draft + "/reading", "");
  EXPECT_EQ(read.status, 200) << read.body;
  EXPECT_EQ(text_at(read, "/draft/awaits_reading"), "");
}

}  // namespace
}  // namespace sekisho::http
