#include "mask/folded_text.h"

#include "text/encoding.h"

namespace sekisho::mask {
namespace {

constexpr char32_t kNotVisible = U'\0';

// What is left of a code point from the blocks of punctuation and of marks.
char32_t folded_mark(char32_t code) {
  switch (code) {
    case U'\u00AD':  // soft hyphen
    case U'\u200B':
    case U'\u200C':
    case U'\u200D':
    case U'\u200E':
    case U'\u200F':
    case U'\u2060':
    case U'\uFEFF':
      return kNotVisible;
    case U'\u00A0':
    case U'\u202F':
    case U'\u3000':
    case U'\t':
      return U' ';
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2015':
    case U'\u2043':
    case U'\u207B':
    case U'\u2212':
    case U'\u2500':
    case U'\u2501':
    case U'\u30FC':  // the long vowel mark, which people type for a hyphen
    case U'\uFE58':
    case U'\uFE63':
    case U'\uFF70':
      return U'-';
    case U'\u30FB':
    case U'\uFF65':
      return U'.';
    case U'\uFE6B':
      return U'@';
    default:
      if (code >= U'\u2000' && code <= U'\u200A') return U' ';
      if (code >= U'\uFE00' && code <= U'\uFE0F') return kNotVisible;  // variation selectors
      if (code >= U'\U000E0100' && code <= U'\U000E01EF') return kNotVisible;
      return code;
  }
}

char32_t folded(char32_t code) {
  if (code >= U'\uFF01' && code <= U'\uFF5E') code -= 0xFEE0;
  if (code < 0x80) {
    if (code >= U'A' && code <= U'Z') return code + 0x20;
    return code == U'\t' ? U' ' : code;
  }
  if (code >= U'\u3041' && code <= U'\u9FFF' && code != U'\u30FB' && code != U'\u30FC') return code;
  return folded_mark(code);
}

// Most of Japanese text is characters of three bytes.
char32_t next_code(std::string_view utf8, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const unsigned lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  if (lead > 0xE0 && lead < 0xED && utf8.size() - at >= 3 && (byte(at + 1) & 0xC0) == 0x80 &&
      (byte(at + 2) & 0xC0) == 0x80) {
    const char32_t code =
        (lead & 0x0F) << 12 | (byte(at + 1) & 0x3FU) << 6 | (byte(at + 2) & 0x3FU);
    at += 3;
    return code;
  }
  return text::next_code_point(utf8, at).value_or(U'\uFFFD');
}

}  // namespace

FoldedText::FoldedText(std::string_view utf8) {
  // No more characters than bytes.
  codes_.resize(utf8.size());
  begins_.resize(utf8.size() + 1);
  size_t count = 0;
  for (size_t at = 0; at < utf8.size();) {
    const size_t begin = at;
    const char32_t code = folded(next_code(utf8, at));
    if (code == kNotVisible && count > 0) continue;
    codes_[count] = code;
    begins_[count++] = static_cast<uint32_t>(begin);
  }
  codes_.resize(count);
  begins_.resize(count + 1);
  begins_[count] = static_cast<uint32_t>(utf8.size());
}

char32_t FoldedText::next(std::string_view utf8, size_t& at) {
  return folded(next_code(utf8, at));
}

bool FoldedText::is_kanji(char32_t code) {
  return (code >= U'\u4E00' && code <= U'\u9FFF') || (code >= U'\u3400' && code <= U'\u4DBF') ||
         (code >= U'\uF900' && code <= U'\uFAFF') || code == U'々' || code == U'〇' ||
         (code >= U'\U00020000' && code <= U'\U0003FFFF') ||
         (code >= U'\uE000' && code <= U'\uF8FF');  // characters of one's own
}

bool FoldedText::is_katakana(char32_t code) {
  return (code >= U'\u30A1' && code <= U'\u30FA') || (code >= U'\uFF66' && code <= U'\uFF9F');
}

}  // namespace sekisho::mask
