#include <fmt/format.h>

#include <algorithm>

#include "logs/limits.h"
#include "logs/profile_parts.h"
#include "text/nearest.h"

namespace sekisho::logs {
namespace {

constexpr std::string_view kSyslogParts[] = {"priority", "timestamp", "hostname", "app-name",
                                             "procid",   "msgid",     "message"};
constexpr std::string_view kAccessParts[] = {"host",   "ident", "user",    "time", "request",
                                             "status", "bytes", "referer", "agent"};

// The keys of `[fields]` and the fields they stand for.
constexpr std::pair<std::string_view, Field> kKeys[] = {
    {"time", Field::kTime},         {"account", Field::kAccount},   {"terminal", Field::kTerminal},
    {"address", Field::kAddress},   {"action", Field::kAction},     {"outcome", Field::kOutcome},
    {"object", Field::kObject},     {"customer", Field::kCustomer}, {"screen", Field::kScreen},
    {"sequence", Field::kSequence},
};

size_t source_named(LogFormat& format, const std::string& name) {
  const auto found = std::ranges::find(format.sources, name);
  if (found != format.sources.end()) return static_cast<size_t>(found - format.sources.begin());
  format.sources.push_back(name);
  return format.sources.size() - 1;
}

// Whether the layout can have a value of that name at all; the message of an error if not.
std::string refused_name(const LogFormat& format, std::string_view name, std::string& help) {
  const auto one_of = [&](auto&& names) -> std::string {
    if (std::ranges::find(names, name) != std::end(names)) return {};
    help = fmt::format("use one of: {}", fmt::join(names, ", "));
    return fmt::format("a line of this format has no part `{}`", name);
  };
  switch (format.layout) {
    case Layout::kSyslog5424:
      if (const size_t slash = name.find('/');
          slash != std::string_view::npos && slash > 0 && slash + 1 < name.size()) {
        return {};
      }
      if (auto refused = one_of(kSyslogParts); !refused.empty()) {
        help += ", or ELEMENT/PARAMETER of the structured data, such as `app@32473/user`";
        return refused;
      }
      return {};
    case Layout::kAccessLog:
      return one_of(kAccessParts);
    case Layout::kJsonl:
      if (name.empty() || name.starts_with('/')) return {};
      help = fmt::format("a JSON pointer begins with `/`: `/{}`", name);
      return fmt::format("`{}` is not a JSON pointer", name);
    case Layout::kPattern:
      return one_of(format.pattern->group_names());
    case Layout::kCsv:
      break;
  }
  if (format.header || std::ranges::find(format.columns, name) != format.columns.end()) return {};
  help = "give a column's number from 1, or name all columns in `columns`";
  return fmt::format("the file has no header that could name a column `{}`", name);
}

Result<void> set_source(const text::TomlTable& at, std::string_view key, LogFormat& format,
                        FieldSource& source, std::string name) {
  std::string help;
  if (std::string refused = refused_name(format, name, help); !refused.empty()) {
    return std::unexpected(at.error(key, std::move(refused), std::move(help)));
  }
  source.used = true;
  source.source = source_named(format, name);
  source.from = std::move(name);
  return {};
}

// A column by its number. It stands as `#N` among the sources.
Result<void> set_column(const text::TomlTable& at, std::string_view key, LogFormat& format,
                        FieldSource& source) {
  const Result<int64_t> number = at.integer(key);
  if (!number) return std::unexpected(number.error());
  if (format.layout != Layout::kCsv || *number < 1 || *number > static_cast<int64_t>(kMaxColumns)) {
    return std::unexpected(at.error(key, fmt::format("`{}` is not a column", *number),
                                    "only CSV has numbered columns, and they count from 1"));
  }
  source.used = true;
  source.from = fmt::format("#{}", *number);
  source.source = source_named(format, source.from);
  return {};
}

Result<void> set_name(const text::TomlTable& at, std::string_view key, LogFormat& format,
                      FieldSource& source) {
  if (!at.is_string(key)) return set_column(at, key, format, source);
  Result<std::string> name = at.string(key);
  if (!name) return std::unexpected(name.error());
  return set_source(at, key, format, source, std::move(*name));
}

// `{ from = "request", query = "id", required = true }`
Result<void> set_table(const text::TomlTable& table, LogFormat& format, FieldSource& source) {
  if (auto ok = table.only({"from", "part", "query", "required"}); !ok) return ok;
  if (auto ok = set_name(table, "from", format, source); !ok) return ok;
  const Result<bool> required = table.boolean_or("required", false);
  if (!required) return std::unexpected(required.error());
  source.required = *required;
  const auto query = table.optional_string("query");
  if (!query) return std::unexpected(query.error());
  if (*query) {
    source.part = Part::kQuery;
    source.parameter = **query;
  }
  const Result<std::string> part = table.string_or("part", "");
  if (!part) return std::unexpected(part.error());
  if (*part == "path")
    source.part = Part::kPath;
  else if (*part == "method")
    source.part = Part::kMethod;
  else if (!part->empty()) {
    return std::unexpected(table.error("part", fmt::format("unknown part `{}`", *part),
                                       "use `path` or `method`, or `query = \"NAME\"`"));
  }
  return {};
}

// The time of a record may stand in two columns, date and time of day.
Result<void> set_time_pair(const text::TomlTable& fields, LogFormat& format) {
  const Result<std::vector<std::string>> names = fields.strings("time");
  if (!names) return std::unexpected(names.error());
  if (names->size() != 2) {
    return std::unexpected(fields.error("time", "a time stands in one or in two values",
                                        "write `time = [\"DATE\", \"TIME OF DAY\"]`"));
  }
  if (auto ok = set_source(fields, "time", format, format.field(Field::kTime), (*names)[0]); !ok) {
    return ok;
  }
  return set_source(fields, "time", format, format.field(Field::kTimeOfDay), (*names)[1]);
}

}  // namespace

Result<void> read_fields(const text::TomlTable& profile, LogFormat& format) {
  const Result<text::TomlTable> fields = profile.table("fields");
  if (!fields) return std::unexpected(fields.error());
  std::vector<std::string_view> allowed;
  for (const auto& [key, field] : kKeys) allowed.push_back(key);
  if (auto ok = fields->only(allowed); !ok) return ok;
  // The values of a pattern are its groups, whether asked for or not.
  if (format.layout == Layout::kPattern) format.sources = format.pattern->group_names();
  for (const auto& [key, field] : kKeys) {
    if (!fields->has(key)) continue;
    Result<void> ok;
    if (field == Field::kTime && fields->is_array(key)) {
      ok = set_time_pair(*fields, format);
    } else if (fields->is_table(key)) {
      const Result<text::TomlTable> table = fields->table(key);
      ok = table ? set_table(*table, format, format.field(field))
                 : Result<void>(std::unexpected(table.error()));
    } else {
      ok = set_name(*fields, key, format, format.field(field));
    }
    if (!ok) return ok;
  }
  if (!format.field(Field::kTime).used) {
    return std::unexpected(
        profile.error("fields", "no field `time`", "an access without its time cannot be judged"));
  }
  return {};
}

}  // namespace sekisho::logs
