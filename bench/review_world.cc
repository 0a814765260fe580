#include "review_world.h"

#include <fmt/format.h>

#include <array>

#include "review_layout.h"
#include "text/civil.h"

namespace sekisho::bench {
namespace {

Instant at(int year, int month, int day, int hour = 0) {
  return text::to_instant({.year = year, .month = month, .day = day, .hour = hour}, text::kJst);
}

uint32_t any(Random& random, const Group& group) {
  return group.first + static_cast<uint32_t>(random.below(group.count));
}

// The one of `to` that belongs to `index` of `from`.
uint32_t partner(uint32_t index, const Group& from, const Group& to) {
  return to.first + (index - from.first) % to.count;
}

}  // namespace

World::World(uint64_t seed, uint32_t known_points) : seed_(seed), known_points_(known_points) {
  const auto prefix = [](uint32_t account) {
    if (kShared.has(account)) return 's';
    if (kNeverClosed.has(account)) return 'z';
    if (kHelpers.has(account)) return 'h';
    return account < kContractors.first ? 'k' : 'x';
  };
  for (uint32_t i = 0; i < kAccounts; ++i) {
    account_names_.push_back(fmt::format("{}{:07}", prefix(i), i * 7 % 1'000'003));
  }
  for (uint32_t i = 0; i < kTerminals; ++i) {
    const char* owner = kContractorDesks.has(i) ? "CTR" : kAffiliateDesks.has(i) ? "KEP" : "KTD";
    terminal_names_.push_back(fmt::format("{}-PC-{:06}", owner, i));
  }
  static constexpr int kDisasters[][3] = {{5, 12, 60},  {7, 3, 90},   {9, 4, 66},
                                          {9, 17, 108}, {11, 20, 40}, {12, 22, 72}};
  for (const auto& [month, day, hours] : kDisasters) {
    const Instant from = at(2022, month, day, 6);
    disasters_.push_back({from, shifted(from, hours * 3600 * kMicrosPerSecond)});
  }
}

Period World::year() {
  return {at(2022, 4, 1), at(2023, 4, 1)};
}

bool World::in_disaster(Instant t) const {
  for (const Period& period : disasters_) {
    if (period.contains(t)) return true;
  }
  return false;
}

uint32_t World::desk_of(uint32_t staff) const {
  return kDesks.first + staff % kDesks.count;
}

Look World::ordinary(Random& random, Instant t) const {
  Look look;
  look.point = static_cast<uint32_t>(random.below(kPoints));
  if (random.chance(1, 20)) look.point = Look::kNoPoint;
  look.refused = random.chance(1, 100);
  const uint64_t who = random.below(1000);
  if (who < 60) {
    look.account = any(random, kContractors);
    look.terminal = partner(look.account, kContractors, kContractorDesks);
  } else if (who < 75) {
    look.account = any(random, kShared);
    // The users of a shared account have the desks behind its number.
    look.terminal = desk_of((look.account - kShared.first) * 40 + 1 + random.below(36));
  } else if (who < 80) {
    look.account = any(random, kSecondees);
    look.terminal = desk_of(look.account);
  } else if (who < 90) {
    look.account = any(random, kReissued);
    look.terminal = desk_of(look.account);
  } else if (who < 200 && in_disaster(t)) {
    look.account = any(random, kHelpers);
    look.terminal = partner(look.account, kHelpers, kHelperDesks);
  } else {
    look.account = any(random, kStaff);
    look.terminal = random.chance(85, 100) ? desk_of(look.account)
                    : random.chance(1, 3)  ? any(random, kRooms)
                                           : any(random, kDesks);
  }
  return look;
}

Look World::stray(Random& random, uint64_t kind, Instant t) const {
  Look look;
  look.point = static_cast<uint32_t>(random.below(kPoints));
  if (random.chance(1, 30)) look.point = Look::kNoPoint;
  look.refused = random.chance(1, 20);
  const auto use = [&](uint32_t account, uint32_t terminal) {
    look.account = account;
    look.terminal = terminal;
  };
  const uint32_t staff = any(random, kStaff);
  switch (kind % 14) {
    case 0:
      use(any(random, kRevoked), desk_of(staff));
      break;
    case 1:
      use(staff, any(random, kRetired));
      break;
    case 2:
      use(staff, any(random, kAffiliateDesks));
      break;
    case 3:  // before the move the desk is not theirs either
      use(any(random, kMovers), 0);
      look.terminal = partner(look.account, kMovers, kMoverDesks);
      break;
    case 4:
      use(any(random, kNeverClosed), any(random, kAffiliateDesks));
      break;
    case 5:
      use(any(random, kHelpers), 0);
      look.terminal = partner(look.account, kHelpers, kHelperDesks);
      break;
    case 6:
      use(any(random, kContractors), any(random, kAffiliateDesks));
      break;
    case 7:
      use(any(random, kContractors), 0);
      // One that was lent to their company; half of these loans end in autumn.
      look.terminal = kLent.first + look.account % 12 + 12 * random.below(kLent.count / 12);
      break;
    case 8:
      use(any(random, kShared), desk_of(staff));
      break;
    case 9:
      use(any(random, kConcurrent), desk_of(staff));
      break;
    case 10:
      use(any(random, kLapsed), desk_of(staff));
      break;
    case 11:
      use(any(random, kEndedContracts), any(random, kAffiliateDesks));
      break;
    case 12:
      use(any(random, kUncovered), any(random, kContractorDesks));
      break;
    case 13:
      if (in_disaster(t)) {
        use(any(random, kHelpers), any(random, kHelperDesks));  // another helper's
      } else {
        use(staff, any(random, kCounters));
      }
      break;
  }
  return look;
}

void World::append_point(uint32_t index, std::string& out) const {
  const uint64_t number = uint64_t{index} * 7'919'000'003 % 1'000'000'000'000'000;
  fmt::format_to(std::back_inserter(out), "09{:018}{:02}", number, index % 97);
}

void World::append_customer(uint32_t index, std::string& out) const {
  fmt::format_to(std::back_inserter(out), "{:013}", 7'000'000'000'000 + uint64_t{index} * 1013);
}

}  // namespace sekisho::bench
