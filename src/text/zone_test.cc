#include "text/zone.h"

#include <gtest/gtest.h>

namespace sekisho::text {
namespace {

TEST(Zone, ReadsNamesAndOffsets) {
  EXPECT_EQ(zone_named("UTC"), kUtc);
  EXPECT_EQ(zone_named("Asia/Tokyo"), kJst);
  EXPECT_EQ(zone_named("+09:00"), kJst);
  EXPECT_EQ(zone_named("+0900"), kJst);
  EXPECT_EQ(zone_named("+09"), kJst);
  EXPECT_EQ(zone_named("-03:30"), Zone{-(3 * 3600 + 30 * 60)});
  for (const char* bad : {"", "+", "+9", "09:00", "+09:60", "+19:00", "+09:0", "+09-00", "Mars"}) {
    EXPECT_FALSE(zone_named(bad)) << bad;
  }
}

TEST(Zone, PrintsWhatItReads) {
  for (const char* name : {"Z", "+09:00", "-03:30", "+18:00"}) {
    EXPECT_EQ(to_string(*zone_named(name)), name);
  }
  EXPECT_EQ(to_string(Zone{33539}), "+09:18:59");
}

}  // namespace
}  // namespace sekisho::text
