#include <algorithm>
#include <string_view>

#include "mask/generalise.h"
#include "mask/personal_numbers.h"
#include "text/encoding.h"

namespace sekisho::mask {
namespace {

constexpr size_t kNameBefore = 12;   // characters of the name of a municipality or a town
constexpr size_t kTownBehind = 16;   // between a municipality and the number of the block
constexpr size_t kLongestTail = 40;  // of town, block and building

bool is_kanji_number(char32_t code) {
  return std::u32string_view(U"〇一二三四五六七八九十百").contains(code);
}

bool is_number(char32_t code) {
  return FoldedText::is_digit(code) || is_kanji_number(code);
}

bool in_name(char32_t code) {
  return FoldedText::is_kanji(code) || FoldedText::is_katakana(code) || code == U'ヶ' ||
         code == U'-';
}

bool in_address(char32_t code) {
  return in_name(code) || FoldedText::is_hiragana(code) || FoldedText::is_digit(code) ||
         FoldedText::is_letter(code) || code == U' ';
}

// Where a number of a block begins within reach: `2-1`, `2丁目`, `82番`, `5号`. 0: nowhere.
size_t block_number(const FoldedText& text, size_t at) {
  for (size_t i = at; i < at + kTownBehind && in_address(text.at(i)); ++i) {
    if (!is_number(text.at(i))) continue;
    size_t next = i;
    while (is_number(text.at(next))) ++next;
    const char32_t behind = text.at(next);
    const bool hyphen = behind == U'-' && is_number(text.at(next + 1));
    if (hyphen || behind == U'丁' || behind == U'番' || behind == U'号') return i;
  }
  return 0;
}

// Behind the last number within reach, and behind what may be a building's name.
size_t end_of_address(const FoldedText& text, size_t at) {
  size_t end = at;
  while (in_name(text.at(end))) ++end;
  for (size_t i = at; i < at + kLongestTail && in_address(text.at(i)); ++i) {
    if (FoldedText::is_digit(text.at(i)) || text.at(i) == U'丁' || text.at(i) == U'番') end = i + 1;
  }
  while (end < at + 2 * kLongestTail && !FoldedText::is_hiragana(text.at(end)) &&
         in_address(text.at(end))) {
    ++end;
  }
  while (end > at && text.at(end - 1) == U' ') --end;
  return end;
}

size_t begin_of_name(const FoldedText& text, size_t at) {
  size_t begin = at;
  while (begin > 0 && at - begin < kNameBefore &&
         (in_name(text.at(begin - 1)) || FoldedText::is_digit(text.at(begin - 1)))) {
    --begin;
  }
  return begin;
}

// The prefecture that ends at `at`; its beginning, or `at` + 1 where there is none.
size_t prefecture_begin(const FoldedText& text, size_t at) {
  for (const size_t size : {size_t{3}, size_t{4}}) {
    if (at + 1 < size) break;
    std::string name;
    for (size_t i = at + 1 - size; i <= at; ++i) text::append_code_point(text.at(i), name);
    if (prefecture_end(name) == name.size()) return at + 1 - size;
  }
  return at + 1;
}

bool has_municipality(const FoldedText& text, size_t at) {
  for (size_t i = at + 1; i < at + kNameBefore; ++i) {
    if (!in_address(text.at(i))) return false;
    if (std::u32string_view(U"市区町村").contains(text.at(i))) return true;
  }
  return false;
}

}  // namespace

bool may_be_address(char32_t code) {
  switch (code) {
    case U'都':
    case U'道':
    case U'府':
    case U'県':
    case U'市':
    case U'区':
    case U'町':
    case U'村':
    case U'丁':
    case U'番':
      return true;
    default:
      return false;
  }
}

size_t find_address(const FoldedText& text, size_t at, std::vector<FoundData>& out) {
  const auto found = [&](size_t begin) {
    const size_t end = end_of_address(text, at + 1);
    out.push_back({PersonalData::kAddress, text.begin(begin), text.end(end - 1)});
    return end;
  };
  const char32_t code = text.at(at);
  if (std::u32string_view(U"都道府県").contains(code)) {
    const size_t begin = prefecture_begin(text, at);
    return begin <= at && has_municipality(text, at) ? found(begin) : at + 1;
  }
  if (std::u32string_view(U"市区町村").contains(code)) {
    const size_t begin = begin_of_name(text, at);
    return begin < at && block_number(text, at + 1) != 0 ? found(begin) : at + 1;
  }
  const bool numbered = at > 0 && is_number(text.at(at - 1)) &&
                        (code == U'丁' ? text.at(at + 1) == U'目' : text.at(at + 1) == U'地');
  return numbered ? found(begin_of_name(text, at)) : at + 1;
}

}  // namespace sekisho::mask
