#include <fmt/format.h>

#include "demo/incidents.h"

namespace sekisho::demo::demo {
namespace {

// Account names that were issued again to somebody else, a day after the first holder gave them up.
void plan_reissued_names(Plan& plan) {
  World& world = plan.world;
  const Instant given_up = jst(2024, 7, 1);
  const Period again{shifted(given_up, kMicrosPerDay), kForever};
  for (const Worker& old : plan.cast.take_staff(9)) {
    plan.cast.staff_at_work(old, {kBeginning, given_up});
    for (AccountRow& row : world.accounts) {
      if (row.account == old.account) row.period.until = given_up;
    }
    for (EntitlementRow& row : world.entitlements) {
      if (row.account == old.account) row.period.until = given_up;
    }
    Worker next{world.hire(kGrid, "検針管理", {given_up, kForever}), old.account, {}};
    next.terminal = world.terminal(kGrid, Place::kEast, next.person, {given_up, kForever});
    for (const Source source : {Source::kNol, Source::kNws}) {
      world.issue(source, next.account, "personal", next.person, again);
      world.entitle(source, next.account, "照会", again);
    }
    plan.cast.staff_at_work(next, again);
  }
}

// From the retailer to the T&D company: its staff from that day on, whatever their home company.
void plan_arrivals(Plan& plan) {
  World& world = plan.world;
  const Instant when = jst(2024, 7, 1);
  const std::vector<Worker> arrivals = plan.cast.take_retail(7);
  for (size_t i = 0; i < arrivals.size(); ++i) {
    Worker worker = arrivals[i];
    const bool seconded = i % 2 == 0;
    world.end_posts(worker.person, when);
    if (seconded) world.assign(worker.person, kRetail, "営業", "原籍", {when, kForever});
    world.assign(worker.person, kGrid, "配電計画", seconded ? "出向" : "本務", {when, kForever});
    worker.account = world.account_name(fmt::format("g8{:04}", i));
    worker.terminal = world.terminal(kGrid, Place::kWest, worker.person, {when, kForever});
    for (const Source source : {Source::kNol, Source::kNws}) {
      world.issue(source, worker.account, "personal", worker.person, {when, kForever});
      world.entitle(source, worker.account, "照会", {when, kForever});
    }
    plan.cast.staff_at_work(worker, {when, kForever});
  }
}

// The terminals of a control room have no custodian; staff use their own accounts there.
void plan_control_room(Plan& plan) {
  World& world = plan.world;
  const std::vector<Worker> shift = plan.cast.take_staff(12);
  for (size_t i = 0; i < 3; ++i) {
    const TerminalId shared = world.terminal(kGrid, Place::kHead, {});
    for (size_t n = i; n < shift.size(); n += 3) {
      const Worker at_shared{shift[n].person, shift[n].account, shared};
      plan.cast.staff_at_work(at_shared, {});
      plan.cast.staff_at_work(shift[n], {});
    }
  }
}

}  // namespace

void plan_quiet_changes(Plan& plan) {
  plan_reissued_names(plan);
  plan_arrivals(plan);
  plan_control_room(plan);
}

void plan_contradictions(Plan& plan) {
  World& world = plan.world;
  const std::vector<Worker> staff = plan.cast.take_staff(5);
  const std::vector<Worker> retail = plan.cast.take_retail(2);

  // An account with two holders at once: permitted if it was the one, a violation if the other.
  const Period both{jst(2024, 9, 2), jst(2024, 12, 1)};
  world.issue(Source::kNol, staff[0].account, "personal", retail[0].person, both);
  plan.cast.at_work(Source::kNws, staff[0], {});
  plan.cast.at_work(Source::kNol, staff[0], {kBeginning, both.from});
  plan.cast.at_work(Source::kNol, staff[0], {both.until, kForever});
  for (uint64_t i = plan.sizes.planted(50, 5); i > 0; --i) {
    const Instant time = working_moment(Source::kNol, both, plan.random);
    plan.add(Source::kNol, {.time = time,
                            .account = staff[0].account,
                            .terminal = staff[0].terminal,
                            .target = plan.supply.random_competitor(time, plan.random),
                            .viewer = {},
                            .label = Label::kUndeterminedHolder});
  }
  // The same with two who might both: whoever it was, it was permitted.
  world.issue(Source::kNol, staff[1].account, "personal", staff[2].person,
              {jst(2024, 5, 1), jst(2024, 8, 1)});
  plan.cast.staff_at_work(staff[1], {});
  plan.cast.staff_at_work(staff[2], {});

  // An address that two terminals have at once.
  const Period twice{jst(2025, 1, 8), jst(2025, 2, 15)};
  world.double_address(staff[3].terminal, retail[1].terminal, twice);
  plan.cast.at_work(Source::kNol, staff[3], {});
  plan.cast.at_work(Source::kNws, staff[3], {kBeginning, twice.from});
  plan.cast.at_work(Source::kNws, staff[3], {twice.until, kForever});
  for (uint64_t i = plan.sizes.planted(30, 4); i > 0; --i) {
    const Instant time = working_moment(Source::kNws, twice, plan.random);
    plan.add(Source::kNws, {.time = time,
                            .account = staff[3].account,
                            .terminal = staff[3].terminal,
                            .target = plan.supply.random_competitor(time, plan.random),
                            .viewer = {},
                            .label = Label::kUndeterminedAddress});
  }

  // A terminal in two places: whichever it is, the same company's.
  plan.cast.staff_at_work(staff[4], {});
  world.terminals.push_back({staff[4].terminal,
                             kGrid,
                             SiteId(static_cast<uint32_t>(Place::kIsland)),
                             staff[4].person,
                             {jst(2023, 4, 1), kForever}});

  // Rows that no access depends on: a period that ends before it starts, an entity that no
  // register declares, a person without an employer.
  world.issue(Source::kNol, world.account_name("g99999"), "personal", retail[0].person,
              {jst(2024, 5, 1), jst(2023, 5, 1)});
  const auto unknown = EntityId(static_cast<uint32_t>(world.entities.size()));
  world.entities.push_back({"SJX", "", "", ""});  // without a kind: not written
  world.terminal(unknown, Place::kHead, {});
  world.people.push_back({"E990001", "名無　権兵衛", "ナナシ ゴンベエ"});
}

}  // namespace sekisho::demo::demo
