#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::mask {

// Text as the search for personal data sees it: one code for each visible character, with the
// differences of width, of hyphens and of spaces gone, ASCII in lower case. An internal part of
// `mask`.
class FoldedText {
 public:
  explicit FoldedText(std::string_view utf8);

  // The code of the character at `at`, which moves behind it; 0 for what is not visible.
  static char32_t next(std::string_view utf8, size_t& at);

  size_t size() const { return codes_.size(); }
  // 0 outside.
  char32_t at(size_t i) const { return i < codes_.size() ? codes_[i] : U'\0'; }
  std::u32string_view view() const { return codes_; }
  // Where a character begins and ends in the text; what is not visible belongs to the one before.
  size_t begin(size_t i) const { return begins_[i]; }
  size_t end(size_t i) const { return begins_[i + 1]; }

  static bool is_digit(char32_t code) { return code >= U'0' && code <= U'9'; }
  static bool is_letter(char32_t code) { return code >= U'a' && code <= U'z'; }
  static bool is_kanji(char32_t code);
  static bool is_katakana(char32_t code);
  static bool is_hiragana(char32_t code) { return code >= U'\u3041' && code <= U'\u3096'; }

 private:
  std::u32string codes_;
  std::vector<uint32_t> begins_;  // one more than codes
};

}  // namespace sekisho::mask
