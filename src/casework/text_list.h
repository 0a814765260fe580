#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

// Lists of texts in one column: JSON arrays, since a text may have any character in it. Internal to
// this folder.
namespace sekisho::casework {

std::string texts_json(std::span<const std::string> texts);
// kBadInput where it is no such list.
Result<std::vector<std::string>> texts_in(std::string_view json);

}  // namespace sekisho::casework
