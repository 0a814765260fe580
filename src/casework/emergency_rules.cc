#include "casework/emergency_rules.h"

#include <fmt/format.h>

#include "casework/limits.h"
#include "text/toml.h"

namespace sekisho::casework {
namespace {

Result<int> number_at(const text::TomlTable& table, std::string_view key, int most) {
  const Result<int64_t> number = table.integer_or(key, 0);
  if (!number) return std::unexpected(number.error());
  if (1 <= *number && *number <= most) return static_cast<int>(*number);
  return std::unexpected(
      table.error(key, fmt::format("{} is not between 1 and {}", *number, most)));
}

}  // namespace

Result<EmergencyRules> EmergencyRules::parse(std::string_view toml, const std::string& file) {
  const Result<text::TomlTable> table = text::TomlTable::parse(toml, file);
  if (!table) return std::unexpected(table.error());
  if (auto ok = table->only({"break_glass_hours", "outage_minutes"}); !ok)
    return std::unexpected(ok.error());
  const Result<int> hours = number_at(*table, "break_glass_hours", kMaxEmergencyHours);
  if (!hours) return std::unexpected(hours.error());
  const Result<int> minutes = number_at(*table, "outage_minutes", kMaxOutageMinutes);
  if (!minutes) return std::unexpected(minutes.error());
  return EmergencyRules{*hours, *minutes};
}

}  // namespace sekisho::casework
