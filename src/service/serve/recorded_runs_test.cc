// What the record says of finished runs, on both databases, and across crashes.
#include "service/serve/recorded_runs.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/file.h"
#include "crypto/sha256.h"
#include "evidence/entry.h"
#include "evidence/store_reader.h"
#include "service/review/run_json.h"
#include "service/store/both_stores_test.h"
#include "text/json_members.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using text::JsonValue;

constexpr Instant kNow{1'795'000'000 * kMicrosPerSecond};
const std::string kPolicies(64, 'b');

class RecordedRunsTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    auto opened = DataPlaces::open(scratch.path() / "data", {}, {});
    ASSERT_TRUE(opened) << to_string(opened.error());
    data = std::make_unique<DataPlaces>(std::move(*opened));
    runs = std::make_unique<RecordedRuns>(*ledger, [] { return kNow; });
  }
  void TearDown() override {
    runs.reset();
    data.reset();
  }
  // As the next process begins.
  void restart() {
    runs.reset();
    open_ledger();
    runs = std::make_unique<RecordedRuns>(*ledger, [] { return kNow; });
    const auto taken = runs->take_up_all(*data);
    ASSERT_TRUE(taken) << to_string(taken.error());
  }

  RecordedRuns::Place place(const std::string& name) const {
    return RecordedRuns::place_of("review", data->reviews() / name);
  }
  // What a review has written by the time that it is to be recorded; returns its run.
  service::Run written(const RecordedRuns::Place& at,
                       const std::string& ended = "2026-11-27T09:00:00Z") {
    fs::create_directories(at.part);
    service::Run run;
    run.inputs.program_version = "0.1.0";
    run.inputs.from = "2024-09-30T15:00:00Z";
    run.inputs.policy_set_hash = kPolicies;
    run.inputs.policies = {{"barrier/10-own-staff.cedar", crypto::sha256_hex("a policy")}};
    run.inputs.profiles = {{"logs/nol.toml", crypto::sha256_hex("a profile")}};
    run.inputs.registers = {{"change 7", crypto::sha256_hex("a register")}};
    run.execution.ended = ended;
    run.execution.places.store = "store";
    run.execution.places.known_at = "change.7";
    fs::create_directories(at.part / "inputs/profiles/logs");
    std::ofstream(at.part / "inputs/profiles/logs/nol.toml") << "a profile";
    std::ofstream(at.part / "findings.csv") << "file,line\n";
    std::ofstream(at.part / "version.json") << "{}\n";
    run.outputs = {{"findings.csv", crypto::sha256_hex("file,line\n")}};
    std::ofstream(at.part / "run.json") << run_json(run);
    return run;
  }
  std::vector<JsonValue> recorded() {
    std::vector<JsonValue> out;
    EXPECT_TRUE(ledger->publish());
    auto reader = evidence::StoreReader::open(ledger->directory().record());
    EXPECT_TRUE(reader);
    EXPECT_TRUE(reader->visit(0, reader->size(), [&](uint64_t, std::string_view entry) {
      auto json = evidence::parse_entry(entry);
      EXPECT_TRUE(json);
      if (text::text_member(*json, "kind") == "review") out.push_back(std::move(*json));
      return true;
    }));
    return out;
  }

  std::unique_ptr<DataPlaces> data;
  std::unique_ptr<RecordedRuns> runs;
};
SEKISHO_ON_BOTH(RecordedRunsTest);

TEST_P(RecordedRunsTest, AnEntryLeadsFromResultsToInputs) {
  const auto at = place("r1");
  const service::Run run = written(at);
  const auto done = runs->finish(at, "p-7Vh3kQ0aZr");
  ASSERT_TRUE(done) << to_string(done.error());
  EXPECT_FALSE(fs::exists(at.part));
  const auto entries = recorded();
  ASSERT_EQ(entries.size(), 1U);
  const auto says = [&](std::string_view pointer) {
    const JsonValue* value = entries[0].at_pointer(pointer);
    return value == nullptr ? "" : std::string(value->as_string().value_or(""));
  };
  EXPECT_EQ(says("/what"), "review/r1");
  EXPECT_EQ(says("/run"), run.id());
  EXPECT_EQ(says("/hash"), crypto::sha256_hex(*read_file(at.whole / "run.json", 1 << 20)));
  EXPECT_EQ(says("/policy_set"), kPolicies);
  EXPECT_EQ(says("/actor"), "p-7Vh3kQ0aZr");
  EXPECT_EQ(says("/period/from"), run.inputs.from);
  EXPECT_EQ(says("/period/until"), "");
  EXPECT_EQ(says("/inputs/0/name"), "policies/barrier/10-own-staff.cedar");
  EXPECT_EQ(says("/inputs/1/name"), "profiles/logs/nol.toml");
  EXPECT_EQ(says("/inputs/1/hash"), run.inputs.profiles[0].sha256);
  EXPECT_EQ(says("/inputs/2/name"), "");  // the store's revision names its registers
  EXPECT_EQ(says("/facts_revision"), "change.7");
  EXPECT_EQ(says("/results/2/name"), "");
  EXPECT_EQ(says("/results/0/name"), "findings.csv");
  EXPECT_EQ(says("/results/0/hash"), run.outputs[0].sha256);
  EXPECT_EQ(says("/results/1/name"), "version.json");
  EXPECT_EQ(says("/results/1/hash"), crypto::sha256_hex("{}\n"));
}

TEST_P(RecordedRunsTest, ACrashBehindTheEntryLosesNothingAndTellsNothingTwice) {
  const auto at = place("r1");
  written(at);
  ASSERT_TRUE(runs->finish(at, "p-7Vh3kQ0aZr"));
  fs::rename(at.whole, at.part);  // the process ended before it had its name
  restart();
  EXPECT_TRUE(fs::exists(at.whole / "findings.csv"));
  // The job runs again.
  EXPECT_EQ(runs->take_up(at), true);
  EXPECT_EQ(recorded().size(), 1U);

  // The same without a start in between.
  fs::rename(at.whole, at.part);
  EXPECT_EQ(runs->take_up(at), true);
  EXPECT_TRUE(fs::exists(at.whole / "findings.csv"));
  EXPECT_EQ(recorded().size(), 1U);
}

TEST_P(RecordedRunsTest, ACrashBeforeTheEntryLeavesNeither) {
  const auto at = place("r1");
  written(at);
  restart();
  EXPECT_FALSE(fs::exists(at.part));
  EXPECT_FALSE(fs::exists(at.whole));
  EXPECT_EQ(runs->take_up(at), false);
  EXPECT_TRUE(recorded().empty());
}

TEST_P(RecordedRunsTest, APartThatIsNotTheRecordedOneIsNoResult) {
  const auto at = place("r1");
  written(at);
  ASSERT_TRUE(runs->finish(at, "p-7Vh3kQ0aZr"));
  fs::remove_all(at.whole);  // somebody lost it, and it is made once more
  written(at, "2026-11-28T09:00:00Z");
  EXPECT_EQ(runs->take_up(at), false);
  ASSERT_TRUE(runs->finish(at, "p-7Vh3kQ0aZr"));
  EXPECT_EQ(recorded().size(), 2U);  // of two runs, by their hashes
}

}  // namespace
}  // namespace sekisho::service
