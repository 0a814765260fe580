#include "logs/segment_events.h"

#include "base/string_pool.h"
#include "logs/limits.h"

namespace sekisho::logs {
namespace {

// Seven bits a byte, the lowest first; the highest bit says that more follow.
void append_number(std::string& out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

// Small numbers for small differences of either sign.
void append_step(std::string& out, uint64_t from, uint64_t to) {
  const uint64_t step = to - from;
  append_number(out, step << 1 ^ (step >> 63 != 0 ? ~uint64_t{0} : 0));
}

class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}

  uint64_t number() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }
  uint64_t step(uint64_t from) {
    const uint64_t value = number();
    return from + (value >> 1 ^ ((value & 1) != 0 ? ~uint64_t{0} : 0));
  }
  std::string_view text() {
    const uint64_t size = number();
    if (size > rest_.size()) failed_ = true;
    if (failed_) return {};
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }
  bool failed() const { return failed_; }
  size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

// A column of texts: the distinct ones in the order in which they come, and a number for each row,
// 0 for none.
class TextColumn {
 public:
  void add(std::string_view text) {
    append_number(rows_, text.empty() ? 0 : pool_.intern(text) + 1);
  }
  void append_to(std::string& out) const {
    append_number(out, pool_.size());
    for (uint32_t i = 0; i < pool_.size(); ++i) {
      append_number(out, pool_.text(i).size());
      out += pool_.text(i);
    }
    out += rows_;
  }

 private:
  StringPool pool_;
  std::string rows_;
};

bool read_texts(Cursor& cursor, std::vector<SegmentEvent>& events,
                std::string_view SegmentEvent::* column) {
  const uint64_t count = cursor.number();
  if (count > cursor.left()) return false;
  std::vector<std::string_view> texts{{}};
  for (uint64_t i = 0; i < count; ++i) texts.push_back(cursor.text());
  for (SegmentEvent& event : events) {
    const uint64_t number = cursor.number();
    if (cursor.failed() || number >= texts.size()) return false;
    event.*column = texts[number];
  }
  return true;
}

std::string_view text_of(const SymbolTable& symbols, uint32_t symbol) {
  return symbol == kNoSymbol ? std::string_view() : symbols.text(symbol);
}

}  // namespace

std::string encode_events(const Block& block, const EventBlock& events, const Decoder& decoder) {
  std::string out;
  append_number(out, events.size());
  uint64_t before = 0;
  for (const uint64_t line : events.line) append_step(out, std::exchange(before, line), line);
  before = 0;
  for (const Instant time : events.time) {
    const auto micros = static_cast<uint64_t>(time.micros);
    append_step(out, std::exchange(before, micros), micros);
  }
  TextColumn accounts, terminals, objects;
  std::string scratch;
  for (size_t i = 0; i < events.size(); ++i) {
    accounts.add(text_of(decoder.accounts(), events.account[i]));
    const std::string_view terminal = text_of(decoder.terminals(), events.terminal[i]);
    terminals.add(terminal.empty() ? text_of(decoder.addresses(), events.address[i]) : terminal);
    objects.add(decoder.object_key(block, events.object[i], scratch));
  }
  for (const TextColumn* column : {&accounts, &terminals, &objects}) column->append_to(out);
  return out;
}

Result<std::vector<SegmentEvent>> decode_events(std::string_view bytes) {
  Cursor cursor(bytes);
  const uint64_t count = cursor.number();
  // Each event takes at least a byte in each column.
  if (cursor.failed() || count > cursor.left() || bytes.size() > kMaxSegmentEventBytes)
    return fail(ErrorCode::kBadInput, "the columns of events are damaged");
  std::vector<SegmentEvent> events(count);
  uint64_t before = 0;
  for (SegmentEvent& event : events) event.line = before = cursor.step(before);
  before = 0;
  for (SegmentEvent& event : events)
    event.time.micros = static_cast<int64_t>(before = cursor.step(before));
  for (const auto column : {&SegmentEvent::account, &SegmentEvent::terminal, &SegmentEvent::object})
    if (!read_texts(cursor, events, column))
      return fail(ErrorCode::kBadInput, "the columns of events are damaged");
  if (cursor.failed() || cursor.left() != 0)
    return fail(ErrorCode::kBadInput, "the columns of events are damaged");
  return events;
}

}  // namespace sekisho::logs
