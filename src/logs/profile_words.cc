#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logs/limits.h"
#include "logs/profile_parts.h"
#include "text/fold.h"
#include "text/glob.h"
#include "text/nearest.h"

namespace sekisho::logs {
namespace {

template <class Enum, size_t kCount>
std::optional<Enum> enumerator_named(std::string_view name) {
  for (size_t i = 0; i < kCount; ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

template <class Enum, size_t kCount>
std::string meanings() {
  std::string out;
  for (size_t i = 0; i < kCount; ++i) {
    out += fmt::format("{}`{}`", i == 0 ? "use one of " : ", ", name_of(static_cast<Enum>(i)));
  }
  return out;
}

constexpr size_t kOutcomeCount = 3;

template <class Enum, size_t kCount>
Result<uint8_t> meaning_of(const text::TomlTable& table, std::string_view key) {
  const Result<std::string> name = table.string(key);
  if (!name) return std::unexpected(name.error());
  const std::optional<Enum> found = enumerator_named<Enum, kCount>(*name);
  if (found) return static_cast<uint8_t>(*found);
  return std::unexpected(
      table.error(key, fmt::format("unknown meaning `{}`", *name), meanings<Enum, kCount>()));
}

template <class Enum, size_t kCount>
Result<void> read_map(const text::TomlTable& values, std::string_view name, WordMap& out) {
  const auto table = values.optional_table(name);
  if (!table) return std::unexpected(table.error());
  if (!*table) return {};
  for (const std::string& key : (*table)->keys()) {
    const Result<uint8_t> meaning = meaning_of<Enum, kCount>(**table, key);
    if (!meaning) return std::unexpected(meaning.error());
    std::string word = text::fold_width(key);
    if (word.find_first_of("*?[{") != std::string::npos && text::glob_valid(word)) {
      out.globs.emplace_back(word, *meaning);
    }
    out.exact.emplace(std::move(word), *meaning);
  }
  return {};
}

template <class Enum, size_t kCount>
Result<void> read_default(const text::TomlTable& defaults, std::string_view name, WordMap& out) {
  if (!defaults.has(name)) return {};
  const Result<std::string> word = defaults.string(name);
  if (!word) return std::unexpected(word.error());
  if (*word == "reject") return {};
  const Result<uint8_t> meaning = meaning_of<Enum, kCount>(defaults, name);
  if (!meaning) {
    Error error = meaning.error();
    error.help += ", or `reject`";
    return std::unexpected(std::move(error));
  }
  out.fallback = *meaning;
  return {};
}

Result<uint16_t> item_set(const text::TomlTable& screen, LogProfile& out) {
  Result<std::vector<std::string>> items = screen.optional_strings("items");
  if (!items) return std::unexpected(items.error());
  if (items->empty()) return uint16_t{0};
  std::ranges::sort(*items);
  items->erase(std::unique(items->begin(), items->end()), items->end());
  const auto found = std::ranges::find(out.item_sets, *items);
  if (found != out.item_sets.end()) return static_cast<uint16_t>(found - out.item_sets.begin());
  out.item_sets.push_back(std::move(*items));
  return static_cast<uint16_t>(out.item_sets.size() - 1);
}

Result<Screen> read_screen(const text::TomlTable& screens, const std::string& key,
                           LogProfile& out) {
  const Result<text::TomlTable> table = screens.table(key);
  if (!table) return std::unexpected(table.error());
  if (auto ok = table->only({"action", "items"}); !ok) return std::unexpected(ok.error());
  Screen screen;
  screen.pattern = text::fold_width(key);
  if (!text::glob_valid(screen.pattern)) {
    return std::unexpected(screens.error(key, fmt::format("`{}` is not a pattern", key),
                                         "brackets and braces must close"));
  }
  if (table->has("action")) {
    const Result<uint8_t> action = meaning_of<Action, kActionCount>(*table, "action");
    if (!action) return std::unexpected(action.error());
    screen.action = static_cast<Action>(*action);
  }
  const Result<uint16_t> items = item_set(*table, out);
  if (!items) return std::unexpected(items.error());
  screen.items = *items;
  return screen;
}

Result<Instant> read_instant(const text::TomlTable& table, std::string_view key,
                             const text::InstantParser& parser, Instant fallback) {
  const auto text = table.optional_string(key);
  if (!text) return std::unexpected(text.error());
  if (!*text) return fallback;
  if (const std::optional<Instant> instant = parser.parse(**text)) return *instant;
  return std::unexpected(table.error(key, fmt::format("`{}` is not a time", **text),
                                     "write it as 2022-04-01 or 2022-04-01T09:00:00+09:00"));
}

Result<int64_t> read_seconds(const text::TomlTable& table, std::string_view key, double least) {
  if (!table.has(key)) return 0;
  const Result<double> seconds = table.number(key);
  if (!seconds) return std::unexpected(seconds.error());
  constexpr double kYear = 366.0 * 86'400;
  if (!(*seconds >= least && *seconds <= kYear)) {
    return std::unexpected(
        table.error(key, fmt::format("`{}` seconds are out of range", *seconds)));
  }
  return std::llround(*seconds * static_cast<double>(kMicrosPerSecond));
}

}  // namespace

std::optional<Action> action_named(std::string_view name) {
  return enumerator_named<Action, kActionCount>(name);
}
std::optional<Outcome> outcome_named(std::string_view name) {
  return enumerator_named<Outcome, kOutcomeCount>(name);
}
std::optional<ObjectKind> object_kind_named(std::string_view name) {
  return enumerator_named<ObjectKind, 5>(name);
}

Result<void> read_words(const text::TomlTable& profile, LogFormat& format) {
  const auto values = profile.optional_table("values");
  if (!values) return std::unexpected(values.error());
  if (*values) {
    if (auto ok = (*values)->only({"action", "outcome"}); !ok) return ok;
    auto ok = read_map<Action, kActionCount>(**values, "action", format.actions);
    if (!ok) return ok;
    ok = read_map<Outcome, kOutcomeCount>(**values, "outcome", format.outcomes);
    if (!ok) return ok;
  }
  const auto defaults = profile.optional_table("defaults");
  if (!defaults) return std::unexpected(defaults.error());
  if (*defaults) {
    if (auto ok = (*defaults)->only({"action", "outcome"}); !ok) return ok;
    auto ok = read_default<Action, kActionCount>(**defaults, "action", format.actions);
    if (!ok) return ok;
    ok = read_default<Outcome, kOutcomeCount>(**defaults, "outcome", format.outcomes);
    if (!ok) return ok;
  }
  // A log without the field says the same of every line; what it is has to be stated.
  if (!format.field(Field::kAction).used && !format.field(Field::kScreen).used &&
      !format.actions.fallback) {
    return std::unexpected(profile.error("fields", "nothing says what was done",
                                         "name a field `action` or `screen`, or state "
                                         "`action = \"view\"` under `[defaults]`"));
  }
  if (!format.field(Field::kOutcome).used && !format.outcomes.fallback) {
    format.outcomes.fallback = static_cast<uint8_t>(Outcome::kUnknown);
  }
  return {};
}

Result<void> read_screens(const text::TomlTable& profile, LogFormat& format, LogProfile& out) {
  const auto screens = profile.optional_table("screens");
  if (!screens) return std::unexpected(screens.error());
  if (!*screens) return {};
  const std::vector<std::string> keys = (*screens)->keys();
  if (keys.size() > kMaxScreens) {
    return std::unexpected(
        profile.error("screens", fmt::format("more than {} screens", kMaxScreens)));
  }
  for (const std::string& key : keys) {
    Result<Screen> screen = read_screen(**screens, key, out);
    if (!screen) return std::unexpected(screen.error());
    format.screens.push_back(std::move(*screen));
  }
  if (!format.field(Field::kScreen).used) {
    return std::unexpected(profile.error("screens", "screens are described, but no field is one",
                                         "name a field `screen` under `[fields]`"));
  }
  return {};
}

Result<void> read_clock(const text::TomlTable& profile, const LogFormat& format, LogProfile& out) {
  const Result<std::vector<text::TomlTable>> periods = profile.tables("clock");
  if (!periods) return std::unexpected(periods.error());
  if (periods->size() > kMaxClockPeriods) {
    return std::unexpected(
        profile.error("clock", fmt::format("more than {} periods", kMaxClockPeriods)));
  }
  const std::vector<std::string> iso{"iso"};
  const Result<text::InstantParser> parser = text::InstantParser::compile(iso, format.zone);
  if (!parser) return std::unexpected(parser.error());
  for (const text::TomlTable& table : *periods) {
    if (auto ok = table.only({"from", "until", "offset_seconds", "tolerance_seconds"}); !ok)
      return ok;
    const Result<Instant> from = read_instant(table, "from", *parser, kBeginning);
    if (!from) return std::unexpected(from.error());
    const Result<Instant> until = read_instant(table, "until", *parser, kForever);
    if (!until) return std::unexpected(until.error());
    const Result<int64_t> offset = read_seconds(table, "offset_seconds", -366.0 * 86'400);
    if (!offset) return std::unexpected(offset.error());
    const Result<int64_t> tolerance = read_seconds(table, "tolerance_seconds", 0);
    if (!tolerance) return std::unexpected(tolerance.error());
    const ClockError error{{*from, *until}, *offset, *tolerance};
    for (const ClockError& other : out.clock) {
      if (!other.period.overlaps(error.period)) continue;
      return std::unexpected(table.error("from", "two periods of the clock overlap"));
    }
    if (error.period.empty()) return std::unexpected(table.error("until", "the period is empty"));
    out.clock.push_back(error);
  }
  return {};
}

}  // namespace sekisho::logs
