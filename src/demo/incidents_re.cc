#include "demo/incidents.h"

namespace sekisho::demo::demo {
namespace {

constexpr Source kSystem = Source::kRe;

void plan_looks(Plan& plan, AccountId shared, TerminalId terminal, PersonId custodian,
                Period window, Label label, uint64_t count) {
  for (; count > 0; --count) {
    plan.add(kSystem, {.time = working_moment(kSystem, window, plan.random),
                       .account = shared,
                       .terminal = terminal,
                       .target = static_cast<uint32_t>(plan.random.below(kFacilityCount)),
                       .viewer = custodian,
                       .label = label,
                       .certainty = Certainty::kPresumed});
  }
}

}  // namespace

void plan_renewables(Plan& plan) {
  World& world = plan.world;
  const Period since{jst(2020, 10, 1), kForever};
  const AccountId shared = world.account_name("SJN0001");
  world.issue(kSystem, shared, "shared", {}, since);
  world.entitle(kSystem, shared, "照会", since);
  for (const Worker& user : plan.cast.take_staff(22)) {
    world.shared_users.push_back({shared, user.person, since});
    plan.cast.staff_at_work(user, {});
    world.add_regular(kSystem, {shared, user.person, user.terminal, {}});
  }
  const Period window{jst(2024, 4, 15), jst(2025, 2, 8)};
  for (const Worker& taker : plan.cast.take_retail(6)) {
    plan_looks(plan, shared, taker.terminal, taker.person, window, Label::kSharedLent,
               plan.sizes.planted(18, 3));
  }
  const Instant when = jst(2024, 7, 1);
  for (const Worker& mover : plan.cast.take_staff(4)) {
    world.shared_users.push_back({shared, mover.person, {since.from, when}});
    plan.cast.staff_at_work(mover, {kBeginning, when});
    world.add_regular(kSystem, {shared, mover.person, mover.terminal, {kBeginning, when}});
    world.end_posts(mover.person, when);
    world.assign(mover.person, kRetail, "再エネ営業", "本務", {when, kForever});
    world.retire(mover.terminal, when);
    for (AccountRow& row : world.accounts) {  // their own accounts were closed as they should be
      if (row.holder == mover.person) row.period.until = when;
    }
    const TerminalId desk =
        world.terminal(kRetail, Place::kShopHead, mover.person, {when, kForever});
    plan_looks(plan, shared, desk, mover.person, {when, window.until}, Label::kSharedMoved,
               plan.sizes.planted(22, 3));
  }
  for (const Worker& other : plan.cast.take_staff(2)) {
    plan.cast.staff_at_work(other, {});
    plan_looks(plan, shared, other.terminal, other.person, window, Label::kSharedNonUser,
               plan.sizes.planted(14, 3));
  }
}

}  // namespace sekisho::demo::demo
