#include "demo/supply.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "demo/calendar.h"
#include "demo/names.h"

namespace sekisho::demo::demo {
namespace {

constexpr uint32_t kPoints = 8000;

TEST(DemoSupply, NumbersAreDistinctAndHave22Digits) {
  std::set<std::string> numbers;
  for (uint32_t point = 0; point < 240'000; point += 7) {
    std::string number;
    Supply::append_number(point, number);
    EXPECT_EQ(number.size(), 22U);
    EXPECT_EQ(number.find_first_not_of("0123456789"), std::string::npos);
    numbers.insert(number);
  }
  EXPECT_EQ(numbers.size(), 34'286U);
}

// What the logs say of a point must be what the register says of it.
TEST(DemoSupply, RowsAgreeWithTheAnswers) {
  const Supply supply(3, kPoints);
  uint32_t changes = 0;
  for (uint32_t point = 0; point < supply.size(); ++point) {
    const Instant change = supply.change_of(point);
    changes += change == kForever ? 0 : 1;
    for (const Instant time :
         {year_begin(), shifted(change, -1), change, shifted(year_end(), -1)}) {
      if (time == kForever) continue;
      Retailer retailer = kNoRetailer;
      for (const Supply::Row& row : supply.rows_of(point)) {
        if (!row.period.contains(time)) continue;
        EXPECT_EQ(retailer, kNoRetailer) << "two rows at once";
        retailer = row.retailer;
        EXPECT_EQ(row.customer, supply.customer_at(point, time));
      }
      EXPECT_EQ(retailer, supply.retailer_at(point, time));
    }
  }
  EXPECT_NEAR(changes, kPoints * 0.05, 130);
}

TEST(DemoSupply, EveryRetailerHasACustomer) {
  const Supply supply(3, kPoints);
  std::set<Retailer> seen;
  for (uint32_t point = 0; point < supply.size(); ++point) {
    seen.insert(supply.retailer_at(point, year_begin()));
  }
  EXPECT_EQ(seen.size(), kRetailerCount + 1);
}

TEST(DemoSupply, PicksByTheSupplierOfTheMoment) {
  const Supply supply(4, kPoints);
  Random random(4);
  const Instant time = jst(2024, 12, 1);
  for (int i = 0; i < 500; ++i) {
    EXPECT_EQ(supply.retailer_at(supply.random_own(time, random), time), kOwnRetailer);
    const Retailer other = supply.retailer_at(supply.random_competitor(time, random), time);
    EXPECT_NE(other, kOwnRetailer);
    EXPECT_NE(other, kNoRetailer);
  }
  const Period period{jst(2024, 6, 1), jst(2024, 9, 1)};
  const std::vector<uint32_t> leaving = supply.leaving_own(period);
  ASSERT_FALSE(leaving.empty());
  for (const uint32_t point : leaving) {
    const Instant change = supply.change_of(point);
    EXPECT_TRUE(period.contains(change));
    EXPECT_EQ(supply.retailer_at(point, shifted(change, -1)), kOwnRetailer);
    EXPECT_NE(supply.retailer_at(point, change), kOwnRetailer);
  }
}

}  // namespace
}  // namespace sekisho::demo::demo
