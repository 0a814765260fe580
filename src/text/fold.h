#pragma once

#include <string>
#include <string_view>

namespace sekisho::text {

// All functions take UTF-8 and are idempotent. Bytes that are not UTF-8 stay as they are (in a
// match key they become U+FFFD).

// Makes width differences vanish: full-width ASCII becomes ASCII, half-width kana full-width with
// its voicing mark composed (ｶﾞ becomes ガ), U+3000 and U+00A0 a space, the hyphen, dash and minus
// signs `-`, the tilde and wave dash signs `~`. The long vowel mark ー stays.
std::string fold_width(std::string_view utf8);

// ASCII letters in lower case; nothing else changes.
std::string fold_case(std::string_view utf8);

// What a profile folds in a column before its values are compared.
struct Fold {
  bool width = false;
  bool case_ = false;

  bool any() const { return width || case_; }
  std::string apply(std::string_view utf8) const;
  // Appends to `out`; plain ASCII takes a path without decoding.
  void append(std::string_view utf8, std::string& out) const;
};

// True when every byte is below 0x80.
bool is_plain_ascii(std::string_view bytes);

// A key under which two spellings of a name meet: width and case folded, spaces dropped, hiragana
// as katakana, ヶ as ケ, ㈱ as (株), and variant kanji as one of them (髙 as 高, 﨑 as 崎, 邊 and
// 邉 as 辺…). For searching and for suggestions only: equal keys do not prove equal names.
std::string match_key(std::string_view utf8);

}  // namespace sekisho::text
