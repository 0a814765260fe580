#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/profile.h"
#include "register/register.h"

namespace sekisho::reg {

// A row of any table as its profile understands it. Texts are views into the record or the parser.
struct Row {
  std::array<std::string_view, kMaxFields> text;  // by index in fields_of(table)
  Period period;
  Instant applied = kForever;
  uint8_t kind = 0;
  std::vector<std::string_view> list;
};

// Turns records of one profile's files into rows: joins columns, trims, folds, maps words, reads
// dates, and refuses what makes no sense. Not thread-safe: it owns scratch memory.
class RowParser {
 public:
  explicit RowParser(const RegisterProfile& profile);

  // Finds the columns in a header. An error names those that are missing or stand there twice.
  Result<void> bind(std::span<const std::string_view> header);
  // For files without a header: columns have numbers.
  void bind_numbers();
  // For JSON Lines: the pointers in the order in which `parse` expects their values.
  std::vector<std::string> bind_pointers();

  // The row holds until the next call. Nothing when the record cannot be read: see `error`.
  const Row* parse(std::span<const std::string_view> record);
  // Why the last call of `parse` gave nothing; without a place.
  const Error& error() const { return error_; }

 private:
  struct Cell {
    std::vector<uint32_t> columns;  // of the record
    std::string joined;
    std::string folded;
    std::string last_date;  // dates repeat: the last one is remembered
    Instant last_instant;
  };

  bool wrong(size_t field, std::string message, std::string help = {});
  std::string label(size_t field) const;
  bool take(size_t field, std::span<const std::string_view> record, std::string_view& out);
  bool read(size_t field, std::string_view text);
  bool read_code(size_t field, std::string_view text);
  bool read_kind(size_t field, std::string_view text);
  bool read_key(size_t field, std::string_view text);
  bool read_list(size_t field, std::string_view text);
  bool read_until(size_t field, std::string_view text);
  bool read_instant(size_t field, std::string_view text, Instant& out);
  bool clean_code(size_t field, std::string_view text);

  bool read_order_kind(size_t field, std::string_view text);

  const RegisterProfile& profile_;
  std::span<const FieldSpec> specs_;
  std::optional<size_t> order_kind_;  // the field of that name
  std::array<Cell, kMaxFields> cells_;
  uint32_t width_ = 0;       // fields that a record must have
  uint32_t full_width_ = 0;  // beyond them a field must be empty; 0: no header told
  Row row_;
  std::vector<std::string> list_items_;
  bool by_profile_ = false;  // the text stands in the profile: it is not folded
  Error error_;
};

// Adds a row to its table. False when a limit of the table would be passed.
bool add_row(Register& out, Table table, const Row& row, Origin origin);

}  // namespace sekisho::reg
