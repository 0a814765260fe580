#include "text/encoding.h"

#include <algorithm>

#include "text/cp932.h"

namespace sekisho::text {
namespace {

bool append_valid_utf8(std::string_view bytes, std::string& out) {
  if (valid_utf8(bytes)) {
    out += bytes;
    return true;
  }
  size_t offset = 0;
  while (offset < bytes.size()) {
    const size_t begin = offset;
    if (!next_code_point(bytes, offset)) {
      out += bytes.substr(0, begin);
      return false;
    }
  }
  return true;
}

bool append_utf16(std::string_view bytes, bool big_endian, std::string& out) {
  const auto unit_at = [&](size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  size_t at = 0;
  for (; at + 2 <= bytes.size(); at += 2) {
    const char32_t unit = unit_at(at);
    if (unit < 0xD800 || unit > 0xDFFF) {
      append_code_point(unit, out);
      continue;
    }
    if (unit > 0xDBFF || at + 4 > bytes.size()) return false;
    const char32_t low = unit_at(at + 2);
    if (low < 0xDC00 || low > 0xDFFF) return false;
    append_code_point(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), out);
    at += 2;
  }
  return at == bytes.size();
}

// Takes away a character that the end of a sample has cut off.
std::string_view without_cut_utf8(std::string_view sample) {
  for (size_t back = 1; back <= 3 && back <= sample.size(); ++back) {
    const auto byte = static_cast<unsigned char>(sample[sample.size() - back]);
    if ((byte & 0xC0) == 0x80) continue;
    const size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    if (length > back) sample.remove_suffix(back);
    break;
  }
  return sample;
}

}  // namespace

std::optional<Encoding> encoding_named(std::string_view name) {
  std::string folded;
  for (const char c : name) {
    if (c == '-' || c == '_') continue;
    folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  if (folded == "utf8") return Encoding::kUtf8;
  if (folded == "utf16le" || folded == "utf16") return Encoding::kUtf16Le;
  if (folded == "utf16be") return Encoding::kUtf16Be;
  for (const std::string_view cp932 : {"cp932", "windows31j", "ms932", "shiftjis", "sjis"}) {
    if (folded == cp932) return Encoding::kCp932;
  }
  return std::nullopt;
}

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "utf-8";
    case Encoding::kCp932:
      return "cp932";
    case Encoding::kUtf16Le:
      return "utf-16le";
    case Encoding::kUtf16Be:
      return "utf-16be";
  }
  return "utf-8";
}

bool append_utf8(Encoding encoding, std::string_view bytes, std::string& out) {
  switch (encoding) {
    case Encoding::kUtf8:
      return append_valid_utf8(bytes, out);
    case Encoding::kCp932:
      return append_cp932(bytes, out) == bytes.size();
    case Encoding::kUtf16Le:
      return append_utf16(bytes, false, out);
    case Encoding::kUtf16Be:
      return append_utf16(bytes, true, out);
  }
  return false;
}

Sniffed sniff(std::string_view first_bytes) {
  if (first_bytes.starts_with("\xEF\xBB\xBF")) return {Encoding::kUtf8, 3};
  if (first_bytes.starts_with("\xFF\xFE")) return {Encoding::kUtf16Le, 2};
  if (first_bytes.starts_with("\xFE\xFF")) return {Encoding::kUtf16Be, 2};
  if (valid_utf8(without_cut_utf8(first_bytes))) return {Encoding::kUtf8, 0};
  std::string ignored;
  const size_t decoded = append_cp932(first_bytes, ignored);
  const bool cut = decoded + 1 == first_bytes.size() && is_cp932_lead(first_bytes.back());
  if (decoded == first_bytes.size() || cut) return {Encoding::kCp932, 0};
  return {};
}

}  // namespace sekisho::text
