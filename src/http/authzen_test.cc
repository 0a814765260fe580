#include <gtest/gtest.h>

#include "http/api_world_test.h"
#include "service/explanation_utility_test.h"

// What of the AuthZEN API is about HTTP; the certification's numbers (src/authzen).
namespace sekisho::http {
namespace {

constexpr const char* kEvaluation = "/access/v1/evaluation";
const std::string kQuestion =
    R"({"subject": {"type": "person", "id": "P1",
                    "properties": {"account": "k1", "device_id": "T-1"}},
        "action": {"name": "view"},
        "resource": {"type": "supply_point", "id": "0900000000000000000017",
                     "properties": {"system": "nol"}}})";

// The small utility's registers, imported into the store.
class AuthzenHttp : public ::testing::Test {
 protected:
  AuthzenHttp() {
    world_.import_registers(utility_.root() / "register");
    hana_ = world_.visitor("hana", {"conduct-regulation"});
    clerk_ = world_.visitor("taro", {"network-clerk"});
  }

  std::string asked(Visitor& who, const std::string& body) {
    const Response out = world_.ask(who, "POST", kEvaluation, body);
    return std::to_string(out.status);
  }

  service::ExplanationUtility utility_;
  ApiWorld world_;
  Visitor hana_, clerk_;
};

TEST_F(AuthzenHttp, OnlyWhoMayAskIsAnswered) {
  EXPECT_EQ(world_.ask("POST", kEvaluation, kQuestion).status, 401);
  EXPECT_EQ(asked(clerk_, kQuestion), "403");
  const Response yes = world_.ask(hana_, "POST", kEvaluation, kQuestion);
  EXPECT_EQ(yes.status, 200) << yes.body;
  EXPECT_EQ(yes.content_type, "application/json");
  EXPECT_TRUE(yes.body.find(R"("decision":)") != std::string::npos) << yes.body;
  EXPECT_NE(text_at(yes, "/context/id"), "");
}

// Beyond the standard, for what understands the status alone.
TEST_F(AuthzenHttp, ADenialHasTheStatusThatIsWanted) {
  const auto asked_by = [&](std::string_view account, std::string_view denied) {
    const std::string question = fmt::format(
        R"({{"subject": {{"type": "person", "id": "P4",
                          "properties": {{"account": "{}", "device_id": "T-1"}}}},
             "action": {{"name": "view"}}, "resource": {{"type": "system", "id": "nol"}}}})",
        account);
    return world_.ask(hana_, "POST", fmt::format("{}{}", kEvaluation, denied), question);
  };
  EXPECT_EQ(asked_by("k1", "").status, 200);
  EXPECT_EQ(asked_by("k1", "?denied=200").status, 200);
  EXPECT_EQ(asked_by("k1", "?denied=404").status, 400);
  const Response no = asked_by("k1", "?denied=403");
  EXPECT_EQ(no.status, 403);
  EXPECT_TRUE(no.body.starts_with(R"({"decision":false)")) << no.body;
  const auto entry = std::ranges::find(no.headers, "Sekisho-Entry", &Header::name);
  ASSERT_NE(entry, no.headers.end());
  EXPECT_EQ(entry->value, text_at(no, "/context/id"));
  const Response yes =
      world_.ask(hana_, "POST", std::string(kEvaluation) + "?denied=403", kQuestion);
  EXPECT_EQ(yes.status, yes.body.starts_with(R"({"decision":true)") ? 200 : 403) << yes.body;
}

// 2.4 and 5: whatever is wrong with a request is 400.
TEST_F(AuthzenHttp, WhatIsWrongIs400) {
  EXPECT_EQ(asked(hana_, "{"), "400");  // 2.4.4
  EXPECT_EQ(asked(hana_, "[]"), "400");
  EXPECT_EQ(asked(hana_, R"({"subject": "alice"})"), "400");
  EXPECT_EQ(world_.ask(hana_, "POST", kEvaluation).status, 400);  // 2.4.5
  const Response text =
      world_.ask(hana_, "POST", kEvaluation, kQuestion, {{"content-type", "text/plain"}});
  EXPECT_EQ(text.status, 400);  // 2.4.3
  for (const char* path : {"/.well-known/authzen-configuration?a=1", "/access/v1/evaluation?a=1"}) {
    const bool get = std::string_view(path).starts_with("/.well-known");
    EXPECT_EQ(world_.ask(hana_, get ? "GET" : "POST", path, get ? "" : kQuestion).status, 400);
  }
}

// 2.5
TEST_F(AuthzenHttp, RequestsKeepTheirId) {
  const Response named = world_.ask(hana_, "POST", kEvaluation, kQuestion,
                                    {{"x-request-id", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716"}});
  const auto id = [](const Response& response) {
    for (const Header& one : response.headers) {
      if (one.name == "X-Request-Id") return one.value;
    }
    return std::string();
  };
  EXPECT_EQ(id(named), "bfe9eb29-ab87-4ca3-be83-a1d5d8305716");
  EXPECT_NE(id(world_.ask(hana_, "POST", kEvaluation, kQuestion)), "");
}

// 2.6, 3, 4
TEST_F(AuthzenHttp, TheOtherEndpoints) {
  for (int i = 0; i < 2; ++i) EXPECT_EQ(asked(hana_, kQuestion), "200");
  const Response several = world_.ask(hana_, "POST", "/access/v1/evaluations", kQuestion);
  EXPECT_EQ(several.status, 200);
  const Response people =
      world_.ask(hana_, "POST", "/access/v1/search/subject",
                 R"({"subject": {"type": "spaceship"}, "action": {"name": "view"},
          "resource": {"type": "system", "id": "nol"}})");
  EXPECT_EQ(people.status, 200);
  EXPECT_EQ(people.body.find(R"({"results":[])"), 0U) << people.body;
  const Response actions = world_.ask(
      hana_, "POST", "/access/v1/search/action",
      R"({"subject": {"type": "person", "id": "P1"}, "resource": {"type": "system", "id": "nol"}})");
  EXPECT_EQ(actions.status, 200);
  const Response records =
      world_.ask(hana_, "POST", "/access/v1/search/resource",
                 R"({"subject": {"type": "person", "id": "P1"}, "action": {"name": "view"},
          "resource": {"type": "supply_point"}})");
  EXPECT_EQ(records.status, 400);
}

// 6
TEST_F(AuthzenHttp, TheConfigurationIsForEverybody) {
  const Response found =
      world_.ask("GET", "/.well-known/authzen-configuration", {}, {{"host", "pdp.example:8080"}});
  EXPECT_EQ(found.status, 200);
  EXPECT_EQ(text_at(found, "/policy_decision_point"), "http://pdp.example:8080");
  EXPECT_EQ(text_at(found, "/access_evaluation_endpoint"),
            "http://pdp.example:8080/access/v1/evaluation");
  ApiWorld behind({.origin = "https://pdp.example"});
  const Response proxied =
      behind.ask("GET", "/.well-known/authzen-configuration", {}, {{"host", "other.example"}});
  EXPECT_EQ(text_at(proxied, "/policy_decision_point"), "https://pdp.example");
}

TEST_F(AuthzenHttp, WithoutRegistersNothingIsDecided) {
  ApiWorld empty;
  Visitor hana = empty.visitor("hana", {"conduct-regulation"});
  EXPECT_EQ(empty.ask(hana, "POST", kEvaluation, kQuestion).status, 503);
}

}  // namespace
}  // namespace sekisho::http
