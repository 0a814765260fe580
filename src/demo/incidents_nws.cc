#include <fmt/format.h>

#include <utility>

#include "demo/incidents.h"

namespace sekisho::demo::demo {
namespace {

constexpr Source kSystem = Source::kNws;

struct Look {
  AccountId account;
  TerminalId terminal;
  PersonId viewer;
  Certainty certainty;
  Label label;
};

// One look at a competitor's customer at some working moment of `window`.
void plan_look(Plan& plan, const Look& look, Instant time) {
  plan.add(kSystem, {.time = time,
                     .account = look.account,
                     .terminal = look.terminal,
                     .target = plan.supply.random_competitor(time, plan.random),
                     .viewer = look.viewer,
                     .label = look.label,
                     .certainty = look.certainty,
                     .refused = info_of(look.label).verdict == Verdict::kAttempt});
}

void plan_looks(Plan& plan, const Look& look, Period window, uint64_t count) {
  for (; count > 0; --count) plan_look(plan, look, working_moment(kSystem, window, plan.random));
}

void plan_permitted(Plan& plan, AccountId account, TerminalId terminal, Period window,
                    uint64_t count) {
  for (; count > 0; --count) {
    plan.add(kSystem, {.time = working_moment(kSystem, window, plan.random),
                       .account = account,
                       .terminal = terminal,
                       .target = plan.supply.random_point(plan.random)});
  }
}

// At a counter terminal without a custodian only the roster tells who it may have been: nobody can
// say where two were on duty, or none.
void plan_counter(Plan& plan, AccountId lent) {
  const std::vector<Worker> staff = plan.cast.take_retail(5);
  const TerminalId counter = plan.world.terminal(kRetail, Place::kShop, {});
  const auto clock = [](int day, int hour, int minute) {
    return shifted(jst(2024, 9, 2, hour, minute), day * kMicrosPerDay);
  };
  for (int day = 0; day < 96; ++day) {
    const size_t turn = static_cast<size_t>(day) % staff.size();
    const PersonId morning = staff[turn].person;
    const PersonId afternoon = staff[(turn + 1) % staff.size()].person;
    plan.world.rosters.push_back({counter, morning, {clock(day, 8, 30), clock(day, 13, 0)}});
    plan.world.rosters.push_back({counter, afternoon, {clock(day, 12, 15), clock(day, 17, 45)}});
    if (day % 4 != 0) continue;
    const Look look{lent, counter, {}, Certainty::kUnknown, Label::kLentIdCounter};
    Look by_one = look;
    by_one.certainty = Certainty::kPresumed;
    by_one.viewer = morning;
    plan_look(plan, by_one, clock(day, 9, static_cast<int>(plan.random.below(60))));
    plan_look(plan, look, clock(day, 12, 15 + static_cast<int>(plan.random.below(45))));
    by_one.viewer = afternoon;
    plan_look(plan, by_one, clock(day, 13, static_cast<int>(plan.random.below(60))));
    if (day % 8 == 0) plan_look(plan, look, clock(day, 17, 45));
  }
}

void plan_lent_ids(Plan& plan) {
  const std::vector<Worker> givers = plan.cast.take_staff(7);
  const std::vector<Worker> takers = plan.cast.take_retail(12);
  // Three takers work behind addresses that were a T&D terminal's until November.
  const Instant readdressed = jst(2024, 11, 1);
  const std::vector<Worker> former = plan.cast.take_staff(3);
  for (size_t i = 0; i < former.size(); ++i) {
    plan.world.move_address(former[i].terminal, takers[i].terminal, readdressed);
    plan.cast.at_work(Source::kNol, former[i], {});
    plan.cast.at_work(kSystem, former[i], {kBeginning, readdressed});
  }
  for (const Worker& giver : givers) plan.cast.staff_at_work(giver, {});
  const Period window{jst(2024, 6, 3), jst(2025, 2, 8)};
  for (size_t i = 0; i < takers.size(); ++i) {
    Look look{givers[i % givers.size()].account, takers[i].terminal, takers[i].person,
              Certainty::kPresumed, Label::kLentId};
    plan_looks(plan, look, window, plan.sizes.planted(20 + plan.random.below(60), 2));
    look.label = Label::kLentIdDenied;
    if (i % 4 == 0) plan_looks(plan, look, window, 3);
  }
  plan_counter(plan, givers.front().account);
}

void plan_moved(Plan& plan) {
  const Instant when = jst(2024, 7, 1);
  for (const Worker& mover : plan.cast.take_staff(3)) {
    plan.cast.staff_at_work(mover, {kBeginning, when});
    plan.world.end_posts(mover.person, when);
    plan.world.assign(mover.person, kRetail, "営業", "本務", {when, kForever});
    plan.world.retire(mover.terminal, when);
    const TerminalId desk =
        plan.world.terminal(kRetail, Place::kShopHead, mover.person, {when, kForever});
    plan_looks(plan, {mover.account, desk, mover.person, Certainty::kConfirmed, Label::kMovedNws},
               {when, jst(2025, 2, 8)}, plan.sizes.planted(45, 4));
  }
}

void plan_contractors(Plan& plan) {
  World& world = plan.world;
  const Period window{jst(2024, 5, 7), jst(2025, 2, 8)};
  // On the grid's staff list, but at a desk of the firm's other principal.
  for (const Worker& worker : plan.cast.take_field(3)) {
    plan.cast.at_work(kSystem, worker, {});
    const TerminalId desk = world.terminal(kRetail, Place::kShop, worker.person);
    plan_looks(plan,
               {worker.account, desk, worker.person, Certainty::kConfirmed, Label::kOtherPrincipal},
               window, plan.sizes.planted(55, 4));
  }
  // Of the same firm, but on the retailer's staff list only; and one of the call centre's.
  const auto with_account = [&](Worker worker, std::string_view name) {
    worker.account = world.account_name(std::string(name));
    world.issue(kSystem, worker.account, "personal", worker.person, {jst(2023, 4, 1), kForever});
    world.entitle(kSystem, worker.account, "設定", {jst(2023, 4, 1), kForever});
    plan_looks(plan,
               {worker.account, worker.terminal, worker.person, Certainty::kConfirmed,
                Label::kNotOnStaffList},
               window, plan.sizes.planted(40, 4));
  };
  for (const std::string_view name : {"w9001", "w9002"}) {
    const PersonId person = world.hire(kFieldWorks, "営業支援");
    world.contract_staff.push_back({"OC-103", person, {jst(2021, 10, 1), kForever}});
    with_account({person, {}, world.terminal(kFieldWorks, Place::kRoom, person)}, name);
  }
  const Worker on_calls = plan.cast.take_operators(1).front();
  plan.cast.at_work(Source::kCc, on_calls, {});
  with_account(on_calls, "w9003");
}

void plan_loans(Plan& plan) {
  World& world = plan.world;
  const Instant due = jst(2024, 12, 1);
  const std::vector<Worker> chiefs = plan.cast.take_staff(6);
  const std::vector<Worker> borrowers = plan.cast.take_settings(6);
  for (size_t i = 0; i < chiefs.size(); ++i) {
    const bool late = i < 2;
    plan.cast.staff_at_work(chiefs[i], {});
    plan.cast.at_work(kSystem, borrowers[i], {});
    const TerminalId lent = world.terminal(kGrid, Place::kRoom, chiefs[i].person);
    const Period loan{jst(2022, 4, 1), late ? due : kForever};
    world.loans.push_back({lent, kSettings, world.approval(), loan});
    world.add_regular(kSystem, {borrowers[i].account, borrowers[i].person, lent, loan});
    if (!late) continue;
    plan_looks(
        plan,
        {borrowers[i].account, lent, borrowers[i].person, Certainty::kPresumed, Label::kLoanOver},
        {due, jst(2025, 1, 25)}, plan.sizes.planted(30, 3));
  }
}

// The generator's people under a contract with the T&D company: permitted for as long as it lasts.
// Nobody closed their accounts when it ended.
void plan_affiliate_contract(Plan& plan) {
  World& world = plan.world;
  const Period contract{jst(2023, 10, 1), jst(2024, 10, 1)};
  std::vector<Worker> crew = plan.cast.take_generation(3);
  for (size_t i = 0; i < crew.size(); ++i) {
    crew[i].account = world.account_name(fmt::format("gen{:02}", i + 1));
    world.issue(kSystem, crew[i].account, "personal", crew[i].person, {contract.from, kForever});
    world.entitle(kSystem, crew[i].account, "設定", {contract.from, kForever});
    world.contract_staff.push_back({"OC-105", crew[i].person, {contract.from, kForever}});
    plan_permitted(plan, crew[i].account, crew[i].terminal, {year_begin(), contract.until},
                   plan.sizes.planted(120, 3));
    plan_looks(plan,
               {crew[i].account, crew[i].terminal, crew[i].person, Certainty::kConfirmed,
                Label::kContractEnded},
               {contract.until, jst(2025, 2, 8)}, plan.sizes.planted(25, 3));
  }
}

}  // namespace

void plan_settings(Plan& plan) {
  plan_lent_ids(plan);
  plan_moved(plan);
  plan_contractors(plan);
  plan_loans(plan);
  plan_affiliate_contract(plan);
}

}  // namespace sekisho::demo::demo
