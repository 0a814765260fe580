#include "mask/free_text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "mask/folded_text.h"
#include "mask/personal_numbers.h"
#include "policy/mask.h"

namespace sekisho::mask {
namespace {

using policy::Mask;
using policy::MaskMethod;

Mask mask_of(PersonalData kind, const Plan& plan) {
  const Mask mask = plan.mask_of(field_of(kind));
  return kind == PersonalData::kMyNumber ? stronger(mask, {MaskMethod::kRedact, 0}) : mask;
}

// A part of the text that is masked in one way.
struct Part {
  size_t begin = 0, end = 0;
  Mask mask;
};

// What overlaps becomes one part, which hides whatever its pieces hide.
std::vector<Part> parts_of(const std::vector<FoundData>& all, const Plan& plan) {
  std::vector<Part> out;
  for (const FoundData& found : all) {
    const Mask mask = mask_of(found.kind, plan);
    if (mask.method == MaskMethod::kShow) continue;
    if (out.empty() || found.begin >= out.back().end) {
      out.push_back({found.begin, found.end, mask});
      continue;
    }
    Part& last = out.back();
    last.end = std::max(last.end, found.end);
    last.mask = stronger(stronger(last.mask, mask), {MaskMethod::kRedact, 0});
  }
  return out;
}

// Characters of three bytes at which something begins, first byte lowest, each where its hash says.
constexpr uint32_t kBytesOfThree = 0xFF'FFFF;
constexpr size_t hash_of(uint32_t three_bytes) {
  return three_bytes * 0x9E37'79B1U >> 24;
}
constexpr auto kBeginnings = [] {
  std::array<uint32_t, 256> out{};
  for (const char32_t code :
       std::u32string_view(U"都道府県市区町村丁番０１２３４５６７８９＠\uFE6B")) {
    const uint32_t bytes =
        (0xE0 | code >> 12) | (0x80 | (code >> 6 & 0x3F)) << 8 | (0x80 | (code & 0x3F)) << 16;
    out[hash_of(bytes)] = bytes;
  }
  return out;
}();
static_assert(std::ranges::count(kBeginnings, 0U) == 256 - 22, "two have one hash");

// Up to four bytes of a text, first byte lowest, zeros behind its end.
uint32_t bytes_at(std::string_view text, size_t at) {
  constexpr size_t kAll = sizeof(uint32_t);
  uint32_t bytes = 0;
  if (text.size() - at >= kAll) {
    std::memcpy(&bytes, text.data() + at, kAll);
    return bytes;
  }
  for (size_t i = text.size(); i > at; --i) {
    bytes = bytes << 8 | static_cast<unsigned char>(text[i - 1]);
  }
  return bytes;
}

// The first byte of what begins three bytes, and two that go on.
bool is_of_three(uint32_t bytes) {
  return (bytes & 0xC0'C0F0) == 0x80'80E0;
}

bool begins_something(uint32_t three_bytes) {
  return kBeginnings[hash_of(three_bytes)] == three_bytes;
}

}  // namespace

std::vector<FoundData> find_personal_data(std::string_view utf8) {
  const FoldedText text(utf8);
  std::vector<FoundData> out;
  // An address holds numbers that are numbers of their own, too: the two searches do not wait for
  // each other.
  size_t number_end = 0;
  size_t address_end = 0;
  size_t mail_end = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const char32_t code = text.at(at);
    if (FoldedText::is_digit(code)) {
      if (at >= number_end) number_end = find_in_number(text, at, out);
    } else if (code == U'@') {
      if (at >= mail_end) mail_end = find_mail(text, at, out);
    } else if (code > 0x80 && at >= address_end && may_be_address(code)) {
      address_end = find_address(text, at, out);
    }
  }
  std::ranges::sort(out, {},
                    [](const FoundData& found) { return std::pair(found.begin, found.end); });
  return out;
}

bool may_hold_personal_data(std::string_view utf8) {
  size_t at = 0;
  while (at < utf8.size()) {
    const uint32_t bytes = bytes_at(utf8, at);
    if (is_of_three(bytes)) {
      if (begins_something(bytes & kBytesOfThree)) return true;
      at += 3;
      continue;
    }
    const uint32_t first = bytes & 0xFF;
    if (FoldedText::is_digit(first) || first == '@') return true;
    ++at;
  }
  return false;
}

std::string_view field_of(PersonalData kind) {
  switch (kind) {
    case PersonalData::kPhone:
      return "phone";
    case PersonalData::kPostalCode:
    case PersonalData::kAddress:
      return "address";
    case PersonalData::kMail:
      return "mail";
    case PersonalData::kSupplyPoint:
      return "supply-point";
    case PersonalData::kBankAccount:
      return "bank-account";
    case PersonalData::kMyNumber:
      break;
  }
  return "my-number";
}

bool mask_text(std::string_view utf8, const Plan& plan, std::string& out) {
  if (!may_hold_personal_data(utf8)) return false;
  const std::vector<Part> parts = parts_of(find_personal_data(utf8), plan);
  if (parts.empty()) return false;
  size_t at = 0;
  for (const Part& part : parts) {
    out += utf8.substr(at, part.begin - at);
    at = part.end;
    if (part.mask.method == MaskMethod::kRemove) continue;
    const std::string_view found = utf8.substr(part.begin, part.end - part.begin);
    if (!plan.treat(found, {part.mask, true, false}, out)) out += found;
  }
  out += utf8.substr(at);
  return true;
}

}  // namespace sekisho::mask
