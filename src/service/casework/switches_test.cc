#include "service/casework/switches.h"

#include <gtest/gtest.h>

#include "barrier/sample_world_test.h"
#include "text/civil.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using barrier::SampleWorld;

class SwitchesTest : public ::testing::Test {
 protected:
  void supplies(const std::string& point, const std::string& retailer, Period period) {
    world.registers.supply.add(point, "customer", {world.entity(retailer), 0, period});
  }
  static SeenPoint seen(const std::string& system, const std::string& route,
                        const std::string& point, int64_t day) {
    return {system, route, point, SampleWorld::day(day)};
  }
  // `NAME SWITCHED/CONTRACTS` of all lists.
  std::string counts(const std::vector<SeenPoint>& looks, int months) {
    world.registers.supply.seal();
    world.registers.index();
    const Switches out = count_switches(world.registers, looks, months);
    const auto text = [](const SwitchCount& one) {
      return one.name + " " + std::to_string(one.switched) + "/" + std::to_string(one.contracts) +
             "\n";
    };
    std::string all = text(out.total);
    for (const auto* list : {&out.systems, &out.routes}) {
      for (const SwitchCount& one : *list) all += text(one);
    }
    return all;
  }

  SampleWorld world;
};

TEST_F(SwitchesTest, CountsContractsThatWentToAnAffiliateInTime) {
  world.add_entity("RIVAL", reg::EntityKind::kRetailer);
  world.add_entity("OTHER", reg::EntityKind::kRetailer);
  // Soon to the affiliate; late to it; to a rival, and then to the affiliate; stays.
  supplies("a", "RIVAL", SampleWorld::days(0, 40));
  supplies("a", "AFF", SampleWorld::since(40));
  supplies("b", "RIVAL", SampleWorld::days(0, 200));
  supplies("b", "AFF", SampleWorld::since(200));
  supplies("c", "RIVAL", SampleWorld::days(0, 30));
  supplies("c", "OTHER", SampleWorld::days(30, 50));
  supplies("c", "AFF", SampleWorld::since(50));
  supplies("d", "RIVAL", SampleWorld::since(0));
  // The affiliate's own customer is nobody's to win.
  supplies("e", "AFF", SampleWorld::since(0));
  const std::vector<SeenPoint> looks{
      seen("nol", "kept", "a", 10), seen("nol", "kept", "a", 11),
      seen("nws", "lent", "a", 12), seen("nol", "kept", "b", 10),
      seen("nol", "kept", "c", 10), seen("nol", "kept", "d", 10),
      seen("nol", "kept", "e", 10), seen("nol", "kept", "nobody's", 10)};
  EXPECT_EQ(counts(looks, 3), "total 1/4\nnol 1/4\nnws 1/1\nkept 1/4\nlent 1/1\n");
  EXPECT_EQ(counts(looks, 12), "total 2/4\nnol 2/4\nnws 1/1\nkept 2/4\nlent 1/1\n")
      << "c went to another competitor first";
}

TEST_F(SwitchesTest, TakesTheLookThatWasSoonestBefore) {
  world.add_entity("RIVAL", reg::EntityKind::kRetailer);
  supplies("a", "RIVAL", SampleWorld::days(0, 100));
  supplies("a", "AFF", SampleWorld::since(100));
  EXPECT_EQ(counts({seen("nol", "kept", "a", 1)}, 1), "total 0/1\nnol 0/1\nkept 0/1\n");
  EXPECT_EQ(counts({seen("nol", "kept", "a", 1), seen("nol", "kept", "a", 90)}, 1),
            "total 1/1\nnol 1/1\nkept 1/1\n");
}

TEST(Months, EndWithTheMonth) {
  const auto after = [](int year, int month, int day, int months) {
    const Instant at = text::to_instant({.year = year, .month = month, .day = day}, text::kJst);
    return text::date_iso(months_after(at, months), text::kJst);
  };
  EXPECT_EQ(after(2025, 8, 31, 6), "2026-02-28");
  EXPECT_EQ(after(2025, 12, 1, 1), "2026-01-01");
  EXPECT_EQ(after(2025, 1, 15, 24), "2027-01-15");
}

}  // namespace
}  // namespace sekisho::service
