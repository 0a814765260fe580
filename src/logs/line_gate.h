#pragma once

#include <cstring>
#include <string_view>

#include "logs/assembler.h"
#include "logs/bytes.h"
#include "logs/file_context.h"
#include "logs/limits.h"

namespace sekisho::logs {

// What is decided about a line whatever its layout: headers and skipped lines are counted, and
// lines that are empty, too long, or not text are rejected.
class LineGate {
 public:
  // `check_lines`: each line has to be checked for the profile's encoding.
  LineGate(const LogFormat& format, const FileContext& context, std::string_view block,
           bool check_lines)
      : format_(format),
        context_(context),
        check_lines_(check_lines),
        has_nul_(std::memchr(block.data(), '\0', block.size()) != nullptr) {}

  // True when the line is to be read; otherwise it has been dealt with.
  bool admit(const Record& record, Assembler& assembler) const {
    const std::string_view raw = record.raw;
    if (record.line > context_.header_lines && !raw.empty() && raw.size() <= kMaxLineBytes &&
        raw.size() != context_.header.size() && !check_lines_ && !has_nul_ &&
        format_.skip_prefixes.empty()) [[likely]] {
      return true;
    }
    return admit_slowly(record, assembler);
  }

 private:
  bool admit_slowly(const Record& record, Assembler& assembler) const;

  const LogFormat& format_;
  const FileContext& context_;
  bool check_lines_;
  bool has_nul_;
};

// Calls `read(record)` for each line of `bytes` (the last one may lack its end). Lines end with LF
// or CRLF. Returns how many there were.
template <class Read>
uint64_t for_each_line(std::string_view bytes, uint64_t first_line, Read&& read) {
  uint64_t line = first_line;
  const char* p = bytes.data();
  const char* const end = p + bytes.size();
  while (p < end) {
    const auto* lf = static_cast<const char*>(std::memchr(p, '\n', static_cast<size_t>(end - p)));
    const char* stop = lf == nullptr ? end : lf;
    const char* next = lf == nullptr ? end : lf + 1;
    if (stop > p && stop[-1] == '\r') --stop;
    read(Record{line++, 1, {p, static_cast<size_t>(stop - p)}});
    p = next;
  }
  return line - first_line;
}

}  // namespace sekisho::logs
