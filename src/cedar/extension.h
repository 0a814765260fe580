#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

// The four extension types of the language as plain data. Parsing follows the standard's text
// forms exactly; an error says what form is expected. Everything here is pure and thread-safe.
namespace sekisho::cedar {

// A number with four decimal places, as a count of 1/10000.
struct Decimal {
  int64_t ten_thousandths = 0;
  auto operator<=>(const Decimal&) const = default;
};

// Milliseconds since 1970-01-01T00:00:00Z.
struct Datetime {
  int64_t millis = 0;
  auto operator<=>(const Datetime&) const = default;
};

// Milliseconds, possibly negative.
struct Duration {
  int64_t millis = 0;
  auto operator<=>(const Duration&) const = default;
};

// An IPv4 or IPv6 address or range. An IPv4 address lies in the first four bytes. The host bits
// of a range are kept as written: `10.0.0.1/8` and `10.0.0.0/8` differ.
struct IpAddress {
  std::array<uint8_t, 16> bytes = {};
  bool is_v6 = false;
  uint8_t prefix = 32;
  auto operator<=>(const IpAddress&) const = default;

  bool is_loopback() const;
  bool is_multicast() const;
  // True when every address of this range lies in `range`.
  bool is_in_range(const IpAddress& range) const;
};

Result<Decimal> parse_decimal(std::string_view text);       // `-12.3456`
Result<Datetime> parse_datetime(std::string_view text);     // `2024-10-15T11:35:00.000+0900`
Result<Duration> parse_duration(std::string_view text);     // `-1d2h3m4s5ms`
Result<IpAddress> parse_ip_address(std::string_view text);  // `10.0.0.0/8`, `::1`

// Text forms that the parsers above read back to the same value. Only a datetime outside the years
// 0000 to 9999 has none; it is described instead.
std::string to_string(Decimal value);
std::string to_string(Datetime value);
std::string to_string(Duration value);
std::string to_string(const IpAddress& value);

}  // namespace sekisho::cedar
