// What other rules would change of a real review of a made-up utility.
#include "service/review/simulation.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "base/temporary_directory_test.h"
#include "demo/demo.h"
#include "service/review/run_review.h"
#include "text/json_members.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using text::JsonValue;

class SimulationTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(demo::write_demo({.out = root, .accesses = 4000, .seed = 11}, {}).has_value());
    fs::copy(SEKISHO_ROOT "/policies", root / "others", fs::copy_options::recursive);
    ASSERT_TRUE(reviewed("before", SEKISHO_ROOT "/policies", {}));
  }
  Result<std::unique_ptr<ReviewResult>> reviewed(const std::string& out, const fs::path& policies,
                                                 const fs::path& since) const {
    ReviewOptions options;
    options.places = {root / "register", root / "logs", SEKISHO_ROOT "/sources", policies};
    options.out = root / out;
    options.keep = true;
    options.since = since;
    options.jobs = 1;
    options.data_only = true;
    return run_review(options);
  }
  // By the policies in `others`.
  JsonValue simulated() {
    auto result = reviewed("after", root / "others", root / "before");
    EXPECT_TRUE(result) << to_string(result.error());
    after = std::move(*result);
    auto json = JsonValue::parse(simulation_json(*after));
    EXPECT_TRUE(json);
    return *json;
  }
  static uint64_t count(const JsonValue& object, std::string_view name) {
    return object.find(name)->as_uint().value();
  }

  const TemporaryDirectory temporary;
  const fs::path root = temporary.path();
  std::unique_ptr<ReviewResult> after;
};

TEST_F(SimulationTest, RulesThatAreTheSameChangeNothing) {
  const JsonValue same = simulated();
  for (const char* name : {"added", "withdrawn", "changed"}) EXPECT_EQ(count(same, name), 0U);
  EXPECT_EQ(same.find("days")->size(), 0U);
  EXPECT_EQ(same.find("inputs")->size(), 0U);
  EXPECT_EQ(count(same, "files_kept"), count(same, "files"));  // nothing was read again
}

TEST_F(SimulationTest, ARuleThatForbidsAllShowsEveryDayAndDepartment) {
  std::ofstream(root / "others/barrier/99-nobody.cedar")
      << "@id(\"nobody\")\n@title(\"Nobody\")\n@title_ja(\"禁止\")\n"
         "forbid (principal, action, resource);\n";
  const JsonValue shown = simulated();
  const uint64_t added = count(shown, "added");
  EXPECT_GT(added, 0U);
  EXPECT_EQ(count(shown, "withdrawn"), 0U);
  EXPECT_EQ(text::text_member(shown, "policy_set_hash"), after->barrier->policy_set_hash);
  ASSERT_EQ(shown.find("inputs")->size(), 1U);
  EXPECT_NE(shown.find("inputs")->items()[0].as_string()->find("99-nobody.cedar"),
            std::string::npos);

  // Days and departments add up to the whole, and are those of the register and of the changes.
  uint64_t by_day = 0;
  bool some_department = false;
  for (const JsonValue& day : shown.find("days")->items()) {
    by_day += count(day, "added");
    EXPECT_EQ(text::text_member(day, "day").size(), 10U);
    some_department = some_department || !text::text_member(day, "department").empty();
  }
  EXPECT_EQ(by_day, added);
  EXPECT_TRUE(some_department);
  std::map<std::string, uint64_t> days;
  for (const Change& change : after->comparison->changes) {
    if (change.kind == Change::Kind::kAdded) ++days[change.now[column::kTime].substr(0, 10)];
  }
  for (const JsonValue& day : shown.find("days")->items()) {
    days[text::text_member(day, "day")] -= count(day, "added");
  }
  for (const auto& [day, left] : days) EXPECT_EQ(left, 0U) << day;

  // The first changes one by one, which name nobody.
  const auto& examples = *shown.find("examples");
  EXPECT_EQ(examples.size(),
            std::min<size_t>(after->comparison->changes.size(), kMaxSimulatedExamples));
  const JsonValue& first = examples.items()[0];
  for (const char* name : {"account", "holder", "viewer", "object"})
    EXPECT_EQ(first.find(name), nullptr) << name;
  for (const JsonValue& one : examples.items()) {
    if (text::text_member(one, "change") != "added") continue;
    EXPECT_EQ(text::text_member(one, "disposition_before"), "");
    EXPECT_EQ(text::text_member(one, "reason_now"), "forbid/nobody");
  }
}

}  // namespace
}  // namespace sekisho::service
