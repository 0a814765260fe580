#include "register/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "register/limits.h"
#include "text/glob.h"
#include "text/limits.h"
#include "text/nearest.h"
#include "text/toml.h"
#include "text/zone.h"

namespace sekisho::reg {
namespace {

using text::TomlTable;

// One of a few words at a key.
Result<size_t> choice(const TomlTable& table, std::string_view key, std::string_view fallback,
                      std::span<const std::string_view> allowed) {
  auto word = table.string_or(key, fallback);
  if (!word) return std::unexpected(word.error());
  const auto found = std::ranges::find(allowed, std::string_view(*word));
  if (found != allowed.end()) return static_cast<size_t>(found - allowed.begin());
  std::string help = text::did_you_mean(*word, allowed);
  if (help.empty()) help = fmt::format("Write one of: {}.", fmt::join(allowed, ", "));
  return std::unexpected(
      table.error(key, fmt::format("`{}` is not a value of `{}`", *word, key), std::move(help)));
}

Result<size_t> choice(const TomlTable& table, std::string_view key, std::string_view fallback,
                      std::initializer_list<std::string_view> allowed) {
  return choice(table, key, fallback, std::span(allowed.begin(), allowed.size()));
}

constexpr std::array<std::string_view, 2> kImportModes = {"full", "delta"};
constexpr std::array<std::string_view, 2> kAbsentRows = {"withdrawn", "ended"};

std::vector<std::string_view> field_names(Table table) {
  std::vector<std::string_view> out;
  for (const FieldSpec& field : fields_of(table)) out.push_back(field.name);
  return out;
}

// Reads one document into a profile. Every step returns nothing or the first mistake.
class ProfileReader {
 public:
  ProfileReader(const TomlTable& root, RegisterProfile& out) : root_(root), out_(out) {}

  Result<void> read() {
    using Step = Result<void> (ProfileReader::*)();
    for (const Step step :
         {&ProfileReader::read_keys, &ProfileReader::read_files, &ProfileReader::read_format,
          &ProfileReader::read_fold, &ProfileReader::read_dates, &ProfileReader::read_rules,
          &ProfileReader::read_columns, &ProfileReader::read_constants, &ProfileReader::read_values,
          &ProfileReader::read_required, &ProfileReader::read_coverage,
          &ProfileReader::read_import}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    return {};
  }

 private:
  Result<void> read_keys() {
    auto table = choice(root_, "table", "", table_names());
    if (!table) return std::unexpected(table.error());
    out_.table = static_cast<Table>(*table);
    return root_.only({"kind",       "table",     "title",     "files",          "encoding",
                       "format",     "delimiter", "quote",     "records",        "header",
                       "skip_lines", "fold",      "required",  "list_separator", "end_of_period",
                       "object_key", "columns",   "constants", "prefix",         "values",
                       "dates",      "coverage",  "import",    "optional"});
  }

  Result<void> read_files() {
    if (auto title = root_.optional_string("title"); !title) {
      return std::unexpected(title.error());
    }
    auto globs = root_.strings("files");
    if (!globs) return std::unexpected(globs.error());
    for (const std::string& glob : *globs) {
      if (!text::glob_valid(glob)) {
        return wrong(root_, "files", fmt::format("`{}` is not a file pattern", glob),
                     "Close every `[` and `{`.");
      }
    }
    if (globs->empty()) return wrong(root_, "files", "`files` names no file", "Name one.");
    out_.globs = std::move(*globs);
    return {};
  }

  Result<void> read_format() {
    auto encoding = root_.string_or("encoding", "utf-8");
    if (!encoding) return std::unexpected(encoding.error());
    const auto named = text::encoding_named(*encoding);
    if (!named) {
      return wrong(root_, "encoding", fmt::format("`{}` is not an encoding", *encoding),
                   "Write utf-8, cp932 (Shift_JIS), utf-16le or utf-16be.");
    }
    out_.encoding = *named;
    auto format = choice(root_, "format", "csv", {"csv", "tsv", "jsonl"});
    if (!format) return std::unexpected(format.error());
    out_.format = *format == 2 ? FileFormat::kJsonLines : FileFormat::kDelimited;
    auto records = choice(root_, "records", "line", {"line", "multiline"});
    if (!records) return std::unexpected(records.error());
    out_.dialect.multiline = *records == 1;
    auto header = root_.boolean_or("header", out_.format == FileFormat::kDelimited);
    if (!header) return std::unexpected(header.error());
    out_.header = *header;
    auto skip = root_.integer_or("skip_lines", 0);
    if (!skip) return std::unexpected(skip.error());
    if (*skip < 0 || *skip > kMaxSkippedLines) {
      return wrong(root_, "skip_lines", fmt::format("`{}` lines cannot be skipped", *skip),
                   fmt::format("Write 0 to {}.", kMaxSkippedLines));
    }
    out_.skip_lines = static_cast<uint32_t>(*skip);
    if (out_.format == FileFormat::kJsonLines) return refuse_csv_keys();
    return read_dialect(*format == 1 ? "\t" : ",");
  }

  Result<void> refuse_csv_keys() {
    for (const char* key : {"delimiter", "quote", "records", "header"}) {
      if (root_.has(key)) {
        return wrong(root_, key, fmt::format("`{}` has no meaning for JSON Lines", key),
                     "Remove it.");
      }
    }
    return {};
  }

  Result<void> read_dialect(std::string_view default_delimiter) {
    auto delimiter = root_.string_or("delimiter", default_delimiter);
    if (!delimiter) return std::unexpected(delimiter.error());
    auto quote = root_.string_or("quote", "\"");
    if (!quote) return std::unexpected(quote.error());
    const auto plain = [](const std::string& s) {
      return s.size() == 1 && static_cast<uint8_t>(s[0]) < 0x80 && s[0] != '\n' && s[0] != '\r' &&
             s[0] != '\0';
    };
    if (!plain(*delimiter)) {
      return wrong(root_, "delimiter", fmt::format("`{}` is not one ASCII character", *delimiter),
                   "Write the one character between two fields.");
    }
    if (!quote->empty() && (!plain(*quote) || *quote == *delimiter)) {
      return wrong(root_, "quote", fmt::format("`{}` cannot be the quote", *quote),
                   "Write one ASCII character that is not the delimiter, or nothing.");
    }
    out_.dialect.delimiter = (*delimiter)[0];
    out_.dialect.quote = quote->empty() ? '\0' : (*quote)[0];
    return {};
  }

  Result<void> read_fold() {
    auto folds = root_.optional_strings("fold");
    if (!folds) return std::unexpected(folds.error());
    for (const std::string& fold : *folds) {
      if (fold == "width") {
        out_.fold.width = true;
      } else if (fold == "case") {
        out_.fold.case_ = true;
      } else {
        return wrong(root_, "fold", fmt::format("`{}` is not a fold", fold),
                     "Write width, case, or both.");
      }
    }
    return {};
  }

  Result<void> read_dates() {
    std::vector<std::string> formats{"iso"};
    std::string zone_name = "Asia/Tokyo";
    auto dates = root_.optional_table("dates");
    if (!dates) return std::unexpected(dates.error());
    if (*dates) {
      const TomlTable& table = **dates;
      if (auto known = table.only({"formats", "zone", "forever", "empty_from"}); !known) {
        return known;
      }
      if (table.has("formats")) {
        auto listed = table.strings("formats");
        if (!listed) return std::unexpected(listed.error());
        formats = std::move(*listed);
      }
      auto zone = table.string_or("zone", zone_name);
      if (!zone) return std::unexpected(zone.error());
      zone_name = std::move(*zone);
      auto forever = table.optional_strings("forever");
      if (!forever) return std::unexpected(forever.error());
      out_.forever = std::move(*forever);
      auto empty_from = choice(table, "empty_from", "reject", {"reject", "always"});
      if (!empty_from) return std::unexpected(empty_from.error());
      out_.open_start = *empty_from == 1;
    }
    const auto zone = text::zone_named(zone_name);
    if (!zone) {
      return wrong(**dates, "zone", fmt::format("`{}` is not a zone", zone_name),
                   "Write an offset such as +09:00, UTC, or Asia/Tokyo.");
    }
    out_.zone = *zone;
    auto parser = text::InstantParser::compile(formats, *zone);
    if (!parser) {
      Error error = parser.error();
      error.place = *dates ? (*dates)->place("formats") : root_.place();
      return std::unexpected(std::move(error));
    }
    out_.dates = *parser;
    return {};
  }

  Result<void> read_rules() {
    auto separator = root_.string_or("list_separator", ";");
    if (!separator) return std::unexpected(separator.error());
    if (separator->empty()) {
      return wrong(root_, "list_separator", "`list_separator` is empty",
                   "Write what stands between two items.");
    }
    out_.list_separator = std::move(*separator);
    auto end = choice(root_, "end_of_period", "exclusive", {"exclusive", "inclusive"});
    if (!end) return std::unexpected(end.error());
    out_.inclusive_end = *end == 1;
    auto key = choice(root_, "object_key", "supply-point", {"supply-point", "other"});
    if (!key) return std::unexpected(key.error());
    out_.other_keys = *key == 1;
    if (root_.has("object_key") && out_.table != Table::kSupplyContracts) {
      return wrong(root_, "object_key",
                   fmt::format("`object_key` has no meaning for `{}`", name_of(out_.table)),
                   "Remove it.");
    }
    return {};
  }

  Result<void> read_columns() {
    auto columns = root_.table("columns");
    if (!columns) return std::unexpected(columns.error());
    const auto names = field_names(out_.table);
    if (auto known = columns->only(names); !known) return known;
    for (size_t i = 0; i < names.size(); ++i) {
      if (!columns->has(names[i])) continue;
      if (auto done = read_column(*columns, names[i], out_.fields[i]); !done) return done;
    }
    return {};
  }

  Result<void> read_column(const TomlTable& columns, std::string_view key, FieldSource& field) {
    if (!columns.is_string(key) && !columns.is_array(key)) {
      auto number = columns.integer(key);
      if (!number) return std::unexpected(number.error());
      if (*number < 1 || *number > static_cast<int64_t>(text::kMaxCsvFields) ||
          out_.format == FileFormat::kJsonLines) {
        return wrong(columns, key, fmt::format("`{}` is not a column number", *number),
                     "Columns of CSV files count from 1; JSON Lines take JSON pointers.");
      }
      field.columns.push_back({{}, static_cast<uint32_t>(*number)});
      return {};
    }
    auto names = columns.strings(key);
    if (!names) return std::unexpected(names.error());
    if (names->empty() || names->size() > kMaxColumnsJoined) {
      return wrong(columns, key, fmt::format("`{}` has {} columns", key, names->size()),
                   fmt::format("Join 1 to {} columns.", kMaxColumnsJoined));
    }
    for (std::string& name : *names) {
      if (out_.format == FileFormat::kJsonLines && !name.starts_with('/')) {
        return wrong(columns, key, fmt::format("`{}` is not a JSON pointer", name),
                     fmt::format("Write `/{}`.", name));
      }
      if (out_.format == FileFormat::kDelimited && !out_.header) {
        return wrong(columns, key, fmt::format("there is no header to find `{}` in", name),
                     "Write the column's number, from 1, or `header = true`.");
      }
      field.columns.push_back({std::move(name), 0});
    }
    return {};
  }

  Result<void> read_constants() {
    const auto names = field_names(out_.table);
    for (const std::string_view key : {"constants", "prefix"}) {
      auto table = root_.optional_table(key);
      if (!table) return std::unexpected(table.error());
      if (!*table) continue;
      if (auto known = (*table)->only(names); !known) return known;
      for (size_t i = 0; i < names.size(); ++i) {
        auto value = (*table)->optional_string(names[i]);
        if (!value) return std::unexpected(value.error());
        if (!*value) continue;
        FieldSource& field = out_.fields[i];
        if (key == "prefix") {
          field.prefix = std::move(**value);
        } else if (field.columns.empty()) {
          field.constant = std::move(**value);
        } else {
          return wrong(**table, names[i], fmt::format("`{}` has a column already", names[i]),
                       "Remove it from [columns] or from [constants].");
        }
      }
    }
    return {};
  }

  Result<void> read_values() {
    auto values = root_.optional_table("values");
    if (!values) return std::unexpected(values.error());
    if (!*values) return {};
    const auto fields = fields_of(out_.table);
    if (auto known = (*values)->only(field_names(out_.table)); !known) return known;
    for (size_t i = 0; i < fields.size(); ++i) {
      auto table = (*values)->optional_table(fields[i].name);
      if (!table) return std::unexpected(table.error());
      if (!*table) continue;
      if (auto done = read_words(**table, fields[i], out_.fields[i]); !done) return done;
    }
    return {};
  }

  Result<void> read_words(const TomlTable& words, const FieldSpec& spec, FieldSource& field) {
    const auto kinds = kinds_of(out_.table);
    const auto keys = words.keys();
    if (keys.size() > kMaxMappedValues) {
      return wrong(words, "", fmt::format("`{}` maps {} values", spec.name, keys.size()),
                   fmt::format("At most {} can be mapped.", kMaxMappedValues));
    }
    for (const std::string& key : keys) {
      auto meaning = words.string(key);
      if (!meaning) return std::unexpected(meaning.error());
      if (spec.kind == FieldKind::kKind &&
          std::ranges::find(kinds, std::string_view(*meaning)) == kinds.end()) {
        std::string help = text::did_you_mean(*meaning, kinds);
        if (help.empty()) help = fmt::format("Write one of: {}.", fmt::join(kinds, ", "));
        return wrong(words, key,
                     fmt::format("`{}` is not a kind of `{}`", *meaning, name_of(out_.table)),
                     std::move(help));
      }
      field.words[out_.fold.apply(key)] = std::move(*meaning);
    }
    return {};
  }

  // The fields that a list of the profile names.
  Result<std::vector<FieldSource*>> fields_named(std::string_view key) {
    const auto fields = fields_of(out_.table);
    auto names = root_.optional_strings(key);
    if (!names) return std::unexpected(names.error());
    std::vector<FieldSource*> out;
    for (const std::string& name : *names) {
      const auto found = std::ranges::find(fields, std::string_view(name), &FieldSpec::name);
      if (found == fields.end()) {
        return std::unexpected(
            root_.error(key, fmt::format("`{}` is not a field of `{}`", name, name_of(out_.table)),
                        text::did_you_mean(name, field_names(out_.table))));
      }
      out.push_back(&out_.fields[static_cast<size_t>(found - fields.begin())]);
    }
    return out;
  }

  Result<void> read_required() {
    const auto fields = fields_of(out_.table);
    const auto required = fields_named("required");
    if (!required) return std::unexpected(required.error());
    for (FieldSource* const field : *required) field->required = true;
    const auto optional = fields_named("optional");
    if (!optional) return std::unexpected(optional.error());
    for (FieldSource* const field : *optional) field->optional = true;
    for (size_t i = 0; i < fields.size(); ++i) {
      FieldSource& field = out_.fields[i];
      field.required = field.required || fields[i].required;
      if (field.required && !field.given()) {
        return wrong(root_, "columns",
                     fmt::format("`{}` is required but has no column", fields[i].name),
                     fmt::format("Add `{}` to [columns], or to [constants] if the file lacks it.",
                                 fields[i].name));
      }
      if (field.required && field.optional) {
        return wrong(root_, "optional",
                     fmt::format("`{}` is required and cannot be optional", fields[i].name),
                     "Remove it from `optional`.");
      }
    }
    return {};
  }

  Result<void> read_coverage() {
    auto coverage = root_.optional_table("coverage");
    if (!coverage) return std::unexpected(coverage.error());
    if (!*coverage) return {};
    const TomlTable& table = **coverage;
    if (auto known = table.only({"from", "until"}); !known) return known;
    for (const std::string_view key : {"from", "until"}) {
      auto text = table.string_or(key, "");
      if (!text) return std::unexpected(text.error());
      if (text->empty()) continue;
      static const std::vector<std::string> iso{"iso"};
      std::optional<Instant> at = out_.dates->parse(*text);
      if (!at) at = text::InstantParser::compile(iso, out_.zone)->parse(*text);
      if (!at) {
        return wrong(table, key, fmt::format("`{}` is not a date", *text),
                     "Write it like 2022-04-01.");
      }
      (key == "from" ? out_.coverage.from : out_.coverage.until) = *at;
    }
    if (out_.coverage.empty()) {
      return wrong(table, "until", "the coverage ends before it begins",
                   "`until` is the first moment that is not covered.");
    }
    return {};
  }

  Result<void> read_import() {
    auto import = root_.optional_table("import");
    if (!import) return std::unexpected(import.error());
    if (!*import) return read_import_key(nullptr);
    const TomlTable& table = **import;
    if (auto known = table.only({"mode", "key", "absent"}); !known) return known;
    for (const char* key : {"key", "absent"}) {
      if (out_.table == Table::kSupplyContracts && table.has(key)) {
        return wrong(table, key, fmt::format("`{}` has no meaning for supply contracts", key),
                     "Remove it: a contract is named by its point and its beginning.");
      }
    }
    auto mode = choice(table, "mode", name_of(ImportMode::kFull), kImportModes);
    if (!mode) return std::unexpected(mode.error());
    out_.import.mode = static_cast<ImportMode>(*mode);
    auto absent = choice(table, "absent", name_of(AbsentRow::kWithdrawn), kAbsentRows);
    if (!absent) return std::unexpected(absent.error());
    out_.import.absent = static_cast<AbsentRow>(*absent);
    if (table.has("absent") && out_.import.mode == ImportMode::kDelta) {
      return wrong(table, "absent", "nothing follows from a row that is absent from a delta",
                   "Remove it, or write `mode = \"full\"`.");
    }
    if (out_.import.absent == AbsentRow::kEnded && !has_period()) {
      return wrong(table, "absent",
                   fmt::format("facts of `{}` have no period that could end", name_of(out_.table)),
                   "Write `withdrawn`.");
    }
    return read_import_key(&table);
  }

  bool has_period() const {
    return std::ranges::any_of(fields_of(out_.table), [](const FieldSpec& field) {
      return field.kind == FieldKind::kFrom;
    });
  }

  // Without a key: what every row of the table must have, and its beginning.
  Result<void> read_import_key(const TomlTable* import) {
    const auto fields = fields_of(out_.table);
    std::vector<size_t>& key = out_.import.key;
    if (import == nullptr || !import->has("key")) {
      for (size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].required || fields[i].kind == FieldKind::kFrom) key.push_back(i);
      }
      return {};
    }
    auto names = import->strings("key");
    if (!names) return std::unexpected(names.error());
    for (const std::string& name : *names) {
      const auto found = std::ranges::find(fields, std::string_view(name), &FieldSpec::name);
      if (found == fields.end()) {
        return wrong(*import, "key",
                     fmt::format("`{}` is not a field of `{}`", name, name_of(out_.table)),
                     text::did_you_mean(name, field_names(out_.table)));
      }
      key.push_back(static_cast<size_t>(found - fields.begin()));
    }
    std::ranges::sort(key);
    key.erase(std::ranges::unique(key).begin(), key.end());
    if (key.empty()) return wrong(*import, "key", "`key` names no field", "Name one.");
    return {};
  }

  static Result<void> wrong(const TomlTable& table, std::string_view key, std::string message,
                            std::string help) {
    return std::unexpected(table.error(key, std::move(message), std::move(help)));
  }

  const TomlTable& root_;
  RegisterProfile& out_;
};

}  // namespace

std::string_view name_of(ImportMode mode) {
  return kImportModes[static_cast<size_t>(mode)];
}
std::string_view name_of(AbsentRow absent) {
  return kAbsentRows[static_cast<size_t>(absent)];
}

Result<std::optional<RegisterProfile>> parse_register_profile(std::string_view toml,
                                                              const std::string& file) {
  auto root = TomlTable::parse(toml, file);
  if (!root) return std::unexpected(root.error());
  auto kind = choice(*root, "kind", "", {"register", "log"});
  if (!kind) return std::unexpected(kind.error());
  if (*kind == 1) return std::optional<RegisterProfile>();
  RegisterProfile profile;
  profile.file = file;
  profile.text = toml;
  if (auto done = ProfileReader(*root, profile).read(); !done) {
    return std::unexpected(done.error());
  }
  return std::optional(std::move(profile));
}

Result<std::vector<RegisterProfile>> load_register_profiles(
    const std::filesystem::path& directory) {
  namespace fs = std::filesystem;
  std::error_code failed;
  std::vector<fs::path> paths;
  for (fs::recursive_directory_iterator at(directory, failed), end; !failed && at != end;
       at.increment(failed)) {
    std::error_code ignored;
    if (at->path().extension() == ".toml" && at->is_regular_file(ignored)) {
      paths.push_back(at->path());
    }
    if (paths.size() > kMaxProfiles) {
      return fail(ErrorCode::kLimit, "there are too many profiles in `" + directory.string() + "`",
                  {}, fmt::format("At most {} are read.", kMaxProfiles));
    }
  }
  if (failed) {
    return fail(ErrorCode::kIo,
                "cannot read the profiles in `" + directory.string() + "`: " + failed.message(), {},
                "Name the directory of profiles with --profiles.");
  }
  std::ranges::sort(paths);
  std::vector<RegisterProfile> out;
  for (const fs::path& path : paths) {
    const std::string name = path.lexically_relative(directory).generic_string();
    auto toml = read_file(path, text::kMaxTomlBytes);
    if (!toml) return std::unexpected(toml.error());
    auto profile = parse_register_profile(*toml, name);
    if (!profile) return std::unexpected(profile.error());
    if (*profile) out.push_back(std::move(**profile));
  }
  return out;
}

}  // namespace sekisho::reg
