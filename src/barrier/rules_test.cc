#include "barrier/rules.h"

#include <gtest/gtest.h>

#include "base/file.h"

namespace sekisho::barrier {
namespace {

namespace fs = std::filesystem;

// A directory of policies of one's own.
class RulesTest : public ::testing::Test {
 protected:
  RulesTest() {
    fs::remove_all(directory_);
    fs::create_directories(directory_ / "barrier");
    write("barrier.cedarschema",
          "entity P = { n?: Long }; action view appliesTo { principal: P, resource: P };");
  }
  ~RulesTest() override { fs::remove_all(directory_); }

  void write(const std::string& name, std::string_view text) {
    fs::create_directories((directory_ / name).parent_path());
    ASSERT_TRUE(write_file(directory_ / name, text).has_value());
  }
  Result<Rules> load() const { return load_rules(directory_); }

  fs::path directory_ = fs::path(::testing::TempDir()) / "sekisho_rules";
};

TEST_F(RulesTest, ShippedOnesFitTheirSchemaAndHaveTitlesInBothLanguages) {
  const Result<Rules> rules = load_rules(SEKISHO_ROOT "/policies");
  ASSERT_TRUE(rules.has_value()) << to_string(rules.error());
  for (const cedar::PolicySet* set : {&rules->barrier, &rules->doubts, &rules->routes}) {
    for (const cedar::Policy& policy : *set) {
      for (const char* name : {"id", "title", "title_ja"}) {
        EXPECT_NE(policy.annotation(name), nullptr) << policy.id << " has no @" << name;
      }
    }
  }
  for (const cedar::Policy& policy : rules->barrier) {
    EXPECT_NE(policy.annotation("basis"), nullptr) << policy.id;
    for (size_t i = 0; i < policy.clauses.size(); ++i) {
      EXPECT_FALSE(label_of(policy, i).name.starts_with("clause"))
          << policy.id << " clause " << i + 1;
      EXPECT_NE(label_of(policy, i).title.ja, label_of(policy, i).title.en) << policy.id;
    }
  }
}

TEST_F(RulesTest, TakesClauseNamesFromAnnotations) {
  write("barrier/a.cedar", R"(@id("a") @clause1("young: the person is young") @clause1_ja("若い")
                              permit (principal, action, resource)
                              when { principal has n && principal.n < 20 } when { true };)");
  const Result<Rules> rules = load();
  ASSERT_TRUE(rules.has_value()) << to_string(rules.error());
  const cedar::Policy& policy = rules->barrier.policies()[0];
  EXPECT_EQ(label_of(policy, 0).name, "young");
  EXPECT_EQ(label_of(policy, 0).title.ja, "若い");
  EXPECT_EQ(label_of(policy, 1).name, "clause2");
  EXPECT_EQ(title_of(policy).en, "a");
}

TEST_F(RulesTest, PutsRoutesInTheOrderOfTheirRank) {
  write("barrier/a.cedar", "permit (principal, action, resource);");
  write("routes/r.cedar", R"(@id("low") @route("l") @rank("5") permit (principal, action, resource);
                             @id("high") @route("h") @rank("50") permit (principal, action, resource);)");
  const Result<Rules> rules = load();
  ASSERT_TRUE(rules.has_value()) << to_string(rules.error());
  EXPECT_EQ(rules->routes.policies()[0].id, "high");
}

TEST_F(RulesTest, RefusesWhatDoesNotFitTheSchemaAtItsPlace) {
  write("barrier/a.cedar", "permit (principal, action, resource)\nwhen { principal.m == 1 };");
  const Result<Rules> rules = load();
  ASSERT_FALSE(rules.has_value());
  EXPECT_EQ(rules.error().place.file, "barrier/a.cedar");
  EXPECT_EQ(rules.error().place.line, 2U);
}

TEST_F(RulesTest, RefusesWhatIsNotThere) {
  EXPECT_EQ(load().error().code, ErrorCode::kNotFound);  // no policy
  write("barrier/a.cedar", "permit (principal, action, resource);");
  ASSERT_TRUE(load().has_value());
  write("routes/r.cedar", R"(@id("r") @route("r") permit (principal, action, resource);)");
  EXPECT_EQ(load().error().code, ErrorCode::kBadInput);  // no rank
  fs::remove_all(directory_ / "routes");
  fs::remove(directory_ / "barrier.cedarschema");
  EXPECT_EQ(load().error().code, ErrorCode::kNotFound);  // no schema
}

TEST_F(RulesTest, FindsObligationsThatNobodyKnows) {
  write("barrier/a.cedar", "permit (principal, action, resource);");
  EXPECT_TRUE(check_obligations(load().value()).has_value());
  write("barrier/b.cedar",
        "// masked\n@id(\"b\") @obligation(\"mask:nothing-such\") permit (principal, action, "
        "resource);");
  const Result<void> known = check_obligations(load().value());
  ASSERT_FALSE(known.has_value());
  EXPECT_TRUE(known.error().message.starts_with("policy `b`: ")) << known.error().message;
  EXPECT_EQ(known.error().place.file, "barrier/b.cedar");
  EXPECT_EQ(known.error().place.line, 2U);
}

TEST_F(RulesTest, TheFootprintIsThatOfAllSetsTogether) {
  write("barrier.cedarschema",
        "entity P = { r: { a: Long, b: Long }, n?: Long };"
        "action view appliesTo { principal: P, resource: P };");
  write("barrier/1.cedar", "permit (principal, action, resource);");
  write("doubts/1.cedar",
        "permit (principal, action, resource) when { principal.r == resource.r };");
  const Result<Rules> rules = load();
  ASSERT_TRUE(rules.has_value()) << to_string(rules.error());
  // Records are compared as a whole: every part of them may matter.
  EXPECT_TRUE(rules->footprint.reads_path("principal.r.b"));
  EXPECT_FALSE(rules->footprint.reads_path("principal.n"));
}

}  // namespace
}  // namespace sekisho::barrier
