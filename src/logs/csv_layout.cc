#include "logs/csv_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "logs/limits.h"

namespace sekisho::logs {
namespace {

// What is scanned at once, so that the positions stay in the first caches.
constexpr size_t kChunkBytes = size_t{1} << 16;

constexpr const char* kUnclosed = "a quote is not closed";
constexpr const char* kTextBehind = "text behind a closing quote";
constexpr const char* kTooMany = "more fields than any table has";

}  // namespace

CsvLayout::CsvLayout(const LogFormat& format)
    : format_(format),
      scan_({.delimiter = format.delimiter,
             .quote = format.quote,
             .carriage_returns = false,
             .cp932 = format.block_encoding() == text::Encoding::kCp932}) {
  for (Waiting& line : waiting_) line.values.resize(kMaxColumns);
}

uint64_t CsvLayout::read(const Block& block, const FileContext& context, const LineGate& gate,
                         Assembler& assembler) {
  if (format_.multiline) return read_records(block, context, gate, assembler);
  std::string_view rest = block.bytes;
  uint64_t lines = 0;
  while (!rest.empty()) {
    size_t size = rest.size();
    if (size > kChunkBytes) {
      size_t lf = rest.rfind('\n', kChunkBytes - 1);
      if (lf == std::string_view::npos) lf = rest.find('\n', kChunkBytes);
      if (lf != std::string_view::npos) size = lf + 1;
    }
    lines += read_lines(rest.substr(0, size), block.first_line + lines, context, gate, assembler);
    rest.remove_prefix(size);
  }
  return lines;
}

uint64_t CsvLayout::read_lines(std::string_view chunk, uint64_t first_line,
                               const FileContext& context, const LineGate& gate,
                               Assembler& assembler) {
  const size_t found = scan_.run(chunk, positions_);
  if (positions_.size() == found) positions_.emplace_back();
  positions_[found] = static_cast<uint32_t>(chunk.size());  // ends a last line without LF
  at_ = 0;
  // Of each line the values are cut, and what is known of them is fetched, a while before it is
  // read.
  uint64_t cut_lines = 0;
  for (size_t begin = 0; begin < chunk.size(); ++cut_lines) {
    Waiting& mine = waiting_[cut_lines % kLinesAhead];
    if (cut_lines >= kLinesAhead) take(mine, context, gate, assembler);
    values_ = mine.values.data();
    const Cut cut = cut_line(chunk, begin);
    mine.record = {first_line + cut_lines, 1, chunk.substr(begin, cut.raw_end - begin)};
    mine.error = cut.error;
    mine.count = count_;
    assembler.prefetch(values_, count_);
    begin = cut.next;
  }
  for (uint64_t i = cut_lines - std::min<uint64_t>(cut_lines, kLinesAhead); i < cut_lines; ++i) {
    take(waiting_[i % kLinesAhead], context, gate, assembler);
  }
  return cut_lines;
}

void CsvLayout::take(const Waiting& line, const FileContext& context, const LineGate& gate,
                     Assembler& assembler) const {
  if (!gate.admit(line.record, assembler)) return;
  if (line.error == nullptr) [[likely]] {
    deliver(line.record, line.values.data(), line.count, context, assembler);
    return;
  }
  const bool many = line.error == kTooMany;
  assembler.reject(line.record, many ? RejectReason::kTooManyFields : RejectReason::kBrokenQuote,
                   line.error);
}

// Cuts the line that begins at `begin` into values_. INVARIANT: positions_[at_] is the first
// position at or behind `begin`, and afterwards the first of the next line.
CsvLayout::Cut CsvLayout::cut_line(std::string_view chunk, size_t begin) {
  Cut cut;
  count_ = 0;
  size_t field = begin;
  const char* const p = chunk.data();
  const auto push = [&](size_t end) {
    values_[count_++] = {p + field, static_cast<uint32_t>(end - field), Form::kPlain};
  };
  for (;;) {
    const size_t at = positions_[at_++];
    const char c = at < chunk.size() ? p[at] : '\n';
    if (c == format_.delimiter) [[likely]] {
      if (count_ + 1 == kMaxColumns) {
        cut.error = kTooMany;
        skip_to_line_end(chunk);
        continue;
      }
      push(at);
      field = at + 1;
    } else if (c == '\n') {
      cut.raw_end = at > begin && p[at - 1] == '\r' ? at - 1 : at;
      cut.next = std::min(at + 1, chunk.size());
      if (cut.error == nullptr && field <= at) push(std::max(field, cut.raw_end));
      return cut;
    } else if (at == field) {
      if (cut_quoted(chunk, at, field, cut)) return cut;
    }
  }
}

// A field that begins with the quote at `open`. True when the line ends behind it; `field` is
// otherwise where the next one begins.
bool CsvLayout::cut_quoted(std::string_view chunk, size_t open, size_t& field, Cut& cut) {
  const char* const p = chunk.data();
  Form form = Form::kPlain;
  size_t close = 0;
  for (;;) {
    close = positions_[at_];
    if (close >= chunk.size() || p[close] == '\n') {
      cut.error = kUnclosed;
      return false;
    }
    ++at_;
    if (p[close] != format_.quote) continue;
    if (positions_[at_] != close + 1 || close + 1 >= chunk.size() || p[close + 1] != format_.quote)
      break;
    form = Form::kDoubledQuotes;
    ++at_;
  }
  if (count_ + 1 == kMaxColumns) {
    cut.error = kTooMany;
    skip_to_line_end(chunk);
    return false;
  }
  values_[count_++] = {p + open + 1, static_cast<uint32_t>(close - open - 1), form};
  const size_t behind = close + 1;
  const size_t next = positions_[at_];
  if (next == behind && next < chunk.size() && p[next] == format_.delimiter) {
    ++at_;
    field = next + 1;
    return false;
  }
  const bool line_ends = next >= chunk.size() || p[next] == '\n';
  if (line_ends && (next == behind || (next == behind + 1 && p[behind] == '\r'))) {
    ++at_;
    cut.raw_end = behind;
    cut.next = std::min(next + 1, chunk.size());
    return true;
  }
  cut.error = kTextBehind;
  skip_to_line_end(chunk);
  return false;
}

void CsvLayout::skip_to_line_end(std::string_view chunk) {
  while (positions_[at_] < chunk.size() && chunk[positions_[at_]] != '\n') ++at_;
}

void CsvLayout::deliver(const Record& record, const RawField* values, size_t count,
                        const FileContext& context, Assembler& assembler) const {
  const size_t wanted = context.values;
  if (wanted == 0 || count == wanted) [[likely]] {
    assembler.record(record, values, count);
    return;
  }
  const bool ok = count < wanted ? format_.short_lines == ShortLines::kFill : format_.long_lines;
  if (ok) {
    assembler.record(record, values, std::min(count, wanted));
    return;
  }
  assembler.reject(record,
                   count < wanted ? RejectReason::kTooFewFields : RejectReason::kTooManyFields,
                   fmt::format("{} fields, expected {}", count, wanted));
}

uint64_t CsvLayout::read_records(const Block& block, const FileContext& context,
                                 const LineGate& gate, Assembler& assembler) {
  std::string_view rest = block.bytes;
  uint64_t line = block.first_line;
  const size_t wanted =
      format_.long_lines || format_.short_lines == ShortLines::kFill ? 0 : context.values;
  while (!rest.empty()) {
    if (line <= context.header_lines) {
      const char* const begin = rest.data();
      const std::string_view raw = take_line(rest);
      gate.admit({line++, 1, {begin, raw.size()}}, assembler);
      continue;
    }
    cut_csv_record(rest, format_, wanted, true, record_);
    const Record record{line, record_.lines, record_.raw};
    line += record_.lines;
    rest.remove_prefix(record_.next);
    if (!gate.admit(record, assembler)) continue;
    if (record_.error == nullptr) {
      deliver(record, record_.values.data(), record_.values.size(), context, assembler);
    } else {
      assembler.reject(record, record_.reason, record_.error);
    }
  }
  return line - block.first_line;
}

}  // namespace sekisho::logs
