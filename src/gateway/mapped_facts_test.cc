#include "gateway/mapped_facts.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <filesystem>
#include <vector>

#include "barrier/limits.h"
#include "barrier/sample_world_test.h"
#include "base/file.h"
#include "base/temporary_directory_test.h"

namespace sekisho::gateway {
namespace {

using barrier::SampleWorld;

constexpr std::string_view kPoint = "0900000000000000000017";
const Instant kNow = SampleWorld::day(10);

class MappedFactsTest : public testing::Test {
 protected:
  // P1 has worked for `employer` since day 0.
  void publish(std::string_view employer, std::string_view revision,
               const std::vector<barrier::OutageRule>& outages = {}) {
    SampleWorld world;
    world.works("P1", employer, SampleWorld::since(0));
    world.issue("old", "P1", SampleWorld::days(0, 1));
    world.issue("k1", "P1", SampleWorld::since(0));
    world.entitle("k1", SampleWorld::since(0));
    world.place("t1", "NET", "P1", SampleWorld::since(0));
    world.place("t2", "AFF", "P1", SampleWorld::since(0));
    world.place("t3", "NET", "P1", SampleWorld::since(0));
    world.registers.loans.push_back(
        {world.terminal("t3"), world.entity("AFF"), {}, SampleWorld::since(0), {}});
    world.registers.addresses.push_back(
        {world.address("10.0.0.1"), world.terminal("t1"), SampleWorld::since(0), {}});
    world.registers.index();
    const barrier::FactBase base(world.registers);
    ASSERT_TRUE(publisher.publish(
        {.base = base, .rules = rules, .revision = revision, .outages = outages}, kNow));
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

TEST_F(MappedFactsTest, KnowsForWhichEntityAPseudonymIs) {
  publish("NET", "change.1");
  EXPECT_EQ(MappedFacts::open(directory.path() / "facts").value()->judge(wanted(), kNow)->entity,
            "");
  const std::filesystem::path policies = directory.path() / "policies";
  std::filesystem::copy(SEKISHO_ROOT "/policies", policies,
                        std::filesystem::copy_options::recursive);
  std::ofstream(policies / "barrier" / "90-pseudonyms.cedar") << R"(
@id("with-pseudonyms") @title("t") @title_ja("t") @basis("b") @basis_ja("b")
@obligation("mask:supplier=pseudonym")
permit (principal, action, resource);
)";
  rules = barrier::load_rules(policies).value();
  publish("NET", "change.2");
  EXPECT_EQ(MappedFacts::open(directory.path() / "facts").value()->judge(wanted(), kNow)->entity,
            "NET");
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
  // Where somebody is is known all the same; whether that is enough is judged.
  EXPECT_EQ(facts->terminal_at("10.0.0.1", later), "t1");
}

const std::vector<barrier::OutageRule> kOpen{
    {.system = "nol", .plan = "7", .actions = {"view"}, .routes = {}, .seconds = 600}};
const Instant kDown = shifted(kNow, barrier::kStaleFactsMicros + 1);

TEST_F(MappedFactsTest, StaysOpenAsWasDeclaredWhileNobodyConfirmsTheFacts) {
  publish("NET", "change.1", kOpen);
  const auto facts = MappedFacts::open(directory.path() / "facts").value();
  const auto before = facts->judge(wanted(), kNow);
  ASSERT_TRUE(before && before->allowed);
  EXPECT_EQ(before->outage_plan, "");
  EXPECT_FALSE(facts->stays_open(wanted(), kNow));
  const auto ruling = facts->judge(wanted(), kDown);
  ASSERT_TRUE(ruling && ruling->allowed);
  EXPECT_EQ(ruling->outage_plan, "7");
  EXPECT_EQ(ruling->unconfirmed_since, kNow);
  EXPECT_EQ(ruling->reasons, std::vector<std::string>{"own-staff"});
  EXPECT_TRUE(facts->stays_open(wanted(), kDown));
  // By its address alone, too.
  Wanted there = wanted();
  there.terminal = {};
  EXPECT_TRUE(facts->judge(there, kDown)->allowed);
  // The last facts say whether they may.
  publish("AFF", "change.2", kOpen);
  const auto denied = facts->judge(wanted(), shifted(kDown, kMicrosPerSecond));
  ASSERT_TRUE(denied);
  EXPECT_FALSE(denied->allowed);
  EXPECT_EQ(denied->outage_plan, "7");
  // Somebody confirms them again.
  publisher.confirm(kDown);
  EXPECT_EQ(facts->judge(wanted(), shifted(kDown, 2 * kMicrosPerSecond))->outage_plan, "");
}

TEST_F(MappedFactsTest, ClosesToWhateverWasNotDeclared) {
  const auto closed = [&](const Wanted& wants, Instant now) {
    const auto facts = MappedFacts::open(directory.path() / "facts").value();
    const auto ruling = facts->judge(wants, now);
    return !ruling && ruling.error().code == ErrorCode::kIo;
  };
  publish("NET", "change.1", kOpen);
  EXPECT_FALSE(closed(wanted(), kDown));
  const auto with = [](auto change) {
    Wanted out = wanted();
    change(out);
    return out;
  };
  EXPECT_TRUE(closed(with([](Wanted& one) { one.action = "update"; }), kDown));
  EXPECT_TRUE(closed(with([](Wanted& one) { one.terminal = "t2"; }), kDown));  // AFF's
  EXPECT_TRUE(closed(with([](Wanted& one) { one.terminal = "t3"; }), kDown));  // lent to it
  EXPECT_TRUE(closed(with([](Wanted& one) { one.terminal = "none"; }), kDown));
  EXPECT_TRUE(closed(with([](Wanted& one) {
                       one.terminal = {};
                       one.address = "10.0.0.9";
                     }),
                     kDown));
  EXPECT_TRUE(closed(with([](Wanted& one) { one.system = "nws"; }), kDown));
  // Its time counts from when they were confirmed last.
  EXPECT_FALSE(closed(wanted(), shifted(kNow, 599 * kMicrosPerSecond)));
  EXPECT_TRUE(closed(wanted(), shifted(kNow, 600 * kMicrosPerSecond)));
  // Some routes alone.
  auto routed = kOpen;
  routed[0].routes = {"GET /points/{spid}"};
  publish("NET", "change.2", routed);
  EXPECT_TRUE(closed(wanted(), kDown));
  EXPECT_FALSE(closed(with([](Wanted& one) { one.route = "GET /points/{spid}"; }), kDown));
  // Nothing is declared.
  publish("NET", "change.3");
  EXPECT_TRUE(closed(wanted(), kDown));
}

TEST_F(MappedFactsTest, OpensByNoFactsButTheLast) {
  publish("NET", "change.1", kOpen);
  const auto facts = MappedFacts::open(directory.path() / "facts").value();
  EXPECT_TRUE(facts->judge(wanted(), kDown)->allowed);
  publish("AFF", "change.2", kOpen);
  for (const auto& entry : std::filesystem::directory_iterator(directory.path() / "facts")) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("generation.")) ASSERT_TRUE(write_file(entry.path(), "damaged"));
  }
  EXPECT_FALSE(facts->judge(wanted(), shifted(kDown, kMicrosPerSecond)));
  EXPECT_FALSE(facts->stays_open(wanted(), shifted(kDown, 2 * kMicrosPerSecond)));
}

TEST_F(MappedFactsTest, ASessionThatNobodyConfirmsNeedsTheDeclarationToo) {
  publish("NET", "change.1", kOpen);
  const auto facts = MappedFacts::open(directory.path() / "facts").value();
  Wanted wants = wanted();
  wants.session_heard = shifted(kNow, -11 * kMicrosPerSecond);
  const auto ruling = facts->judge(wants, kNow);
  ASSERT_TRUE(ruling && ruling->allowed);
  EXPECT_EQ(ruling->unconfirmed_since, *wants.session_heard);
  wants.session_heard = shifted(kNow, -600 * kMicrosPerSecond);
  EXPECT_FALSE(facts->judge(wants, kNow));
  publish("NET", "change.2");
  wants.session_heard = shifted(kNow, -11 * kMicrosPerSecond);
  EXPECT_FALSE(facts->judge(wants, kNow));
}

}  // namespace
}  // namespace sekisho::gateway
