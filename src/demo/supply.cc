#include "demo/supply.h"

#include <fmt/format.h>

#include <iterator>

#include "demo/calendar.h"
#include "demo/names.h"

namespace sekisho::demo::demo {
namespace {

constexpr uint64_t kStream = 0x5001;
constexpr uint64_t kFirstCustomer = 3'140'000'000;
constexpr uint64_t kFirstNewCustomer = 3'900'000'000;

Retailer random_other(Random& random) {
  return static_cast<Retailer>(1 + random.below_skewed(kRetailerCount));
}

}  // namespace

Supply::Supply(uint64_t seed, uint32_t points) {
  Random random(seed, kStream);
  points_.reserve(points);
  for (uint32_t i = 0; i < points; ++i) {
    Point point{};
    // The first points make sure that every retailer has a customer and that the group has some.
    if (i < kRetailerCount) {
      point.before = static_cast<Retailer>(i + 1);
    } else {
      point.before = random.chance(57, 100) ? kOwnRetailer : random_other(random);
    }
    point.after = point.before;
    const uint64_t change = random.below(1000);
    if (change < 50) {
      // Mid-year, so that both sides of the change have working days.
      point.change_day = static_cast<int16_t>(20 + random.below(320));
      if (change < 30) {
        point.after = point.before == kOwnRetailer ? random_other(random) : kOwnRetailer;
      } else if (change < 45) {
        point.new_customer = true;
      } else {
        point.after = kNoRetailer;
      }
    }
    points_.push_back(point);
  }
}

void Supply::append_number(uint32_t point, std::string& out) {
  const uint64_t inner = uint64_t{point + 1} * 104'729 + 7'000'000;
  fmt::format_to(std::back_inserter(out), "050{:017}{:02}", inner, inner % 89);
}

bool Supply::changed(const Point& point, Instant time) const {
  return point.change_day >= 0 && time >= day_begin(point.change_day);
}

Retailer Supply::retailer_at(uint32_t point, Instant time) const {
  const Point& at = points_[point];
  return changed(at, time) ? at.after : at.before;
}

uint64_t Supply::customer_at(uint32_t point, Instant time) const {
  const Point& at = points_[point];
  const bool next = at.new_customer && changed(at, time);
  return (next ? kFirstNewCustomer : kFirstCustomer) + uint64_t{point} * 17;
}

uint32_t Supply::random_point(Random& random) const {
  return static_cast<uint32_t>(random.below(points_.size()));
}

uint32_t Supply::random_competitor(Instant time, Random& random) const {
  for (;;) {
    const uint32_t point = random_point(random);
    const Retailer retailer = retailer_at(point, time);
    if (retailer != kOwnRetailer && retailer != kNoRetailer) return point;
  }
}

uint32_t Supply::random_own(Instant time, Random& random) const {
  for (;;) {
    const uint32_t point = random_point(random);
    if (retailer_at(point, time) == kOwnRetailer) return point;
  }
}

std::vector<uint32_t> Supply::leaving_own(Period period) const {
  std::vector<uint32_t> leaving;
  for (uint32_t i = 0; i < size(); ++i) {
    const Point& point = points_[i];
    if (point.before != kOwnRetailer || point.after == kOwnRetailer) continue;
    if (point.after != kNoRetailer && period.contains(change_of(i))) leaving.push_back(i);
  }
  return leaving;
}

Instant Supply::change_of(uint32_t point) const {
  const int day = points_[point].change_day;
  return day < 0 ? kForever : day_begin(day);
}

std::vector<Supply::Row> Supply::rows_of(uint32_t point) const {
  const Point& at = points_[point];
  const Instant begin = jst(2016 + static_cast<int>(point % 7), 4, 1);
  const Instant change = change_of(point);
  std::vector<Row> rows{{at.before, customer_at(point, begin), {begin, change}}};
  if (at.change_day >= 0 && at.after != kNoRetailer) {
    rows.push_back({at.after, customer_at(point, change), {change, kForever}});
  }
  return rows;
}

}  // namespace sekisho::demo::demo
