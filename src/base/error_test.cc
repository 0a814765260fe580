#include "base/error.h"

#include <gtest/gtest.h>

#include "base/instant.h"

namespace sekisho {
namespace {

TEST(Error, PrintsPlaceMessageAndHelp) {
  const Error error{
      ErrorCode::kBadInput, "`R4.13.1` is not a date", {"people.csv", 3, 7}, "Mend the row."};
  EXPECT_EQ(to_string(error), "people.csv:3:7: `R4.13.1` is not a date\n  help: Mend the row.");
  EXPECT_EQ(to_string(Error{ErrorCode::kIo, "disk full"}), "disk full");
}

TEST(Period, IsHalfOpen) {
  const Period period{{10}, {20}};
  EXPECT_FALSE(period.contains({9}));
  EXPECT_TRUE(period.contains({10}));
  EXPECT_TRUE(period.contains({19}));
  EXPECT_FALSE(period.contains({20}));
  EXPECT_FALSE(period.overlaps({{20}, {30}}));
  EXPECT_TRUE(period.overlaps({{19}, {30}}));
}

TEST(Instant, ShiftsWithoutOverflow) {
  EXPECT_EQ(shifted(kForever, 5), kForever);
  EXPECT_EQ(shifted(Instant{kForever.micros - 1}, 5), kForever);
  EXPECT_EQ(shifted(Instant{7}, -5), Instant{2});
}

}  // namespace
}  // namespace sekisho
