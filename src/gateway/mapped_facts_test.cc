#include "gateway/mapped_facts.h"

#include <gtest/gtest.h>

#include "barrier/limits.h"
#include "barrier/sample_world_test.h"
#include "base/temporary_directory_test.h"

namespace sekisho::gateway {
namespace {

using barrier::SampleWorld;

constexpr std::string_view kPoint = "0900000000000000000017";
const Instant kNow = SampleWorld::day(10);

class MappedFactsTest : public testing::Test {
 protected:
  // P1 has worked for `employer` since day 0.
  void publish(std::string_view employer, std::string_view revision) {
    SampleWorld world;
    world.works("P1", employer, SampleWorld::since(0));
    world.issue("old", "P1", SampleWorld::days(0, 1));
    world.issue("k1", "P1", SampleWorld::since(0));
    world.entitle("k1", SampleWorld::since(0));
    world.place("t1", "NET", "P1", SampleWorld::since(0));
    world.registers.addresses.push_back(
        {world.address("10.0.0.1"), world.terminal("t1"), SampleWorld::since(0), {}});
    world.registers.index();
    const barrier::FactBase base(world.registers);
    ASSERT_TRUE(publisher.publish({.base = base, .rules = rules, .revision = revision}, kNow));
  }
  static Wanted wanted(std::string_view person = "P1", std::string_view system = "nol") {
    return {.system = system,
            .person = person,
            .terminal = "t1",
            .address = "10.0.0.1",
            .action = "view",
            .kind = barrier::RecordKind::kSupplyPoint,
            .record = kPoint};
  }

  TemporaryDirectory directory;
  barrier::Rules rules = barrier::shipped_rules();
  barrier::FactPublisher publisher =
      barrier::FactPublisher::open(directory.path() / "facts", kNow).value();
};

TEST_F(MappedFactsTest, JudgesByTheAccountWithWhichSomebodyMay) {
  publish("NET", "change.1");
  const auto facts = MappedFacts::open(directory.path() / "facts").value();
  const auto ruling = facts->judge(wanted(), kNow);
  ASSERT_TRUE(ruling && ruling->allowed);
  EXPECT_EQ(ruling->account, "k1");
  EXPECT_EQ(ruling->reasons, std::vector<std::string>{"own-staff"});
  EXPECT_EQ(facts->terminal_at("10.0.0.1", kNow), "t1");
  EXPECT_EQ(facts->policy_set(), policy_set_hash(rules));
  EXPECT_EQ(facts->judge(wanted("nobody"), kNow)->reasons.front(), "facts/unknown-person");
  EXPECT_EQ(facts->judge(wanted("P1", "none"), kNow)->reasons.front(), "facts/unknown-system");
}

TEST_F(MappedFactsTest, RemembersNothingOfAnotherGeneration) {
  publish("NET", "change.1");
  const auto facts = MappedFacts::open(directory.path() / "facts").value();
  EXPECT_TRUE(facts->judge(wanted(), kNow)->allowed);
  publish("AFF", "change.2");
  EXPECT_FALSE(facts->judge(wanted(), kNow)->allowed);
  EXPECT_EQ(facts->revision(), "change.2");
  publish("NET", "change.3");
  EXPECT_TRUE(facts->judge(wanted(), kNow)->allowed);
}

TEST_F(MappedFactsTest, JudgesNothingByOldFacts) {
  publish("NET", "change.1");
  const auto facts = MappedFacts::open(directory.path() / "facts").value();
  const Instant later = shifted(kNow, barrier::kStaleFactsMicros + 1);
  EXPECT_EQ(facts->judge(wanted(), later).error().code, ErrorCode::kIo);
  EXPECT_EQ(facts->terminal_at("10.0.0.1", later), "");
}

}  // namespace
}  // namespace sekisho::gateway
