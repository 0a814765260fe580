#include "demo/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "demo/names.h"

namespace sekisho::demo::demo {
namespace {

constexpr uint64_t kStream = 0x1001;

std::vector<Entity> companies() {
  std::vector<Entity> entities{
      {"SJN", "汐路送配電株式会社(架空)", "tdso", "SJH"},
      {"SJR", "汐路リテール株式会社", "affiliate", "SJH"},
      {"SJG", "汐路発電株式会社", "affiliate", "SJH"},
      {"SJH", "汐路ホールディングス株式会社", "affiliate", ""},
      {"RGA", "再エネ登録庁(架空)", "agency", ""},
      {"W01", "汐路コンタクト株式会社", "contractor", "SJH"},
      {"W02", "浜風フィールドワークス株式会社", "contractor", ""},
      {"W03", "潮見計装エンジ株式会社", "contractor", ""},
      {"W04", "沖ノ森ビルケア株式会社", "contractor", ""},
  };
  for (size_t i = 0; i < kRetailerCount; ++i) {
    entities.push_back({fmt::format("E{:03}", i + 1), retailer_name(i), "retailer", ""});
  }
  return entities;
}

// In Place's order.
std::vector<Site> places() {
  return {{"ST-HQ", "送配電本社", kGrid, "tdso"},
          {"ST-E", "東浜配電センター", kGrid, "tdso"},
          {"ST-W", "西浜配電センター", kGrid, "tdso"},
          {"ST-I", "離島〜岬〜事業所", kGrid, "tdso"},
          {"ST-CC", "お客さま受付センター", kCallCentre, "contractor"},
          {"ST-RS", "リテール中央営業所", kRetail, "affiliate"},
          {"ST-RH", "リテール本社", kRetail, "affiliate"},
          {"ST-G", "第一発電所", kGeneration, "affiliate"},
          {"ST-H", "ホールディングス本社", kParent, "affiliate"},
          {"ST-W2", "委託先作業室", kFieldWorks, "contractor"}};
}

}  // namespace

std::string dotted(uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24, (address >> 16) & 255, (address >> 8) & 255,
                     address & 255);
}

Instant long_ago() {
  static const Instant moment = jst(2019, 6, 1);
  return moment;
}

World::World(uint64_t seed) : entities(companies()), sites(places()), random_(seed, kStream) {}

PersonId World::hire(EntityId entity, std::string_view department, Period period) {
  const PersonId person(static_cast<uint32_t>(people.size()));
  PersonName name = random_person_name(random_);
  people.push_back({fmt::format("E{:06}", 100'000 + people.size() * 7), std::move(name.name),
                    std::move(name.kana)});
  if (period.from == kBeginning) {
    // Somewhere in the years before, so that all eras occur; in 2019 on the new era's first day.
    const int year = 2001 + static_cast<int>(random_.below(19));
    period.from = year == 2019 ? jst(2019, 5, 1) : jst(year, random_.chance(1, 5) ? 7 : 4, 1);
  }
  assign(person, entity, department, "本務", period);
  return person;
}

void World::assign(PersonId person, EntityId entity, std::string_view department,
                   std::string_view kind, Period period) {
  assignments.push_back({person, entity, department, kind, period});
}

void World::end_posts(PersonId person, Instant when) {
  for (Assignment& post : assignments) {
    if (post.person == person && post.period.contains(when)) post.period.until = when;
  }
}

AccountId World::account_name(std::string name) {
  account_names.push_back(std::move(name));
  return AccountId(static_cast<uint32_t>(account_names.size() - 1));
}

void World::issue(Source source, AccountId account, std::string_view kind, PersonId holder,
                  Period period) {
  if (period.from == kBeginning) period.from = long_ago();
  accounts.push_back({source, account, kind, holder, period});
}

std::string World::approval() {
  return fmt::format("KESSAI-{:07}", random_.below(10'000'000));
}

std::string World::entitle(Source source, AccountId account, std::string_view role, Period period) {
  if (period.from == kBeginning) period.from = long_ago();
  entitlements.push_back({source, account, role, period, approval()});
  return entitlements.back().basis;
}

uint32_t World::next_address() {
  const auto number = static_cast<uint32_t>(addresses.size());
  return (10U << 24) | ((64 + number / 50'000) << 16) | ((number / 200 % 250) << 8) |
         (number % 200 + 11);
}

TerminalId World::terminal(EntityId entity, Place place, PersonId custodian, Period period) {
  const TerminalId terminal(static_cast<uint32_t>(terminal_codes.size()));
  if (period.from == kBeginning) period.from = long_ago();
  terminal_codes.push_back(
      fmt::format("{}-T{:05}", entities[entity.value].code, terminal_codes.size() + 1));
  terminals.push_back({terminal, entity, SiteId(static_cast<uint32_t>(place)), custodian, period});
  addresses_of_.push_back({static_cast<uint32_t>(addresses.size())});
  addresses.push_back({next_address(), terminal, {period.from, kForever}});
  return terminal;
}

TerminalId World::unregistered_terminal(std::string code) {
  terminal_codes.push_back(std::move(code));
  addresses_of_.emplace_back();
  return TerminalId(static_cast<uint32_t>(terminal_codes.size() - 1));
}

void World::retire(TerminalId terminal, Instant when) {
  for (TerminalRow& row : terminals) {
    if (row.terminal == terminal && row.period.contains(when)) row.period.until = when;
  }
}

void World::move_address(TerminalId from, TerminalId to, Instant when) {
  for (const TerminalId ending : {from, to}) {
    for (const uint32_t row : addresses_of_[ending.value]) {
      if (addresses[row].period.contains(when)) addresses[row].period.until = when;
    }
  }
  const uint32_t address = addresses[addresses_of_[from.value].back()].address;
  addresses_of_[to.value].push_back(static_cast<uint32_t>(addresses.size()));
  addresses.push_back({address, to, {when, kForever}});
}

void World::double_address(TerminalId terminal, TerminalId other, Period period) {
  const uint32_t address = addresses[addresses_of_[terminal.value].back()].address;
  addresses.push_back({address, other, period});
}

uint32_t World::address_of(TerminalId terminal, Instant time) const {
  for (const uint32_t row : addresses_of_[terminal.value]) {
    if (addresses[row].period.contains(time)) return addresses[row].address;
  }
  return 0;
}

std::string_view World::retailer_code(uint16_t retailer) const {
  constexpr size_t kFirstRetailer = 9;  // behind the group, the agency and the contractors
  return retailer == 0 ? entities[kRetail.value].code
                       : entities[kFirstRetailer + retailer - 1].code;
}

void World::add_regular(Source source, Actor actor) {
  if (actor.active.from < year_begin()) actor.active.from = year_begin();
  if (actor.active.until > year_end()) actor.active.until = year_end();
  if (!actor.active.empty()) regulars[static_cast<size_t>(source)].push_back(actor);
}

}  // namespace sekisho::demo::demo
