#include <fmt/format.h>

#include <algorithm>

#include "demo/incidents.h"

namespace sekisho::demo::demo {
namespace {

constexpr Source kSystem = Source::kCc;

void declare_disasters(World& world) {
  world.disasters = {
      {"SG-2024-1", "七月の豪雨", {jst(2024, 7, 9, 18), jst(2024, 7, 13)}},
      {"SG-2024-2", "八月の台風", {jst(2024, 8, 28, 6), jst(2024, 9, 1, 12)}},
      {"SG-2025-1", "二月の着雪", {jst(2025, 2, 4), jst(2025, 2, 7, 9)}},
  };
}

// Each helper has an account and a terminal of the T&D company, handed out once and never taken
// back; a grant names them for each disaster. The last four were granted the first disaster only.
std::vector<Worker> lend_to_helpers(Plan& plan, size_t only_first) {
  World& world = plan.world;
  std::vector<Worker> helpers = plan.cast.take_retail(26);
  const std::vector<Worker> more = plan.cast.take_generation(8);
  helpers.insert(helpers.begin(), more.begin(), more.end());
  for (size_t i = 0; i < helpers.size(); ++i) {
    Worker& helper = helpers[i];
    helper.account = world.account_name(fmt::format("aid{:03}", i + 1));
    helper.terminal = world.terminal(kGrid, Place::kCalls, helper.person);
    world.issue(kSystem, helper.account, "temporary", helper.person, {jst(2022, 6, 1), kForever});
    const bool one = i + only_first >= helpers.size();
    for (size_t d = 0; d < (one ? 1 : world.disasters.size()); ++d) {
      world.grants.push_back(
          {d, helper.person, helper.account, helper.terminal, world.disasters[d].period});
    }
  }
  return helpers;
}

Event look_of(Instant time, const Worker& helper, uint32_t target, Label label) {
  Event event{.time = time,
              .account = helper.account,
              .terminal = helper.terminal,
              .target = target,
              .viewer = helper.person,
              .label = label};
  event.refused = info_of(label).verdict == Verdict::kAttempt;
  return event;
}

Instant moment_within(Period period, Random& random) {
  const auto seconds =
      static_cast<uint64_t>((period.until.micros - period.from.micros) / kMicrosPerSecond);
  return shifted(period.from, static_cast<int64_t>(random.below(seconds)) * kMicrosPerSecond);
}

bool in_disaster(const World& world, Instant time) {
  return std::any_of(world.disasters.begin(), world.disasters.end(),
                     [&](const DisasterRow& row) { return row.period.contains(time); });
}

}  // namespace

void plan_call_centre(Plan& plan) {
  constexpr size_t kOnlyFirst = 4;
  declare_disasters(plan.world);
  const World& world = plan.world;
  const std::vector<Worker> helpers = lend_to_helpers(plan, kOnlyFirst);
  const size_t granted_all = helpers.size() - kOnlyFirst;
  Random& random = plan.random;
  const Period window{jst(2024, 4, 8), jst(2025, 2, 1)};
  const auto outside = [&](Label label) {
    const Worker& helper = helpers[random.below_skewed(helpers.size())];
    Instant time = working_moment(kSystem, window, random);
    while (in_disaster(world, time)) time = working_moment(kSystem, window, random);
    const uint32_t target = label == Label::kOutsideDisasterOwn
                                ? plan.supply.random_own(time, random)
                                : plan.supply.random_competitor(time, random);
    plan.add(kSystem, look_of(time, helper, target, label));
  };
  for (uint64_t i = plan.sizes.planted(8800, 40); i > 0; --i) outside(Label::kOutsideDisaster);
  for (uint64_t i = plan.sizes.planted(2400, 12); i > 0; --i) outside(Label::kOutsideDisasterOwn);
  for (uint64_t i = plan.sizes.planted(90, 5); i > 0; --i) outside(Label::kOutsideDisasterDenied);
  for (size_t d = 0; d < world.disasters.size(); ++d) {
    const Period period = world.disasters[d].period;
    for (uint64_t i = plan.sizes.planted(1100, 8); i > 0; --i) {  // what the grants are for
      const Worker& helper = helpers[random.below(granted_all)];
      plan.add(kSystem, look_of(moment_within(period, random), helper,
                                plan.supply.random_point(random), Label::kNone));
    }
    if (d == 0) continue;
    for (uint64_t i = plan.sizes.planted(60, 3); i > 0; --i) {
      const Worker& helper = helpers[granted_all + random.below(kOnlyFirst)];
      const Instant time = moment_within(period, random);
      plan.add(kSystem, look_of(time, helper, plan.supply.random_competitor(time, random),
                                Label::kOtherDisaster));
    }
  }
  // The edges of a declared period are half-open.
  const Period edges = world.disasters.front().period;
  const Worker& helper = helpers.front();
  const auto edge = [&](Instant time, Label label) {
    plan.add(kSystem, look_of(time, helper, plan.supply.random_competitor(time, random), label));
  };
  edge(shifted(edges.from, -kMicrosPerSecond), Label::kOutsideDisaster);
  edge(edges.from, Label::kNone);
  edge(shifted(edges.until, -kMicrosPerSecond), Label::kNone);
  edge(edges.until, Label::kOutsideDisaster);
}

}  // namespace sekisho::demo::demo
