#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::text {

// How a CSV file is written. `quote` 0 means that there are no quotes. With `multiline` a quoted
// field may hold line breaks; without, a record is a line whatever it holds.
struct CsvDialect {
  char delimiter = ',';
  char quote = '"';
  bool multiline = false;
};

// One record. `fields` are views into the buffer or into this record: they hold until the next
// call of `next` with it, and survive a move of the record. An empty line has no field.
struct CsvRecord {
  CsvRecord() = default;
  CsvRecord(CsvRecord&&) = default;
  CsvRecord& operator=(CsvRecord&&) = default;

  std::vector<std::string_view> fields;
  uint64_t first_line = 0;           // counts from 1
  uint64_t last_line = 0;            // the same unless a quoted field holds line breaks
  std::string_view raw;              // without the line's end
  std::optional<std::string> error;  // why the record cannot be used; `fields` is then empty

 private:
  friend class CsvReader;
  std::vector<char> unquoted_;
};

// Reads a whole buffer of UTF-8, for register files. Lines end with LF or CRLF; the last one may
// lack it. RFC 4180, and what Excel and mainframes make of it: a quote inside an unquoted field is
// plain text. An unclosed quote, text behind a closing quote, too many fields or a record that is
// too long make an error of that record only: reading goes on at the line behind its first one.
class CsvReader {
 public:
  // `utf8` must outlive the reader and its records. `first_line` is the number of its first line.
  explicit CsvReader(std::string_view utf8, CsvDialect dialect = {}, uint64_t first_line = 1);

  // False at the end of the buffer.
  bool next(CsvRecord& record);

 private:
  bool next_quoted(CsvRecord& record, size_t line_end);
  void finish(CsvRecord& record, size_t begin, size_t end, size_t next, uint64_t lines);

  std::string_view buffer_;
  CsvDialect dialect_;
  size_t at_ = 0;
  uint64_t line_ = 1;
};

// Appends RFC 4180 rows to a text. A field is quoted when it holds the delimiter, a quote or a line
// break, or when it is the only field of its row and empty. Not thread-safe.
class CsvWriter {
 public:
  enum class LineEnd : uint8_t { kLf, kCrLf };

  // `out` must outlive the writer.
  explicit CsvWriter(std::string& out, CsvDialect dialect = {}, LineEnd line_end = LineEnd::kLf);

  CsvWriter& field(std::string_view text);
  CsvWriter& field(const char* text) { return field(std::string_view(text)); }
  CsvWriter& field(std::signed_integral auto number) {
    return integer(static_cast<int64_t>(number));
  }
  CsvWriter& field(std::unsigned_integral auto number) {
    return natural(static_cast<uint64_t>(number));
  }
  void end_row();
  // A whole row at once.
  void row(std::initializer_list<std::string_view> fields);

 private:
  CsvWriter& integer(int64_t number);
  CsvWriter& natural(uint64_t number);
  void separate();

  std::string& out_;
  CsvDialect dialect_;
  LineEnd line_end_;
  size_t fields_in_row_ = 0;
  size_t row_begin_ = 0;
};

}  // namespace sekisho::text
