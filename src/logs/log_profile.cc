#include "logs/log_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "crypto/sha256.h"
#include "logs/limits.h"
#include "logs/log_format.h"
#include "logs/profile_parts.h"
#include "text/fold.h"
#include "text/glob.h"

namespace sekisho::logs {
namespace {

constexpr std::pair<std::string_view, Layout> kLayouts[] = {
    {"csv", Layout::kCsv},         {"syslog5424", Layout::kSyslog5424},
    {"jsonl", Layout::kJsonl},     {"access-log", Layout::kAccessLog},
    {"pattern", Layout::kPattern},
};

Result<void> read_layout(const text::TomlTable& profile, LogFormat& format) {
  const Result<std::string> name = profile.string("format");
  if (!name) return std::unexpected(name.error());
  for (const auto& [known, layout] : kLayouts) {
    if (known != *name) continue;
    format.layout = layout;
    // Both formats write `-` for what they do not know.
    const bool dash = layout == Layout::kSyslog5424 || layout == Layout::kAccessLog;
    if (dash) format.absent = {"-"};
    return {};
  }
  return std::unexpected(
      profile.error("format", fmt::format("unknown format `{}`", *name),
                    "use `csv`, `syslog5424`, `jsonl`, `access-log` or `pattern`"));
}

Result<void> read_text_options(const text::TomlTable& profile, LogFormat& format) {
  const Result<std::string> encoding = profile.string_or("encoding", "utf-8");
  if (!encoding) return std::unexpected(encoding.error());
  const std::optional<text::Encoding> known = text::encoding_named(*encoding);
  if (!known) {
    return std::unexpected(profile.error("encoding",
                                         fmt::format("unknown encoding `{}`", *encoding),
                                         "use `utf-8`, `cp932`, `utf-16le` or `utf-16be`"));
  }
  format.encoding = *known;
  return {};
}

// `[dates]`: how the times are written, and in which zone they are where they do not say.
Result<void> read_dates(const text::TomlTable& profile, LogFormat& format) {
  const auto given = profile.optional_table("dates");
  if (!given) return std::unexpected(given.error());
  std::vector<std::string> names{"iso"};
  if (*given) {
    const text::TomlTable& dates = **given;
    if (auto ok = dates.only({"formats", "zone"}); !ok) return ok;
    const Result<std::string> zone_name = dates.string_or("zone", "Asia/Tokyo");
    if (!zone_name) return std::unexpected(zone_name.error());
    const std::optional<text::Zone> zone = text::zone_named(*zone_name);
    if (!zone) {
      return std::unexpected(dates.error("zone", fmt::format("`{}` is not a zone", *zone_name),
                                         "use `Asia/Tokyo`, `UTC` or an offset such as `+09:00`"));
    }
    format.zone = *zone;
    if (dates.has("formats")) {
      Result<std::vector<std::string>> listed = dates.strings("formats");
      if (!listed) return std::unexpected(listed.error());
      names = std::move(*listed);
    }
  }
  Result<text::InstantParser> times = text::InstantParser::compile(names, format.zone);
  if (!times) {
    Error error = times.error();
    error.place = *given ? (*given)->place("formats") : profile.place();
    return std::unexpected(std::move(error));
  }
  format.times = *times;
  return {};
}

Result<void> read_line_options(const text::TomlTable& profile, LogFormat& format) {
  if (profile.has("absent")) {
    Result<std::vector<std::string>> absent = profile.strings("absent");
    if (!absent) return std::unexpected(absent.error());
    for (std::string& word : *absent) word = text::fold_width(word);
    format.absent = std::move(*absent);
  }
  Result<std::vector<std::string>> skip = profile.optional_strings("skip_prefixes");
  if (!skip) return std::unexpected(skip.error());
  for (const std::string& prefix : *skip) {
    const std::optional<std::string> bytes = format.block_encoding() == text::Encoding::kCp932
                                                 ? text::to_cp932(prefix)
                                                 : std::optional(prefix);
    if (!bytes || bytes->empty()) {
      return std::unexpected(
          profile.error("skip_prefixes", fmt::format("`{}` is no beginning of a line", prefix)));
    }
    format.skip_prefixes.push_back(*bytes);
  }
  const Result<std::string> empty = profile.string_or("empty_lines", "reject");
  if (!empty) return std::unexpected(empty.error());
  if (*empty != "reject" && *empty != "skip") {
    return std::unexpected(profile.error("empty_lines", fmt::format("unknown choice `{}`", *empty),
                                         "use `reject` or `skip`"));
  }
  format.skip_empty_lines = *empty == "skip";
  const Result<int64_t> skipped = profile.integer_or("skip_lines", 0);
  if (!skipped) return std::unexpected(skipped.error());
  if (*skipped < 0 || *skipped > static_cast<int64_t>(kMaxSkippedLines)) {
    return std::unexpected(profile.error("skip_lines",
                                         fmt::format("`{}` is out of range", *skipped),
                                         fmt::format("at most {}", kMaxSkippedLines)));
  }
  format.skip_lines = static_cast<uint64_t>(*skipped);
  return {};
}

Result<char> one_character(const text::TomlTable& profile, std::string_view key, char fallback,
                           bool may_be_empty) {
  if (!profile.has(key)) return fallback;
  const Result<std::string> text = profile.string(key);
  if (!text) return std::unexpected(text.error());
  if (text->empty() && may_be_empty) return '\0';
  if (text->size() == 1 && (*text)[0] != '\n' && (*text)[0] != '\r' && (*text)[0] != '\0') {
    return (*text)[0];
  }
  return std::unexpected(profile.error(key, fmt::format("`{}` is not one ASCII character", *text)));
}

// One of two words, as whether it is the second.
Result<bool> choice(const text::TomlTable& profile, std::string_view key, std::string_view first,
                    std::string_view second) {
  const Result<std::string> word = profile.string_or(key, first);
  if (!word) return std::unexpected(word.error());
  if (*word == first || *word == second) return *word == second;
  return std::unexpected(profile.error(key, fmt::format("unknown choice `{}`", *word),
                                       fmt::format("use `{}` or `{}`", first, second)));
}

Result<void> read_csv_options(const text::TomlTable& profile, LogFormat& format) {
  if (format.layout != Layout::kCsv) {
    for (const std::string_view key :
         {"delimiter", "quote", "header", "columns", "records", "short_lines", "long_lines"}) {
      if (!profile.has(key)) continue;
      return std::unexpected(profile.error(key, fmt::format("`{}` is an option of CSV", key)));
    }
    return {};
  }
  const Result<char> delimiter = one_character(profile, "delimiter", ',', false);
  if (!delimiter) return std::unexpected(delimiter.error());
  const Result<char> quote = one_character(profile, "quote", '"', true);
  if (!quote) return std::unexpected(quote.error());
  const Result<bool> header = profile.boolean_or("header", false);
  if (!header) return std::unexpected(header.error());
  const Result<bool> multiline = choice(profile, "records", "line", "multiline");
  if (!multiline) return std::unexpected(multiline.error());
  const Result<bool> fill = choice(profile, "short_lines", "reject", "fill");
  if (!fill) return std::unexpected(fill.error());
  const Result<bool> ignore = choice(profile, "long_lines", "reject", "ignore");
  if (!ignore) return std::unexpected(ignore.error());
  Result<std::vector<std::string>> columns = profile.optional_strings("columns");
  if (!columns) return std::unexpected(columns.error());
  if (*delimiter == *quote) {
    return std::unexpected(profile.error("quote", "the quote is the delimiter too"));
  }
  if (*header && !columns->empty()) {
    return std::unexpected(profile.error("columns", "the file's header names the columns",
                                         "leave `columns` out, or set `header = false`"));
  }
  if (columns->size() > kMaxColumns) {
    return std::unexpected(
        profile.error("columns", fmt::format("more than {} columns", kMaxColumns)));
  }
  format.delimiter = *delimiter;
  format.quote = *quote;
  format.header = *header;
  format.multiline = *multiline;
  format.short_lines = *fill ? ShortLines::kFill : ShortLines::kReject;
  format.long_lines = *ignore;
  format.columns = std::move(*columns);
  return {};
}

Result<void> read_pattern(const text::TomlTable& profile, LogFormat& format) {
  if (format.layout != Layout::kPattern) {
    if (!profile.has("pattern")) return {};
    return std::unexpected(
        profile.error("pattern", "`pattern` is an option of `format = \"pattern\"`"));
  }
  const Result<std::string> expression = profile.string("pattern");
  if (!expression) return std::unexpected(expression.error());
  Result<text::Pattern> pattern = text::Pattern::compile(*expression);
  if (!pattern)
    return std::unexpected(profile.error("pattern", pattern.error().message, pattern.error().help));
  format.pattern = std::move(*pattern);
  return {};
}

Result<void> read_shows(const text::TomlTable& profile, const LogFormat& format, LogProfile& out) {
  const auto used = [&](Field f) { return format.field(f).used; };
  out.shows = {.who = used(Field::kAccount),
               .where = used(Field::kTerminal) || used(Field::kAddress),
               .whose = used(Field::kObject),
               .items = out.item_sets.size() > 1,
               .refused = used(Field::kOutcome)};
  if (!profile.has("shows")) return {};
  const Result<std::vector<std::string>> named = profile.strings("shows");
  if (!named) return std::unexpected(named.error());
  Shows stated{false, false, false, false, false};
  for (const std::string& what : *named) {
    if (what == "who")
      stated.who = true;
    else if (what == "where")
      stated.where = true;
    else if (what == "whose")
      stated.whose = true;
    else if (what == "items")
      stated.items = true;
    else if (what == "refused")
      stated.refused = true;
    else
      return std::unexpected(profile.error("shows", fmt::format("unknown word `{}`", what),
                                           "use `who`, `where`, `whose`, `items`, `refused`"));
  }
  out.shows = stated;
  return {};
}

Result<void> read_object(const text::TomlTable& profile, LogFormat& format, LogProfile& out) {
  const Result<std::string> kind_name = profile.string_or("object_kind", "supply-point");
  if (!kind_name) return std::unexpected(kind_name.error());
  const std::optional<ObjectKind> kind = object_kind_named(*kind_name);
  if (!kind || *kind == ObjectKind::kNone) {
    return std::unexpected(profile.error("object_kind",
                                         fmt::format("unknown kind `{}`", *kind_name),
                                         "use `supply-point`, `customer`, `facility` or `other`"));
  }
  out.object_kind = *kind;
  constexpr int64_t kSupplyPointDigits = 22;
  const int64_t usual = *kind == ObjectKind::kSupplyPoint ? kSupplyPointDigits : 0;
  const Result<int64_t> digits = profile.integer_or("object_digits", usual);
  if (!digits) return std::unexpected(digits.error());
  if (*digits < 0 || *digits > static_cast<int64_t>(kMaxKeyBytes)) {
    return std::unexpected(
        profile.error("object_digits", fmt::format("`{}` is out of range", *digits)));
  }
  format.object_digits = static_cast<uint32_t>(*digits);
  return {};
}

Result<void> read_identity(const text::TomlTable& profile, LogProfile& out) {
  Result<std::string> system = profile.string("system");
  if (!system) return std::unexpected(system.error());
  out.system = std::move(*system);
  Result<std::string> title = profile.string_or("title", out.system);
  if (!title) return std::unexpected(title.error());
  out.title = std::move(*title);
  Result<std::vector<std::string>> files = profile.strings("files");
  if (!files) return std::unexpected(files.error());
  for (const std::string& glob : *files) {
    if (text::glob_valid(glob)) continue;
    return std::unexpected(profile.error("files", fmt::format("`{}` is not a file pattern", glob),
                                         "a path below the logs' directory, with `*` and `**`"));
  }
  out.files = std::move(*files);
  const Result<std::vector<std::string>> fold = profile.optional_strings("fold");
  if (!fold) return std::unexpected(fold.error());
  for (const std::string& what : *fold) {
    if (what == "width")
      out.account_fold.width = true;
    else if (what == "case")
      out.account_fold.case_ = true;
    else
      return std::unexpected(profile.error("fold", fmt::format("unknown fold `{}`", what),
                                           "use `width`, `case` or both"));
  }
  return {};
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes(kMaxProfileBytes + 1, '\0');
  if (in) in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad() || (!in && !in.eof())) {
    return fail(ErrorCode::kIo, "cannot read the file", {path.string()});
  }
  bytes.resize(static_cast<size_t>(in.gcount()));
  if (bytes.size() > kMaxProfileBytes) {
    return fail(ErrorCode::kLimit, fmt::format("a profile of more than {} bytes", kMaxProfileBytes),
                {path.string()});
  }
  return bytes;
}

// The TOML files below a directory, by path.
Result<std::vector<std::filesystem::path>> toml_files(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".toml" && it->is_regular_file(error))
      paths.push_back(it->path());
  }
  if (error) {
    return fail(ErrorCode::kIo, fmt::format("cannot list the directory: {}", error.message()),
                {directory.string()});
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

int64_t LogProfile::tolerance_at(Instant t) const {
  for (const ClockError& error : clock) {
    if (error.period.contains(t)) return error.tolerance_micros;
  }
  return 0;
}

text::Encoding encoding_of(const LogProfile& profile, std::string_view first_bytes) {
  const auto is_utf16 = [](std::optional<text::Encoding> encoding) {
    return encoding == text::Encoding::kUtf16Le || encoding == text::Encoding::kUtf16Be;
  };
  const text::Sniffed sniffed = text::sniff(first_bytes);
  const bool marked = sniffed.bom_bytes > 0 && is_utf16(sniffed.encoding);
  return marked && is_utf16(profile.format->encoding) ? *sniffed.encoding
                                                      : profile.format->encoding;
}

std::vector<std::pair<std::string, std::string>> mapped_fields(const LogProfile& profile) {
  std::vector<std::pair<std::string, std::string>> out;
  for (size_t i = 0; i < kFieldCount; ++i) {
    const FieldSource& source = profile.format->fields[i];
    if (!source.used) continue;
    std::string from = source.from;
    if (source.part == Part::kQuery) from += "?" + source.parameter;
    if (source.part == Part::kPath) from += " (path)";
    if (source.part == Part::kMethod) from += " (method)";
    out.emplace_back(name_of(static_cast<Field>(i)), std::move(from));
  }
  return out;
}

Result<LogProfile> parse_log_profile(std::string_view toml, const std::string& file) {
  const Result<text::TomlTable> table = text::TomlTable::parse(toml, file);
  if (!table) return std::unexpected(table.error());
  const auto ok = table->only(
      {"kind",    "title",    "system",        "files",       "format",        "encoding",
       "dates",   "absent",   "skip_prefixes", "empty_lines", "skip_lines",    "delimiter",
       "quote",   "header",   "columns",       "records",     "short_lines",   "long_lines",
       "pattern", "fold",     "shows",         "object_kind", "object_digits", "fields",
       "values",  "defaults", "screens",       "clock"});
  if (!ok) return std::unexpected(ok.error());
  const Result<std::string> kind = table->string("kind");
  if (!kind) return std::unexpected(kind.error());
  if (*kind != "log") {
    return std::unexpected(table->error("kind", fmt::format("`{}` is not a log's profile", *kind)));
  }
  LogProfile out;
  out.file = std::filesystem::path(file).filename().string();
  out.sha256 = crypto::sha256_hex(toml);
  auto format = std::make_shared<LogFormat>();
  Result<void> step = read_identity(*table, out);
  if (step) step = read_layout(*table, *format);
  if (step) step = read_text_options(*table, *format);
  if (step) step = read_dates(*table, *format);
  if (step) step = read_line_options(*table, *format);
  if (step) step = read_csv_options(*table, *format);
  if (step) step = read_pattern(*table, *format);
  if (step) step = read_fields(*table, *format);
  if (step) step = read_words(*table, *format);
  if (step) step = read_screens(*table, *format, out);
  if (step) step = read_clock(*table, *format, out);
  if (step) step = read_object(*table, *format, out);
  if (step) step = read_shows(*table, *format, out);
  if (!step) return std::unexpected(step.error());
  // Days are counted where the log's clock is; a log in UTC is counted in Japan's days.
  if (format->zone != text::kUtc) out.zone_offset_seconds = format->zone.offset_seconds;
  out.format = std::move(format);
  return out;
}

Result<std::vector<LogProfile>> load_log_profiles(const std::filesystem::path& directory) {
  const auto paths = toml_files(directory);
  if (!paths) return std::unexpected(paths.error());
  std::vector<LogProfile> profiles;
  for (const std::filesystem::path& path : *paths) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    const Result<text::TomlTable> table = text::TomlTable::parse(*bytes, path.string());
    if (!table) return std::unexpected(table.error());
    const Result<std::string> kind = table->string("kind");
    if (!kind) return std::unexpected(kind.error());
    if (*kind != "log") continue;
    Result<LogProfile> profile = parse_log_profile(*bytes, path.string());
    if (!profile) return std::unexpected(profile.error());
    profile->path = path;
    profiles.push_back(std::move(*profile));
  }
  return profiles;
}

}  // namespace sekisho::logs
