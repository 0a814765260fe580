#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "mask/held_bytes.h"
#include "mask/plan.h"
#include "text/delimited_scan.h"

namespace sekisho::mask {

// Masks CSV as it streams by. The first record is the header; a column is known by its name there,
// without regard to width, case, spaces and variants of characters. What is shown passes byte for
// byte; a removed column goes from every record, from the header too.
//
// Strict, because two readers must not see different columns: refused (kBadInput, with the line)
// are a record of another number of fields than the header, a quote within a field, text behind a
// closing quote, characters that are broken, and a header of which the plan knows no column. Lines
// that are empty pass. A record is given out when it is complete. Not thread-safe.
class CsvMasker {
 public:
  using Encoding = ValueEncoding;
  struct Options {
    Encoding encoding = Encoding::kUtf8;
    char delimiter = ',';  // or a tab, or `;`
  };
  explicit CsvMasker(Plan plan) : CsvMasker(std::move(plan), Options{}) {}
  CsvMasker(Plan plan, Options options);

  // Appends to `out` what can be given out already. The result does not depend on how the text is
  // cut into pieces.
  Result<void> push(std::string_view bytes, std::string& out);
  Result<void> finish(std::string& out);

 private:
  enum class State : uint8_t { kPlain, kQuoted, kQuoteSeen };
  struct Column {
    Treatment treatment;
    bool passes = false;  // as it is
    // A field is treated where it stands unless it holds a quote: it need not be decoded, and
    // nothing is left of it that needs quotes which it does not have.
    bool in_place = false;
  };

  bool take(std::string_view slice, std::string& out);
  bool walk(size_t count);
  bool is_usual_quoted(size_t at, size_t count) const;
  size_t usual_fields(size_t begin, size_t count);
  bool token(size_t at);
  bool quote(size_t at);
  bool end_field(size_t at);
  void next_field(size_t delimiter);
  bool end_record(size_t at);
  bool is_blank(size_t begin, size_t end) const;
  bool heading(std::string_view content);
  Column column_of(const Treatment& treatment) const;
  bool treat(const Column& column, size_t begin, size_t end);
  void treat_in_place(std::string_view content, const Treatment& treatment);
  bool treat_apart(std::string_view content, const Treatment& treatment, size_t begin, size_t end);
  bool decode(std::string_view content, std::string& utf8) const;
  bool append_field(std::string_view utf8);
  void remove(size_t begin, size_t end);
  void emit_until(size_t end);
  void begin_giving(std::string& out);
  void give_out(std::string& out);
  void forget();
  bool refuse(std::string why, ErrorCode code = ErrorCode::kBadInput);
  Result<void> result() const;

  Plan plan_;
  Options options_;
  text::DelimitedScan scan_;
  HeldBytes held_;
  std::vector<uint32_t> positions_;
  size_t scanned_ = 0;  // offsets in held_, as are all below
  size_t copy_from_ = 0;
  size_t field_begin_ = 0;
  size_t quote_end_ = 0;  // of a quoted field: its last quote so far
  bool started_ = false;
  State state_ = State::kPlain;
  bool quoted_ = false;  // the field began with a quote
  bool header_ = true;
  bool known_ = false;  // the plan knows a column
  bool kept_ = false;   // a field of the record was given out
  size_t column_ = 0;
  uint64_t line_ = 1;
  std::vector<Column> columns_;
  std::string pending_;  // what was not given out yet; while it grows, behind what the caller has
  size_t complete_ = 0;  // of it: what the caller has, and records that are complete
  std::string scratch_;
  std::string treated_;
  std::optional<Error> error_;
};

}  // namespace sekisho::mask
