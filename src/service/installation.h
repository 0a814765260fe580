#pragma once

#include <filesystem>
#include <string_view>

#include "base/error.h"

namespace sekisho::service {

// What comes with the program stands beside it: `<program's directory>/../share/sekisho/NAME`
// ("policies", "sources"), in an installation as in a build directory.
Result<std::filesystem::path> shipped(std::string_view name);

}  // namespace sekisho::service
