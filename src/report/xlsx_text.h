#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// What Excel's format makes of text.
namespace sekisho::report {

// Valid UTF-8 that XML 1.0 can hold: control characters (but for tab and line ends), noncharacters
// and invalid bytes become U+FFFD. Text that looks like the format's own escape (`_x000D_`) is
// escaped, so that it is read back as it was.
std::string xml_text(std::string_view utf8);

struct CutText {
  std::string text;
  bool cut = false;
};

// At most `units` UTF-16 units of valid UTF-8; what is cut ends in `…[cut]`.
CutText cut_units(std::string utf8, size_t units);

// A name that Excel accepts for a sheet; `part` from 2 on is added as ` (2)`.
std::string sheet_name(std::string_view wanted, uint32_t part);
// What must differ between the sheets of a workbook.
std::string folded_sheet_name(std::string_view name);

}  // namespace sekisho::report
