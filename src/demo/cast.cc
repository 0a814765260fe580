#include "demo/cast.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"

namespace sekisho::demo::demo {
namespace {

// Workers that incidents take: never fewer are made, however small the demo.
constexpr uint32_t kStaffLeast = 140;
constexpr uint32_t kRetailLeast = 120;
constexpr uint32_t kGenerationCount = 16;
constexpr uint64_t kPlantedUpToAccesses = 4'000'000;

constexpr std::array<std::string_view, 5> kDepartments{"託送契約", "配電計画", "系統運用",
                                                       "検針管理", "電力契約"};
constexpr std::array<Place, 4> kOffices{Place::kHead, Place::kEast, Place::kWest, Place::kIsland};

std::vector<Worker> take(std::vector<Worker>& from, size_t count) {
  SEKISHO_INVARIANT(from.size() >= count);
  std::vector<Worker> taken(from.end() - static_cast<ptrdiff_t>(count), from.end());
  from.resize(from.size() - count);
  std::reverse(taken.begin(), taken.end());
  return taken;
}

uint32_t bounded(uint64_t wanted, uint32_t least, uint32_t most) {
  return static_cast<uint32_t>(std::clamp<uint64_t>(wanted, least, most));
}

}  // namespace

Sizes::Sizes(uint64_t wanted)
    : accesses(wanted),
      staff(bounded(wanted / 900, kStaffLeast, 1600)),
      operators(bounded(wanted / 5000, 20, 400)),
      setters(bounded(wanted / 12'000, 24, 120)),
      retail(bounded(wanted / 5000, kRetailLeast, 320)),
      points(bounded(wanted / 5, 6000, 240'000)) {}

uint64_t Sizes::planted(uint64_t per_million, uint64_t least) const {
  const uint64_t scaled = per_million * std::min(accesses, kPlantedUpToAccesses) / 1'000'000;
  return std::max(least, scaled);
}

Cast::Cast(World& world, const Sizes& sizes) : world_(world) {
  world_.outsourcing = {
      {"OC-101", kCallCentre, kGrid, "cc", {jst(2020, 4, 1), kForever}},
      {"OC-102", kFieldWorks, kGrid, "nws", {jst(2021, 4, 1), kForever}},
      {"OC-103", kFieldWorks, kRetail, "", {jst(2021, 10, 1), kForever}},
      {"OC-104", kSettings, kGrid, "nws;nol", {jst(2020, 4, 1), kForever}},
      {"OC-105", kGeneration, kGrid, "nws", {jst(2023, 10, 1), jst(2024, 10, 1)}},
      {"OC-106", EntityId{8}, kGrid, "", {jst(2022, 4, 1), kForever}},
  };
  make_staff(sizes.staff);
  make_operators(sizes.operators);
  make_setters(sizes.setters);
  for (uint32_t i = 0; i < sizes.retail; ++i) {
    const PersonId person = world_.hire(kRetail, i % 4 == 0 ? "企画" : "営業");
    const Place place = i % 3 == 0 ? Place::kShopHead : Place::kShop;
    retail_.push_back({person, {}, world_.terminal(kRetail, place, person)});
  }
  for (uint32_t i = 0; i < kGenerationCount; ++i) {
    const PersonId person = world_.hire(kGeneration, "発電管理");
    generation_.push_back({person, {}, world_.terminal(kGeneration, Place::kPlant, person)});
  }
}

void Cast::make_staff(uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    const PersonId person = world_.hire(kGrid, kDepartments[i % kDepartments.size()]);
    const AccountId account = world_.account_name(fmt::format("g{:05}", 10'000 + i * 3));
    for (const Source source : {Source::kNol, Source::kNws}) {
      world_.issue(source, account, "personal", person, {});
      world_.entitle(source, account, "照会", {});
    }
    const Place office = kOffices[i * 7 % kOffices.size()];
    staff_.push_back({person, account, world_.terminal(kGrid, office, person)});
  }
}

void Cast::make_operators(uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    const PersonId person = world_.hire(kCallCentre, "受付");
    const AccountId account = world_.account_name(fmt::format("op{:04}", i + 1));
    world_.issue(Source::kCc, account, "personal", person, {jst(2020, 4, 1), kForever});
    world_.entitle(Source::kCc, account, "受付", {jst(2020, 4, 1), kForever});
    world_.contract_staff.push_back({"OC-101", person, {jst(2020, 4, 1), kForever}});
    operators_.push_back({person, account, world_.terminal(kCallCentre, Place::kCalls, person)});
  }
}

void Cast::make_setters(uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    const bool field = i % 2 == 0;
    const EntityId company = field ? kFieldWorks : kSettings;
    const PersonId person = world_.hire(company, "設定作業");
    const AccountId account = world_.account_name(fmt::format("w{:04}", 100 + i));
    const Period period{jst(2021, 4, 1), kForever};
    world_.issue(Source::kNws, account, "personal", person, period);
    world_.entitle(Source::kNws, account, "設定", period);
    world_.contract_staff.push_back({field ? "OC-102" : "OC-104", person, period});
    (field ? field_ : settings_)
        .push_back({person, account, world_.terminal(company, Place::kRoom, person)});
  }
}

std::vector<Worker> Cast::take_staff(size_t count) {
  return take(staff_, count);
}
std::vector<Worker> Cast::take_retail(size_t count) {
  return take(retail_, count);
}
std::vector<Worker> Cast::take_generation(size_t count) {
  return take(generation_, count);
}
std::vector<Worker> Cast::take_field(size_t count) {
  return take(field_, count);
}
std::vector<Worker> Cast::take_settings(size_t count) {
  return take(settings_, count);
}
std::vector<Worker> Cast::take_operators(size_t count) {
  return take(operators_, count);
}

void Cast::at_work(Source source, const Worker& worker, Period period) {
  world_.add_regular(source, {worker.account, worker.person, worker.terminal, period});
}

void Cast::staff_at_work(const Worker& worker, Period period) {
  at_work(Source::kNol, worker, period);
  at_work(Source::kNws, worker, period);
}

void Cast::rest_at_work() {
  for (const Worker& worker : staff_) staff_at_work(worker, {});
  for (const std::vector<Worker>* group : {&field_, &settings_}) {
    for (const Worker& worker : *group) at_work(Source::kNws, worker, {});
  }
  for (const Worker& worker : operators_) at_work(Source::kCc, worker, {});
}

}  // namespace sekisho::demo::demo
