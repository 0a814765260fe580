#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "logs/event.h"
#include "text/date.h"
#include "text/encoding.h"
#include "text/pattern.h"
#include "text/zone.h"

namespace sekisho::logs {

// How a line is cut into values.
enum class Layout : uint8_t { kCsv, kSyslog5424, kJsonl, kAccessLog, kPattern };

// What a value can be for us.
enum class Field : uint8_t {
  kTime,
  kTimeOfDay,
  kAccount,
  kTerminal,
  kAddress,
  kAction,
  kOutcome,
  kObject,
  kCustomer,
  kScreen,
  kSequence,
};
inline constexpr size_t kFieldCount = 11;
std::string_view name_of(Field field);  // "time", … as in a profile

// Which part of a value is meant: all of it, or a part of a request line or URL.
enum class Part : uint8_t { kWhole, kMethod, kPath, kQuery };

struct FieldSource {
  bool used = false;
  bool required = false;  // a record without it is a reject
  Part part = Part::kWhole;
  std::string from;       // the value's name as the profile has it
  std::string parameter;  // of the query, for Part::kQuery
  size_t source = 0;      // index into LogFormat::sources
};

// What a screen's name tells.
struct Screen {
  std::string pattern;  // its name, or a glob
  std::optional<Action> action;
  uint16_t items = 0;  // index into LogProfile::item_sets
};

// The words of one field and what they mean: exact ones first, then globs in their order.
struct WordMap {
  std::unordered_map<std::string, uint8_t> exact;
  std::vector<std::pair<std::string, uint8_t>> globs;
  std::optional<uint8_t> fallback;  // nothing: an unknown word makes a reject

  std::optional<uint8_t> find(std::string_view word) const;
};

enum class ShortLines : uint8_t { kReject, kFill };

// Everything a decoder has to know of a profile, compiled.
struct LogFormat {
  Layout layout = Layout::kCsv;
  text::Encoding encoding = text::Encoding::kUtf8;
  text::Zone zone = text::kJst;
  std::optional<text::InstantParser> times;
  std::vector<std::string> absent;         // texts that mean: no value
  std::vector<std::string> skip_prefixes;  // a line that begins so holds no record
  bool skip_empty_lines = false;
  uint64_t skip_lines = 0;  // above the header, or above the first record

  // CSV.
  char delimiter = ',';
  char quote = '"';  // 0: none
  bool header = false;
  bool multiline = false;
  ShortLines short_lines = ShortLines::kReject;
  bool long_lines = false;           // fields beyond the last column are ignored
  std::vector<std::string> columns;  // their names, for a file without a header

  std::optional<text::Pattern> pattern;  // Layout::kPattern

  std::array<FieldSource, kFieldCount> fields;
  // The distinct values that the fields take from a record: column names, JSON pointers, parts of
  // a syslog message or an access log's line, names of groups. For Layout::kPattern the index is
  // that of the group.
  std::vector<std::string> sources;

  WordMap actions, outcomes;
  std::vector<Screen> screens;
  uint32_t object_digits = 0;  // the record's key is so many digits; 0: any text

  const FieldSource& field(Field f) const { return fields[static_cast<size_t>(f)]; }
  FieldSource& field(Field f) { return fields[static_cast<size_t>(f)]; }
  bool is_absent(std::string_view text) const;
  // A JSON reader and a pattern give UTF-8, whatever the block is in.
  bool values_are_utf8() const { return layout == Layout::kJsonl || layout == Layout::kPattern; }
  // UTF-16 is turned into UTF-8 while it is read.
  text::Encoding block_encoding() const {
    return encoding == text::Encoding::kCp932 ? encoding : text::Encoding::kUtf8;
  }
};

}  // namespace sekisho::logs
