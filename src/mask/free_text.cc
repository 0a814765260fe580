#include "mask/free_text.h"

#include <algorithm>
#include <array>
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

// Characters of three bytes at which something begins, by their six low bits: what stands above
// those. None has more than two.
constexpr auto kBeginnings = [] {
  std::array<std::array<uint16_t, 2>, 64> above{};
  for (const char32_t code :
       std::u32string_view(U"都道府県市区町村丁番０１２３４５６７８９＠\uFE6B")) {
    auto& both = above[code & 0x3F];
    both[both[0] == 0 ? 0 : 1] = static_cast<uint16_t>(code >> 6);
  }
  return above;
}();

// Within a character.
bool goes_on(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

bool begins_something(std::string_view three_bytes) {
  const auto bits = [&](size_t i, unsigned mask) {
    return static_cast<unsigned char>(three_bytes[i]) & mask;
  };
  const unsigned above = bits(0, 0x0F) << 6 | bits(1, 0x3F);
  const auto& both = kBeginnings[bits(2, 0x3F)];
  return above == both[0] || above == both[1];
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
  for (size_t at = 0; at < utf8.size(); ++at) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    if (lead < 0x80) {
      if (FoldedText::is_digit(lead) || lead == '@') return true;
    } else if (lead > 0xE3 && lead < 0xF0 && utf8.size() - at >= 3) {
      if (begins_something(utf8.substr(at, 3))) return true;
      if (goes_on(utf8[at + 1]) && goes_on(utf8[at + 2])) at += 2;
    }
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
