// Log in, sessions, accounts and looks in plain, through the API.
#include <gtest/gtest.h>

#include <set>

#include "http/api_world_test.h"
#include "office/scope.h"
#include "office/table.h"

namespace sekisho::http {
namespace {

using text::JsonValue;

std::string member(const Response& response, std::string_view pointer) {
  const auto json = JsonValue::parse(response.body);
  const JsonValue* const found = json ? json->at_pointer(pointer) : nullptr;
  return found == nullptr ? "" : std::string(found->as_string().value_or(found->to_json()));
}

std::string problem(const Response& response) {
  const std::string type = member(response, "/type");  // behind `/api/v1/problems/`
  return fmt::format("{} {}", response.status, type.size() > 17 ? type.substr(17) : "");
}

const std::string* header(const Response& response, std::string_view name) {
  for (const Header& one : response.headers) {
    if (one.name == name) return &one.value;
  }
  return nullptr;
}

TEST(Session, ThePersonLogsInAndOut) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  EXPECT_EQ(hana.session.substr(0, 26), "sekisho-local-session=sks_");
  const Response own = world.ask(hana, "GET", "/api/v1/session");
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(member(own, "/roles/0"), "conduct-regulation");
  EXPECT_EQ(member(own, "/factor"), "totp");
  EXPECT_EQ(own.cache_control, "no-store");
  EXPECT_EQ(world.ask(hana, "GET", "/api/v1/reviews").status, 200);
  Visitor copy = hana;
  EXPECT_EQ(world.ask(hana, "DELETE", "/api/v1/session").status, 204);
  EXPECT_EQ(hana.session, "");
  EXPECT_EQ(problem(world.ask(copy, "GET", "/api/v1/reviews")), "401 unauthenticated");
}

// What a session says that its owner may do, `ACTION.THING`.
std::set<std::string> acts_of(ApiWorld& world, Visitor& who) {
  const auto json = JsonValue::parse(world.ask(who, "GET", "/api/v1/session").body);
  const JsonValue* const acts = json ? json->find("acts") : nullptr;
  std::set<std::string> out;
  if (acts == nullptr) return out;
  for (const JsonValue& one : acts->items()) out.emplace(one.as_string().value_or(""));
  return out;
}

TEST(Session, SaysWhatItMayDo) {
  ApiWorld world;
  Visitor clerk = world.visitor("clerk", {"conduct-regulation"});
  Visitor desk = world.visitor("desk", {"disaster-desk"});
  const std::set<std::string> all = acts_of(world, clerk);
  EXPECT_TRUE(all.contains("view.review"));
  EXPECT_TRUE(all.contains("triage.case"));
  // Without authority, as the deputy of somebody who has it; and after a proof and for a purpose.
  EXPECT_TRUE(all.contains("approve.campaign"));
  EXPECT_FALSE(all.contains("approve.emergency"));
  EXPECT_TRUE(all.contains("unmask.case"));
  EXPECT_FALSE(all.contains("lend.grant"));
  EXPECT_EQ(acts_of(world, desk),
            (std::set<std::string>{"view.grant", "unmask.grant", "lend.grant", "take-back.grant",
                                   "view.disaster", "open-disaster.disaster",
                                   "close-disaster.disaster", "view.emergency", "apply.emergency",
                                   "ask.emergency", "end.emergency"}));
  EXPECT_EQ(world.ask(desk, "GET", "/api/v1/reviews").status, 403);
  EXPECT_EQ(world.ask(clerk, "GET", "/api/v1/reviews").status, 200);
  // Nor does anybody's data hold a guide but made-up data.
  EXPECT_EQ(world.ask(clerk, "GET", "/api/v1/session").body.find("guide"), std::string::npos);
}

TEST(Session, OfAnAssessorOnlyLooks) {
  ApiWorld world;
  Visitor outsider = world.visitor("hyoka", {"external-assessor"}, {}, "assessor");
  const std::set<std::string> acts = acts_of(world, outsider);
  EXPECT_TRUE(acts.contains("view.case"));
  for (const std::string& act : acts) EXPECT_EQ(act.substr(0, 5), "view.") << act;
}

// What is said is what holds: the server refuses what is not said, and nothing else, by the role.
TEST(Session, SaysOfEveryRoleWhatTheTableOfRolesSays) {
  ApiWorld world;
  const auto table = office::table_of(world.office).value();
  for (size_t i = 0; i < office::kRoles.size(); ++i) {
    const std::string role(office::name_of(office::kRoles.at(i)));
    const bool assessor = office::kRoles.at(i) == office::Role::kExternalAssessor;
    Visitor who = world.visitor(role, {role}, {"sekisho"}, assessor ? "assessor" : "operator");
    const std::set<std::string> acts = acts_of(world, who);
    for (const office::TableRow& row : table) {
      // What takes authority, without a deputy in its place, nobody may whom it was not given.
      const auto& cell = row.cells.at(i);
      const bool lacks = cell.conditions.contains(office::Condition::kAuthority) &&
                         !cell.conditions.contains(office::Condition::kDeputy);
      const std::string act = office::scope_of(row.action, row.thing);
      EXPECT_EQ(acts.contains(act), cell.allowed && !lacks) << role << " " << act;
    }
  }
}

TEST(Session, ARefusalDoesNotSayWhatIsWrong) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  Visitor stranger{.name = "nobody"};
  Visitor wrong{.name = "hana"};
  const Response unknown = world.begin_log_in(stranger);
  const Response known = world.begin_log_in(wrong, "drei Wolken ueber dem Meer");
  EXPECT_EQ(problem(unknown), "401 log-in-refused");
  const auto without_id = [](const Response& response) {
    return response.body.substr(0, response.body.find("request_id"));
  };
  EXPECT_EQ(without_id(unknown), without_id(known));
}

TEST(Session, GuessingIsSlowedDownForTheGuesserAlone) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  Visitor guesser{.name = "hana"};
  int refused = 0;
  Response last;
  for (int i = 0; i < 12; ++i) {
    last = world.begin_log_in(guesser, "x");
    refused += last.status == 401 ? 1 : 0;
    if (last.status == 429) break;
  }
  EXPECT_EQ(problem(last), "429 too-many-requests");
  EXPECT_GE(refused, 5);
  ASSERT_NE(header(last, "Retry-After"), nullptr);
  EXPECT_GT(std::stoi(*header(last, "Retry-After")), 0);
  // The owner's device has a budget of its own: nobody locks them out.
  Visitor owner{.name = "hana", .secret = hana.secret, .device = hana.device};
  world.log_in(owner);
  EXPECT_EQ(world.ask(owner, "GET", "/api/v1/session").status, 200);
}

TEST(Session, CookiesAreWhatBrowsersKeepSafe) {
  ApiWorld secure({.origin = "https://sekisho.example"});
  EXPECT_EQ(secure.front.keep_session("t").value,
            "__Host-sekisho-session=t; Path=/; HttpOnly; SameSite=Strict; Secure");
  ApiWorld local;
  EXPECT_EQ(local.front.keep_session("t").value,
            "sekisho-local-session=t; Path=/; HttpOnly; SameSite=Strict");
  EXPECT_EQ(local.front.forget_session().value,
            "sekisho-local-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict");
}

TEST(Session, ItIsNoOtherSites) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  const auto ask = [&](std::string_view method, std::vector<Header> headers) {
    headers.push_back({"cookie", hana.session});
    headers.push_back({"host", "127.0.0.1:8080"});
    return problem(world.ask(method, "/api/v1/session", {}, std::move(headers)));
  };
  const std::string fine = "200 ";
  EXPECT_EQ(ask("GET", {{"sec-fetch-site", "same-origin"}}), fine);
  EXPECT_EQ(ask("GET", {{"sec-fetch-site", "none"}}), fine);
  EXPECT_EQ(ask("GET", {{"origin", "http://127.0.0.1:8080"}}), fine);
  for (const char* site : {"cross-site", "same-site", ""}) {
    EXPECT_EQ(ask("GET", {{"sec-fetch-site", site}}), "403 forbidden") << site;
  }
  for (const char* origin : {"https://elsewhere.example", "null", "http://127.0.0.1:8081"}) {
    EXPECT_EQ(ask("DELETE", {{"sekisho-client", "x"}, {"origin", origin}}), "403 forbidden");
  }
  EXPECT_EQ(ask("DELETE", {}), "403 forbidden");  // a form has no such header
  EXPECT_EQ(ask("GET", {}), fine);
  // Nobody is logged in by another site, either.
  EXPECT_EQ(problem(world.ask("POST", "/api/v1/session", R"({"login_name":"a","password":"b"})",
                              {{"sec-fetch-site", "cross-site"}})),
            "403 forbidden");
}

TEST(Session, ItsOwnerSeesAndEndsTheOthers) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  Visitor elsewhere{.name = "hana", .secret = hana.secret};
  world.log_in(elsewhere);
  Visitor ken = world.visitor("ken", {"internal-audit"});
  const std::string other = member(world.ask(elsewhere, "GET", "/api/v1/session"), "/session");
  const Response all = world.ask(hana, "GET", "/api/v1/sessions");
  EXPECT_EQ(JsonValue::parse(all.body)->find("items")->size(), 2u);
  // Somebody else's session does not exist for ken.
  EXPECT_EQ(problem(world.ask(ken, "DELETE", "/api/v1/sessions/" + other)), "404 not-found");
  EXPECT_EQ(world.ask(hana, "DELETE", "/api/v1/sessions/" + other).status, 204);
  EXPECT_EQ(problem(world.ask(elsewhere, "GET", "/api/v1/session")), "401 unauthenticated");
  EXPECT_EQ(world.ask(hana, "GET", "/api/v1/session").status, 200);
}

TEST(Session, ItEndsWithoutUseAndInTheEnd) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  world.now = shifted(world.now, world.people->settings.session_idle + kMicrosPerSecond);
  EXPECT_EQ(problem(world.ask(hana, "GET", "/api/v1/session")), "401 unauthenticated");
}

TEST(Session, FreshProofs) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  const std::string token = R"({"name":"nightly","scopes":["view.review"],"days":7})";
  EXPECT_EQ(problem(world.ask(hana, "POST", "/api/v1/tokens", token)), "403 step-up-needed");
  EXPECT_EQ(problem(world.ask(hana, "POST", "/api/v1/session/step-up",
                              R"({"purpose":"account","password":"wrong","code":"000000"})")),
            "401 log-in-refused");
  world.step_up(hana, "account");
  EXPECT_EQ(world.ask(hana, "POST", "/api/v1/tokens", token).status, 201);
  world.now = shifted(world.now, world.people->settings.step_up);
  EXPECT_EQ(problem(world.ask(hana, "POST", "/api/v1/tokens", token)), "403 step-up-needed");
}

TEST(Tokens, DoWhatTheirOwnerMayWithinTheirScopes) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  world.step_up(hana, "account");
  const auto make = [&](const std::string& scope) {
    return world.ask(hana, "POST", "/api/v1/tokens",
                     fmt::format(R"({{"name":"n","scopes":["{}"],"days":7}})", scope));
  };
  EXPECT_EQ(problem(make("everything")), "422 invalid-request");
  const Response made = make("view.review");
  ASSERT_EQ(made.status, 201) << made.body;
  const Header bearer{"authorization", "Bearer " + member(made, "/secret")};
  EXPECT_EQ(world.ask("GET", "/api/v1/reviews", {}, {bearer}).status, 200);
  EXPECT_EQ(problem(world.ask("GET", "/api/v1/evidence/entries", {}, {bearer})), "403 forbidden");
  EXPECT_EQ(problem(world.ask("GET", "/api/v1/tokens", {}, {bearer})), "403 forbidden");
  const Response list = world.ask(hana, "GET", "/api/v1/tokens");
  EXPECT_EQ(list.body.find(member(made, "/secret")), std::string::npos);
  Visitor ken = world.visitor("ken", {"internal-audit"});
  EXPECT_EQ(problem(world.ask(ken, "DELETE", "/api/v1/tokens/" + member(made, "/token"))),
            "404 not-found");
  EXPECT_EQ(world.ask(hana, "DELETE", "/api/v1/tokens/" + member(made, "/token")).status, 204);
  EXPECT_EQ(problem(world.ask("GET", "/api/v1/reviews", {}, {bearer})), "401 unauthenticated");
}

TEST(Enrolment, NobodyFinishesWithoutAPasswordAndAFactor) {
  ApiWorld world;
  Visitor admin{.name = "admin"};
  const auto code = world.people->first_administrator("admin", world.now);
  ASSERT_TRUE(code && *code);
  const std::string json = fmt::format(R"({{"code":"{}")", (*code)->code);
  EXPECT_EQ(problem(world.ask("POST", "/api/v1/enrolment/finish", json + "}")), "409 conflict");
  EXPECT_EQ(problem(world.ask("POST", "/api/v1/enrolment/password",
                              json + R"(,"password":"password1234"})")),
            "422 invalid-request");
  EXPECT_EQ(problem(world.ask("POST", "/api/v1/enrolment", R"({"code":"AAAAA"})")),
            "404 not-found");
  world.enrol(admin, (*code)->code);
  EXPECT_EQ(problem(world.ask("POST", "/api/v1/enrolment", json + "}")), "404 not-found");
  EXPECT_EQ(world.people->first_administrator("admin", world.now).value(), std::nullopt);
}

struct Administered {
  ApiWorld world;
  Visitor admin = world.visitor("admin", {"system-administrator"}, {"sekisho"});
  Visitor second = world.visitor("second", {"system-administrator"}, {"sekisho"});
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  std::string path = "/api/v1/users/" + hana.user.value;
};

TEST(Users, AreInvitedChangedAndDisabled) {
  Administered all;
  ApiWorld& world = all.world;
  const std::string invitation =
      R"({"login_name":"yuki","person":"P7","roles":["internal-audit"],"number":"2026-7"})";
  EXPECT_EQ(problem(world.ask(all.admin, "POST", "/api/v1/users", invitation)),
            "403 step-up-needed");
  world.step_up(all.admin, "account");
  const Response made = world.ask(all.admin, "POST", "/api/v1/users", invitation);
  ASSERT_EQ(made.status, 201) << made.body;
  Visitor yuki{.name = "yuki"};
  world.enrol(yuki, member(made, "/code"));
  world.log_in(yuki);
  EXPECT_EQ(problem(world.ask(yuki, "POST", "/api/v1/reviews", R"({"registers":"a","logs":"b"})")),
            "403 forbidden");
  const std::string path = *header(made, "Location");
  const Response seen = world.ask(all.admin, "GET", path);
  EXPECT_EQ(member(seen, "/state"), "active");
  const std::string change = R"({"number":"2026-8","roles":["conduct-regulation"]})";
  EXPECT_EQ(problem(world.ask(all.admin, "PATCH", path, change, {{"if-match", "\"9\""}})),
            "412 changed-meanwhile");
  const Response changed = world.ask(all.admin, "PATCH", path, change, {{"if-match", seen.etag}});
  EXPECT_EQ(member(changed, "/roles/0"), "conduct-regulation") << changed.body;
  // At once, in the session that is there.
  EXPECT_EQ(member(world.ask(yuki, "GET", "/api/v1/session"), "/roles/0"), "conduct-regulation");
  EXPECT_EQ(problem(world.ask(all.admin, "PATCH", path, R"({"number":"1","roles":["king"]})")),
            "409 conflict");
  EXPECT_EQ(world.ask(all.admin, "PATCH", path, R"({"number":"9","state":"disabled"})").status,
            200);
  EXPECT_EQ(problem(world.ask(yuki, "GET", "/api/v1/session")), "401 unauthenticated");
}

TEST(Users, NobodyChangesThemselves) {
  Administered all;
  all.world.step_up(all.admin, "account");
  const std::string own = "/api/v1/users/" + all.admin.user.value;
  EXPECT_EQ(problem(all.world.ask(all.admin, "PATCH", own,
                                  R"({"number":"1","roles":["conduct-regulation"]})")),
            "403 forbidden");
  EXPECT_EQ(problem(all.world.ask(all.admin, "POST", own + "/recovery", R"({"number":"1"})")),
            "403 forbidden");
}

TEST(Users, TwoAdministratorsRecoverAnAccount) {
  Administered all;
  ApiWorld& world = all.world;
  world.step_up(all.admin, "account");
  const Response begun =
      world.ask(all.admin, "POST", all.path + "/recovery", R"({"number":"2026-9"})");
  ASSERT_EQ(begun.status, 201) << begun.body;
  const std::string approval = fmt::format(R"({{"recovery":"{}"}})", member(begun, "/recovery"));
  const std::string approve = all.path + "/recovery/approval";
  EXPECT_EQ(problem(world.ask(all.admin, "POST", approve, approval)), "409 conflict");
  world.step_up(all.second, "account");
  // Of somebody else's account it is no recovery.
  EXPECT_EQ(
      problem(world.ask(all.second, "POST",
                        "/api/v1/users/" + all.admin.user.value + "/recovery/approval", approval)),
      "404 not-found");
  const Response approved = world.ask(all.second, "POST", approve, approval);
  ASSERT_EQ(approved.status, 200) << approved.body;
  EXPECT_EQ(problem(world.ask(all.hana, "GET", "/api/v1/session")), "401 unauthenticated");
  Visitor again{.name = "hana"};
  world.enrol(again, member(approved, "/code"));
  world.log_in(again);
  EXPECT_EQ(world.ask(again, "GET", "/api/v1/session").status, 200);
}

TEST(Unmaskings, TakeAPurposeAndAFreshProofAndAreRecorded) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  Visitor clerk = world.visitor("clerk", {"network-clerk"});
  const std::string wish = R"({"thing":"review","id":"demo","purpose":"事実確認のため"})";
  const Response unproved = world.ask(hana, "POST", "/api/v1/unmaskings", wish);
  EXPECT_EQ(problem(unproved), "403 step-up-needed");
  EXPECT_EQ(member(unproved, "/purpose"), "unmask");
  EXPECT_EQ(problem(world.ask(clerk, "POST", "/api/v1/unmaskings", wish)), "403 forbidden");
  world.step_up(hana, "unmask");
  world.step_up(clerk, "unmask");
  EXPECT_EQ(problem(world.ask(clerk, "POST", "/api/v1/unmaskings", wish)), "403 forbidden");
  const Response begun = world.ask(hana, "POST", "/api/v1/unmaskings", wish);
  ASSERT_EQ(begun.status, 201) << begun.body;
  ASSERT_TRUE(world.ledger->publish());
  const Response entry =
      world.ask(hana, "GET", "/api/v1/evidence/entries/" + member(begun, "/entry"));
  EXPECT_EQ(member(entry, "/entry/action"), "unmask") << entry.body;
  EXPECT_EQ(member(entry, "/entry/actor"), hana.user.value);
  EXPECT_EQ(member(entry, "/entry/reasons/0"), "Review/demo");
  EXPECT_EQ(member(entry, "/entry/reasons/1"), "事実確認のため");
}

TEST(Cards, OpenASessionThatNeedsThemAtEveryUse) {
  // What TLS proves arrives in a header that is believed only from a proxy of ours.
  const Front without({.behind_proxy = false});
  const Request request{.method = "GET",
                        .path = "/",
                        .body = "",
                        .headers = {{"x-forwarded-for", "198.51.100.7, 192.0.2.9"},
                                    {"x-client-certificate", "-----BEGIN"}},
                        .remote = "127.0.0.1"};
  EXPECT_EQ(without.address_of(request), "127.0.0.1");
  const Front behind({.behind_proxy = true});
  EXPECT_EQ(behind.address_of(request), "192.0.2.9");
  EXPECT_EQ(behind.origin_of(request, {}).card, std::nullopt);
}

}  // namespace
}  // namespace sekisho::http
