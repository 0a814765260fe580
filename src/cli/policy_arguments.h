#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"

// What the commands on policies share.
namespace sekisho::cli {

// Standard input, where one of the paths is `-`.
Result<std::optional<std::string>> input_for(Console& console,
                                             const std::vector<std::string>& paths);

// A kUsage error when no path is given.
Result<void> need_paths(const std::vector<std::string>& paths);

// The number of an option, a kUsage error when it is none.
Result<std::optional<uint32_t>> whole_number(const std::string& option,
                                             const std::optional<std::string>& value);

}  // namespace sekisho::cli
