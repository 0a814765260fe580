#include "logs/log_format.h"

#include <algorithm>

#include "text/glob.h"

namespace sekisho::logs {

std::string_view name_of(Field field) {
  static constexpr std::array<std::string_view, kFieldCount> kNames{
      "time",    "time of day", "account",  "terminal", "address", "action",
      "outcome", "object",      "customer", "screen",   "sequence"};
  return kNames[static_cast<size_t>(field)];
}

std::optional<uint8_t> WordMap::find(std::string_view word) const {
  if (const auto found = exact.find(std::string(word)); found != exact.end()) return found->second;
  for (const auto& [glob, meaning] : globs) {
    if (text::glob_match(glob, word)) return meaning;
  }
  return std::nullopt;
}

bool LogFormat::is_absent(std::string_view text) const {
  return text.empty() || std::ranges::find(absent, text) != absent.end();
}

}  // namespace sekisho::logs
