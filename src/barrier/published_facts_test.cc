#include "barrier/published_facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "barrier/limits.h"
#include "barrier/sample_world_test.h"
#include "base/file.h"
#include "base/temporary_directory_test.h"

namespace sekisho::barrier {
namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{1'700'000'000 * kMicrosPerSecond};

class PublishedFactsTest : public testing::Test {
 protected:
  Result<void> publish(std::string_view person, std::string_view revision, Instant now = kNow) {
    SampleWorld world;
    world.add_clerk(std::string(person));
    world.registers.index();
    const FactBase base(world.registers);
    return publisher.publish({.base = base, .rules = rules, .revision = revision}, now);
  }
  std::vector<std::string> files(std::string_view start) const {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(place)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(start)) out.push_back(name);
    }
    return out;
  }

  TemporaryDirectory directory;
  fs::path place = directory.path() / "facts";
  Rules rules = shipped_rules();
  FactPublisher publisher = FactPublisher::open(place, kNow).value();
};

TEST_F(PublishedFactsTest, FollowsEachGenerationAtOnce) {
  EXPECT_EQ(FactFollower::open(place).error().code, ErrorCode::kIo);
  ASSERT_TRUE(publish("P1", "change.1"));
  auto follower = FactFollower::open(place).value();
  const auto first = follower.at(kNow);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->image->head(), (ImageHead{"change.1", policy_set_hash(rules), kNow}));
  EXPECT_EQ(policy_set_hash(*first->rules), policy_set_hash(rules));
  EXPECT_EQ(follower.at(kNow), first);

  ASSERT_TRUE(publish("P2", "change.2"));
  const auto second = follower.at(kNow);
  ASSERT_NE(second, nullptr);
  EXPECT_TRUE(second->image->person("P2").known());
  EXPECT_FALSE(second->image->person("P1").known());
  EXPECT_EQ(second->rules, first->rules);
  // Whoever holds an older one still reads it.
  EXPECT_TRUE(first->image->person("P1").known());
}

TEST_F(PublishedFactsTest, GrowsOldUnlessItIsConfirmed) {
  ASSERT_TRUE(publish("P1", "change.1"));
  auto follower = FactFollower::open(place).value();
  const Instant last = shifted(kNow, kStaleFactsMicros);
  EXPECT_NE(follower.at(last), nullptr);
  EXPECT_EQ(follower.at(shifted(last, 1)), nullptr);
  publisher.confirm(shifted(kNow, kMicrosPerSecond));
  EXPECT_NE(follower.at(shifted(last, kBetweenTriesMicros + 1)), nullptr);
}

TEST_F(PublishedFactsTest, SaysWhatStaysOpenAndWhichFactsWereTheLast) {
  const std::vector<OutageRule> outages{
      {.system = "nol", .plan = "7", .actions = {"view"}, .routes = {"GET /x"}, .seconds = 60}};
  SampleWorld world;
  world.add_clerk("P1");
  world.registers.index();
  const FactBase base(world.registers);
  ASSERT_TRUE(publisher.publish(
      {.base = base, .rules = rules, .revision = "change.1", .outages = outages}, kNow));
  auto follower = FactFollower::open(place).value();
  ASSERT_NE(follower.at(kNow), nullptr);
  ASSERT_NE(follower.at(kNow)->outage_of("nol"), nullptr);
  EXPECT_EQ(*follower.at(kNow)->outage_of("nol"), outages[0]);
  EXPECT_EQ(follower.at(kNow)->outage_of("nws"), nullptr);
  EXPECT_TRUE(outages[0].covers("view", "GET /x"));
  EXPECT_FALSE(outages[0].covers("view", "GET /y"));
  EXPECT_FALSE(outages[0].covers("update", "GET /x"));
  EXPECT_FALSE(follower.last_known(kNow));
  const Instant down = shifted(kNow, kStaleFactsMicros + 1);
  const auto last = follower.last_known(down);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->confirmed, kNow);
  EXPECT_EQ(last->facts, follower.last());
  // Of a directory that begins anew nobody has said anything yet.
  fs::remove_all(place);
  publisher = FactPublisher::open(place, down).value();
  EXPECT_FALSE(follower.last_known(shifted(down, kMicrosPerSecond)));
}

TEST_F(PublishedFactsTest, RefusesAGenerationThatIsNotWhole) {
  ASSERT_TRUE(publish("P1", "change.1"));
  auto follower = FactFollower::open(place).value();
  ASSERT_TRUE(publish("P2", "change.2"));
  const auto images = files("facts.");
  ASSERT_TRUE(write_file(place / *std::ranges::max_element(images), "damaged"));
  EXPECT_EQ(follower.at(kNow), nullptr);
  ASSERT_TRUE(publish("P3", "change.3"));
  EXPECT_NE(follower.at(shifted(kNow, kBetweenTriesMicros)), nullptr);
}

TEST_F(PublishedFactsTest, GoesOnWhereAProcessEndedAndWhereItBeginsAnew) {
  ASSERT_TRUE(publish("P1", "change.1"));
  auto follower = FactFollower::open(place).value();
  publisher = FactPublisher::open(place, kNow).value();
  ASSERT_TRUE(publish("P2", "change.2"));
  EXPECT_TRUE(follower.at(kNow)->image->person("P2").known());

  // The directory was lost: another file of the same name, which the follower finds when the one
  // that it has grows old.
  fs::remove_all(place);
  const Instant later = shifted(kNow, kStaleFactsMicros + 1);
  publisher = FactPublisher::open(place, later).value();
  ASSERT_TRUE(publish("P3", "change.1", later));
  const auto& found = follower.at(later);
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->image->person("P3").known());
}

TEST_F(PublishedFactsTest, KeepsTheFilesOfTwoGenerations) {
  for (const char* revision : {"change.1", "change.2", "change.3"})
    ASSERT_TRUE(publish("P1", revision));
  EXPECT_EQ(files("facts.").size(), 2U);
  EXPECT_EQ(files("generation.").size(), 2U);
  EXPECT_EQ(files("rules.").size(), 1U);
}

// What docs/formats/gate-facts.md shows is what is written.
TEST_F(PublishedFactsTest, TheDocumentsExampleIsOne) {
  const std::string page = read_file(SEKISHO_ROOT "/docs/formats/gate-facts.md", 1 << 20).value();
  std::string hex;
  for (size_t at = page.find("    534b"); page.substr(at, 4) == "    ";
       at = page.find('\n', at) + 1)
    hex += page.substr(at + 4, page.find('\n', at) - at - 4);
  std::string current;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    current += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  ASSERT_TRUE(write_file(place / "current", current));
  publisher = FactPublisher::open(place, SampleWorld::day(0)).value();
  EXPECT_EQ(read_file(place / "current", 64).value(), current);
  ASSERT_TRUE(publish("P1", "change.1"));
  const size_t json = page.find("{\"facts\"");
  std::string shown = page.substr(json, page.find('\n', json) - json);
  std::string written = read_file(place / "generation.8", 4096).value();
  const auto without = [](std::string& text, std::string_view from, std::string_view until) {
    const size_t begin = text.find(from) + from.size();
    text.erase(begin, text.find(until, begin) - begin);
  };
  for (std::string* text : {&shown, &written}) {
    without(*text, "facts.", "\"");
    without(*text, "rules.", "\"");
    without(*text, "[", "]");
  }
  EXPECT_EQ(written, shown);
}

TEST_F(PublishedFactsTest, KnowsTheTerminalOfAnAddressWhereThereIsOne) {
  SampleWorld world;
  world.place("t1", "NET", "", SampleWorld::since(0));
  const auto has = [&](std::string_view address, std::string_view terminal) {
    world.registers.addresses.push_back(
        {world.address(address), world.terminal(terminal), SampleWorld::since(0), {}});
  };
  has("10.0.0.1", "t1");
  has("10.0.0.2", "t1");
  has("10.0.0.2", "t2");
  world.registers.index();
  const FactBase base(world.registers);
  ASSERT_TRUE(publisher.publish({.base = base, .rules = rules, .revision = "r"}, kNow));
  auto follower = FactFollower::open(place).value();
  const auto facts = follower.at(kNow);
  const auto at = [&](std::string_view address) {
    return facts->image->code(facts->terminal_at(address, kNow));
  };
  EXPECT_EQ(at("10.0.0.1"), "t1");
  EXPECT_EQ(at("10.0.0.2"), "");
  EXPECT_EQ(at("10.0.0.3"), "");
}

}  // namespace
}  // namespace sekisho::barrier
