#include "service/policy/policy_explain.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "text/json.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPolicies = R"(
@id("own") @title("Their own") @title_ja("本人") @clause1("own: it is their own") @clause1_ja("本人のもの")
permit (principal is User, action == Action::"view", resource)
when { resource.owner == principal } unless { context.night };
@id("guests") @obligation("mask:*=redact")
permit (principal in Group::"guests", action, resource);
@id("blocked") forbid (principal, action, resource) when { principal.blocked };
)";
constexpr const char* kSchema =
    "entity Group; entity User in [Group] = { blocked: Bool }; entity Photo = { owner: User };\n"
    "action view, edit appliesTo { principal: User, resource: Photo, context: { night: Bool } };";

class PolicyExplainTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("sekisho_explain_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
    write("app.cedar", kPolicies);
    write("app.cedarschema", kSchema);
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  static std::string user(bool blocked, const std::string& groups = "") {
    return std::string(R"({"uid":{"type":"User","id":"u"},"attrs":{"blocked":)") +
           (blocked ? "true" : "false") + R"(},"parents":[)" + groups + "]}";
  }
  static std::string photo(const std::string& owner) {
    return R"({"uid":{"type":"Photo","id":"p"},"parents":[],"attrs":{"owner":{"type":"User","id":")" +
           owner + R"("}}})";
  }
  PolicyExplainRequest asked(const std::string& entities, bool night = false) const {
    return {
        .paths = {(root_ / "app.cedar").string()},
        .entities = "[" + entities + "]",
        .request =
            std::string(R"({"principal":"User::\"u\"","action":{"type":"Action","id":"view"},)") +
            R"("resource":{"type":"Photo","id":"p"},"context":{"night":)" +
            (night ? "true}}" : "false}}")};
  }
  PolicyExplanation explain(const PolicyExplainRequest& request) const {
    auto out = explain_policies(request);
    EXPECT_TRUE(out) << to_string(out.error());
    return out ? std::move(*out) : PolicyExplanation{};
  }

  fs::path root_;
};

TEST_F(PolicyExplainTest, ShowsWhatAllowed) {
  const PolicyExplanation out = explain(asked(user(false) + "," + photo("u")));
  EXPECT_TRUE(out.allowed());
  EXPECT_EQ(out.schema, (root_ / "app.cedarschema").string());
  const std::string file = (root_ / "app.cedar").string();
  EXPECT_EQ(policy_explain_text(out, {}),
            "ALLOW\n\n  principal   User::\"u\"\n  action      Action::\"view\"\n"
            "  resource    Photo::\"p\"\n  context     {night: false}\n\n"
            "Deciding policies\n  Their own  own  [permit, " +
                file +
                ":2]\n    ✓ it is their own\n        resource.owner = User::\"u\"\n"
                "    ✓ unless { context.night }\n        context.night = false\n");
  EXPECT_TRUE(policy_explain_text(out, {.japanese = true}).starts_with("許可 (allow)\n"));
}

TEST_F(PolicyExplainTest, ShowsThePermitThatCameNearest) {
  const PolicyExplanation out = explain(asked(user(false) + "," + photo("u"), true));
  EXPECT_FALSE(out.allowed());
  const std::string text = policy_explain_text(out, {});
  EXPECT_NE(text.find("Nearest permit\n  Their own  own  ["), std::string::npos) << text;
  EXPECT_NE(text.find("    ✓ it is their own\n    ✗ unless { context.night }\n"
                      "        context.night = true\n"),
            std::string::npos)
      << text;
  const PolicyExplanation other = explain(asked(user(false) + "," + photo("v")));
  EXPECT_NE(policy_explain_text(other, {.japanese = true})
                .find("    ✗ 本人のもの\n        when { resource.owner == principal }\n"
                      "        resource.owner = User::\"v\"\n"),
            std::string::npos)
      << policy_explain_text(other, {.japanese = true});
  EXPECT_NE(policy_explain_text(other, {.japanese = true}).find("満たされない最初の条件: own"),
            std::string::npos);
}

TEST_F(PolicyExplainTest, ShowsTheForbidThatDenied) {
  const PolicyExplanation out = explain(asked(user(true) + "," + photo("u")));
  EXPECT_FALSE(out.nearest.has_value());
  const std::string text = policy_explain_text(out, {});
  EXPECT_NE(text.find("Deciding policies\n  blocked  [forbid, "), std::string::npos) << text;
  EXPECT_NE(text.find("        principal.blocked = true\n"), std::string::npos) << text;
}

TEST_F(PolicyExplainTest, ShowsThatNoPermitIsAboutIt) {
  PolicyExplainRequest request = asked(user(false) + "," + photo("u"));
  request.action = "Action::\"edit\"";
  const std::string text = policy_explain_text(explain(request), {});
  EXPECT_NE(text.find("No permit is about such a request\n"), std::string::npos) << text;
  EXPECT_NE(text.find("    ✗ action == Action::\"view\"\n"), std::string::npos) << text;
  EXPECT_NE(text.find("    ✗ principal in Group::\"guests\"\n"), std::string::npos) << text;
}

TEST_F(PolicyExplainTest, ShowsWhatIsMaskedAndWhatErred) {
  const PolicyExplanation masked =
      explain(asked(user(false, R"({"type":"Group","id":"guests"})") + "," + photo("v")));
  EXPECT_TRUE(masked.allowed());
  EXPECT_NE(policy_explain_text(masked, {}).find("What is masked\n  redacted: everything else\n"),
            std::string::npos);
  // Nothing is known of the principal, so that the forbid cannot be evaluated.
  const std::string text = policy_explain_text(explain(asked(photo("u"))), {.every_policy = true});
  EXPECT_TRUE(text.starts_with("ALLOW\n")) << text;
  EXPECT_NE(text.find("Cedar skips a forbid that errs; the barrier denies.\n"), std::string::npos);
  EXPECT_NE(text.find("Every policy\n"), std::string::npos);
  EXPECT_NE(text.find("    ! when { principal.blocked }\n"), std::string::npos) << text;
}

TEST_F(PolicyExplainTest, WritesJson) {
  const auto json =
      text::JsonValue::parse(policy_explain_json(explain(asked(user(false) + "," + photo("v")))));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->find("decision")->as_string(), "deny");
  EXPECT_EQ(json->at_pointer("/nearest/failed_clause")->as_string(), "own");
  EXPECT_EQ(json->at_pointer("/traces/0/clauses/0/reads/0/value")->as_string(), "User::\"v\"");
  EXPECT_EQ(json->at_pointer("/traces/1/scope/principal")->as_bool(), false);
}

TEST_F(PolicyExplainTest, NeedsNoSchema) {
  fs::remove(root_ / "app.cedarschema");
  PolicyExplainRequest request = asked("");
  write("alone/below/a.cedar", "permit (principal, action, resource);");
  request.paths = {(root_ / "alone/below/a.cedar").string()};
  const PolicyExplanation out = explain(request);
  EXPECT_TRUE(out.allowed());
  EXPECT_TRUE(out.schema.empty());
}

TEST_F(PolicyExplainTest, RefusesWhatMakesNoSense) {
  const auto refused = [](const PolicyExplainRequest& request) {
    const auto out = explain_policies(request);
    EXPECT_FALSE(out);
    return out ? std::string() : to_string(out.error());
  };
  PolicyExplainRequest no_principal = asked("");
  no_principal.request = "{}";
  EXPECT_NE(refused(no_principal).find("the request has no principal"), std::string::npos);
  PolicyExplainRequest wrong = asked("");
  wrong.principal = "Photo::\"p\"";
  EXPECT_NE(refused(wrong).find("does not apply to a principal of type `Photo`"),
            std::string::npos);
  EXPECT_NE(refused(asked(R"({"uid":{"type":"User","id":"u"},"attrs":{},"parents":[]})"))
                .find("lacks the attribute `blocked`"),
            std::string::npos);
  PolicyExplainRequest routes = asked("");
  routes.paths = {SEKISHO_ROOT "/policies"};
  EXPECT_NE(refused(routes).find("does not say who may do something"), std::string::npos);
  write("app.cedar", "permit (principal, action, resource) when { principal.nothing };");
  EXPECT_NE(refused(asked("")).find("has no attribute `nothing`"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::service
