#include "policy/test_file.h"

#include <gtest/gtest.h>

namespace sekisho::policy {
namespace {

constexpr std::string_view kSchema = R"(
  entity Team;
  entity Doc in [Team] tags String;
  entity User in [Team] = {
    name: String, age: Long, away: Bool, friend?: User, from?: ipaddr,
    teams: Set<Team>, marks: Set<Long>, pairs: Set<{ a: User, n: Long }>, home: { city: String }
  };
  action "all";
  action "view" in ["all"] appliesTo {
    principal: [User], resource: [Doc], context: { night: Bool, why?: String }
  };
)";

constexpr std::string_view kWorld = R"(
[request]
principal = 'User::"u"'
action = 'Action::"view"'
resource = 'Doc::"d"'
[context]
night = false
[entities.'User::"u"']
in = ['Team::"t"']
name = "花"
age = 30
away = false
from = "10.0.0.1"
teams = ['Team::"t"', 'Team::"s"']
marks = "[1, 2]"
pairs = [{ a = 'User::"v"', n = 1 }]
home = { city = "福岡" }
[tags.'Doc::"d"']
kind = "secret"
)";

const cedar::Schema& schema() {
  static const cedar::Schema read = *cedar::parse_schema(kSchema);
  return read;
}

Result<std::vector<TestCase>> cases_of(std::string_view text) {
  return parse_test_cases(text, "t.toml", kWorld, "world.toml", schema());
}

TestCase only_case(const std::string& text) {
  const auto cases = cases_of("policies = 'p'\n[[case]]\ndecision = 'deny'\n" + text);
  EXPECT_TRUE(cases) << to_string(cases.error());
  return cases ? cases->at(0) : TestCase{};
}

std::string attributes(const TestCase& one, const char* id) {
  const cedar::Entity* entity = one.entities.find({"User", id});
  return entity == nullptr ? "no such entity" : to_string(entity->attributes);
}

TEST(TestFileTest, ReadsValuesByTheirDeclaredTypes) {
  const TestCase one = only_case("");
  EXPECT_EQ(to_string(one.request.principal), "User::\"u\"");
  EXPECT_EQ(to_string(one.request.context), "{night: false}");
  EXPECT_EQ(attributes(one, "u"),
            "{age: 30, away: false, from: ip(\"10.0.0.1\"), home: {city: \"福岡\"}, "
            "marks: [1, 2], name: \"花\", pairs: [{a: User::\"v\", n: 1}], "
            "teams: [Team::\"s\", Team::\"t\"]}");
  EXPECT_TRUE(one.entities.is_in({"User", "u"}, {"Team", "t"}));
  EXPECT_TRUE(one.entities.is_in({"Action", "view"}, {"Action", "all"}));
  EXPECT_EQ(one.entities.find({"Doc", "d"})->tag("kind")->as_string(), "secret");
}

TEST(TestFileTest, ACaseChangesItsOwnCopy) {
  const auto cases = cases_of(R"(
policies = 'p'
[context]
why = "always"
[[case]]
title = "one"
title_ja = "一"
principal = 'User::"v"'
context = { night = true }
change.'User::"u"'.age = 31
change.'User::"v"' = { name = "v", age = 1, away = true, teams = [], marks = "[]", pairs = [], home = { city = "" } }
tags.'Doc::"d"'.kind = "open"
without = ['User::"u".from', 'context.why']
decision = "allow"
policies = ["b", "a"]
[[case]]
decision = "deny"
reason = "a/b"
)");
  ASSERT_TRUE(cases) << to_string(cases.error());
  const TestCase& one = cases->at(0);
  EXPECT_EQ(one.title.ja, "一");
  EXPECT_EQ(one.place.file, "t.toml");
  EXPECT_GT(one.place.line, 4U);
  EXPECT_EQ(to_string(one.request.context), "{night: true}");
  EXPECT_EQ(one.request.principal.id, "v");
  EXPECT_NE(attributes(one, "u").find("age: 31, away: false, home"), std::string::npos)
      << attributes(one, "u");
  EXPECT_EQ(one.entities.find({"Doc", "d"})->tag("kind")->as_string(), "open");
  EXPECT_EQ(*one.expected.policies, (std::vector<std::string>{"a", "b"}));
  const TestCase& two = cases->at(1);
  EXPECT_EQ(to_string(two.request.context), "{night: false, why: \"always\"}");
  EXPECT_EQ(two.entities.find({"Doc", "d"})->tag("kind")->as_string(), "secret");
  EXPECT_FALSE(two.expected.policies.has_value());
  EXPECT_EQ(*two.expected.reason, "a/b");
}

TEST(TestFileTest, ReadsACaseThatNamesAnInstant) {
  const auto cases = cases_of(
      "rules = '.'\n[[case]]\nsystem = 'nol'\naccount = 'k1'\nterminal = 'T-1'\n"
      "at = '2022-10-03'\ndecision = 'undetermined'\n");
  ASSERT_TRUE(cases) << to_string(cases.error());
  ASSERT_TRUE(cases->at(0).as_of);
  EXPECT_EQ(cases->at(0).as_of->account, "k1");
  EXPECT_EQ(cases->at(0).as_of->action, "view");
}

// `line: message / help` of what is wrong with a case.
std::string mistake(const std::string& text) {
  const auto cases = cases_of("policies = 'p'\n[[case]]\n" + text);
  if (cases) return "fine";
  const Error& error = cases.error();
  return std::to_string(error.place.line) + ": " + error.message + " / " + error.help;
}

TEST(TestFileTest, PointsAtMistakes) {
  const std::string deny = "decision = 'deny'\n";
  EXPECT_EQ(mistake("decision = 'denny'\n"), "3: `denny` is no decision / Did you mean `deny`?");
  EXPECT_EQ(mistake("title = 'x'\n").substr(0, 24), "2: `decision` is missing");
  EXPECT_EQ(mistake(deny + "reson = 'x'\n").substr(0, 2), "4:");
  EXPECT_EQ(mistake(deny + "change.'User::\"u\"'.aeg = 1\n"),
            "4: `User` has no attribute `aeg` / Did you mean `age`?");
  EXPECT_EQ(mistake(deny + "change.'User::\"u\"'.age = 'old'\n").substr(0, 2), "4:");
  EXPECT_EQ(mistake(deny + "change.'Usr::\"u\"'.age = 1\n"),
            "4: the schema has no entity type `Usr` / Did you mean `User`?");
  EXPECT_EQ(mistake(deny + "principal = 'hana'\n"),
            "4: `hana` names no entity / Write 'Type::\"id\"', in single quotes.");
  EXPECT_EQ(mistake(deny + "without = ['User::\"u\".hat']\n").substr(0, 34),
            "4: `User::\"u\".hat` cannot be taken");
  EXPECT_EQ(mistake(deny + "principal = 'Team::\"t\"'\n"),
            "2: the action does not apply to a principal of type `Team` / It applies to User.");
  EXPECT_EQ(mistake(deny + "without = ['User::\"u\".age']\n"),
            "2: `User::\"u\"` lacks the attribute `age` / ");
  EXPECT_EQ(mistake(deny + "change.'User::\"u\"'.from = '10.0.0'\n").substr(0, 2), "4:");
  EXPECT_EQ(mistake(deny + "tags.'User::\"u\"'.x = '1'\n"), "4: `User` has no tags / ");
}

TEST(TestFileTest, TheHeaderNamesOneKindOfPolicies) {
  const auto header = parse_test_header("title = 't'\nrules = '..'\nworld = 'w.toml'\n", "t.toml");
  ASSERT_TRUE(header);
  EXPECT_TRUE(header->is_barrier());
  EXPECT_EQ(header->title.ja, "t");
  EXPECT_FALSE(parse_test_header("title = 't'\n", "t.toml"));
  EXPECT_FALSE(parse_test_header("rules = '..'\npolicies = 'p'\n", "t.toml"));
  EXPECT_FALSE(parse_test_header("rules = '..'\nwrold = 'w.toml'\n", "t.toml"));
}

}  // namespace
}  // namespace sekisho::policy
