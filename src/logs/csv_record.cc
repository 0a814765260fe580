#include "logs/csv_record.h"

#include "logs/limits.h"

namespace sekisho::logs {
namespace {

bool is_lead(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u >= 0x81 && u <= 0x9F) || (u >= 0xE0 && u <= 0xFC);
}

bool is_trail(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x40 && u != 0x7F && u <= 0xFC;
}

enum class End : uint8_t {
  kRecord,
  kNeedsMore,
  kUnclosed,
  kTooLong,
  kTextBehindQuote,
  kTooManyFields
};

class Cutter {
 public:
  Cutter(std::string_view bytes, const LogFormat& format, CsvCut& out, bool multiline)
      : bytes_(bytes), format_(format), out_(out), multiline_(multiline) {}

  End run() {
    for (;;) {
      const bool quoted = at_ < bytes_.size() && format_.quote != 0 && bytes_[at_] == format_.quote;
      const End end = quoted ? quoted_field() : plain_field();
      if (end != End::kRecord || ended_) return end;
      if (out_.values.size() >= kMaxColumns) return End::kTooManyFields;
    }
  }

 private:
  // Moves over a character; the trail byte of CP932 may look like a delimiter.
  void step() {
    const bool pair = format_.block_encoding() == text::Encoding::kCp932 && is_lead(bytes_[at_]) &&
                      at_ + 1 < bytes_.size() && is_trail(bytes_[at_ + 1]);
    at_ += pair ? 2 : 1;
  }

  void push(size_t begin, size_t end, Form form) {
    out_.values.push_back({bytes_.data() + begin, static_cast<uint32_t>(end - begin), form});
  }

  // The record ends before the line end at `at_` (or the end of the bytes).
  void finish(size_t last_byte) {
    ended_ = true;
    out_.raw = bytes_.substr(0, last_byte);
    out_.next = at_ < bytes_.size() ? at_ + 1 : at_;
  }

  End plain_field() {
    const size_t begin = at_;
    while (at_ < bytes_.size() && bytes_[at_] != format_.delimiter && bytes_[at_] != '\n') step();
    size_t end = at_;
    if (at_ == bytes_.size() || bytes_[at_] == '\n') {
      if (end > begin && bytes_[end - 1] == '\r') --end;
      finish(end);
    }
    push(begin, end, Form::kPlain);
    if (!ended_) ++at_;
    return End::kRecord;
  }

  End quoted_field() {
    const size_t begin = ++at_;
    Form form = Form::kPlain;
    for (;; step()) {
      if (at_ >= bytes_.size()) return multiline_ ? End::kNeedsMore : End::kUnclosed;
      if (bytes_[at_] == '\n') {
        if (!multiline_) return End::kUnclosed;
        if (++out_.lines > kMaxRecordLines || at_ > kMaxRecordBytes) return End::kTooLong;
        continue;
      }
      if (bytes_[at_] != format_.quote) continue;
      if (at_ + 1 >= bytes_.size() || bytes_[at_ + 1] != format_.quote) break;
      form = Form::kDoubledQuotes;
      ++at_;
    }
    push(begin, at_++, form);
    return behind_quote();
  }

  End behind_quote() {
    if (at_ < bytes_.size() && bytes_[at_] == format_.delimiter) {
      ++at_;
      return End::kRecord;
    }
    const size_t end = at_;
    if (at_ < bytes_.size() && bytes_[at_] == '\r') ++at_;
    if (at_ < bytes_.size() && bytes_[at_] != '\n') return End::kTextBehindQuote;
    finish(end);
    return End::kRecord;
  }

  std::string_view bytes_;
  const LogFormat& format_;
  CsvCut& out_;
  bool multiline_;
  size_t at_ = 0;
  bool ended_ = false;
};

void reset(CsvCut& out) {
  out.values.clear();
  out.lines = 1;
  out.complete = true;
  out.error = nullptr;
  out.reason = RejectReason::kBrokenQuote;
}

// The first line is the record, and it cannot be used.
void break_line(std::string_view bytes, End end, CsvCut& out) {
  reset(out);
  const size_t lf = bytes.find('\n');
  out.next = lf == std::string_view::npos ? bytes.size() : lf + 1;
  out.raw = bytes.substr(0, lf);
  if (out.raw.ends_with('\r')) out.raw.remove_suffix(1);
  switch (end) {
    case End::kTextBehindQuote:
      out.error = "text behind a closing quote";
      return;
    case End::kTooManyFields:
      out.reason = RejectReason::kTooManyFields;
      out.error = "more fields than any table has";
      return;
    case End::kTooLong:
      out.reason = RejectReason::kMultilineTooLong;
      out.error = "a quote is not closed within the lines of one record";
      return;
    default:
      out.error = "a quote is not closed";
      return;
  }
}

}  // namespace

void cut_csv_record(std::string_view bytes, const LogFormat& format, size_t columns, bool at_end,
                    CsvCut& out) {
  reset(out);
  const End end = Cutter(bytes, format, out, format.multiline).run();
  if (end == End::kNeedsMore && !at_end && bytes.size() <= kMaxRecordBytes) {
    out.complete = false;
    return;
  }
  const bool fits = columns == 0 || out.values.size() == columns;
  if (end != End::kRecord || (out.lines > 1 && !fits)) break_line(bytes, end, out);
  // Without its line end the record may still go on in bytes that are not here yet.
  out.complete = at_end || (out.next > 0 && bytes[out.next - 1] == '\n');
}

}  // namespace sekisho::logs
