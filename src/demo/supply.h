#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.h"
#include "demo/random.h"

namespace sekisho::demo::demo {

// Retailers by number: the group's own retailer is 0, the others 1 .. kRetailerCount.
using Retailer = uint16_t;
inline constexpr Retailer kOwnRetailer = 0;
inline constexpr Retailer kNoRetailer = 0xFFFF;

// The supply points and who supplied them over time. Besides quiet points there are customers who
// switch their supplier during the year, who move out (the next customer behind the same number),
// and points whose contract ends without another. Immutable after construction.
class Supply {
 public:
  Supply(uint64_t seed, uint32_t points);

  uint32_t size() const { return static_cast<uint32_t>(points_.size()); }
  // The 22-digit number of a point. The demo's area is made up.
  static void append_number(uint32_t point, std::string& out);
  // Who supplied a point, kNoRetailer where nobody did.
  Retailer retailer_at(uint32_t point, Instant time) const;
  // The customer's number at that time; of the last customer where there is none.
  uint64_t customer_at(uint32_t point, Instant time) const;

  uint32_t random_point(Random& random) const;
  // A point that another company than the group's own supplies at `time`.
  uint32_t random_competitor(Instant time, Random& random) const;
  // A point that the group's own retailer supplies at `time`.
  uint32_t random_own(Instant time, Random& random) const;
  // The points that leave the group's own retailer for another on a day within `period`.
  std::vector<uint32_t> leaving_own(Period period) const;
  // When the contract of a point changes; kForever where it does not.
  Instant change_of(uint32_t point) const;

  struct Row {
    Retailer retailer;
    uint64_t customer;
    Period period;
  };
  // The rows of a point in the register, by time: one or two.
  std::vector<Row> rows_of(uint32_t point) const;

 private:
  struct Point {
    Retailer before;
    Retailer after;           // of the time from `change_day`
    int16_t change_day = -1;  // day of the year, or -1: never
    bool new_customer = false;
  };
  bool changed(const Point& point, Instant time) const;

  std::vector<Point> points_;
};

}  // namespace sekisho::demo::demo
