#include "mask/personal_numbers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace sekisho::mask {
namespace {

constexpr size_t kMostDigits = 64;
constexpr size_t kMostGroups = 8;    // of one number
constexpr size_t kWordsBefore = 12;  // characters in which the word for an account is looked for

// Digits in a row with separators between them, as `090-1234-5678` or `(092) 123 4567`.
struct Run {
  struct Group {
    size_t first = 0, size = 0;  // in `digits`
    size_t begin = 0, end = 0;   // in the text
    bool joined = false;         // a hyphen stands before it
  };
  std::u32string digits;
  std::vector<Group> groups;
  size_t end = 0;
};

bool is_separator(char32_t code) {
  return code == U'-' || code == U' ' || code == U'.' || code == U'(' || code == U')';
}

Run read_run(const FoldedText& text, size_t at) {
  Run run;
  bool joined = false;
  while (FoldedText::is_digit(text.at(at))) {
    Run::Group group{.first = run.digits.size(), .begin = at, .joined = joined};
    while (FoldedText::is_digit(text.at(at))) run.digits += text.at(at++);
    group.end = at;
    group.size = run.digits.size() - group.first;
    run.groups.push_back(group);
    run.end = at;
    joined = false;
    size_t separators = 0;
    while (is_separator(text.at(at)) && separators < 3) {
      joined = joined || text.at(at) == U'-';
      ++at;
      ++separators;
    }
    if (separators == 0 || run.digits.size() > kMostDigits) break;
  }
  return run;
}

bool is_supply_point(std::u32string_view digits) {
  if (digits.size() != 22) return false;
  return (digits[0] == U'0' && digits[1] != U'0') || digits.starts_with(U"10");
}

bool is_phone(std::u32string_view digits, bool international) {
  if (international) {
    if (!digits.starts_with(U"81")) return false;
    digits.remove_prefix(2);
    if (digits.starts_with(U'0')) digits.remove_prefix(1);
    return (digits.size() == 9 || digits.size() == 10) && digits[0] != U'0';
  }
  return (digits.size() == 10 || digits.size() == 11) && digits[0] == U'0' && digits[1] != U'0';
}

bool is_account_word_before(const FoldedText& text, size_t at) {
  const size_t begin = at - std::min(at, kWordsBefore);
  const std::u32string_view before = text.view().substr(begin, at - begin);
  return std::ranges::any_of(
      std::to_array<std::u32string_view>({U"普通", U"当座", U"貯蓄", U"口座", U"預金", U"記号"}),
      [&](std::u32string_view word) { return before.contains(word); });
}

class NumberFinder {
 public:
  NumberFinder(const FoldedText& text, const Run& run) : text_(text), run_(run) {}

  // What the groups from `first` to `last` are together.
  std::optional<PersonalData> kind(size_t first, size_t last) const {
    const auto& from = run_.groups[first];
    const auto& to = run_.groups[last];
    const size_t count = last - first + 1;
    const std::u32string_view digits =
        std::u32string_view(run_.digits).substr(from.first, to.first + to.size - from.first);
    if (is_supply_point(digits)) return PersonalData::kSupplyPoint;
    const bool plus = from.begin > 0 && text_.at(from.begin - 1) == U'+';
    if (is_phone(digits, plus)) return PersonalData::kPhone;
    if (digits.size() == 12 && (count == 1 || (count == 3 && from.size == 4 && to.size == 4)) &&
        is_my_number(digits)) {
      return PersonalData::kMyNumber;
    }
    if (is_account(first, count, digits.size())) return PersonalData::kBankAccount;
    const bool behind_mark = has_postal_mark(from.begin);
    if (digits.size() == 7 && (count == 1 ? behind_mark : is_three_and_four(first, count))) {
      return PersonalData::kPostalCode;
    }
    return std::nullopt;
  }

  // The usual way to write the digits of a supply point, or all in one.
  bool is_in_fours(size_t first, size_t count) const {
    if (count == 1) return true;
    for (size_t i = first; i < first + count; ++i) {
      if (run_.groups[i].size != (i == first ? 2 : 4)) return false;
    }
    return true;
  }

 private:
  bool has_postal_mark(size_t at) const {
    while (at > 0 && text_.at(at - 1) == U' ') --at;
    return at > 0 && text_.at(at - 1) == U'〒';
  }

  bool is_three_and_four(size_t first, size_t count) const {
    const auto& from = run_.groups[first];
    if (count != 2 || from.size != 3) return false;
    return run_.groups[first + 1].joined || has_postal_mark(from.begin);
  }

  bool is_account(size_t first, size_t count, size_t digits) const {
    const auto& from = run_.groups[first];
    const auto size = [&](size_t i) { return run_.groups[first + i].size; };
    if (count == 3 && size(0) == 4 && size(1) == 3 && size(2) == 7) return true;  // bank, branch
    // The sign and number of a postal account.
    const bool postal = text_.at(from.begin) == U'1' || text_.at(from.begin) == U'0';
    if (count == 2 && size(0) == 5 && size(1) >= 6 && size(1) <= 8 && postal) return true;
    if (count == 3 && size(0) == 5 && size(1) == 1 && size(2) >= 6 && size(2) <= 8) return postal;
    return count <= 3 && digits >= 5 && digits <= 14 && is_account_word_before(text_, from.begin);
  }

  const FoldedText& text_;
  const Run& run_;
};

}  // namespace

bool is_my_number(std::u32string_view digits) {
  if (digits.size() != 12) return false;
  uint32_t sum = 0;
  for (uint32_t n = 1; n <= 11; ++n) {
    const uint32_t digit = digits[11 - n] - U'0';
    sum += digit * (n <= 6 ? n + 1 : n - 5);
  }
  const uint32_t rest = sum % 11;
  return digits[11] - U'0' == (rest <= 1 ? 0 : 11 - rest);
}

size_t find_in_number(const FoldedText& text, size_t at, std::vector<FoundData>& out) {
  const Run run = read_run(text, at);
  const NumberFinder finder(text, run);
  for (size_t first = 0; first < run.groups.size();) {
    const size_t most = std::min(run.groups.size() - first, kMostGroups);
    size_t taken = 1;
    for (size_t count = most; count > 0; --count) {
      const auto kind = finder.kind(first, first + count - 1);
      if (!kind) continue;
      size_t begin = run.groups[first].begin;
      while (begin > 0 && (text.at(begin - 1) == U'+' || text.at(begin - 1) == U'(' ||
                           text.at(begin - 1) == U'〒')) {
        --begin;
      }
      out.push_back({*kind, text.begin(begin), text.end(run.groups[first + count - 1].end - 1)});
      // Two telephones in a row have 22 digits, too.
      if (*kind == PersonalData::kSupplyPoint && !finder.is_in_fours(first, count)) continue;
      taken = count;
      break;
    }
    first += taken;
  }
  return run.end;
}

size_t find_mail(const FoldedText& text, size_t at, std::vector<FoundData>& out) {
  const auto in_name = [](char32_t code) {
    return FoldedText::is_letter(code) || FoldedText::is_digit(code) || code == U'.' ||
           code == U'-' || code == U'_' || code == U'+' || code == U'%' || code == U'/' ||
           code == U'\'' || code == U'=';
  };
  size_t begin = at;
  while (begin > 0 && in_name(text.at(begin - 1))) --begin;
  size_t end = at + 1;
  bool dot = false;
  while (FoldedText::is_letter(text.at(end)) || FoldedText::is_digit(text.at(end)) ||
         text.at(end) == U'-' || text.at(end) == U'.') {
    dot = dot || text.at(end) == U'.';
    ++end;
  }
  if (begin < at && dot) out.push_back({PersonalData::kMail, text.begin(begin), text.end(end - 1)});
  return std::max(end, at + 1);
}

}  // namespace sekisho::mask
