#include "text/csv.h"

#include <algorithm>
#include <cstring>

#include "text/limits.h"
#include "text/number.h"

namespace sekisho::text {
namespace {

enum class State : uint8_t { kFieldBegin, kPlain, kQuoted, kQuoteClosed };

size_t find_byte(std::string_view text, char byte, size_t from) {
  if (from >= text.size()) return text.size();
  const void* found = std::memchr(text.data() + from, byte, text.size() - from);
  return found == nullptr ? text.size()
                          : static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

std::string_view without_cr(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Splits one record whose bytes are known. What it finds wrong it says.
class Splitter {
 public:
  Splitter(std::string_view raw, const CsvDialect& dialect, std::vector<std::string_view>& fields,
           std::vector<char>& unquoted)
      : raw_(raw), dialect_(dialect), fields_(fields), unquoted_(unquoted) {}

  const char* run() {
    while (true) {
      const bool quoted = dialect_.quote != 0 && at_ < raw_.size() && raw_[at_] == dialect_.quote;
      if (const char* error = quoted ? quoted_field() : plain_field()) return error;
      if (fields_.size() > kMaxCsvFields) return "too many fields";
      if (at_ == raw_.size()) return nullptr;
      ++at_;  // the delimiter
    }
  }

 private:
  const char* plain_field() {
    const size_t end = find_byte(raw_, dialect_.delimiter, at_);
    fields_.push_back(raw_.substr(at_, end - at_));
    at_ = end;
    return nullptr;
  }

  const char* quoted_field() {
    const size_t begin = ++at_;
    size_t doubled = 0;
    while (true) {
      at_ = find_byte(raw_, dialect_.quote, at_);
      if (at_ == raw_.size()) return "unclosed quote";
      if (at_ + 1 == raw_.size() || raw_[at_ + 1] != dialect_.quote) break;
      at_ += 2;
      ++doubled;
    }
    const std::string_view content = raw_.substr(begin, at_ - begin);
    ++at_;
    if (at_ != raw_.size() && raw_[at_] != dialect_.delimiter) return "text behind a closing quote";
    fields_.push_back(doubled == 0 ? content : undoubled(content));
    return nullptr;
  }

  std::string_view undoubled(std::string_view content) {
    // All fields together are no longer than the record, so this never moves what it holds.
    unquoted_.reserve(raw_.size());
    const size_t begin = unquoted_.size();
    for (size_t i = 0; i < content.size(); ++i) {
      unquoted_.push_back(content[i]);
      if (content[i] == dialect_.quote) ++i;
    }
    return {unquoted_.data() + begin, unquoted_.size() - begin};
  }

  std::string_view raw_;
  const CsvDialect& dialect_;
  std::vector<std::string_view>& fields_;
  std::vector<char>& unquoted_;
  size_t at_ = 0;
};

// Follows the quotes over line breaks: where a multi-line record that begins at `begin` ends.
struct Extent {
  size_t end = 0;      // behind the last byte of the record, before its line end
  size_t next = 0;     // where the next record begins
  uint64_t lines = 1;  // that it spans
  bool closed = false;
};

Extent extent_of(std::string_view text, size_t begin, const CsvDialect& dialect) {
  Extent out;
  State state = State::kFieldBegin;
  const size_t stop = std::min(text.size(), begin + kMaxCsvRecordBytes);
  for (size_t at = begin; at < stop; ++at) {
    const char c = text[at];
    if (state == State::kQuoted) {
      if (c == dialect.quote) state = State::kQuoteClosed;
      if (c == '\n' && ++out.lines > kMaxCsvRecordLines) return out;
      continue;
    }
    if (c == '\n') {
      out.end = at;
      out.next = at + 1;
      out.closed = true;
      return out;
    }
    if (c == dialect.delimiter) {
      state = State::kFieldBegin;
    } else if (c == dialect.quote && state != State::kPlain) {
      state = State::kQuoted;  // an opening quote, or the second one of a doubled pair
    } else {
      state = State::kPlain;
    }
  }
  out.end = stop;
  out.next = stop;
  out.closed = stop == text.size() && state != State::kQuoted;
  return out;
}

}  // namespace

CsvReader::CsvReader(std::string_view utf8, CsvDialect dialect, uint64_t first_line)
    : buffer_(utf8), dialect_(dialect), line_(first_line) {}

bool CsvReader::next(CsvRecord& record) {
  record.fields.clear();
  record.unquoted_.clear();
  record.error.reset();
  if (at_ >= buffer_.size()) return false;
  const size_t line_end = find_byte(buffer_, '\n', at_);
  const size_t behind_line = std::min(line_end + 1, buffer_.size());
  if (dialect_.multiline && dialect_.quote != 0) {
    const Extent extent = extent_of(buffer_, at_, dialect_);
    if (extent.closed && extent.lines > 1) {
      finish(record, at_, extent.end, extent.next, extent.lines);
      // A quote that was never closed swallows lines up to the next quote and leaves text behind
      // it: then the first line alone is to blame, and the others are read for themselves.
      if (!record.error) return true;
      at_ = static_cast<size_t>(record.raw.data() - buffer_.data());
      line_ = record.first_line;
      record.fields.clear();
      record.unquoted_.clear();
      record.error.reset();
    }
  }
  finish(record, at_, line_end, behind_line, 1);
  return true;
}

void CsvReader::finish(CsvRecord& record, size_t begin, size_t end, size_t next, uint64_t lines) {
  record.raw = without_cr(buffer_.substr(begin, end - begin));
  record.first_line = line_;
  record.last_line = line_ + lines - 1;
  at_ = next;
  line_ += lines;
  if (record.raw.empty()) return;
  const char* error = record.raw.size() > kMaxCsvRecordBytes
                          ? "record too long"
                          : Splitter(record.raw, dialect_, record.fields, record.unquoted_).run();
  if (error == nullptr) return;
  record.fields.clear();
  record.error = error;
}

CsvWriter::CsvWriter(std::string& out, CsvDialect dialect, LineEnd line_end)
    : out_(out), dialect_(dialect), line_end_(line_end), row_begin_(out.size()) {}

void CsvWriter::separate() {
  if (fields_in_row_++ != 0) out_ += dialect_.delimiter;
}

CsvWriter& CsvWriter::field(std::string_view text) {
  separate();
  const char special[] = {dialect_.delimiter, dialect_.quote, '\r', '\n'};
  if (text.find_first_of(std::string_view(special, sizeof special)) == std::string_view::npos) {
    out_ += text;
    return *this;
  }
  out_ += dialect_.quote;
  for (const char c : text) {
    if (c == dialect_.quote) out_ += c;
    out_ += c;
  }
  out_ += dialect_.quote;
  return *this;
}

CsvWriter& CsvWriter::integer(int64_t number) {
  separate();
  append_i64(out_, number);
  return *this;
}

CsvWriter& CsvWriter::natural(uint64_t number) {
  separate();
  append_u64(out_, number);
  return *this;
}

void CsvWriter::end_row() {
  // A row of one empty field would look like an empty line.
  if (fields_in_row_ == 1 && out_.size() == row_begin_) out_.append(2, dialect_.quote);
  out_ += line_end_ == LineEnd::kLf ? "\n" : "\r\n";
  fields_in_row_ = 0;
  row_begin_ = out_.size();
}

void CsvWriter::row(std::initializer_list<std::string_view> fields) {
  for (const std::string_view text : fields) field(text);
  end_row();
}

}  // namespace sekisho::text
