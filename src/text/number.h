#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho::text {

// Decimal digits only (leading zeros allowed), the whole text, no sign; nothing on overflow.
std::optional<uint64_t> parse_u64(std::string_view text);
// The same with an optional `-` or `+`.
std::optional<int64_t> parse_i64(std::string_view text);
// A finite decimal number as JSON writes one, also with a leading `+`.
std::optional<double> parse_double(std::string_view text);

// Not empty, and ASCII digits only.
bool all_digits(std::string_view text);

// 13608 as `13,608`.
std::string with_thousands(uint64_t number);

void append_u64(std::string& out, uint64_t number);
void append_i64(std::string& out, int64_t number);

}  // namespace sekisho::text
