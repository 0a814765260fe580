#include "evidence/retention.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "crypto/sha256.h"
#include "evidence/key_id.h"
#include "evidence/limits.h"
#include "text/civil.h"
#include "text/number.h"
#include "text/toml.h"

namespace sekisho::evidence {
namespace {

constexpr std::string_view kWheeling = "wheeling";
constexpr int64_t kMonthsInAYear = 12;

// The first of the month that is `months` after the one of year 0, in Japan.
Instant start_of_month(int64_t months) {
  return text::to_instant({.year = static_cast<int>(months / kMonthsInAYear),
                           .month = static_cast<int>(months % kMonthsInAYear) + 1,
                           .day = 1},
                          text::kJst);
}

int64_t month_of(Instant instant) {
  const text::CivilTime civil = text::to_civil(instant, text::kJst);
  return civil.year * kMonthsInAYear + civil.month - 1;
}

Result<RetentionClass> read_class(const text::TomlTable& table) {
  if (auto known = table.only({"name", "title", "basis", "months"}); !known)
    return std::unexpected(known.error());
  RetentionClass out;
  for (const auto& [key, target] :
       {std::pair("name", &out.name), {"title", &out.title}, {"basis", &out.basis}}) {
    const Result<std::string> value = table.string(key);
    if (!value) return std::unexpected(value.error());
    *target = *value;
  }
  if (auto id = KeyId::of_class(out.name, "2000-01"); !id)
    return std::unexpected(table.error("name", id.error().message, id.error().help));
  const Result<int64_t> months = table.integer("months");
  if (!months) return std::unexpected(months.error());
  if (*months < 1 || *months > kMaxRetentionMonths) {
    return std::unexpected(table.error("months",
                                       fmt::format("`{}` is no number of months", *months),
                                       fmt::format("Write 1 to {}.", kMaxRetentionMonths)));
  }
  out.months = static_cast<int>(*months);
  if (out.name == kWheeling && out.months < kMinWheelingMonths) {
    return std::unexpected(table.error(
        "months", "wheeling information is to be kept for at least five years",
        fmt::format("Write {} or more; the statute leaves no less.", kMinWheelingMonths)));
  }
  return out;
}

// The class that a key of the file names.
Result<std::string> named_class(const text::TomlTable& file, const RetentionPolicy& policy,
                                std::string_view key) {
  Result<std::string> name = file.string(key);
  if (!name || policy.find(*name) != nullptr) return name;
  return std::unexpected(file.error(key, fmt::format("there is no class `{}`", *name)));
}

}  // namespace

const RetentionClass* RetentionPolicy::find(std::string_view name) const {
  const auto found = std::ranges::find(classes, name, &RetentionClass::name);
  return found == classes.end() ? nullptr : &*found;
}

Result<RetentionPolicy> parse_retention(std::string_view toml, const std::string& file) {
  const Result<text::TomlTable> table = text::TomlTable::parse(toml, file);
  if (!table) return std::unexpected(table.error());
  if (auto known = table->only({"people", "segments", "class"}); !known)
    return std::unexpected(known.error());
  RetentionPolicy policy;
  policy.sha256 = crypto::sha256_hex(toml);
  const Result<std::vector<text::TomlTable>> classes = table->tables("class");
  if (!classes) return std::unexpected(classes.error());
  for (const text::TomlTable& each : *classes) {
    Result<RetentionClass> read = read_class(each);
    if (!read) return std::unexpected(read.error());
    if (policy.find(read->name) != nullptr) {
      return std::unexpected(
          each.error("name", fmt::format("there are two classes `{}`", read->name)));
    }
    policy.classes.push_back(std::move(*read));
  }
  Result<std::string> people = named_class(*table, policy, "people");
  if (!people) return std::unexpected(people.error());
  Result<std::string> segments = named_class(*table, policy, "segments");
  if (!segments) return std::unexpected(segments.error());
  policy.people = std::move(*people);
  policy.segments = std::move(*segments);
  return policy;
}

Instant runs_out(Instant end, int months) {
  return start_of_month(month_of(end) + months + 1);
}

Period period_of_month(std::string_view month) {
  const auto year = static_cast<int64_t>(text::parse_u64(month.substr(0, 4)).value_or(0));
  const auto of_year = static_cast<int64_t>(text::parse_u64(month.substr(5)).value_or(1));
  const int64_t months = year * kMonthsInAYear + of_year - 1;
  return {start_of_month(months), start_of_month(months + 1)};
}

}  // namespace sekisho::evidence
