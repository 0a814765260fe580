#include "service/review/run_json.h"

#include <gtest/gtest.h>

namespace sekisho::service {
namespace {

service::Run sample() {
  service::Run run;
  run.inputs = {"1.2.3",
                "2022-04-01T00:00:00Z",
                "",
                "abc",
                {{"barrier/a.cedar", "11"}},
                {{"logs/nol.toml", "22"}},
                {{"register/people.csv", "33"}},
                {{"logs/nol/a.csv", "44"}, {"logs/nol/b.csv", "55"}}};
  run.outputs = {{"findings.csv", "66"}};
  run.execution = {"s", "e", "m", 2, 170, {"/r", "/l", "/p", "/q"}};
  return run;
}

TEST(RunJson, IsReadAsItWasWritten) {
  const service::Run run = sample();
  const Result<service::Run> read = parse_run(run_json(run), "run.json");
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  EXPECT_TRUE(differences(run.inputs, read->inputs).empty());
  EXPECT_EQ(read->id(), run.id());
  EXPECT_EQ(read->outputs.at(0).sha256, "66");
  EXPECT_EQ(read->execution.places.policies, "/q");
}

TEST(RunJson, NamesEachInputThatDiffers) {
  service::Run now = sample();
  now.inputs.program_version = "1.2.4";
  now.inputs.logs[0].sha256 = "99";
  now.inputs.logs[1].name = "logs/nol/c.csv";
  EXPECT_EQ(differences(sample().inputs, now.inputs),
            (std::vector<std::string>{
                "program version: was `1.2.3`, is `1.2.4`", "log `logs/nol/a.csv` has changed",
                "log `logs/nol/b.csv` is missing", "log `logs/nol/c.csv` is new"}));
}

TEST(RunJson, DependsOnInputsAlone) {
  service::Run other = sample();
  other.execution = {};
  other.outputs.clear();
  EXPECT_EQ(other.id(), sample().id());
  other.inputs.until = "2023-04-01T00:00:00Z";
  EXPECT_NE(other.id(), sample().id());
}

TEST(RunJson, RefusesWhatWasEditedOrIsSomethingElse) {
  std::string edited = run_json(sample());
  edited.replace(edited.find("1.2.3"), 5, "1.2.9");
  EXPECT_EQ(parse_run(edited, "run.json").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(parse_run("{}", "run.json").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(parse_run("not json", "run.json").error().code, ErrorCode::kBadInput);
}

}  // namespace
}  // namespace sekisho::service
