#include "register/supply_point.h"

#include <algorithm>

#include "text/fold.h"
#include "text/number.h"

namespace sekisho::reg {
namespace {

constexpr size_t kDigits = 22;
constexpr size_t kQuotedBytes = 64;

bool area_exists(std::string_view digits) {
  return (digits[0] == '0' && digits[1] != '0') || (digits[0] == '1' && digits[1] == '0');
}

}  // namespace

bool damaged_by_spreadsheet(std::string_view text) {
  size_t at = 0;
  const auto digits = [&] {
    const size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - begin;
  };
  if (digits() != 1) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at + 1 >= text.size() || (text[at] != 'E' && text[at] != 'e') || text[at + 1] != '+') {
    return false;
  }
  at += 2;
  return digits() != 0 && at == text.size();
}

SupplyPointProblem canonical_supply_point(std::string_view text, std::string& out) {
  if (text.size() == kDigits && text::all_digits(text)) {
    out.assign(text);
    return area_exists(out) ? SupplyPointProblem::kNone : SupplyPointProblem::kArea;
  }
  out = text::fold_width(text);
  std::erase_if(out, [](char c) { return c == '-' || c == ' '; });
  if (damaged_by_spreadsheet(out)) return SupplyPointProblem::kSpreadsheet;
  if (!text::all_digits(out)) return SupplyPointProblem::kNotDigits;
  if (out.size() != kDigits) return SupplyPointProblem::kLength;
  return area_exists(out) ? SupplyPointProblem::kNone : SupplyPointProblem::kArea;
}

Error supply_point_error(SupplyPointProblem problem, std::string_view text) {
  std::string quoted = "`" + std::string(text.substr(0, kQuotedBytes)) + "`";
  Error error{.code = ErrorCode::kBadInput, .message = {}};
  switch (problem) {
    case SupplyPointProblem::kSpreadsheet:
      error.message = quoted + " is what a spreadsheet made of a supply point ID";
      error.help =
          "The digits are lost. Export the column again as text, without opening the file in a "
          "spreadsheet on the way.";
      break;
    case SupplyPointProblem::kLength:
      error.message = quoted + " is not a supply point ID: it does not have 22 digits";
      error.help =
          "If a spreadsheet dropped leading zeros, export the column again as text. Keys that "
          "are no supply points are read with `object_key = \"other\"` in the profile.";
      break;
    case SupplyPointProblem::kArea:
      error.message = quoted + " is not a supply point ID: its area is none of 01 to 10";
      error.help = "Correct the number in the register.";
      break;
    default:
      error.message = quoted + " is not a supply point ID of 22 digits";
      error.help =
          "Keys that are no supply points are read with `object_key = \"other\"` in the profile.";
  }
  return error;
}

}  // namespace sekisho::reg
