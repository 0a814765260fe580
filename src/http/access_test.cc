// Every operation that the document has, as every role: who gets in is what the office says, and
// nobody gets in by another way.
#include <gtest/gtest.h>

#include <set>

#include "http/api_world_test.h"

namespace sekisho::http {
namespace {

using text::JsonValue;

constexpr std::string_view kNobodys = "0123456789abcdef0123456789abcdef";

const JsonValue& described(const Routes& routes, const Route& route) {
  for (const auto& path : routes.document().find("paths")->members()) {
    for (const auto& one : path.value.members()) {
      const JsonValue* id = one.value.find("operationId");
      if (id != nullptr && id->as_string() == route.id) return one.value;
    }
  }
  ADD_FAILURE() << route.id;
  return routes.document();
}

struct Asking {
  std::string path, body;
};

// A request that fits the document, about things that are not there.
Asking asking(const Routes& routes, const Route& route) {
  Asking out;
  for (const std::string& segment : route.segments) {
    out.path += '/';
    if (!segment.starts_with('{')) {
      out.path += segment;
      continue;
    }
    const auto parameter = std::ranges::find(
        route.parameters, segment.substr(1, segment.size() - 2), &Parameter::name);
    const JsonValue* type = parameter->schema.find("type");
    out.path += type != nullptr && type->as_string() == "integer" ? "999999" : kNobodys;
  }
  const JsonValue* example =
      described(routes, route).at_pointer("/requestBody/content/application~1json/example");
  if (example != nullptr) out.body = example->to_json();
  return out;
}

std::string problem_of(const Response& response) {
  const auto json = JsonValue::parse(response.body);
  const JsonValue* type = json ? json->find("type") : nullptr;
  return type == nullptr ? "" : std::string(type->as_string().value_or("")).substr(17);
}

bool has_header(const Response& response, std::string_view name, std::string_view value) {
  return std::ranges::any_of(response.headers, [&](const Header& one) {
    return one.name == name && one.value.find(value) != std::string::npos;
  });
}

// One person of each role, and one whom no role was given.
struct Everybody {
  Everybody() {
    for (const office::Role role : office::kRoles) {
      const std::string name(office::name_of(role));
      const bool assessor = role == office::Role::kExternalAssessor;
      people.push_back(
          world.visitor(name, {name}, {"sekisho"}, assessor ? "assessor" : "operator"));
      roles.push_back(role);
    }
    people.push_back(world.visitor("nothing", {}));
    roles.push_back(std::nullopt);
  }
  // What the office says of the route for that person, asked beside the server: as they are, or
  // with every proof that there is.
  bool allowed(size_t person, const Route& route, bool proved = false) {
    const auto member = world.people->members.find(people[person].user).value();
    office::Caller caller = service::office_caller(people[person].user, member, world.now);
    if (proved) caller.fresh = {"export", "policy-change", "unmask", "account"};
    office::Caller deputy = caller;
    deputy.stands_in_for = office::Superior{.id = "a superior",
                                            .roles = {office::kRoles.begin(), office::kRoles.end()},
                                            .approves = true,
                                            .deputies = {caller.id}};
    std::vector<Act> acts = route.or_acts;
    acts.push_back({route.action, route.thing});
    return std::ranges::any_of(acts, [&](const Act& act) {
      const office::Thing thing{.kind = act.thing,
                                .system = "sekisho",
                                .approved_by = {"somebody else"},
                                .decision_number = "1",
                                .awaits_reading = {caller.id}};
      return world.office.may(caller, act.action, thing)->allowed ||
             world.office.may(deputy, act.action, thing)->allowed;
    });
  }

  ApiWorld world;
  Routes routes;
  std::vector<Visitor> people;
  std::vector<std::optional<office::Role>> roles;
};

TEST(Access, NobodyIsAnsweredWithoutASessionOrAToken) {
  ApiWorld world;
  const Routes routes;
  for (const Route& route : routes.all()) {
    if (route.asks == Asks::kOpen) continue;
    const Asking asked = asking(routes, route);
    for (const std::vector<Header>& headers :
         {std::vector<Header>{},
          {{"authorization", "Bearer ska_" + std::string(43, 'A')}},
          {{"authorization", "Basic YWRtaW46YWRtaW4="}},
          {{"cookie", "sekisho-local-session=sks_" + std::string(43, 'A')}},
          {{"cookie", "__Host-sekisho-session=sks_" + std::string(43, 'A')}}}) {
      const Response response = world.ask(route.method, asked.path, asked.body, headers);
      EXPECT_EQ(problem_of(response), "unauthenticated") << route.id;
      EXPECT_TRUE(has_header(response, "WWW-Authenticate", "Bearer"));
    }
  }
}

TEST(Access, EveryRoleGetsInWhereTheOfficeSaysSoAndNowhereElse) {
  Everybody all;
  std::map<std::string, int> got_in, kept_out_by_a_proof;
  for (const Route& route : all.routes.all()) {
    // `own` ones are for everybody; ending one's own session would end the test.
    if (route.asks != Asks::kOffice) continue;
    const Asking asked = asking(all.routes, route);
    for (size_t i = 0; i < all.people.size(); ++i) {
      const Response response = all.world.ask(all.people[i], route.method, asked.path, asked.body);
      const std::string who = all.people[i].name;
      if (all.allowed(i, route)) {
        // What comes then may be a problem of another kind; of the dispatcher it is none.
        EXPECT_NE(response.status, 401) << route.id << " as " << who;
        if (route.action == office::Action::kView) {
          EXPECT_NE(problem_of(response), "forbidden")
              << route.id << " as " << who << ": " << response.body;
        }
        ++got_in[who];
      } else {
        EXPECT_EQ(response.status, 403) << route.id << " as " << who << ": " << response.body;
        // Of proofs hears only whom nothing else keeps out.
        const bool only_a_proof = all.allowed(i, route, true);
        EXPECT_EQ(problem_of(response), only_a_proof ? "step-up-needed" : "forbidden")
            << route.id << " as " << who;
        EXPECT_EQ(!text_at(response, "/purpose").empty(), only_a_proof) << response.body;
        if (only_a_proof) ++kept_out_by_a_proof[who];
      }
    }
  }
  EXPECT_EQ(got_in["nothing"], 0);
  EXPECT_GT(got_in["conduct-regulation"], got_in["network-clerk"]);
  EXPECT_GT(got_in["network-clerk"], 0);
  EXPECT_GT(kept_out_by_a_proof["conduct-regulation"], 0);
  EXPECT_EQ(kept_out_by_a_proof["network-clerk"], 0);
}

TEST(Access, NoOtherSiteActsInSomebodysName) {
  ApiWorld world;
  const Routes routes;
  Visitor hana = world.visitor("hana", {"conduct-regulation"}, {"sekisho"});
  for (const Route& route : routes.all()) {
    if (route.asks == Asks::kOpen) continue;
    const Asking asked = asking(routes, route);
    std::vector<Header> cross{
        {"cookie", hana.session}, {"sec-fetch-site", "cross-site"}, {"sekisho-client", "x"}};
    EXPECT_EQ(world.ask(route.method, asked.path, asked.body, cross).status, 403) << route.id;
    std::vector<Header> other{{"cookie", hana.session},
                              {"sekisho-client", "x"},
                              {"host", "127.0.0.1"},
                              {"origin", "https://elsewhere.example"}};
    EXPECT_EQ(world.ask(route.method, asked.path, asked.body, other).status, 403) << route.id;
    if (route.method == "GET") continue;
    EXPECT_EQ(world.ask(route.method, asked.path, asked.body, {{"cookie", hana.session}}).status,
              403)
        << route.id;
  }
  EXPECT_EQ(world.ask(hana, "GET", "/api/v1/session").status, 200);  // and nothing ended it
}

// Ids of somebody else's things are ids of nothing.
TEST(Access, WhatIsAnothersIsNotThere) {
  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  Visitor ken = world.visitor("ken", {"conduct-regulation"});
  world.step_up(hana, "account");
  world.step_up(ken, "account");
  const Response made =
      world.ask(hana, "POST", "/api/v1/tokens", R"({"name":"n","scopes":["view"],"days":7})");
  ASSERT_EQ(made.status, 201);
  const std::string token(*JsonValue::parse(made.body)->find("token")->as_string());
  const std::string session(*JsonValue::parse(world.ask(hana, "GET", "/api/v1/session").body)
                                 ->find("session")
                                 ->as_string());
  const std::string factor(*JsonValue::parse(world.ask(hana, "GET", "/api/v1/factors").body)
                                ->at_pointer("/items/0/factor")
                                ->as_string());
  for (const std::string& path :
       {"/api/v1/tokens/" + token, "/api/v1/sessions/" + session, "/api/v1/factors/" + factor}) {
    EXPECT_EQ(world.ask(ken, "DELETE", path).status, 404) << path;
  }
  EXPECT_EQ(world.ask(hana, "GET", "/api/v1/session").status, 200);
  EXPECT_EQ(world.people->tokens.of(hana.user, world.now)->size(), 1u);
  EXPECT_EQ(world.people->storage.factors_of(hana.user)->size(), 1u);
}

TEST(Access, EveryAnswerHasTheHeadersOfACarefulServer) {
  ApiWorld world;
  const Routes routes;
  Visitor hana = world.visitor("hana", {"conduct-regulation"}, {"sekisho"});
  for (const Route& route : routes.all()) {
    const Asking asked = asking(routes, route);
    if (route.id == "logOut") continue;
    for (const bool known : {true, false}) {
      const Response response = known ? world.ask(hana, route.method, asked.path, asked.body)
                                      : world.ask(route.method, asked.path, asked.body);
      EXPECT_TRUE(has_header(response, "Content-Security-Policy", "frame-ancestors 'none'"));
      EXPECT_TRUE(has_header(response, "Referrer-Policy", "no-referrer")) << route.id;
      EXPECT_TRUE(has_header(response, "Cross-Origin-Resource-Policy", "same-origin"));
      EXPECT_FALSE(has_header(response, "Access-Control-Allow-Origin", "")) << route.id;
      if (!known || route.asks == Asks::kOwn) {
        EXPECT_TRUE(response.cache_control == "no-store" || route.asks == Asks::kOpen) << route.id;
      }
    }
  }
}

}  // namespace
}  // namespace sekisho::http
