#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "cedar/extension.h"

namespace sekisho::cedar {
namespace {

constexpr int64_t kSecond = 1000;
constexpr int64_t kMinute = 60 * kSecond;
constexpr int64_t kHour = 60 * kMinute;
constexpr int64_t kDay = 24 * kHour;

// What four-digit years can say: 0000-01-01 to the end of 9999.
constexpr int64_t kFirstMillis = -62'167'219'200'000;
constexpr int64_t kLastMillis = 253'402'300'799'999;

// Reads a text from the left; every step says whether it was there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  // Exactly `count` digits.
  std::optional<int> digits(size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  // As many digits as there are, at least one.
  std::string_view all_digits() {
    size_t length = 0;
    while (length < rest_.size() && rest_[length] >= '0' && rest_[length] <= '9') ++length;
    const std::string_view out = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return out;
  }

 private:
  std::string_view rest_;
};

std::optional<int64_t> read_date(Scanner& scan) {
  const auto year = scan.digits(4);
  if (!year || !scan.take("-")) return std::nullopt;
  const auto month = scan.digits(2);
  if (!month || !scan.take("-")) return std::nullopt;
  const auto day = scan.digits(2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count() * kDay;
}

std::optional<int64_t> read_time(Scanner& scan) {
  const auto hour = scan.digits(2);
  if (!hour || *hour > 23 || !scan.take(":")) return std::nullopt;
  const auto minute = scan.digits(2);
  if (!minute || *minute > 59 || !scan.take(":")) return std::nullopt;
  const auto second = scan.digits(2);
  if (!second || *second > 59) return std::nullopt;
  int64_t millis = 0;
  if (scan.take(".")) {
    const auto fraction = scan.digits(3);
    if (!fraction) return std::nullopt;
    millis = *fraction;
  }
  return *hour * kHour + *minute * kMinute + *second * kSecond + millis;
}

// `Z` or `+hhmm`: what has to be subtracted to reach UTC.
std::optional<int64_t> read_offset(Scanner& scan) {
  if (scan.take("Z")) return 0;
  const bool positive = scan.take("+");
  if (!positive && !scan.take("-")) return std::nullopt;
  const auto hours = scan.digits(2);
  const auto minutes = hours ? scan.digits(2) : std::nullopt;
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const int64_t offset = *hours * kHour + *minutes * kMinute;
  return positive ? offset : -offset;
}

std::optional<int64_t> read_datetime(std::string_view text) {
  Scanner scan(text);
  const auto date = read_date(scan);
  if (!date || scan.at_end()) return date;
  if (!scan.take("T")) return std::nullopt;
  const auto time = read_time(scan);
  const auto offset = time ? read_offset(scan) : std::nullopt;
  if (!offset || !scan.at_end()) return std::nullopt;
  return *date + *time - *offset;
}

// Adds `digits` times `unit`, false on overflow.
bool add_quantity(std::string_view digits, int64_t unit, int64_t& total) {
  int64_t quantity = 0;
  for (const char c : digits) {
    if (__builtin_mul_overflow(quantity, int64_t{10}, &quantity)) return false;
    // Every quantity grows in the direction of its sign, so that the smallest value is reached.
    if (__builtin_add_overflow(quantity, (unit < 0 ? -1 : 1) * (c - '0'), &quantity)) return false;
  }
  return !__builtin_mul_overflow(quantity, unit < 0 ? -unit : unit, &quantity) &&
         !__builtin_add_overflow(total, quantity, &total);
}

std::optional<int64_t> read_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    int64_t millis;
  };
  // `m` is tried only where `ms` does not stand.
  static constexpr Unit kUnits[] = {
      {"d", kDay}, {"h", kHour}, {"ms", 1}, {"m", kMinute}, {"s", kSecond}};
  static constexpr int kRank[] = {0, 1, 4, 2, 3};

  Scanner scan(text);
  const int64_t sign = scan.take("-") ? -1 : 1;
  int64_t total = 0;
  int last_rank = -1;
  if (scan.at_end()) return std::nullopt;
  while (!scan.at_end()) {
    const std::string_view digits = scan.all_digits();
    if (digits.empty()) return std::nullopt;
    size_t unit = 0;
    while (unit < std::size(kUnits) && !scan.take(kUnits[unit].name)) ++unit;
    if (unit == std::size(kUnits) || kRank[unit] <= last_rank) return std::nullopt;
    last_rank = kRank[unit];
    if (!add_quantity(digits, sign * kUnits[unit].millis, total)) return std::nullopt;
  }
  return total;
}

}  // namespace

Result<Datetime> parse_datetime(std::string_view text) {
  if (const auto millis = read_datetime(text)) return Datetime{*millis};
  return fail(ErrorCode::kBadInput, fmt::format("`{}` is not a datetime", text), {},
              "Write `2024-10-15`, or with a time and an offset `2024-10-15T11:35:00.000+0900`.");
}

Result<Duration> parse_duration(std::string_view text) {
  if (const auto millis = read_duration(text)) return Duration{*millis};
  return fail(ErrorCode::kBadInput, fmt::format("`{}` is not a duration", text), {},
              "Write quantities with the units d, h, m, s, ms in this order: `1d12h`, `-30m`.");
}

std::string to_string(Datetime value) {
  using namespace std::chrono;
  if (value.millis < kFirstMillis || value.millis > kLastMillis) {
    return fmt::format("{}ms after 1970-01-01", value.millis);
  }
  const sys_time<milliseconds> instant{milliseconds{value.millis}};
  const auto day = floor<days>(instant);
  const year_month_day date{day};
  const auto in_day = (instant - day).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     in_day / kHour, in_day % kHour / kMinute, in_day % kMinute / kSecond,
                     in_day % kSecond);
}

std::string to_string(Duration value) {
  return fmt::format("{}ms", value.millis);
}

}  // namespace sekisho::cedar
