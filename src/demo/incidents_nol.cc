#include <fmt/format.h>

#include <algorithm>

#include "demo/incidents.h"

namespace sekisho::demo::demo {
namespace {

constexpr Source kSystem = Source::kNol;

// A label is the viewer's own doing when the custodian of the terminal is the account's holder.
Event confirmed(Instant time, const Worker& worker, uint32_t target, Label label) {
  return {.time = time,
          .account = worker.account,
          .terminal = worker.terminal,
          .target = target,
          .viewer = worker.person,
          .label = label,
          .refused = info_of(label).verdict == Verdict::kAttempt};
}

void plan_never_closed(Plan& plan) {
  const Period window{jst(2024, 6, 10), jst(2024, 12, 21)};
  std::vector<Worker> users = plan.cast.take_retail(37);
  for (size_t i = 0; i < users.size(); ++i) {
    users[i].account = plan.world.account_name(fmt::format("tmp{:03}", i + 1));
    plan.world.issue(kSystem, users[i].account, "temporary", users[i].person,
                     {jst(2021, 7, 14), kForever});
    plan.world.entitle(kSystem, users[i].account, "障害時照会",
                       {jst(2021, 7, 14), jst(2021, 8, 6)});
  }
  Random& random = plan.random;
  const auto look = [&](Label label) {
    const Worker& user = users[random.below_skewed(users.size())];
    const Instant time = working_moment(kSystem, window, random);
    uint32_t target = plan.supply.random_competitor(time, random);
    if (label == Label::kNeverClosedOwn) target = plan.supply.random_own(time, random);
    if (label == Label::kNeverClosedKeyless) target = kNoTarget;
    plan.add(kSystem, confirmed(time, user, target, label));
  };
  for (uint64_t i = plan.sizes.planted(5200, 40); i > 0; --i) look(Label::kNeverClosed);
  for (uint64_t i = plan.sizes.planted(1900, 12); i > 0; --i) look(Label::kNeverClosedOwn);
  for (uint64_t i = plan.sizes.planted(140, 6); i > 0; --i) look(Label::kNeverClosedDenied);
  for (uint64_t i = plan.sizes.planted(260, 6); i > 0; --i) look(Label::kNeverClosedKeyless);
  // Customers who leave: the retailer's own on the day before, another's from that midnight.
  const Period inner{jst(2024, 6, 24), jst(2024, 12, 7)};
  const std::vector<uint32_t> leaving = plan.supply.leaving_own(inner);
  for (size_t i = 0; i < std::min<size_t>(leaving.size(), plan.sizes.planted(60, 5)); ++i) {
    const uint32_t point = leaving[i];
    const Instant change = plan.supply.change_of(point);
    const Worker& user = users[random.below(users.size())];
    const Instant before = i == 0 ? shifted(change, -kMicrosPerSecond)
                                  : working_moment(kSystem, {window.from, change}, random);
    const Instant after = i == 0 ? change : working_moment(kSystem, {change, window.until}, random);
    plan.add(kSystem, confirmed(before, user, point, Label::kNeverClosedOwn));
    plan.add(kSystem, confirmed(after, user, point, Label::kNeverClosed));
  }
}

void plan_moved(Plan& plan) {
  const Instant when = jst(2024, 7, 1);
  for (Worker mover : plan.cast.take_staff(2)) {
    plan.cast.staff_at_work(mover, {kBeginning, when});
    plan.add(kSystem, {.time = shifted(when, -kMicrosPerSecond),
                       .account = mover.account,
                       .terminal = mover.terminal,
                       .target = plan.supply.random_point(plan.random)});
    plan.world.end_posts(mover.person, when);
    plan.world.assign(mover.person, kRetail, "営業", "本務", {when, kForever});
    plan.world.retire(mover.terminal, when);
    mover.terminal = plan.world.terminal(kRetail, Place::kShop, mover.person, {when, kForever});
    plan.add(kSystem, confirmed(when, mover, plan.supply.random_competitor(when, plan.random),
                                Label::kMovedNol));
    for (uint64_t i = plan.sizes.planted(70, 4); i > 0; --i) {
      const Instant time = working_moment(kSystem, {when, jst(2025, 1, 25)}, plan.random);
      plan.add(kSystem, confirmed(time, mover, plan.supply.random_competitor(time, plan.random),
                                  Label::kMovedNol));
    }
  }
}

void plan_unregistered_terminal(Plan& plan) {
  const Worker owner = plan.cast.take_staff(1).front();
  plan.cast.staff_at_work(owner, {});
  const TerminalId stray = plan.world.unregistered_terminal("SJN-T99017");
  for (int i = 0; i < 9; ++i) {
    const Instant time =
        working_moment(kSystem, {jst(2024, 12, 2), jst(2024, 12, 14)}, plan.random);
    plan.add(kSystem, {.time = time,
                       .account = owner.account,
                       .terminal = stray,
                       .target = plan.supply.random_competitor(time, plan.random),
                       .viewer = {},
                       .label = Label::kUnregisteredTerminal,
                       .certainty = Certainty::kUnknown});
  }
}

void plan_concurrent_posts(Plan& plan) {
  const Instant when = jst(2024, 10, 1);
  const std::vector<Worker> both = plan.cast.take_staff(4);
  for (size_t i = 0; i < both.size(); ++i) {
    plan.cast.staff_at_work(both[i], {kBeginning, when});
    plan.world.assign(both[i].person, i == 3 ? kParent : kRetail, "経営企画", "兼務",
                      {when, kForever});
    for (uint64_t n = plan.sizes.planted(24, 3); n > 0; --n) {
      const Instant time = working_moment(kSystem, {when, year_end()}, plan.random);
      plan.add(kSystem, confirmed(time, both[i], plan.supply.random_competitor(time, plan.random),
                                  Label::kConcurrentPost));
    }
  }
}

}  // namespace

void plan_contract_desk(Plan& plan) {
  plan_never_closed(plan);
  plan_moved(plan);
  plan_unregistered_terminal(plan);
  plan_concurrent_posts(plan);
}

Accusation plan_accusation(Plan& plan) {
  World& world = plan.world;
  Worker accused = plan.cast.take_retail(1).front();
  const Period secondment{jst(2024, 10, 1), jst(2024, 11, 1)};
  // As the affiliate's list of assignments has it, which was drawn before the order was entered.
  for (const Assignment& post : world.assignments) {
    if (post.person == accused.person) world.superseded.push_back(post);
  }
  const Assignment home = world.superseded.front();
  world.end_posts(accused.person, secondment.from);
  world.assign(accused.person, kRetail, home.department, "原籍", secondment);
  world.assign(accused.person, kGrid, "託送契約", "出向", secondment);
  world.assign(accused.person, kRetail, home.department, "本務", {secondment.until, kForever});

  accused.account = world.account_name("g70815");
  world.issue(kSystem, accused.account, "personal", accused.person, secondment);
  Accusation accusation{.person = accused.person,
                        .account = accused.account,
                        .terminal = accused.terminal,
                        .loan_approval = world.approval(),
                        .entitlement_approval = {}};
  accusation.entitlement_approval = world.entitle(kSystem, accused.account, "照会", secondment);
  // Their own terminal goes with them, lent by the retailer until the grid has one to spare.
  world.loans.push_back({accused.terminal, kGrid, accusation.loan_approval, secondment});

  const Period first_day{secondment.from, shifted(secondment.from, kMicrosPerDay)};
  for (int i = 0; i < 41; ++i) {
    const Instant time = working_moment(kSystem, first_day, plan.random);
    const uint32_t target = i < 2 ? kNoTarget : plan.supply.random_competitor(time, plan.random);
    plan.add(kSystem, confirmed(time, accused, target, Label::kWithdrawn));
  }
  return accusation;
}

}  // namespace sekisho::demo::demo
