#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cedar/extension.h"

namespace sekisho::cedar {
namespace {

constexpr size_t kMaxTextLength = 43;  // eight groups of four digits and a prefix of three
constexpr int kV6Groups = 8;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A decimal number without leading zeros, at most `limit`.
std::optional<int> small_number(std::string_view text, int limit) {
  if (text.empty() || text.size() > 3 || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value <= limit ? std::optional(value) : std::nullopt;
}

std::optional<IpAddress> read_v4(std::string_view text) {
  IpAddress out;
  for (size_t i = 0; i < 4; ++i) {
    const size_t dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const auto octet = small_number(text.substr(0, dot), 255);
    if (!octet) return std::nullopt;
    out.bytes[i] = static_cast<uint8_t>(*octet);
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return out;
}

std::optional<unsigned> hexadecimal_group(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
    if (!is_digit(lower) && (lower < 'a' || lower > 'f')) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(is_digit(lower) ? lower - '0' : lower - 'a' + 10);
  }
  return value;
}

// Groups separated by single colons into `out`; how many, or nothing when malformed.
std::optional<int> read_groups(std::string_view text, std::array<unsigned, kV6Groups>& out) {
  int count = 0;
  while (!text.empty()) {
    const size_t colon = std::min(text.find(':'), text.size());
    const auto group = hexadecimal_group(text.substr(0, colon));
    if (!group || count == kV6Groups) return std::nullopt;
    out[static_cast<size_t>(count++)] = *group;
    if (colon == text.size()) break;
    text.remove_prefix(colon + 1);
    if (text.empty()) return std::nullopt;
  }
  return count;
}

std::optional<IpAddress> read_v6(std::string_view text) {
  std::array<unsigned, kV6Groups> head = {};
  std::array<unsigned, kV6Groups> tail = {};
  const size_t gap = text.find("::");
  const auto head_count = read_groups(text.substr(0, gap), head);
  if (!head_count) return std::nullopt;
  if (gap == std::string_view::npos) {
    if (*head_count != kV6Groups) return std::nullopt;
  } else {
    const auto tail_count = read_groups(text.substr(gap + 2), tail);
    // `::` stands for one group of zeros at least.
    if (!tail_count || *head_count + *tail_count >= kV6Groups) return std::nullopt;
    std::copy_n(tail.begin(), *tail_count, head.end() - *tail_count);
  }
  IpAddress out;
  out.is_v6 = true;
  out.prefix = 128;
  for (size_t i = 0; i < head.size(); ++i) {
    out.bytes[2 * i] = static_cast<uint8_t>(head[i] >> 8);
    out.bytes[2 * i + 1] = static_cast<uint8_t>(head[i]);
  }
  return out;
}

// The first address of the range with `ones` false, the last with true.
std::array<uint8_t, 16> end_of(const IpAddress& range, bool ones) {
  std::array<uint8_t, 16> out = range.bytes;
  const size_t bits = range.is_v6 ? 128 : 32;
  for (size_t bit = range.prefix; bit < bits; ++bit) {
    const auto mask = static_cast<uint8_t>(0x80u >> bit % 8);
    if (ones) {
      out[bit / 8] |= mask;
    } else {
      out[bit / 8] &= static_cast<uint8_t>(~mask);
    }
  }
  return out;
}

std::string v6_text(const IpAddress& address) {
  const auto group = [&](size_t i) { return address.bytes[2 * i] << 8 | address.bytes[2 * i + 1]; };
  size_t best_start = 0;
  size_t best_length = 1;  // a single zero group is not worth a gap
  for (size_t start = 0; start < kV6Groups; ++start) {
    size_t length = 0;
    while (start + length < kV6Groups && group(start + length) == 0) ++length;
    if (length > best_length) {
      best_start = start;
      best_length = length;
    }
  }
  std::string out;
  for (size_t i = 0; i < kV6Groups; ++i) {
    if (best_length > 1 && i == best_start) {
      out += "::";
      i += best_length - 1;
      continue;
    }
    if (!out.empty() && !out.ends_with(':')) out += ':';
    out += fmt::format("{:x}", group(i));
  }
  return out;
}

}  // namespace

Result<IpAddress> parse_ip_address(std::string_view text) {
  const auto refused = [&] {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is not an IP address or range", text), {},
                "Write `10.0.0.1`, `10.0.0.0/8`, `::1` or `fd00::/8`.");
  };
  if (text.size() > kMaxTextLength) return refused();
  const size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  auto out = address.find(':') == std::string_view::npos ? read_v4(address) : read_v6(address);
  if (!out) return refused();
  if (slash != std::string_view::npos) {
    const auto prefix = small_number(text.substr(slash + 1), out->is_v6 ? 128 : 32);
    if (!prefix) return refused();
    out->prefix = static_cast<uint8_t>(*prefix);
  }
  return *out;
}

bool IpAddress::is_loopback() const {
  if (!is_v6) return bytes[0] == 127 && prefix >= 8;
  const bool zeros = std::all_of(bytes.begin(), bytes.end() - 1, [](uint8_t b) { return b == 0; });
  return zeros && bytes[15] == 1 && prefix == 128;
}

bool IpAddress::is_multicast() const {
  if (!is_v6) return bytes[0] >= 224 && bytes[0] <= 239 && prefix >= 4;
  return bytes[0] == 0xFF && prefix >= 8;
}

bool IpAddress::is_in_range(const IpAddress& range) const {
  return is_v6 == range.is_v6 && end_of(range, false) <= end_of(*this, false) &&
         end_of(*this, true) <= end_of(range, true);
}

std::string to_string(const IpAddress& value) {
  const std::string address = value.is_v6
                                  ? v6_text(value)
                                  : fmt::format("{}.{}.{}.{}", value.bytes[0], value.bytes[1],
                                                value.bytes[2], value.bytes[3]);
  const bool single = value.prefix == (value.is_v6 ? 128 : 32);
  return single ? address : fmt::format("{}/{}", address, value.prefix);
}

}  // namespace sekisho::cedar
