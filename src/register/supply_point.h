#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::reg {

// What is wrong with a text that should be a supply point ID (供給地点特定番号).
enum class SupplyPointProblem : uint8_t { kNone, kNotDigits, kLength, kArea, kSpreadsheet };

// Writes the 22 digits to `out`: full-width digits, hyphens and spaces between them are folded.
// The first two digits are the area, 01 to 10. Where there is a problem `out` holds what was left
// of the text after folding. There is no check digit, and the other digits differ by utility.
SupplyPointProblem canonical_supply_point(std::string_view text, std::string& out);

// The problem as an error that quotes `text`; not for kNone.
Error supply_point_error(SupplyPointProblem problem, std::string_view text);

// A number as a spreadsheet leaves it when it took it for one: `9.01E+20`.
bool damaged_by_spreadsheet(std::string_view text);

}  // namespace sekisho::reg
