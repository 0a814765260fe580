#pragma once

#include <cstddef>
#include <string_view>

namespace sekisho::report {

// Columns that the text takes on a screen or in a sheet: two for a full-width character.
size_t display_width(std::string_view utf8);

}  // namespace sekisho::report
