#include "cedar/suggestion.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cedar/conformance.h"
#include "cedar/parser.h"
#include "cedar/validator.h"

namespace sekisho::cedar {
namespace {

std::string of(std::string_view name, const std::vector<std::string_view>& known) {
  return suggestion(name, known);
}

TEST(Suggestion, FindsSlipsAndForgottenNamespaces) {
  EXPECT_EQ(of("Usr", {"Team", "User"}), "Did you mean `User`?");
  EXPECT_EQ(of("User", {"App::User", "Used"}), "Did you mean `App::User`?");
  EXPECT_EQ(of("Other::User", {"App::User"}), "Did you mean `App::User`?");
  EXPECT_EQ(of("Usr", {"Team", "Application::User"}), "Did you mean `Application::User`?");
  EXPECT_EQ(of("Action::\"view\"", {"Application::Action::\"view\""}),
            "Did you mean `Application::Action::\"view\"`?");
  EXPECT_EQ(of("Nothing", {"Team", "User"}), "");
  EXPECT_EQ(of("Nothing", {}), "");
}

// Wherever a name is looked up, the error for an unknown one says which was meant.
TEST(Suggestion, SchemasUseIt) {
  const auto help = [](const std::string& text) {
    const auto schema = parse_schema(text);
    return schema ? "accepted" : schema.error().help;
  };
  EXPECT_EQ(help("entity User { a: Strng };"), "Did you mean `String`?");
  EXPECT_EQ(help("entity User { a: Adress }; type Address = Long;"), "Did you mean `Address`?");
  EXPECT_EQ(help("entity User { a: N::Adress }; namespace N { type Address = Long; }"),
            "Did you mean `N::Address`?");
  EXPECT_EQ(help("entity User in [Tem]; entity Team;"), "Did you mean `Team`?");
  EXPECT_EQ(help("entity User in [Team]; namespace N { entity Team; }"), "Did you mean `N::Team`?");
  EXPECT_EQ(help("entity User; action a appliesTo { principal: Usr, resource: User };"),
            "Did you mean `User`?");
  EXPECT_EQ(help("action view; action list in veiw;"), "Did you mean `Action::\"view\"`?");
  EXPECT_EQ(help(R"({"": {"entityTypes": {"User": {"memberOfTypes": ["Usr"]}}, "actions": {}}})"),
            "Did you mean `User`?");
}

class Suggested : public testing::Test {
 protected:
  std::string help(const std::string& condition, const std::string& scope = {}) const {
    const auto policies =
        parse_policies("permit(" + (scope.empty() ? "principal, action, resource" : scope) +
                       ") when { " + condition + " };");
    if (!policies) return policies.error().help;
    const ValidationReport report = validate(*policies, schema_);
    return report.errors.empty() ? "accepted" : report.errors.front().error.help;
  }

  Schema schema_ = parse_schema(R"(
    entity User { name: String, address: { city: String } };
    entity Color enum ["red", "green"];
    action view appliesTo { principal: User, resource: User, context: { network: ipaddr } };
  )")
                       .value();
};

TEST_F(Suggested, PoliciesUseIt) {
  EXPECT_EQ(help("principal.nmae == \"a\""), "Did you mean `name`?");
  EXPECT_EQ(help("principal.address.cty == \"a\""), "Did you mean `city`?");
  EXPECT_EQ(help("context.netwrk.isIpv4()"), "Did you mean `network`?");
  EXPECT_EQ(help("principal is Usr"), "Did you mean `User`?");
  EXPECT_EQ(help("principal == Usr::\"a\""), "Did you mean `User`?");
  EXPECT_EQ(help("principal == App::User::\"a\""), "Did you mean `User`?");
  EXPECT_EQ(help("true", "principal is Usr, action, resource"), "Did you mean `User`?");
  EXPECT_EQ(help("true", "principal, action == Action::\"veiw\", resource"),
            "Did you mean `Action::\"view\"`?");
  EXPECT_EQ(help("Color::\"gren\" == Color::\"red\""), "Did you mean `green`?");
  EXPECT_EQ(help("context.network.isIp4()"), "Did you mean `isIpv4`?");
  EXPECT_EQ(help("decmal(\"1.0\") == decimal(\"1.0\")"), "Did you mean `decimal`?");
  EXPECT_EQ(help("prinicpal == resource"), "Did you mean `principal`?");
}

TEST_F(Suggested, DataUseIt) {
  const auto of_entity = [&](const Entity& entity) {
    std::string out;
    for (const Error& error : validate_entity(entity, schema_)) out += error.help;
    return out;
  };
  EXPECT_EQ(of_entity({{"Usr", "a"}, {}, {}, {}}), "Did you mean `User`?");
  const Value address = Value::record({{"cty", Value::string("a")}, {"city", Value::string("b")}});
  EXPECT_EQ(of_entity({{"User", "a"},
                       Value::record({{"name", Value::string("a")}, {"address", address}}),
                       {},
                       {}}),
            "Did you mean `city`?");
  const auto of_request = [&](const Request& request) {
    const auto valid = validate_request(request, schema_);
    return valid ? "accepted" : valid.error().help;
  };
  const Value context =
      Value::record({{"netwrk", Value::ip_address({})}, {"network", Value::ip_address({})}});
  EXPECT_EQ(of_request({{"User", "a"}, {"Action", "vew"}, {"User", "b"}, context}),
            "Did you mean `Action::\"view\"`?");
  EXPECT_EQ(of_request({{"Uzer", "a"}, {"Action", "view"}, {"User", "b"}, context}),
            "Did you mean `User`?");
  EXPECT_EQ(of_request({{"User", "a"}, {"Action", "view"}, {"User", "b"}, context}),
            "Did you mean `network`?");
}

}  // namespace
}  // namespace sekisho::cedar
