#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "register/register.h"
#include "register/tables.h"
#include "text/csv.h"
#include "text/date.h"
#include "text/encoding.h"
#include "text/fold.h"

namespace sekisho::reg {

// A column of a file: its name in the header, its number (from 1), or a JSON pointer.
struct Column {
  std::string name;
  uint32_t number = 0;  // 0: by name
};

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// Where a field of a table comes from.
struct FieldSource {
  std::vector<Column> columns;          // several are joined by a space; none: not in the file
  std::optional<std::string> constant;  // instead of columns
  std::string prefix;                   // put before a value that is not empty
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> words;
  bool required = false;
  bool optional = false;  // a file without the column says nothing of it

  bool given() const { return !columns.empty() || constant.has_value(); }
};

enum class FileFormat : uint8_t { kDelimited, kJsonLines };

// What a file says beyond its rows, when it is imported into a store.
enum class ImportMode : uint8_t {
  kFull,   // it has every row of the register that this profile reads
  kDelta,  // it has rows that are new or changed
};
std::string_view name_of(ImportMode mode);  // "full", "delta"

// What became of a fact whose row is absent from a full file.
enum class AbsentRow : uint8_t {
  kWithdrawn,  // it never held
  kEnded,      // it ended at the effective date of the import
};
std::string_view name_of(AbsentRow absent);  // "withdrawn", "ended"

struct ImportRule {
  ImportMode mode = ImportMode::kFull;
  AbsentRow absent = AbsentRow::kWithdrawn;
  // Indexes in fields_of(table) whose values name one fact, ascending.
  std::vector<size_t> key;
};

// How the files of one register are read: a TOML file of `sources/` with `kind = "register"`
// (docs/formats/register-profile.md).
struct RegisterProfile {
  std::string file;  // the profile's own name, for messages
  std::string text;  // of the file
  Table table = Table::kEntities;
  std::vector<std::string> globs;  // relative to the registers' directory
  text::Encoding encoding = text::Encoding::kUtf8;
  FileFormat format = FileFormat::kDelimited;
  text::CsvDialect dialect;
  bool header = true;
  uint32_t skip_lines = 0;  // above the header
  text::Fold fold;          // of codes and of the words of [values]
  std::string list_separator;
  bool inclusive_end = false;        // `until` is the last day in force
  bool open_start = false;           // an empty `from` means "always"
  bool other_keys = false;           // object keys that are no supply points
  std::vector<std::string> forever;  // words that mean "still in force"
  std::optional<text::InstantParser> dates;
  text::Zone zone;
  Period coverage;
  ImportRule import;
  std::array<FieldSource, kMaxFields> fields;  // by index in fields_of(table)
};

// Nothing when the document is the profile of something else (`kind = "log"`).
Result<std::optional<RegisterProfile>> parse_register_profile(std::string_view toml,
                                                              const std::string& file);

// All register profiles at any depth below `directory`, by path.
Result<std::vector<RegisterProfile>> load_register_profiles(const std::filesystem::path& directory);

}  // namespace sekisho::reg
