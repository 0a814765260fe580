#pragma once

#include "base/error.h"
#include "logs/log_format.h"
#include "logs/log_profile.h"
#include "text/toml.h"

namespace sekisho::logs {

// The parts of a profile, each read from its own tables; used by log_profile.cc only.

// `[fields]` and, of a pattern, the names of its groups: fills `fields` and `sources`.
Result<void> read_fields(const text::TomlTable& profile, LogFormat& format);

// `[values.action]`, `[values.outcome]` and `[defaults]`.
Result<void> read_words(const text::TomlTable& profile, LogFormat& format);

// `[screens]`: fills `screens` and the profile's item sets.
Result<void> read_screens(const text::TomlTable& profile, LogFormat& format, LogProfile& out);

// `[[clock]]`.
Result<void> read_clock(const text::TomlTable& profile, const LogFormat& format, LogProfile& out);

std::optional<Action> action_named(std::string_view name);
std::optional<Outcome> outcome_named(std::string_view name);
std::optional<ObjectKind> object_kind_named(std::string_view name);

}  // namespace sekisho::logs
