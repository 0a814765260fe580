#include "policy/check.h"

#include <gtest/gtest.h>

namespace sekisho::policy {
namespace {

constexpr std::string_view kSchema = R"(
  entity Team;
  entity User in [Team] = { kind: String, away: Bool };
  entity Photo;
  action "view" appliesTo { principal: [User], resource: [Photo], context: { night: Bool } };
)";

class CheckTest : public ::testing::Test {
 protected:
  CheckTest() {
    auto schema = cedar::parse_schema(kSchema);
    EXPECT_TRUE(schema);
    if (schema) schema_ = std::move(*schema);
    auto vocabulary = Vocabulary::parse(
        "fields.phone = { ja = 'p', en = 'p' }\n"
        "profiles.few = { ja = 'f', en = 'f', masks = { others = 'redact' } }\n",
        "o.toml");
    EXPECT_TRUE(vocabulary);
    if (vocabulary) vocabulary_ = std::move(*vocabulary);
  }

  std::vector<Finding> check(const std::vector<std::string>& texts) const {
    std::vector<Source> files;
    for (const std::string& text : texts)
      files.push_back({std::string(1, static_cast<char>('a' + files.size())) + ".cedar", text});
    return check_policies(files, &schema_, vocabulary_, options_);
  }
  // `file:line:column rule`, one a finding.
  std::string found(const std::vector<std::string>& texts) const {
    std::string out;
    for (const Finding& one : check(texts)) {
      const Place& place = one.error.place;
      out += place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
             " " + one.rule + "\n";
    }
    return out;
  }

  cedar::Schema schema_;
  Vocabulary vocabulary_;
  CheckOptions options_;
};

TEST_F(CheckTest, FindsNothingInAGoodPolicy) {
  EXPECT_EQ(found({"permit (principal, action, resource) when { principal.away };"}), "");
}

TEST_F(CheckTest, GoesOnAfterAMistake) {
  EXPECT_EQ(found({"permit (principal, action resource);\n"
                   "permit (principal, action, resource) when { principal.awya };\n"
                   "permit (principal, action, resource) when { 1 };\n",
                   "forbid (principal is Userr, action, resource);"}),
            "a.cedar:1:27 syntax\na.cedar:2:45 type\na.cedar:3:45 type\n"
            "b.cedar:1:1 type\nb.cedar:1:9 type\n");
}

TEST_F(CheckTest, SaysWhatWasMeant) {
  const auto all = check({"permit (principal, action, resource) when { principal.awya };"});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].severity, cedar::Severity::kError);
  EXPECT_EQ(all[0].policy, "policy0");
  EXPECT_EQ(all[0].error.help, "Did you mean `away`?");
  EXPECT_GT(all[0].error.place.length, 0U);
}

TEST_F(CheckTest, WarnsOfWhatCanNeverHold) {
  EXPECT_EQ(found({"permit (principal, action, resource) when { resource is User };"}),
            "a.cedar:1:1 impossible\n");
}

TEST_F(CheckTest, FindsIdsThatAreTaken) {
  EXPECT_EQ(found({"@id(\"x\") permit (principal, action, resource);",
                   "permit (principal, action, resource);\n"
                   "@id(\"x\") forbid (principal, action, resource) when { principal.away };"}),
            "b.cedar:2:1 duplicate-id\n");
}

TEST_F(CheckTest, ValidatesALevelOnRequest) {
  const std::string policy = "permit (principal in Team::\"t\", action, resource);";
  EXPECT_EQ(found({policy}), "");
  options_.level = 0;
  EXPECT_EQ(found({policy}), "a.cedar:1:9 type\n");
}

TEST_F(CheckTest, AsksTheBarriersOwnPoliciesForTheirAnnotations) {
  options_.kind = SetKind::kBarrier;
  EXPECT_EQ(
      found({"@title(\"t\") @title_ja(\"t\") @basis(\"b\") @basis_ja(\"b\")\n"
             "@clause1(\"no colon\") @clause2(\"a: x\") @clause3(\"a: y\") @clause9(\"b: z\")\n"
             "permit (principal, action, resource)\n"
             "when { principal.away } unless { context.night } when { true };"}),
      "a.cedar:1:1 clause-name\na.cedar:1:1 clause-name\na.cedar:1:1 missing-annotation\n"
      "a.cedar:2:56 clause-name\n");
  options_.kind = SetKind::kRoutes;
  EXPECT_EQ(found({"@id(\"r\") @title(\"t\") @title_ja(\"t\") @explanation(\"b\") "
                   "@explanation_ja(\"b\") @route(\"r\") @rank(\"first\")\n"
                   "permit (principal, action, resource);"}),
            "a.cedar:1:1 route\n");
}

TEST_F(CheckTest, SuspectsSlipsInAnnotations) {
  const auto all =
      check({"@obligaton(\"mask:few\") @ticket(\"T-1\")\n"
             "permit (principal, action, resource);"});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].rule, "unknown-annotation");
  EXPECT_EQ(all[0].error.help, "Did you mean `obligation`?");
}

TEST_F(CheckTest, ReadsObligations) {
  EXPECT_EQ(found({"@obligation(\"mask:fwe\") permit (principal, action, resource);\n"
                   "@obligation(\"mask:few\") forbid (principal, action, resource)\n"
                   "when { principal.away };"}),
            "a.cedar:1:1 obligation\na.cedar:2:1 obligation\n");
}

TEST_F(CheckTest, WarnsWherePermitsWithDifferentObligationsMeet) {
  const std::string plain = "@id(\"p\") permit (principal, action, resource)\n";
  const std::string masked =
      "@obligation(\"mask:few\")\npermit (principal, action, resource) when { context.night };\n";
  const auto all = check({plain + ";\n@id(\"m\")" + masked});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].rule, "overlap");
  EXPECT_EQ(all[0].error.message,
            "`p` and `m` may hold for one request, and demand different things");
  EXPECT_EQ(all[0].error.help,
            "Together they mask others: redact. Give one a condition that the other denies, or "
            "write @overlaps(\"p\") where this is meant.");
  EXPECT_EQ(found({plain + ";\n@id(\"m\") @overlaps(\"p\")" + masked}), "");
  EXPECT_EQ(found({plain + "unless { context.night };\n@id(\"m\")" + masked}), "");
}

TEST_F(CheckTest, WarnsOfOverlapsThatAreNone) {
  EXPECT_EQ(found({"@id(\"p\") permit (principal, action, resource);\n"
                   "@id(\"m\") @overlaps(\"p, q\") permit (principal, action, resource);"}),
            "a.cedar:2:1 overlap\na.cedar:2:1 overlap\n");
}

TEST_F(CheckTest, WarnsOfCharactersThatNamesShouldNotHave) {
  EXPECT_EQ(found({"permit (principal == User::\"ｋ１\", action, resource);\n"
                   "permit (principal == User::\"照会ID係\", action, resource);"}),
            "a.cedar:1:9 unusual-character\n");
}

TEST_F(CheckTest, WarnsOfTextsThatLookAlike) {
  EXPECT_EQ(found({"permit (principal, action, resource)\n"
                   "when { principal.kind == \"admin1\" }\n"
                   "when { principal.kind == \"adminl\" };\n"
                   "permit (principal == User::\"カ\", action, resource);\n"
                   "permit (principal == User::\"力\", action, resource);"}),
            "a.cedar:3:26 confusable\na.cedar:5:9 confusable\n");
  EXPECT_EQ(found({"// \u202E\npermit (principal == User::\"a\u200Bb\", action, resource);\n"
                   "permit (principal == User::\"аb\", action, resource);"}),
            "a.cedar:1:4 bidi\na.cedar:2:30 invisible\na.cedar:3:9 confusable\n"
            "a.cedar:3:29 mixed-script\n");
}

}  // namespace
}  // namespace sekisho::policy
