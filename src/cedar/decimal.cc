#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "cedar/extension.h"

namespace sekisho::cedar {
namespace {

constexpr int64_t kScale = 10'000;
constexpr size_t kPlaces = 4;

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::unexpected<Error> refused(std::string_view text, std::string_view why) {
  return fail(ErrorCode::kBadInput, fmt::format("`{}` is not a decimal: {}", text, why), {},
              "Write digits, a point and one to four digits: `12.5`.");
}

}  // namespace

Result<Decimal> parse_decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative ? 1 : 0);
  const size_t point = digits.find('.');
  if (point == std::string_view::npos) return refused(text, "it has no point");
  const std::string_view whole = digits.substr(0, point);
  const std::string_view fraction = digits.substr(point + 1);
  if (!all_digits(whole) || !all_digits(fraction)) return refused(text, "digits are missing");
  if (fraction.size() > kPlaces) return refused(text, "it has more than four places");

  // Summing with the sign applied lets the smallest value through.
  const int64_t sign = negative ? -1 : 1;
  int64_t value = 0;
  bool overflow = false;
  const auto append = [&](char digit) {
    overflow |= __builtin_mul_overflow(value, int64_t{10}, &value);
    overflow |= __builtin_add_overflow(value, sign * (digit - '0'), &value);
  };
  std::ranges::for_each(whole, append);
  std::ranges::for_each(fraction, append);
  for (size_t i = fraction.size(); i < kPlaces; ++i) append('0');
  if (overflow) return refused(text, "it is too large");
  return Decimal{value};
}

std::string to_string(Decimal value) {
  const bool negative = value.ten_thousandths < 0;
  const uint64_t bits = static_cast<uint64_t>(value.ten_thousandths);
  const uint64_t magnitude = negative ? 0 - bits : bits;
  return fmt::format("{}{}.{:04}", negative ? "-" : "", magnitude / kScale, magnitude % kScale);
}

}  // namespace sekisho::cedar
