#include "logs/assembler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <functional>

#include "logs/bytes.h"
#include "logs/limits.h"
#include "register/supply_point.h"
#include "text/fold.h"
#include "text/glob.h"
#include "text/number.h"

namespace sekisho::logs {
namespace {

// Meanings in spelling tables beside symbols, enumerators and indices.
constexpr uint32_t kAbsentValue = 0xFFFFFFFE;
constexpr uint32_t kUndecodable = 0xFFFFFFFD;
constexpr uint32_t kNotListed = 0xFFFFFFFC;

constexpr uint32_t kSupplyPointDigits = 22;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// 22 ASCII digits that begin with an area, 01 to 10.
bool plain_supply_point(std::string_view key) {
  if (key.size() != kSupplyPointDigits) return false;
  constexpr uint64_t kHigh = 0xF0F0'F0F0'F0F0'F0F0;
  constexpr uint64_t kZeros = 0x3030'3030'3030'3030;
  uint64_t wrong = 0;
  for (const size_t at : {0, 8, 14}) {
    uint64_t x = 0;
    std::memcpy(&x, key.data() + at, sizeof x);
    wrong |= ((x & kHigh) ^ kZeros) | (((x + 0x0606'0606'0606'0606) & kHigh) ^ kZeros);
  }
  const int area = (key[0] - '0') * 10 + (key[1] - '0');
  return wrong == 0 && area >= 1 && area <= 10;
}

// The bytes are the text: ASCII, no space at the ends, nothing escaped.
bool stands_as_it_is(const RawField& field) {
  if (field.form != Form::kPlain || field.size == 0) return false;
  const std::string_view bytes = field.view();
  return is_ascii(bytes) && bytes.front() > ' ' && bytes.back() > ' ';
}

// How what stands there is escaped.
Form form_of(const LogFormat& format, std::string_view block, Slice slice) {
  const char mark = format.layout == Layout::kCsv ? format.quote : '\\';
  const std::string_view bytes = block.substr(slice.offset, slice.length);
  if (bytes.find(mark) == std::string_view::npos) return Form::kPlain;
  switch (format.layout) {
    case Layout::kCsv:
      // Only the byte before it tells a quoted field from one in which quotes are plain text.
      return slice.offset > 0 && block[slice.offset - 1] == format.quote ? Form::kDoubledQuotes
                                                                         : Form::kPlain;
    case Layout::kJsonl:
      return Form::kJson;
    case Layout::kPattern:
      return Form::kPlain;
    default:
      return Form::kBackslash;
  }
}

}  // namespace

Assembler::Assembler(const LogProfile& profile)
    : profile_(profile),
      format_(*profile.format),
      value_encoding_(format_.values_are_utf8() ? text::Encoding::kUtf8 : format_.block_encoding()),
      times_(*format_.times, value_encoding_) {}

void Assembler::begin(const Block& block, const FileContext& context, bool unsure,
                      EventBlock& events, std::vector<Reject>& rejects, LineCounts& counts) {
  forget_when_full();
  block_begin_ = block.bytes.data();
  block_end_ = block_begin_ + block.bytes.size();
  context_ = &context;
  unsure_ = unsure;
  events_ = &events;
  rejects_ = &rejects;
  counts_ = &counts;
  rows_ = 0;
  reject_run_ = 0;
  constexpr size_t kGuessedLineBytes = 96;
  capacity_ = 0;
  grow(block.bytes.size() / kGuessedLineBytes + 16);

  prefetched_.clear();
  for (const auto& [f, keyed] : {std::pair{Field::kAccount, &accounts_},
                                 {Field::kTerminal, &terminals_},
                                 {Field::kAddress, &addresses_}}) {
    const uint32_t column = context.value_of_field[static_cast<size_t>(f)];
    if (column != FileContext::kNoValue && format_.field(f).part == Part::kWhole) {
      prefetched_.emplace_back(column, keyed);
    }
  }
  unread_.clear();
  const auto decodes = [&](uint32_t column) {
    for (const Field f :
         {Field::kTime, Field::kTimeOfDay, Field::kAccount, Field::kTerminal, Field::kAddress,
          Field::kAction, Field::kOutcome, Field::kObject, Field::kCustomer, Field::kScreen}) {
      if (context.value_of_field[static_cast<size_t>(f)] == column) return true;
    }
    return false;
  };
  for (uint32_t column = 0; unsure && column < context.values; ++column) {
    if (!decodes(column)) unread_.push_back(column);
  }
}

void Assembler::forget_when_full() {
  for (SpellingTable* table : {&actions_, &outcomes_, &screens_}) {
    if (table->size() > kMaxSpellings) table->clear();
  }
  bool full = false;
  for (const Keyed* keyed : {&accounts_, &terminals_, &addresses_}) {
    full = full || keyed->symbols.size() > kMaxSymbols || keyed->spellings.size() > kMaxSpellings;
  }
  if (!full) return;
  for (Keyed* keyed : {&accounts_, &terminals_, &addresses_}) {
    keyed->spellings.clear();
    keyed->symbols.clear();
  }
  ++epoch_;
}

void Assembler::grow(size_t rows) {
  capacity_ = rows;
  events_->line.resize(rows);
  events_->time.resize(rows);
  events_->account.resize(rows);
  events_->terminal.resize(rows);
  events_->address.resize(rows);
  events_->action.resize(rows);
  events_->outcome.resize(rows);
  events_->object_kind.resize(rows);
  events_->object.resize(rows);
  events_->customer.resize(rows);
  events_->items.resize(rows);
  events_->raw.resize(rows);
  if (format_.field(Field::kSequence).used) events_->sequence.resize(rows);
}

void Assembler::end() {
  grow(rows_);
  counts_->events = rows_;
  counts_->rejects = rejects_->size();
}

void Assembler::record(const Record& record, const RawField* values, size_t count) {
  Row row;
  if (!fill(record, values, count, row)) return;
  reject_run_ = 0;
  counts_->event_lines += record.lines;
  if (rows_ == capacity_) grow(capacity_ * 2);
  write(record, row);
}

void Assembler::write(const Record& record, const Row& row) {
  const size_t i = rows_++;
  EventBlock& e = *events_;
  e.line[i] = record.line;
  e.time[i] = row.time;
  e.account[i] = row.account;
  e.terminal[i] = row.terminal;
  e.address[i] = row.address;
  e.action[i] = static_cast<Action>(row.action);
  e.outcome[i] = static_cast<Outcome>(row.outcome);
  e.object_kind[i] = row.object.empty() ? ObjectKind::kNone : profile_.object_kind;
  e.object[i] = row.object.empty()
                    ? Slice{}
                    : Slice{offset_of(row.object), static_cast<uint32_t>(row.object.size())};
  e.customer[i] = row.customer.empty()
                      ? Slice{}
                      : Slice{offset_of(row.customer), static_cast<uint32_t>(row.customer.size())};
  e.items[i] = row.items;
  e.raw[i] = {offset_of(record.raw), static_cast<uint32_t>(record.raw.size())};
  if (!e.sequence.empty()) e.sequence[i] = row.sequence;
}

void Assembler::reject(const Record& record, RejectReason reason, std::string detail) {
  counts_->reject_lines += record.lines;
  ++reject_run_;
  if (reject_run_ > kMaxRejectRun + 1) {
    rejects_->back().lines += record.lines;
    return;
  }
  if (reject_run_ > kMaxRejectRun) {
    detail = fmt::format(
        "{} lines before this one could not be read either; of the lines that follow "
        "in a row only this one is kept: {}",
        kMaxRejectRun, detail);
  }
  std::string_view raw = record.raw;
  if (raw.size() > kMaxRejectBytes && reason == RejectReason::kTooLong) {
    raw = raw.substr(0, kMaxRejectBytes);
    detail += fmt::format("; its first {} bytes are kept", kMaxRejectBytes);
  }
  rejects_->push_back({record.line,
                       record.lines,
                       reason,
                       std::move(detail),
                       {offset_of(raw), static_cast<uint32_t>(raw.size())}});
}

// By reference: copying a value right after it was written would wait for the writes.
const RawField& Assembler::value(Field f, const RawField* values, size_t count) {
  static constexpr RawField kNone;
  const uint32_t index = context_->value_of_field[static_cast<size_t>(f)];
  if (index >= count) return kNone;
  const FieldSource& source = format_.field(f);
  if (source.part == Part::kWhole) [[likely]]
    return values[index];
  RawField& part = parts_[static_cast<size_t>(f)];
  part = source.part == Part::kQuery  ? request_parameter(values[index], source.parameter)
         : source.part == Part::kPath ? request_path(values[index])
                                      : request_method(values[index]);
  return part;
}

bool Assembler::fill(const Record& record, const RawField* values, size_t count, Row& row) {
  const auto get = [&](Field f) -> const RawField& { return value(f, values, count); };
  if (!read_time(record, values, count, row)) return false;
  if (!read_symbol(record, Field::kAccount, get(Field::kAccount), accounts_, row.account))
    return false;
  if (!read_symbol(record, Field::kTerminal, get(Field::kTerminal), terminals_, row.terminal))
    return false;
  if (!read_symbol(record, Field::kAddress, get(Field::kAddress), addresses_, row.address))
    return false;
  if (!read_action(record, values, count, row)) return false;
  const RawField& outcome = get(Field::kOutcome);
  if (!read_word(record, Field::kOutcome, outcome, meaning_of(outcome, outcomes_, format_.outcomes),
                 format_.outcomes.fallback, row.outcome)) {
    return false;
  }
  if (!read_object(record, get(Field::kObject), row)) return false;
  if (!read_customer(record, get(Field::kCustomer), row)) return false;
  if (!unread_.empty() && !check_unread(record, values, count)) return false;
  row.sequence = kNoSequence;
  if (format_.field(Field::kSequence).used) {
    row.sequence = text::parse_u64(trimmed(get(Field::kSequence).view())).value_or(kNoSequence);
  }
  return true;
}

bool Assembler::read_time(const Record& record, const RawField* values, size_t count, Row& row) {
  RawField field = value(Field::kTime, values, count);
  if (context_->value_of_field[static_cast<size_t>(Field::kTimeOfDay)] != FileContext::kNoValue) {
    const RawField time_of_day = value(Field::kTimeOfDay, values, count);
    scratch_.assign(field.view());
    scratch_ += ' ';
    scratch_ += time_of_day.view();
    field = {scratch_.data(), static_cast<uint32_t>(scratch_.size()), Form::kPlain};
  }
  std::string_view bytes = field.view();
  if (bytes.empty()) {
    reject(record, RejectReason::kMissingField, "the time is missing");
    return false;
  }
  if (bytes.front() == ' ' || bytes.back() == ' ') bytes = trimmed(bytes);
  const std::optional<Instant> time = times_.read(bytes);
  if (!time) {
    reject(record, RejectReason::kBadTime, fmt::format("time {}", quoted(bytes)));
    return false;
  }
  row.time = *time;
  for (const ClockError& clock : profile_.clock) {
    const Instant truth = shifted(*time, -clock.offset_micros);
    if (!clock.period.contains(truth)) continue;
    row.time = truth;
    break;
  }
  return true;
}

bool Assembler::read_symbol(const Record& record, Field f, const RawField& field, Keyed& keyed,
                            uint32_t& out) {
  out = kNoSymbol;
  if (field.size != 0) [[likely]] {
    if (field.size > kMaxKeyBytes) {
      reject(record, RejectReason::kTooLong,
             fmt::format("{} of {} bytes, at most {}", name_of(f), field.size, kMaxKeyBytes));
      return false;
    }
    uint32_t meaning = keyed.spellings.find(field, block_end_);
    if (meaning == SpellingTable::kUnknown) [[unlikely]]
      meaning = learn_symbol(f, field, keyed);
    if (meaning == kUndecodable) {
      reject(record, RejectReason::kBadEncoding,
             fmt::format("{} {}", name_of(f), quoted(field.view())));
      return false;
    }
    if (meaning != kAbsentValue) [[likely]] {
      out = meaning;
      return true;
    }
  }
  if (!format_.field(f).required) return true;
  reject(record, RejectReason::kMissingField, fmt::format("the {} is missing", name_of(f)));
  return false;
}

uint32_t Assembler::learn_symbol(Field f, const RawField& field, Keyed& keyed) {
  std::string utf8;
  uint32_t meaning = kUndecodable;
  if (decoded(field, value_encoding_, utf8)) {
    const std::string folded = text::fold_width(utf8);
    if (format_.is_absent(trimmed(folded))) {
      meaning = kAbsentValue;
    } else if (f == Field::kAccount) {
      meaning = keyed.symbols.intern(trimmed(profile_.account_fold.apply(utf8)));
    } else {
      meaning = keyed.symbols.intern(trimmed(folded));
    }
  }
  keyed.spellings.remember(field, meaning);
  return meaning;
}

// The field's text as UTF-8, not folded. False when its bytes are not valid.
bool Assembler::decoded(const RawField& field, text::Encoding encoding, std::string& out) const {
  if (field.form == Form::kPlain) return text::append_utf8(encoding, field.view(), out);
  std::string plain;
  unescape(field.form, field.view(), plain, format_.quote);
  // Percent-encoded bytes are UTF-8, whatever the log's own encoding is.
  return text::append_utf8(field.form == Form::kPercent ? text::Encoding::kUtf8 : encoding, plain,
                           out);
}

// What a word means: a value of its enum, or one of the marks above.
uint32_t Assembler::meaning_of(const RawField& field, SpellingTable& table, const WordMap& words) {
  if (field.size == 0) return kAbsentValue;
  if (field.size > kMaxKeyBytes) return kNotListed;
  uint32_t meaning = table.find(field, block_end_);
  if (meaning == SpellingTable::kUnknown) [[unlikely]] {
    meaning = learn_word(field, words);
    table.remember(field, meaning);
  }
  return meaning;
}

// `instead` is the meaning where the field has none of its own.
bool Assembler::read_word(const Record& record, Field f, const RawField& field, uint32_t meaning,
                          std::optional<uint8_t> instead, uint32_t& out) {
  if (meaning < kNotListed) [[likely]] {
    out = meaning;
    return true;
  }
  if (meaning == kUndecodable) {
    reject(record, RejectReason::kBadEncoding,
           fmt::format("{} {}", name_of(f), quoted(field.view())));
    return false;
  }
  if (instead && !(meaning == kAbsentValue && format_.field(f).required)) {
    out = *instead;
    return true;
  }
  if (meaning == kAbsentValue) {
    reject(record, RejectReason::kMissingField, fmt::format("the {} is missing", name_of(f)));
  } else {
    reject(record, RejectReason::kUnknownValue,
           fmt::format("{} {}", name_of(f), quoted(field.view())));
  }
  return false;
}

uint32_t Assembler::learn_word(const RawField& field, const WordMap& words) {
  std::string utf8;
  if (!decoded(field, value_encoding_, utf8)) return kUndecodable;
  const std::string folded(trimmed(text::fold_width(utf8)));
  if (const std::optional<uint8_t> found = words.find(folded)) return *found;
  return format_.is_absent(folded) ? kAbsentValue : kNotListed;
}

// The log's own word says what was done; where it says nothing, the screen does.
bool Assembler::read_action(const Record& record, const RawField* values, size_t count, Row& row) {
  row.items = 0;
  std::optional<uint8_t> instead = format_.actions.fallback;
  const RawField& screen = value(Field::kScreen, values, count);
  if (screen.size != 0 && screen.size <= kMaxKeyBytes) {
    uint32_t meaning = screens_.find(screen, block_end_);
    if (meaning == SpellingTable::kUnknown) [[unlikely]] {
      meaning = learn_screen(screen);
      screens_.remember(screen, meaning);
    }
    if (meaning == kUndecodable) {
      reject(record, RejectReason::kBadEncoding, fmt::format("screen {}", quoted(screen.view())));
      return false;
    }
    if (meaning < kNotListed) {
      const Screen& known = format_.screens[meaning];
      row.items = known.items;
      if (known.action) instead = static_cast<uint8_t>(*known.action);
    }
  }
  const RawField& word = value(Field::kAction, values, count);
  return read_word(record, Field::kAction, word, meaning_of(word, actions_, format_.actions),
                   instead, row.action);
}

uint32_t Assembler::learn_screen(const RawField& field) {
  std::string utf8;
  if (!decoded(field, value_encoding_, utf8)) return kUndecodable;
  const std::string folded(trimmed(text::fold_width(utf8)));
  for (size_t i = 0; i < format_.screens.size(); ++i) {
    const std::string& pattern = format_.screens[i].pattern;
    if (pattern == folded || text::glob_match(pattern, folded)) return static_cast<uint32_t>(i);
  }
  return kNotListed;
}

bool Assembler::read_object(const Record& record, const RawField& field, Row& row) {
  row.object = {};
  bool absent = field.size == 0;
  if (!absent && !(format_.object_digits == kSupplyPointDigits && field.form == Form::kPlain &&
                   plain_supply_point(field.view()))) {
    std::string utf8;
    if (!stands_as_it_is(field) && !decoded(field, value_encoding_, utf8)) {
      reject(record, RejectReason::kBadEncoding, fmt::format("object {}", quoted(field.view())));
      return false;
    }
    const std::string folded =
        text::fold_width(utf8.empty() ? field.view() : std::string_view(utf8));
    absent = format_.is_absent(trimmed(folded));
    std::string key;
    bool fits = true;
    if (!absent && format_.object_digits == kSupplyPointDigits) {
      fits = reg::canonical_supply_point(folded, key) == reg::SupplyPointProblem::kNone;
    } else if (!absent && format_.object_digits != 0) {
      key = folded;
      std::erase_if(key, [](char c) { return c == '-' || c == ' '; });
      fits = key.size() == format_.object_digits && text::all_digits(key);
    }
    if (!fits) {
      reject(
          record, RejectReason::kUnknownValue,
          fmt::format("object {} is not {} digits{}", quoted(field.view()), format_.object_digits,
                      format_.object_digits == kSupplyPointDigits ? " of a known area" : ""));
      return false;
    }
  }
  if (!absent) row.object = in_block(record, field);
  if (!absent && row.object.empty()) {
    reject(record, RejectReason::kBadEncoding, fmt::format("object {}", quoted(field.view())));
    return false;
  }
  if (!absent || !format_.field(Field::kObject).required) return true;
  reject(record, RejectReason::kMissingField, "the object is missing");
  return false;
}

bool Assembler::read_customer(const Record& record, const RawField& field, Row& row) {
  row.customer = {};
  if (field.size == 0 || format_.is_absent(field.view())) return true;
  if (unsure_ && !is_ascii(field.view()) && !well_formed(format_.block_encoding(), field.view())) {
    reject(record, RejectReason::kBadEncoding, fmt::format("customer {}", quoted(field.view())));
    return false;
  }
  row.customer = in_block(record, field);
  return true;
}

bool Assembler::check_unread(const Record& record, const RawField* values, size_t count) {
  for (const uint32_t column : unread_) {
    if (column >= count) break;
    const std::string_view bytes = values[column].view();
    if (is_ascii(bytes) || well_formed(format_.block_encoding(), bytes)) continue;
    reject(record, RejectReason::kBadEncoding,
           fmt::format("column {}: {}", column + 1, quoted(bytes)));
    return false;
  }
  return true;
}

// Where a value stands in the record. A JSON text with escapes comes from the reader's memory: any
// text of the record that means the same stands for it.
std::string_view Assembler::in_block(const Record& record, const RawField& field) const {
  const std::string_view bytes = field.view();
  if (std::less_equal<>{}(block_begin_, bytes.data()) && std::less<>{}(bytes.data(), block_end_)) {
    return bytes;
  }
  if (format_.layout != Layout::kJsonl) {
    // A pattern's groups are UTF-8; the block may not be.
    const std::optional<std::string> ours = text::to_cp932(bytes);
    const size_t at = ours ? record.raw.find(*ours) : std::string_view::npos;
    return at == std::string_view::npos ? std::string_view() : record.raw.substr(at, ours->size());
  }
  if (bytes.find_first_of("\"\\") == std::string_view::npos) {
    if (const size_t at = record.raw.find(bytes); at != std::string_view::npos) {
      return record.raw.substr(at, bytes.size());
    }
    // A part of a URL whose slashes are escaped.
    std::string escaped;
    for (const char c : bytes) escaped += c == '/' ? "\\/" : std::string(1, c);
    if (const size_t at = record.raw.find(escaped); at != std::string_view::npos) {
      return record.raw.substr(at, escaped.size());
    }
  }
  std::string meaning;
  for (size_t at = record.raw.find('"'); at != std::string_view::npos;) {
    size_t end = at + 1;
    while (end < record.raw.size() && record.raw[end] != '"')
      end += record.raw[end] == '\\' ? 2 : 1;
    if (end >= record.raw.size()) break;
    const std::string_view token = record.raw.substr(at + 1, end - at - 1);
    meaning.clear();
    unescape(Form::kJson, token, meaning);
    if (meaning == bytes) return token;
    at = record.raw.find('"', end + 1);
  }
  return {};
}

// Values of a block are in its encoding; those that a reader made are in the values'.
text::Encoding Assembler::quoted_encoding(std::string_view bytes) const {
  const bool ours =
      std::less_equal<>{}(block_begin_, bytes.data()) && std::less<>{}(bytes.data(), block_end_);
  return ours ? format_.block_encoding() : value_encoding_;
}

// Input in backticks for a message: at most kMaxDetailBytes of it, as UTF-8, what cannot be decoded
// as \xHH.
std::string Assembler::quoted(std::string_view bytes) const {
  const bool cut = bytes.size() > kMaxDetailBytes;
  bytes = bytes.substr(0, kMaxDetailBytes);
  std::string out = "`";
  if (std::string utf8; text::append_utf8(quoted_encoding(bytes), bytes, utf8)) {
    out += utf8;
  } else {
    for (const char c : bytes) {
      if (c >= ' ' && c <= '~')
        out += c;
      else
        out += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out + (cut ? "…`" : "`");
}

std::string Assembler::text(std::string_view block, Slice slice) const {
  const std::string_view bytes = block.substr(slice.offset, slice.length);
  std::string utf8;
  if (!decoded({bytes.data(), slice.length, form_of(format_, block, slice)},
               format_.block_encoding(), utf8)) {
    // Only of what was rejected: what can be shown of it.
    return quoted(bytes);
  }
  return std::string(trimmed(text::fold_width(utf8)));
}

std::string_view Assembler::object_key(std::string_view block, Slice slice,
                                       std::string& scratch) const {
  const std::string_view bytes = block.substr(slice.offset, slice.length);
  if (bytes.empty()) return {};
  const uint32_t digits = format_.object_digits;
  if (digits == kSupplyPointDigits
          ? plain_supply_point(bytes)
          : digits == 0 && is_ascii(bytes) &&
                bytes.find_first_of("\"\\%+ \t") == std::string_view::npos &&
                bytes.find(format_.quote) == std::string_view::npos) {
    return bytes;
  }
  const Part part = format_.field(Field::kObject).part;
  if (part == Part::kQuery || part == Part::kPath) {
    std::string url;
    unescape(format_.layout == Layout::kJsonl ? Form::kJson : Form::kPlain, bytes, url);
    std::string utf8;
    const RawField field{url.data(), static_cast<uint32_t>(url.size()), Form::kPercent};
    scratch = decoded(field, value_encoding_, utf8) ? trimmed(text::fold_width(utf8))
                                                    : text(block, slice);
  } else {
    scratch = text(block, slice);
  }
  if (digits != 0) std::erase_if(scratch, [](char c) { return c == '-' || c == ' '; });
  return scratch;
}

}  // namespace sekisho::logs
