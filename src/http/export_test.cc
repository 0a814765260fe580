// What goes out of the house, and who is shown what.
#include <gtest/gtest.h>

#include <fstream>

#include "crypto/sha256.h"
#include "http/api_world_test.h"

namespace sekisho::http {
namespace {

using text::JsonValue;

constexpr std::string_view kRows =
    "file,line,time,system,account,holder,terminal,viewer,certainty,route,reason,basis,disposition,"
    "action,items,object,retailer\n"
    "logs/nol/a.csv,4711,2022-10-05T10:15:00+09:00,nol,z0001,P000401,AFF-1,P000401,confirmed,"
    "never-closed,own-staff/entitled,R-1,violation,view,,0900000000001234567812,R0042\n"
    "logs/nol/a.csv,4712,2022-10-06T10:15:00+09:00,nol,z0002,P000402,AFF-2,,unknown,"
    "lent-id,own-staff/entitled,,attempt,view,,,R0042\n";

// The holder of k1 in policies/tests/registers.
constexpr std::string_view kPersonCode = "\"P1\"";
constexpr std::string_view kPersonName = "送電 花";

class ExportTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto review = world.data->reviews() / "demo";
    std::filesystem::create_directories(review);
    std::ofstream(review / "findings.csv") << kRows;
    std::ofstream(review / "run.json") << "{}";
    world.step_up(hana, "export");
  }
  Response freeze(Visitor& who, std::string_view more) {
    return world.ask(who, "POST", "/api/v1/exports",
                     fmt::format(R"({{"approval":"決裁1","recipient":"経済産業省",{}}})", more));
  }

  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
};

TEST_F(ExportTest, IsFrozenOnAnApprovalAndGivesTheSameBytesAgain) {
  const Response made = freeze(hana, R"("review":"demo","route":"never-closed","format":"csv")");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(number_at(made, "/items"), 1);
  const std::string file = fmt::format("/api/v1/exports/{}/file", number_at(made, "/export"));
  const Response first = world.ask(hana, "GET", file);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(crypto::sha256_hex(first.body), text_at(made, "/sha256"));
  EXPECT_EQ(first.body.find("P000401"), std::string::npos) << first.body;
  EXPECT_NE(first.body.find("masked-"), std::string::npos);
  // Whatever becomes of the review.
  std::ofstream(world.data->reviews() / "demo/findings.csv") << "file,line\n";
  EXPECT_EQ(world.ask(hana, "GET", file).body, first.body);
  const Response list = world.ask(hana, "GET", "/api/v1/exports");
  EXPECT_EQ(text_at(list, "/items/0/approval"), "決裁1") << list.body;

  // The making and both fetches are entries of the record, with the hash and the approval.
  ASSERT_TRUE(world.ledger->publish());
  const Response entries = world.ask(hana, "GET", "/api/v1/evidence/entries?kind=export");
  for (const int i : {0, 1, 2}) {
    EXPECT_EQ(text_at(entries, fmt::format("/items/{}/entry/hash", i)), text_at(made, "/sha256"))
        << entries.body;
    EXPECT_EQ(text_at(entries, fmt::format("/items/{}/entry/approval/number", i)), "決裁1");
  }
}

TEST_F(ExportTest, TakesAFreshProofAndSaysToWhomAndOnWhatApproval) {
  Visitor ken = world.visitor("ken", {"conduct-regulation"});
  EXPECT_EQ(freeze(ken, R"("review":"demo","format":"csv")").status, 403);
  EXPECT_EQ(
      world.ask(hana, "POST", "/api/v1/exports", R"({"review":"demo","format":"csv"})").status,
      422);
  EXPECT_EQ(freeze(hana, R"("format":"csv")").status, 422);
  EXPECT_EQ(freeze(hana, R"("review":"none","format":"csv")").status, 404);
  EXPECT_EQ(freeze(hana, R"("figure":"none","format":"json-lines")").status, 404);
  EXPECT_EQ(world.ask(hana, "GET", "/api/v1/exports/7/file").status, 404);
}

TEST_F(ExportTest, WhatIsInPlainIsGivenToWhoeverMaySeeItSo) {
  Visitor ken = world.visitor("ken", {"conduct-regulation"});
  world.step_up(hana, "unmask");
  ASSERT_EQ(world
                .ask(hana, "POST", "/api/v1/unmaskings",
                     R"({"thing":"review","id":"demo","purpose":"報告"})")
                .status,
            201);
  world.step_up(hana, "export");
  world.step_up(ken, "export");
  const Response made = freeze(hana, R"("review":"demo","format":"json-lines")");
  const std::string file = fmt::format("/api/v1/exports/{}/file", number_at(made, "/export"));
  EXPECT_NE(world.ask(hana, "GET", file).body.find("P000401"), std::string::npos);
  EXPECT_EQ(world.ask(ken, "GET", file).status, 403);
}

TEST_F(ExportTest, AsOcsfEachRowIsADetectionFinding) {
  const Response made = freeze(hana, R"("review":"demo","format":"ocsf")");
  ASSERT_EQ(made.status, 201) << made.body;
  const Response file =
      world.ask(hana, "GET", fmt::format("/api/v1/exports/{}/file", number_at(made, "/export")));
  const auto json = JsonValue::parse(file.body.substr(0, file.body.find('\n')));
  ASSERT_TRUE(json) << file.body;
  EXPECT_EQ(json->at_pointer("/class_uid")->as_int(), 2004);
  EXPECT_EQ(json->at_pointer("/severity_id")->as_int(), 4);
  EXPECT_EQ(json->at_pointer("/time")->as_int(), 1664932500000);
  EXPECT_EQ(json->at_pointer("/finding_info/uid")->as_string(), "logs/nol/a.csv:4711");
  EXPECT_EQ(json->at_pointer("/finding_info/title")->as_string(), "never-closed");
  EXPECT_EQ(std::ranges::count(file.body, '\n'), 2);
}

// Answers to questions name people only to whoever said why.
TEST_F(ExportTest, QuestionsAreAnsweredMaskedUntilAPurposeIsStated) {
  std::filesystem::copy(SEKISHO_ROOT "/policies/tests/registers",
                        world.data->root() / "registers/few");
  const std::string body =
      R"({"registers":"few","system":"nol","account":"k1","address":"10.0.0.1",)"
      R"("at":"2022-10-03T09:00:00","object":"0900000000000000000017"})";
  const std::string who = R"({"registers":"few","system":"nol","at":"2022-10-03T09:00:00"})";
  const auto decided = [&] { return world.ask(hana, "POST", "/api/v1/decisions", body).body; };
  const auto seen = [&] { return world.ask(hana, "POST", "/api/v1/who-may-see", who).body; };
  const std::string masked = decided(), masked_rows = seen();
  world.step_up(hana, "unmask");
  ASSERT_EQ(world
                .ask(hana, "POST", "/api/v1/unmaskings",
                     R"({"thing":"register","id":"all","purpose":"照会への回答"})")
                .status,
            201);
  const std::string plain = decided(), rows = seen();
  EXPECT_NE(plain.find(kPersonName), std::string::npos) << plain;
  EXPECT_NE(rows.find(kPersonName), std::string::npos) << rows;
  EXPECT_NE(rows.find(kPersonCode), std::string::npos) << rows;
  for (const std::string_view said : {kPersonCode, kPersonName, std::string_view("P1)")}) {
    EXPECT_EQ(masked.find(said), std::string::npos) << said << masked;
    EXPECT_EQ(masked_rows.find(said), std::string::npos) << said << masked_rows;
  }
  // The same verdict by the same rules.
  const auto verdict = [](const std::string& json) {
    return std::string(*JsonValue::parse(json)->find("verdict")->as_string());
  };
  EXPECT_EQ(verdict(masked), verdict(plain));
}

}  // namespace
}  // namespace sekisho::http
