#include "cli/policy_arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "service/policy/policy_files.h"
#include "text/number.h"

namespace sekisho::cli {

Result<std::optional<std::string>> input_for(Console& console,
                                             const std::vector<std::string>& paths) {
  if (std::ranges::find(paths, "-") == paths.end()) return std::nullopt;
  Result<std::string> input = console.read_input(service::kMaxInputBytes);
  if (!input) return std::unexpected(input.error());
  return std::move(*input);
}

Result<void> need_paths(const std::vector<std::string>& paths) {
  if (!paths.empty()) return {};
  return fail(ErrorCode::kUsage, "no path is given", {},
              "Name files or folders, or - for standard input; see --help.");
}

Result<std::optional<uint32_t>> whole_number(const std::string& option,
                                             const std::optional<std::string>& value) {
  if (!value) return std::nullopt;
  const auto number = text::parse_u64(*value);
  if (number && *number <= std::numeric_limits<uint32_t>::max())
    return static_cast<uint32_t>(*number);
  return fail(ErrorCode::kUsage, fmt::format("{} needs a whole number, not `{}`", option, *value));
}

}  // namespace sekisho::cli
