#include "identity/throttle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "identity/world_test.h"

namespace sekisho::identity {
namespace {

// Right at once, then later and later: when the n-th attempt of one place is looked at.
TEST(Throttle, WaitsGrow) {
  IdentityWorld world;
  world.enrol_person(kHana, "hana");
  const Instant start = world.now;
  std::vector<int64_t> seconds;
  while (seconds.size() < 18) {
    const LoginStep step = world.try_password("hana", "wrong", world.office);
    if (const auto* later = std::get_if<TryLater>(&step)) {
      world.now = later->from;
    } else {
      seconds.push_back((world.now.micros - start.micros) / kMicrosPerSecond);
    }
  }
  // From the 16th on one failure was forgotten, then one more each time.
  EXPECT_EQ(seconds, (std::vector<int64_t>{0, 0, 0, 0, 0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 1023,
                                           1535, 2435, 3335}));
}

TEST(Throttle, Asvs_2_2_1_OneSourceHasLessThanAHundredTriesAnHour) {
  IdentityWorld world;
  world.enrol_person(kHana, "hana");
  const Instant end = shifted(world.now, kMicrosPerHour);
  int tries = 0;
  for (; world.now < end; world.wait(kMicrosPerSecond / 4)) {
    const LoginStep step = world.try_password("hana", "wrong", world.office);
    if (std::holds_alternative<Refused>(step)) ++tries;
  }
  EXPECT_EQ(tries, 18);
}

TEST(Throttle, OnePasswordAtManyAccountsIsSlowToo) {
  IdentityWorld world;
  const Instant end = shifted(world.now, 10 * kMicrosPerMinute);
  int tries = 0;
  for (int i = 0; world.now < end; world.wait(kMicrosPerSecond / 4), ++i) {
    const LoginStep step =
        world.try_password("person" + std::to_string(i), "Spring2026!", world.office);
    if (std::holds_alternative<Refused>(step)) ++tries;
  }
  EXPECT_LT(tries, 70);
  EXPECT_GE(tries, 50);
}

TEST(Throttle, WhatIsRightClearsTheBudget) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  for (int i = 0; i < 4; ++i) world.try_password("hana", "wrong", world.office);
  world.log_in_as("hana", secret, world.office);
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(std::holds_alternative<Refused>(world.try_password("hana", "wrong", world.office)));
  }
}

// Somebody who knows the password guesses codes no faster by showing it again and again.
TEST(Throttle, AKnownPasswordDoesNotOpenTheSecondFactor) {
  IdentityWorld world;
  world.enrol_person(kHana, "hana");
  const Instant end = shifted(world.now, kMicrosPerHour);
  int guesses = 0;
  for (; world.now < end; world.wait(kMicrosPerSecond / 4)) {
    const LoginStep step = world.try_password("hana", kGoodPassword, world.office);
    const auto* needed = std::get_if<SecondFactorNeeded>(&step);
    if (needed == nullptr) continue;
    const LoginStep guess =
        world.log_in.finish(needed->token, CodeProof{"000000"}, world.office, world.now).value();
    if (std::holds_alternative<Refused>(guess)) ++guesses;
  }
  EXPECT_EQ(guesses, 18);
}

TEST(Throttle, ARightPasswordIsNotLookedAtTooEarly) {
  IdentityWorld world;
  world.enrol_person(kHana, "hana");
  for (int i = 0; i < 5; ++i) world.try_password("hana", "wrong", world.office);
  const size_t events = world.storage.events.size();
  EXPECT_TRUE(
      std::holds_alternative<TryLater>(world.try_password("hana", kGoodPassword, world.office)));
  EXPECT_EQ(world.storage.events.size(), events);
}

// A device that the person used before is not touched by what strangers do beside it, even through
// the same gateway; a device of somebody else is a stranger.
TEST(Throttle, AKnownDeviceHasItsOwnBudget) {
  IdentityWorld world;
  const std::string secret = world.enrol_person(kHana, "hana");
  const std::string others = world.enrol_person(kKen, "ken");
  Origin device = world.office;
  device.device = world.log_in_as("hana", secret, world.office).device;
  Origin kens = world.office;
  kens.device = world.log_in_as("ken", others, world.office).device;
  for (int i = 0; i < 100; ++i) world.try_password("hana", "wrong", kens);
  EXPECT_TRUE(
      std::holds_alternative<TryLater>(world.try_password("hana", kGoodPassword, world.office)));
  EXPECT_TRUE(std::holds_alternative<TryLater>(world.try_password("hana", kGoodPassword, kens)));
  world.log_in_as("hana", secret, device);
  for (int i = 0; i < 6; ++i) world.try_password("hana", "wrong", device);
  EXPECT_TRUE(std::holds_alternative<TryLater>(world.try_password("hana", kGoodPassword, device)));
}

// Whatever one source does, another one is answered as if it had done nothing.
RC_GTEST_PROP(Throttle, OneSourceNeverChangesWhatAnotherMayDo, ()) {
  IdentityWorld alone;
  IdentityWorld together;
  const std::string secret = alone.enrol_person(kHana, "hana");
  RC_ASSERT(together.enrol_person(kHana, "hana") == secret);
  const Origin attacker{.source = "203.0.113.9"};
  const auto moves = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6));
  for (const int move : moves) {
    const int64_t pause = *rc::gen::inRange<int64_t>(0, 90) * kMicrosPerSecond;
    switch (move) {
      case 0:
      case 1:
      case 2: {
        for (int i = 0; i < 10 * move + 1; ++i) together.try_password("hana", "wrong", attacker);
        break;
      }
      case 3: {  // the attacker knows the password
        const LoginStep step = together.try_password("hana", kGoodPassword, attacker);
        if (const auto* needed = std::get_if<SecondFactorNeeded>(&step)) {
          [[maybe_unused]] const auto refused =
              together.log_in.finish(needed->token, CodeProof{"000000"}, attacker, together.now);
        }
        break;
      }
      default: {
        const std::string password = move == 4 ? "wrong" : kGoodPassword;
        const LoginStep a = alone.try_password("hana", password, alone.office);
        const LoginStep b = together.try_password("hana", password, together.office);
        RC_ASSERT(a.index() == b.index());
        if (std::holds_alternative<TryLater>(a)) {
          RC_ASSERT(std::get<TryLater>(a).from == std::get<TryLater>(b).from);
        }
      }
    }
    alone.wait(pause);
    together.wait(pause);
  }
}

TEST(Throttle, SourcesAreSubscribers) {
  EXPECT_EQ(source_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(source_of("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(source_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(source_of("2001:db8:1:2::9"), "2001:db8:1:2::/64");
  EXPECT_EQ(source_of(""), "elsewhere");
  EXPECT_EQ(source_of("192.0.2.7.example"), "elsewhere");
  EXPECT_EQ(source_of(std::string(1000, '1')), "elsewhere");
}

TEST(Throttle, BudgetsAreSweptWhenNothingOfThemCounts) {
  IdentityWorld world;
  world.try_password("nobody", "x", world.office);
  EXPECT_EQ(world.storage.budget_count(), 2u);
  world.wait(kBudgetLife + 1);
  ASSERT_TRUE(world.storage.sweep(world.now, shifted(world.now, -kBudgetLife)));
  EXPECT_EQ(world.storage.budget_count(), 0u);
}

}  // namespace
}  // namespace sekisho::identity
