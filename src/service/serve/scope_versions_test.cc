#include "service/serve/scope_versions.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/temporary_directory_test.h"
#include "service/review/run_json.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

class ScopeVersions : public testing::Test {
 protected:
  // What a review leaves that goes on from another one, or from none.
  void reviewed(const std::string& name, const std::string& since,
                const std::string& changes = "") {
    const ScopeVersion version = next_version(reviews, name, since);
    fs::create_directories(reviews / name);
    service::Run run;
    run.inputs.program_version = name;
    run.outputs = {{"findings.csv", std::string(64, 'a')}};
    std::ofstream(reviews / name / "run.json") << run_json(run);
    if (!changes.empty()) std::ofstream(reviews / name / "changes.csv") << changes;
    ASSERT_TRUE(write_version(reviews / name, version));
  }

  const TemporaryDirectory temporary;
  const fs::path reviews = temporary.path();
};

TEST_F(ScopeVersions, AreCountedWithTheirCauses) {
  reviewed("first", "");
  reviewed("second", "first",
           "change,file,line,cause\n"
           "added,a,1,policies x.cedar\n"
           "withdrawn,a,2,account nol/k00123: its holder\n"
           "withdrawn,a,3,account nol/k00123: its holder\n");
  reviewed("other", "");
  reviewed("third", "first");  // two go on from the first
  for (const char* name : {"first", "second", "third"}) {
    const auto all = versions_of(reviews, name);
    ASSERT_TRUE(all) << to_string(all.error());
    ASSERT_EQ(all->size(), 3U);
    EXPECT_EQ((*all)[0].review, "first");
    EXPECT_EQ((*all)[1].review, "second");
    EXPECT_EQ((*all)[1].version.before, "first");
    EXPECT_EQ((*all)[2].version.number, 3U);
    ASSERT_EQ((*all)[1].causes.size(), 2U);
    EXPECT_EQ((*all)[1].causes[0].cause, "account nol/k00123: its holder");
    EXPECT_EQ((*all)[1].causes[0].withdrawn, 2U);
    EXPECT_EQ((*all)[1].causes[1].added, 1U);
  }
  EXPECT_EQ(versions_of(reviews, "other")->size(), 1U);
  EXPECT_EQ(versions_of(reviews, "nobodys").error().code, ErrorCode::kNotFound);
}

TEST_F(ScopeVersions, OneThatNoServerRanIsTheFirstOfItsOwn) {
  reviewed("by-hand", "");
  fs::remove(reviews / "by-hand" / "version.json");
  reviewed("next", "by-hand");
  const auto all = versions_of(reviews, "next");
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].review, "by-hand");
  EXPECT_EQ((*all)[1].version.number, 2U);
}

TEST(ShownCause, MasksAccountsAndNothingElse) {
  const auto hidden = [](std::string_view) { return std::string("***"); };
  EXPECT_EQ(shown_cause("account nol/k00123: its holder", hidden), "account nol/***: its holder");
  EXPECT_EQ(shown_cause("account nol/k1: its issue; terminal T1: its loans", hidden),
            "account nol/***: its issue; terminal T1: its loans");
  EXPECT_EQ(shown_cause("policies 10-own.cedar", hidden), "policies 10-own.cedar");
  EXPECT_EQ(shown_cause("", hidden), "");
}

}  // namespace
}  // namespace sekisho::service
