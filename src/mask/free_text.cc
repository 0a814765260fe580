#include "mask/free_text.h"

#include <algorithm>
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

bool begins_something(char32_t code) {
  return FoldedText::is_digit(code) || code == U'@' || may_be_address(code);
}

// What can be told from the last byte of a character: by its six low bits, whether one of three
// bytes with that end begins something.
constexpr uint64_t kEnds = [] {
  uint64_t ends = 0;
  for (const char32_t code : U"都道府県市区町村丁番０１２３４５６７８９＠\uFE6B") {
    ends |= uint64_t{1} << (code & 0x3F);
  }
  return ends;
}();

// Whether anything that is searched for could begin somewhere: most notes say nothing of the kind.
bool holds_beginning(std::string_view utf8) {
  for (size_t at = 0; at < utf8.size(); ++at) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    if (lead < 0x80) {
      if (begins_something(lead)) return true;
    } else if (lead > 0xE3 && lead < 0xF0 && utf8.size() - at >= 3) {
      if ((kEnds >> (static_cast<unsigned char>(utf8[at + 2]) & 0x3F) & 1) == 0) continue;
      size_t behind = at;
      if (begins_something(FoldedText::next(utf8, behind))) return true;
    }
  }
  return false;
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
  if (!holds_beginning(utf8)) return false;
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
