#include "disaster/disaster_rules.h"

#include <fmt/format.h>

#include "disaster/limits.h"
#include "text/toml.h"

namespace sekisho::disaster {
namespace {

constexpr int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;

Result<int64_t> number_at(const text::TomlTable& table, std::string_view key, int64_t least,
                          int64_t most) {
  const Result<int64_t> number = table.integer(key);
  if (!number || (least <= *number && *number <= most)) return number;
  return std::unexpected(
      table.error(key, fmt::format("{} is not between {} and {}", *number, least, most)));
}

}  // namespace

Result<DisasterRules> DisasterRules::parse(std::string_view toml, const std::string& file) {
  const auto root = text::TomlTable::parse(toml, file);
  if (!root) return std::unexpected(root.error());
  if (auto ok = root->only({"grace", "lending", "return"}); !ok) return std::unexpected(ok.error());
  DisasterRules out;
  struct Wanted {
    std::string_view table, key;
    int64_t least, most;
    int64_t* into;
  };
  const Wanted wanted[] = {
      {"grace", "longest_minutes", 0, kMaxGraceMinutes, &out.longest_grace_minutes},
      {"grace", "usual_minutes", 0, kMaxGraceMinutes, &out.usual_grace_minutes},
      {"lending", "longest_days", 1, kMaxLendingDays, &out.longest_lending_days},
      {"lending", "usual_hours", 1, kMaxLendingDays * 24, &out.usual_lending_hours},
      {"return", "due_hours", 0, kMaxDueHours, &out.due_hours},
  };
  for (const Wanted& one : wanted) {
    const auto table = root->table(one.table);
    if (!table) return std::unexpected(table.error());
    const Result<int64_t> number = number_at(*table, one.key, one.least, one.most);
    if (!number) return std::unexpected(number.error());
    *one.into = *number;
  }
  if (out.usual_grace_minutes > out.longest_grace_minutes) {
    return std::unexpected(
        root->table("grace")->error("usual_minutes", "it is more than `longest_minutes`"));
  }
  if (out.usual_lending_hours > out.longest_lending_days * 24) {
    return std::unexpected(
        root->table("lending")->error("usual_hours", "it is more than `longest_days`"));
  }
  return out;
}

Instant DisasterRules::due(Instant ends) const {
  return shifted(ends, due_hours * kMicrosPerHour);
}

}  // namespace sekisho::disaster
