#include "text/json_scan.h"

#include <bit>
#include <cstdint>
#include <cstring>

#include "text/encoding.h"
#include "text/limits.h"

namespace sekisho::text {
namespace {

static_assert(std::endian::native == std::endian::little, "words are read as little endian");

constexpr uint64_t kOnes = 0x0101010101010101;
constexpr uint64_t kHighs = 0x8080808080808080;

// Bit 7 of each byte that is a quote, a backslash or a control character; the lowest set one is
// exact, and so is the answer "none".
uint64_t special_bytes(uint64_t word) {
  const uint64_t quote = word ^ (kOnes * '"');
  const uint64_t backslash = word ^ (kOnes * '\\');
  return (((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash) |
          ((word - kOnes * 0x20) & ~word)) &
         kHighs;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

char32_t hex4(const char* at) {
  char32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 4 | static_cast<char32_t>(hex_digit(at[i]));
  return value;
}

}  // namespace

bool JsonScanner::escape() {
  ++at_;
  if (at_ == end_) return fail("unclosed string");
  switch (*at_) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      ++at_;
      return true;
    case 'u':
      if (end_ - at_ < 5) return fail("unclosed string");
      for (int i = 1; i <= 4; ++i) {
        if (hex_digit(at_[i]) < 0) return fail("invalid escape in a string");
      }
      at_ += 5;
      return true;
    default:
      return fail("invalid escape in a string");
  }
}

bool JsonScanner::string(JsonRawString& out) {
  const char* const begin = ++at_;
  out.escaped = false;
  while (true) {
    while (end_ - at_ >= 8) {
      uint64_t word = 0;
      std::memcpy(&word, at_, 8);
      const uint64_t special = special_bytes(word);
      if (special != 0) {
        at_ += __builtin_ctzll(special) >> 3;
        break;
      }
      at_ += 8;
    }
    while (at_ != end_ && *at_ != '"' && *at_ != '\\' && static_cast<unsigned char>(*at_) >= 0x20) {
      ++at_;
    }
    if (at_ == end_) return fail("unclosed string");
    if (*at_ == '"') {
      out.raw = {begin, static_cast<size_t>(at_ - begin)};
      ++at_;
      return true;
    }
    if (*at_ != '\\') return fail("control character in a string");
    out.escaped = true;
    if (!escape()) return false;
  }
}

bool JsonScanner::number(JsonRawNumber& out) {
  const char* const begin = at_;
  out.integer = true;
  const auto digits = [this] {
    const char* const first = at_;
    while (at_ != end_ && is_digit(*at_)) ++at_;
    return at_ != first;
  };
  if (*at_ == '-') ++at_;
  if (at_ != end_ && *at_ == '0') {
    ++at_;
    if (at_ != end_ && is_digit(*at_)) return fail("number with a leading zero");
  } else if (!digits()) {
    return fail("invalid number");
  }
  if (at_ != end_ && *at_ == '.') {
    ++at_;
    out.integer = false;
    if (!digits()) return fail("invalid number");
  }
  if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
    ++at_;
    out.integer = false;
    if (at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
    if (!digits()) return fail("invalid number");
  }
  out.raw = {begin, static_cast<size_t>(at_ - begin)};
  return true;
}

bool JsonScanner::literal(std::string_view word) {
  if (static_cast<size_t>(end_ - at_) < word.size() ||
      std::memcmp(at_, word.data(), word.size()) != 0) {
    return fail("expected a value");
  }
  at_ += word.size();
  return true;
}

bool JsonScanner::skip_value(size_t depth) {
  switch (peek()) {
    case '"': {
      JsonRawString ignored;
      return string(ignored);
    }
    case '{':
      return skip_object(depth + 1);
    case '[':
      return skip_array(depth + 1);
    case 't':
      return literal("true");
    case 'f':
      return literal("false");
    case 'n':
      return literal("null");
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': {
      JsonRawNumber ignored;
      return number(ignored);
    }
    default:
      return fail("expected a value");
  }
}

bool JsonScanner::skip_object(size_t depth) {
  if (depth > kMaxJsonDepth) return fail("nested too deep");
  step();
  if (peek() == '}') {
    step();
    return true;
  }
  while (true) {
    if (peek() != '"') return fail("expected a key");
    JsonRawString key;
    if (!string(key) || !expect(':', "expected `:`") || !skip_value(depth)) return false;
    const char next = peek();
    if (next != ',' && next != '}') return fail("expected `,` or `}`");
    step();
    if (next == '}') return true;
  }
}

bool JsonScanner::skip_array(size_t depth) {
  if (depth > kMaxJsonDepth) return fail("nested too deep");
  step();
  if (peek() == ']') {
    step();
    return true;
  }
  while (true) {
    if (!skip_value(depth)) return false;
    const char next = peek();
    if (next != ',' && next != ']') return fail("expected `,` or `]`");
    step();
    if (next == ']') return true;
  }
}

bool append_unescaped(std::string_view raw, std::string& out) {
  bool whole = true;
  const char* at = raw.data();
  const char* const end = at + raw.size();
  while (at != end) {
    const void* found = std::memchr(at, '\\', static_cast<size_t>(end - at));
    const char* stop = found == nullptr ? end : static_cast<const char*>(found);
    out.append(at, stop);
    if (stop == end) break;
    at = stop + 2;
    switch (stop[1]) {
      case 'b':
        out += '\b';
        break;
      case 'f':
        out += '\f';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'u': {
        char32_t value = hex4(at);
        at += 4;
        if (value >= 0xD800 && value <= 0xDBFF && end - at >= 6 && at[0] == '\\' && at[1] == 'u' &&
            (hex4(at + 2) & 0xFC00) == 0xDC00) {
          value = 0x10000 + ((value - 0xD800) << 10) + (hex4(at + 2) - 0xDC00);
          at += 6;
        } else if (value >= 0xD800 && value <= 0xDFFF) {
          value = 0xFFFD;
          whole = false;
        }
        append_code_point(value, out);
        break;
      }
      default:
        out += stop[1];
    }
  }
  return whole;
}

}  // namespace sekisho::text
