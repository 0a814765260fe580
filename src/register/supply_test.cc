#include "register/supply.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "register/supply_point.h"

namespace sekisho::reg {
namespace {

struct Entry {
  std::string key;
  std::string customer;
  uint32_t retailer;
  int64_t from, until;
};

SupplyContract contract(const Entry& entry) {
  return {.retailer = EntityId(entry.retailer),
          .customer = 0,
          .period = {Instant{entry.from}, Instant{entry.until}},
          .applied = kForever};
}

SupplyContracts sealed(const std::vector<Entry>& entries) {
  SupplyContracts out;
  uint32_t line = 1;
  for (const Entry& entry : entries) {
    EXPECT_TRUE(out.add(entry.key, entry.customer, contract(entry), {0, line++}));
  }
  out.seal();
  return out;
}

// A few keys, so that they repeat: supply points that differ in one digit at either end, and
// facility IDs.
std::string key_number(int n) {
  if (n % 5 == 4) return "A" + std::to_string(n) + "K41";
  std::string out = "0900000000000000000000";
  out[n % 2 == 0 ? 21 : 2] = static_cast<char>('0' + n % 10);
  out[10] = static_cast<char>('0' + n / 10 % 10);
  return out;
}

rc::Gen<std::vector<Entry>> entries() {
  return rc::gen::container<std::vector<Entry>>(rc::gen::map(
      rc::gen::tuple(rc::gen::inRange(0, 100), rc::gen::inRange(0, 7), rc::gen::inRange(0, 5),
                     rc::gen::inRange(-20, 20), rc::gen::inRange(-20, 20)),
      [](const auto& t) {
        const auto& [key, customer, retailer, from, until] = t;
        return Entry{key_number(key), std::to_string(customer), static_cast<uint32_t>(retailer),
                     from, until};
      }));
}

RC_GTEST_PROP(SupplyContracts, AgreesWithAPlainMap, ()) {
  const std::vector<Entry> all = *entries();
  std::map<std::string, std::vector<std::tuple<int64_t, int64_t, uint32_t, uint32_t, std::string>>>
      plain;
  for (uint32_t i = 0; i < all.size(); ++i) {
    const Entry& e = all[i];
    plain[e.key].emplace_back(e.from, e.until, i + 1, e.retailer, e.customer);
  }
  for (auto& [key, rows] : plain) std::ranges::sort(rows);
  const SupplyContracts supply = sealed(all);
  RC_ASSERT(supply.rows() == all.size());
  RC_ASSERT(supply.points() == plain.size());
  for (int n = 0; n < 100; ++n) {
    const std::string key = key_number(n);
    const auto found = plain.find(key);
    const auto history = supply.history(key);
    RC_ASSERT(history.size() == (found == plain.end() ? 0 : found->second.size()));
    if (found == plain.end()) continue;
    for (size_t i = 0; i < history.size(); ++i) {
      const auto& [from, until, line, retailer, customer] = found->second[i];
      RC_ASSERT(history[i].period == (Period{Instant{from}, Instant{until}}));
      RC_ASSERT(history[i].retailer == EntityId(retailer));
      RC_ASSERT(supply.customer(history[i].customer) == customer);
      RC_ASSERT(supply.origin(history[i]) == (Origin{0, line}));
    }
    for (int64_t t = -21; t <= 21; ++t) {
      const SupplyContract* expected = nullptr;
      for (const SupplyContract& row : history) {
        if (row.period.contains(Instant{t})) expected = &row;
      }
      RC_ASSERT(supply.at(key, Instant{t}) == expected);
    }
  }
}

RC_GTEST_PROP(SupplyContracts, VisitsEveryPointOnceInTheOrderOfFirstSight, ()) {
  const std::vector<Entry> all = *entries();
  const SupplyContracts supply = sealed(all);
  std::vector<std::string> seen;
  size_t rows = 0;
  supply.for_each([&](std::string_view key, std::span<const SupplyContract> history) {
    seen.emplace_back(key);
    rows += history.size();
    RC_ASSERT(history.data() == supply.history(key).data());
  });
  std::vector<std::string> expected;
  for (const Entry& e : all) {
    if (std::ranges::find(expected, e.key) == expected.end()) expected.push_back(e.key);
  }
  RC_ASSERT(seen == expected);
  RC_ASSERT(rows == all.size());
}

TEST(SupplyContracts, HoldsManyPointsInLittleMemory) {
  SupplyContracts supply;
  constexpr uint32_t kPoints = 200'000;
  for (uint32_t i = 0; i < kPoints; ++i) {
    const std::string digits = std::to_string(10'000'000 + i);
    ASSERT_TRUE(supply.add("09000000000000" + digits, digits,
                           {.retailer = EntityId(i % 400), .customer = 0, .period = {}}, {0, i}));
  }
  supply.seal();
  EXPECT_EQ(supply.points(), kPoints);
  EXPECT_EQ(supply.customers(), kPoints);
  EXPECT_LT(supply.bytes(), kPoints * 110u);
  EXPECT_EQ(supply.at("0900000000000010000123", Instant{0})->retailer, EntityId(123));
  EXPECT_EQ(supply.at("0900000000000010200000", Instant{0}), nullptr);
}

TEST(SupplyContracts, FindsAHyphenatedKeyAndNothingForStrangers) {
  const SupplyContracts supply = sealed({{"0912345678901234567890", "c", 1, 0, 10}});
  EXPECT_EQ(supply.history("09-1234-5678-9012-3456-7890").size(), 1u);
  EXPECT_TRUE(supply.history("").empty());
  EXPECT_TRUE(supply.history("091234567890123456789").empty());
  EXPECT_TRUE(supply.history("0912345678901234567891").empty());
}

TEST(SupplyContracts, IsEmptyBeforeAnythingIsAdded) {
  const SupplyContracts supply;
  EXPECT_TRUE(supply.history("0912345678901234567890").empty());
  EXPECT_EQ(supply.at("x", Instant{0}), nullptr);
  EXPECT_EQ(supply.customer(0), "");
}

TEST(SupplyPoint, FoldsWidthHyphensAndSpaces) {
  std::string out;
  for (const char* text : {"0912345678901234567890", "09-1234-5678-9012-3456-7890",
                           "０９１２３４５６７８９０１２３４５６７８９０",
                           "09－1234－5678－9012－3456－7890", "09 1234 5678 9012 3456 7890"}) {
    EXPECT_EQ(canonical_supply_point(text, out), SupplyPointProblem::kNone) << text;
    EXPECT_EQ(out, "0912345678901234567890");
  }
}

TEST(SupplyPoint, AcceptsTheTenAreasOnly) {
  std::string out;
  for (int area = 0; area < 100; ++area) {
    const std::string text = std::string(1, static_cast<char>('0' + area / 10)) +
                             static_cast<char>('0' + area % 10) + "12345678901234567890";
    EXPECT_EQ(canonical_supply_point(text, out) == SupplyPointProblem::kNone,
              area >= 1 && area <= 10)
        << text;
  }
}

TEST(SupplyPoint, SaysWhatIsWrong) {
  std::string out;
  EXPECT_EQ(canonical_supply_point("9.01E+20", out), SupplyPointProblem::kSpreadsheet);
  EXPECT_EQ(canonical_supply_point("9E+20", out), SupplyPointProblem::kSpreadsheet);
  EXPECT_EQ(canonical_supply_point("９．０１Ｅ＋２０", out), SupplyPointProblem::kSpreadsheet);
  EXPECT_EQ(canonical_supply_point("912345678901234567890", out), SupplyPointProblem::kLength);
  EXPECT_EQ(canonical_supply_point("09123456789012345678901", out), SupplyPointProblem::kLength);
  EXPECT_EQ(canonical_supply_point("A012345K41", out), SupplyPointProblem::kNotDigits);
  EXPECT_EQ(canonical_supply_point("", out), SupplyPointProblem::kNotDigits);
  EXPECT_EQ(canonical_supply_point("9.E+20", out), SupplyPointProblem::kNotDigits);
  EXPECT_FALSE(supply_point_error(SupplyPointProblem::kSpreadsheet, "9.01E+20").help.empty());
}

}  // namespace
}  // namespace sekisho::reg
