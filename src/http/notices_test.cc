// What people are told of their own account over the API.
#include <gtest/gtest.h>

#include "http/api_world_test.h"

namespace sekisho::http {
namespace {

TEST(Notices, AreShownAtTheNextLogInAndAcknowledged) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  Visitor ken = world.visitor("ken", {"conduct-regulation"});
  EXPECT_EQ(number_at(world.ask(hana, "GET", "/api/v1/session"), "/notices"), 0);
  world.step_up(hana, "account");
  const Response code = world.ask(hana, "POST", "/api/v1/factors");
  ASSERT_EQ(code.status, 201) << code.body;
  ASSERT_EQ(world
                .ask(hana, "POST", "/api/v1/enrolment/password",
                     fmt::format(R"({{"code":"{}","password":"asagiri-ni-fune 9"}})",
                                 text_at(code, "/code")))
                .status,
            204);

  const Response first = world.begin_log_in(hana, "asagiri-ni-fune 9");
  const Response in = world.ask(hana, "POST", "/api/v1/session/factors",
                                fmt::format(R"({{"login":"{}","code":"{}"}})",
                                            text_at(first, "/login"), world.app_code(hana)));
  ASSERT_EQ(in.status, 200) << in.body;
  EXPECT_EQ(number_at(in, "/session/notices"), 1);
  const Response list = world.ask(hana, "GET", "/api/v1/notices");
  EXPECT_EQ(number_at(list, "/total"), 1) << list.body;
  EXPECT_EQ(text_at(list, "/items/0/kind"), "password");
  EXPECT_EQ(text_at(list, "/items/0/by"), hana.user.value);
  EXPECT_EQ(text_at(list, "/items/0/by_login_name"), "hana");
  EXPECT_EQ(text_at(list, "/items/0/source"), "127.0.0.1");
  EXPECT_EQ(text_at(list, "/items/0/acknowledged"), "");
  const std::string seen =
      "/api/v1/notices/" + text_at(list, "/items/0/notice") + "/acknowledgement";
  EXPECT_EQ(world.ask(ken, "POST", seen).status, 404);  // nobody else's
  EXPECT_EQ(world.ask(hana, "POST", seen).status, 204);
  EXPECT_EQ(world.ask(hana, "POST", seen).status, 204);
  EXPECT_NE(text_at(world.ask(hana, "GET", "/api/v1/notices"), "/items/0/acknowledged"), "");
  EXPECT_EQ(number_at(world.ask(hana, "GET", "/api/v1/session"), "/notices"), 0);
}

TEST(Notices, TellOfTokensThatRunOut) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  world.step_up(hana, "account");
  for (const int days : {10, 300}) {
    const Response made =
        world.ask(hana, "POST", "/api/v1/tokens",
                  fmt::format(R"({{"name":"of {0}","scopes":["view"],"days":{0}}})", days));
    ASSERT_EQ(made.status, 201) << made.body;
  }
  const Response soon = world.ask(hana, "GET", "/api/v1/expiring");
  EXPECT_EQ(text_at(soon, "/items/0/kind"), "token") << soon.body;
  EXPECT_EQ(text_at(soon, "/items/0/name"), "of 10");
  EXPECT_EQ(text_at(soon, "/items/1/kind"), "");
  EXPECT_EQ(number_at(world.ask(hana, "GET", "/api/v1/session"), "/expiring"), 1);
}

TEST(Passwords, AreCheckedBeforeTheyAreSet) {
  ApiWorld world;
  const auto invited = service::invite(*world.people,
                                       {.login_name = "hana.sato",
                                        .person = "P-hana",
                                        .roles = {"conduct-regulation"},
                                        .by = {"somebody-else"},
                                        .number = "2026-1"},
                                       world.now);
  ASSERT_TRUE(invited) << to_string(invited.error());
  const auto check = [&](const std::string& password) {
    return world.ask("POST", "/api/v1/enrolment/password/check",
                     fmt::format(R"({{"code":"{}","password":"{}"}})", invited->code, password));
  };
  const Response bad = check("hana.sato");
  ASSERT_EQ(bad.status, 200) << bad.body;
  EXPECT_EQ(text_at(bad, "/faults/0/fault"), "too-short");
  EXPECT_EQ(text_at(bad, "/faults/1/fault"), "own-name");
  EXPECT_EQ(text_at(bad, "/faults/1/ja"), "ログイン名を含んでいます");
  EXPECT_EQ(text_at(bad, "/faults/1/en"), "it holds the login name");
  EXPECT_EQ(text_at(bad, "/strength"), "weak");
  const Response good = check(kGoodPassword);
  EXPECT_EQ(text_at(good, "/faults/0/fault"), "");
  EXPECT_EQ(text_at(good, "/strength"), "strong");
  EXPECT_EQ(world
                .ask("POST", "/api/v1/enrolment/password/check",
                     R"({"code":"ABCDE-FGHIJ-KLMNO-PQRST-UVWXY","password":"x"})")
                .status,
            404);
  const Response shown =
      world.ask("POST", "/api/v1/enrolment", fmt::format(R"({{"code":"{}"}})", invited->code));
  EXPECT_EQ(text_at(shown, "/passwords/profile"), "nist-sp-800-63b") << shown.body;
  EXPECT_EQ(number_at(shown, "/passwords/min_characters"), 12);
  EXPECT_EQ(text_at(shown, "/kinds/2"), "totp");
}

}  // namespace
}  // namespace sekisho::http
