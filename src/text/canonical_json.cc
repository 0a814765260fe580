#include "text/canonical_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "text/encoding.h"
#include "text/json_pointer.h"
#include "text/limits.h"
#include "text/number.h"

namespace sekisho::text {
namespace {

constexpr int64_t kMaxExactInteger = int64_t{1} << 53;
constexpr double kFirstExponent = 1e21;  // from here on a number is written with an exponent

// Whether `a` comes before `b` in UTF-16. That is the order of their bytes, except that characters
// beyond U+FFFF (lead bytes F0 to F4) are surrogates there and come before U+E000 (EE and EF).
bool before_in_utf16(std::string_view a, std::string_view b) {
  const auto [in_a, in_b] = std::ranges::mismatch(a, b);
  if (in_b == b.end()) return false;
  if (in_a == a.end()) return true;
  const auto weight = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte;
  };
  return weight(*in_a) < weight(*in_b);
}

class CanonicalWriter {
 public:
  explicit CanonicalWriter(std::string& out) : out_(out) {}

  Result<void> document(const JsonValue& root) {
    if (value(root, 0)) return {};
    error_.message = fmt::format("`{}`: {}", pointer_, error_.message);
    return std::unexpected(std::move(error_));
  }

 private:
  bool value(const JsonValue& value, size_t depth);
  bool array(const JsonValue& value, size_t depth);
  bool object(const JsonValue& value, size_t depth);
  bool integer(const JsonValue& value);
  bool real(double number);
  bool string(std::string_view text);
  void escaped(char c);

  bool refuse(std::string message, ErrorCode code = ErrorCode::kBadInput, std::string help = {}) {
    error_ = {code, std::move(message), {}, std::move(help)};
    return false;
  }
  bool refuse_integer() {
    return refuse("an integer beyond 2^53", ErrorCode::kBadInput,
                  "Write it as a string: most readers would round it.");
  }
  // An error is on its way out of a member or an item.
  bool refused_below(std::string_view token) {
    pointer_ = "/" + json_pointer_escaped(token) + pointer_;
    return false;
  }

  std::string& out_;
  std::string pointer_;
  Error error_;
};

bool CanonicalWriter::value(const JsonValue& value, size_t depth) {
  switch (value.kind()) {
    case JsonValue::Kind::kNull:
      out_ += "null";
      return true;
    case JsonValue::Kind::kBool:
      out_ += *value.as_bool() ? "true" : "false";
      return true;
    case JsonValue::Kind::kInt:
    case JsonValue::Kind::kUint:
      return integer(value);
    case JsonValue::Kind::kDouble:
      return real(*value.as_double());
    case JsonValue::Kind::kString:
      return string(*value.as_string());
    case JsonValue::Kind::kArray:
      return array(value, depth + 1);
    case JsonValue::Kind::kObject:
      return object(value, depth + 1);
  }
  return true;
}

bool CanonicalWriter::array(const JsonValue& value, size_t depth) {
  if (depth > kMaxJsonDepth) return refuse("nested too deep", ErrorCode::kLimit);
  out_ += '[';
  for (size_t i = 0; i < value.items().size(); ++i) {
    if (i > 0) out_ += ',';
    if (!this->value(value.items()[i], depth)) return refused_below(std::to_string(i));
  }
  out_ += ']';
  return true;
}

bool CanonicalWriter::object(const JsonValue& value, size_t depth) {
  if (depth > kMaxJsonDepth) return refuse("nested too deep", ErrorCode::kLimit);
  std::vector<const JsonMember*> members;
  members.reserve(value.members().size());
  for (const JsonMember& member : value.members()) members.push_back(&member);
  std::ranges::sort(members, before_in_utf16,
                    [](const JsonMember* member) -> std::string_view { return member->key; });
  const auto twice = std::ranges::adjacent_find(members, {}, &JsonMember::key);
  if (twice != members.end()) {
    refuse("the key stands there twice");
    return refused_below((*twice)->key);
  }
  out_ += '{';
  for (const JsonMember* member : members) {
    if (member != members.front()) out_ += ',';
    if (!string(member->key)) return false;
    out_ += ':';
    if (!this->value(member->value, depth)) return refused_below(member->key);
  }
  out_ += '}';
  return true;
}

bool CanonicalWriter::integer(const JsonValue& value) {
  const std::optional<int64_t> number = value.as_int();
  if (!number || *number > kMaxExactInteger || *number < -kMaxExactInteger) {
    return refuse_integer();
  }
  append_i64(out_, *number);
  return true;
}

bool CanonicalWriter::real(double number) {
  const double size = std::abs(number);
  if (size > static_cast<double>(kMaxExactInteger) && size < kFirstExponent) {
    return refuse_integer();
  }
  return append_canonical_number(out_, number) || refuse("a number that is not finite");
}

bool CanonicalWriter::string(std::string_view text) {
  bool plain = true;
  unsigned char seen = 0;  // all bytes, one over the other
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    seen |= byte;
    plain &= (byte >= 0x20) & (byte != '"') & (byte != '\\');
  }
  out_ += '"';
  if (plain) {
    out_ += text;
  } else {
    for (const char c : text) escaped(c);
  }
  out_ += '"';
  return seen < 0x80 || valid_utf8(text) || refuse("text that is not UTF-8");
}

void CanonicalWriter::escaped(char c) {
  constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetter = "\"\\bfnrt";
  const size_t known = kShort.find(c);
  if (known != std::string_view::npos) {
    out_ += '\\';
    out_ += kLetter[known];
  } else if (static_cast<unsigned char>(c) < 0x20) {
    fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<unsigned>(c));
  } else {
    out_ += c;
  }
}

}  // namespace

bool append_canonical_number(std::string& out, double number) {
  if (!std::isfinite(number)) return false;
  if (number == 0) {
    out += '0';  // also for a negative zero
    return true;
  }
  if (number < 0) out += '-';
  // The shortest digits that read back as this number, and the place of the point behind the first.
  std::array<char, 32> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                          std::abs(number), std::chars_format::scientific);
  SEKISHO_INVARIANT(error == std::errc{});
  const std::string_view written(buffer.data(), static_cast<size_t>(end - buffer.data()));
  const size_t mark = written.find('e');
  std::string digits(written.substr(0, mark));
  std::erase(digits, '.');
  const auto exponent = static_cast<int>(*parse_i64(written.substr(mark + 1)));

  const auto count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // so many digits stand before it
  if (count <= point && point <= 21) {
    out += digits.append(static_cast<size_t>(point - count), '0');
  } else if (0 < point && point <= 21) {
    out += digits.insert(static_cast<size_t>(point), 1, '.');
  } else if (-6 < point && point <= 0) {
    out += "0." + digits.insert(0, static_cast<size_t>(-point), '0');
  } else {
    if (count > 1) digits.insert(1, 1, '.');
    fmt::format_to(std::back_inserter(out), "{}e{:+}", digits, exponent);
  }
  return true;
}

Result<void> append_canonical(std::string& out, const JsonValue& value) {
  return CanonicalWriter(out).document(value);
}

Result<std::string> canonical_json(const JsonValue& value) {
  constexpr size_t kUsualBytes = 512;
  std::string out;
  out.reserve(kUsualBytes);
  if (auto written = append_canonical(out, value); !written) {
    return std::unexpected(written.error());
  }
  return out;
}

}  // namespace sekisho::text
