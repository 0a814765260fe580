#include "mask/json_masker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "mask/json_lexemes.h"
#include "mask/limits.h"
#include "mask/plan_parts.h"
#include "text/json_scan.h"
#include "text/json_writer.h"

namespace sekisho::mask {
namespace {

using policy::MaskMethod;

constexpr std::string_view kMarkAsJson = "\"***\"";

// Tokens of an item: a key in its quotes, its colon, and what begins and ends its value.
constexpr size_t kKeyTokens = 3;
constexpr size_t kItemTokens = kKeyTokens + 2;

bool leaves_a_part(MaskMethod method) {
  return method > MaskMethod::kShow && method < MaskMethod::kRedact;
}

bool is_structural(char c) {
  return c == '{' || c == '}' || c == '[' || c == ']' || c == ':' || c == ',';
}

bool opens(char c) {
  return c == '{' || c == '[';
}

bool closes(char c) {
  return c == '}' || c == ']';
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

[[gnu::always_inline]] inline JsonMasker::Reading JsonMasker::reading() const {
  const std::vector<uint32_t>& escapes = tokens_.escapes;
  const uint32_t* const end = escapes.data() + escapes.size();
  const uint32_t* const first =
      escapes.empty() ? end : std::lower_bound(escapes.data(), end, offset(walked_));
  return {held_.data(), tokens_.bytes.data(), tokens_.offsets.data(), first, end};
}

// A number or word.
[[gnu::always_inline]] inline std::string_view JsonMasker::Reading::scalar(size_t token) const {
  size_t end = offsets[token + 1];
  while (is_space(text[end - 1])) --end;
  return {text + offsets[token], end - offsets[token]};
}

// Where a string without escapes, a number or a word ends; 0 for whatever else stands there.
[[gnu::always_inline]] inline size_t JsonMasker::Reading::end_of_usual(size_t token) {
  if (bytes[token] == '"') return escaped(in_quotes(token)) ? 0 : offsets[token + 1] + 1;
  const std::string_view raw = scalar(token);
  const size_t begin = offsets[token];
  const bool good = is_short_integer(raw, begin) || is_word(raw) || is_number(raw);
  return good ? begin + raw.size() : 0;
}

JsonMasker::JsonMasker(Plan plan, Options options)
    : plan_(std::move(plan)),
      paths_(plan_.parts().json),
      lines_(options.lines),
      keys_(paths_),
      scan_(options.engine) {}

Result<void> JsonMasker::push(std::string_view bytes, std::string& out) {
  while (!error_ && !bytes.empty()) {
    static_cast<void>(take(bytes.substr(0, kSliceBytes), out));
    bytes.remove_prefix(std::min(bytes.size(), kSliceBytes));
  }
  return result();
}

Result<void> JsonMasker::finish(std::string& out) {
  if (error_) return result();
  if (!held_.whole()) {
    static_cast<void>(refuse(held_.size(), "the text ends within a character"));
    return result();
  }
  const size_t end = held_.size();
  // The last window is filled up with spaces.
  const size_t rest = (end - scanned_) % JsonScan::kWindow;
  if (rest != 0) held_.append_unchecked(std::string(JsonScan::kWindow - rest, ' '));
  scan(held_.view().substr(scanned_));
  // Whatever is looked for behind the last token is the end.
  for (size_t i = 0; i < kItemTokens; ++i) {
    tokens_.offsets[tokens_.count + i] = static_cast<uint32_t>(end);
    tokens_.bytes[tokens_.count + i] = ' ';
  }
  last_ = true;
  if (walk(out)) {
    const bool done = next_ == Next::kNothing || (lines_ && levels_.empty());
    if (!done) {
      static_cast<void>(refuse(end, "the text ends within a value"));
    } else {
      emit_until(end, out);
      static_cast<void>(refuse(end, "the text was finished already"));
      return {};
    }
  }
  return result();
}

bool JsonMasker::take(std::string_view slice, std::string& out) {
  if (!held_.append_utf8(slice)) return refuse(held_.size(), "the text is no UTF-8");
  const size_t whole = (held_.size() - scanned_) / JsonScan::kWindow * JsonScan::kWindow;
  scan(held_.view().substr(scanned_, whole));
  if (!walk(out)) return false;
  forget(out);
  const size_t held = held_.size() - std::min(copy_from_, held_.size());
  if (held > kMaxHeldBytes + kSliceBytes) {
    return refuse(copy_from_, fmt::format("a value of more than {} bytes", kMaxHeldBytes),
                  ErrorCode::kLimit);
  }
  return true;
}

void JsonMasker::scan(std::string_view windows) {
  scan_.run(windows, static_cast<uint32_t>(scanned_), tokens_);
  scanned_ += windows.size();
}

bool JsonMasker::walk(std::string& out) {
  if (scan_.saw_control()) return refuse(token_end_, "a control character in a string");
  while (walked_ < tokens_.count) {
    const size_t before = walked_;
    if (!step(out)) return false;
    if (walked_ == before) return true;  // the rest of an item has not come
  }
  return true;
}

bool JsonMasker::step(std::string& out) {
  switch (next_) {
    case Next::kFirstKey:
      if (byte(walked_) == '}') return close(true);
      [[fallthrough]];
    case Next::kKey:
      return items(out);
    case Next::kFirstItem:
      if (byte(walked_) == ']') return close(false);
      [[fallthrough]];
    case Next::kValue:
      return levels_.empty() ? item(out) : items(out);
    case Next::kComma:
      return behind_value();
    case Next::kNothing:
      return lines_ ? item(out) : unexpected(walked_);
  }
  return false;
}

bool JsonMasker::items(std::string& out) {
  const size_t before = walked_;
  return usual_items(out) && (walked_ != before || item(out));
}

// The place of the item at `at`; false where the key is not a usual one.
[[gnu::always_inline]] inline bool JsonMasker::usual_place(Reading& now, size_t at,
                                                           const Level& level,
                                                           JsonKeys::Place& place) {
  if (!level.object) {
    place.state = level.below[JsonPaths::kOther];
    place.passes = muted_ || paths_.passes(place.state);
    place.trail = level.trail;
    return !paths_.names_indexes();
  }
  if (std::memcmp(now.bytes + at, "\"\":", kKeyTokens) != 0) return false;
  const std::string_view key = now.in_quotes(at);
  if (now.escaped(key)) return false;
  if (!muted_) place = keys_.follow(key, level.below, level.trail);
  return true;
}

// Members whose values are texts, where their keys come as they did last time and they are shown,
// or where all is masked as a whole: most of most documents. Returns where the first other one
// begins.
[[gnu::always_inline]] inline size_t JsonMasker::passing_texts(Reading& now, size_t at,
                                                               Level& level) const {
  constexpr std::string_view kTextMember = "\"\":\"\",";
  const size_t begin = at;
  JsonKeys::Trail trail = level.trail;
  while (at + kTextMember.size() < tokens_.count &&
         std::memcmp(now.bytes + at, kTextMember.data(), kTextMember.size()) == 0 &&
         (muted_ || keys_.is_shown_again(now.in_quotes(at), level.below, trail)) &&
         !now.escaped(now.in_quotes(at)) && !now.escaped(now.in_quotes(at + kKeyTokens))) {
    at += kTextMember.size();
    if (!muted_) ++trail;
  }
  level.trail = trail;
  level.kept = level.kept || at != begin;
  return at;
}

// Elements that are short integers, where they are shown or all is masked as a whole. Returns where
// the first other one begins.
[[gnu::always_inline]] inline size_t JsonMasker::passing_integers(const Reading& now, size_t at,
                                                                  Level& level) const {
  if (paths_.names_indexes() || !(muted_ || paths_.passes(level.below[JsonPaths::kOther])))
    return at;
  while (at + kItemTokens < tokens_.count && now.bytes[at + 1] == ',' &&
         is_short_integer(now.scalar(at), now.offsets[at])) {
    at += 2;
    ++level.index;
    level.kept = true;
  }
  return at;
}

// Items, one behind the other, as most documents have them: it takes what is certainly good, as far
// as it has come, and leaves whatever is rare, wrong or cut off to the other functions.
bool JsonMasker::usual_items(std::string& out) {
  Reading now = reading();
  const char* const bytes = now.bytes;
  const size_t count = tokens_.count;
  Level* level = &levels_.back();
  size_t at = walked_;
  while (at + kItemTokens < count) {
    at = level->object ? passing_texts(now, at, *level) : passing_integers(now, at, *level);
    if (at + kItemTokens >= count) break;
    JsonKeys::Place place;
    if (!usual_place(now, at, *level, place)) break;
    const size_t value = at + (level->object ? kKeyTokens : 0);
    size_t next = value + 1;
    if (opens(bytes[value])) {
      if (levels_.size() == kMaxNesting) break;
      level->trail = place.trail;
      level = open_usual(at, value, place, out);
      at = next;
      if (!closes(bytes[next])) continue;
    } else {
      const size_t end = now.end_of_usual(value);
      if (end == 0) break;
      token_end_ = end;
      level->trail = place.trail;
      if (bytes[value] == '"') ++next;
      if (place.passes) {
        level->kept = true;
      } else {
        state_ = place.state;
        item_start_ = start_of_item(at, *level);
        treat_usual(value, out);
      }
    }
    while (closes(bytes[next]) && next + 1 < count && levels_.size() > 1 &&
           level->object == (bytes[next] == '}')) {
      leave(now.offsets[next++] + 1);
      level = &levels_.back();
    }
    if (bytes[next] != ',') {
      walked_ = next;
      ends_value();
      return true;
    }
    ++level->index;
    if (!level->kept && !muted_) copy_from_ = now.offsets[next] + 1;
    at = next + 1;
  }
  if (at != walked_) stop_before_item(at, *level);
  return true;
}

// Opens the value of the item at `item`, and returns its level.
[[gnu::always_inline]] inline JsonMasker::Level* JsonMasker::open_usual(
    size_t item, size_t value, const JsonKeys::Place& place, std::string& out) {
  const bool object = byte(value) == '{';
  if (!place.passes) {
    item_start_ = start_of_item(item, levels_.back());
    state_ = place.state;
    walked_ = value;
    static_cast<void>(open(object, out));
  } else {
    token_end_ = offset(value) + 1;
    levels_.back().kept = true;
    enter(object, place.state);
  }
  return &levels_.back();
}

void JsonMasker::treat_usual(size_t token, std::string& out) {
  const size_t begin = offset(token);
  if (byte(token) == '"') {
    static_cast<void>(treat_string(begin, reading().in_quotes(token), false, out));
  } else {
    treat_scalar(begin, reading().scalar(token), out);
  }
}

void JsonMasker::stop_before_item(size_t token, const Level& level) {
  item_start_ = start_of_item(token, level);
  token_end_ = offset(token - 1) + 1;
  walked_ = token;
  in_item_ = true;
  if (byte(token - 1) == ',') {
    next_ = level.object ? Next::kKey : Next::kValue;
  } else {
    next_ = level.object ? Next::kFirstKey : Next::kFirstItem;
  }
}

// Where what an item takes begins: its comma, unless it comes first of what is given out.
size_t JsonMasker::start_of_item(size_t token, const Level& level) const {
  if (token == walked_) return item_start_;
  const bool has_comma = byte(token - 1) == ',' && level.kept;
  return offset(token - 1) + (has_comma ? 0 : 1);
}

// The next item, or the document itself, when all tokens of it have come.
bool JsonMasker::item(std::string& out) {
  if (levels_.empty()) {
    state_ = JsonPaths::kRoot;
    return !holds_item(0) || value(out);
  }
  Level& level = levels_.back();
  if (!level.object) {
    if (!holds_item(0)) return true;
    state_ = element_state(level);
    return value(out);
  }
  if (!holds_item(byte(walked_) == '"' ? kKeyTokens : 0)) return true;
  return key(level) && value(out);
}

bool JsonMasker::holds_item(size_t before_value) const {
  const size_t left = tokens_.count - walked_;
  if (left >= kItemTokens || last_) return left > 0;
  if (left <= before_value) return false;
  return left > before_value + 1 || is_structural(byte(walked_ + before_value));
}

JsonPaths::State JsonMasker::element_state(const Level& level) const {
  return level.below[paths_.names_indexes() ? paths_.index(level.index) : JsonPaths::kOther];
}

bool JsonMasker::key(Level& level) {
  const size_t at = walked_;
  if (byte(at) != '"') return unexpected(at);
  if (byte(at + 1) != '"') return refuse(offset(at), "an unclosed string");
  if (byte(at + 2) != ':') return unexpected(at + 2);
  std::string_view text = reading().in_quotes(at);
  if (reading().escaped(text)) {
    if (!escapes_are_valid(text)) return refuse(offset(at) + 1, "an invalid escape in a key");
    if (!unescape(text, text)) return refuse(offset(at) + 1, "half a surrogate pair in a key");
  }
  const JsonKeys::Place place = keys_.follow(text, level.below, level.trail);
  state_ = place.state;
  level.trail = place.trail;
  walked_ += kKeyTokens;
  return true;
}

bool JsonMasker::value(std::string& out) {
  switch (byte(walked_)) {
    case '"':
      return string(out);
    case '{':
      return open(true, out);
    case '[':
      return open(false, out);
    default:
      return scalar(out);
  }
}

bool JsonMasker::string(std::string& out) {
  const size_t begin = offset(walked_);
  if (byte(walked_ + 1) != '"') return refuse(begin, "an unclosed string");
  const std::string_view raw = reading().in_quotes(walked_);
  const bool escaped = reading().escaped(raw);
  if (escaped && !escapes_are_valid(raw)) return refuse(begin, "an invalid escape in a string");
  walked_ += 2;
  token_end_ = begin + raw.size() + 2;
  if (paths_.passes(state_)) {
    keep();
  } else if (!muted_ && !treat_string(begin, raw, escaped, out)) {
    return false;
  }
  ends_value();
  return true;
}

bool JsonMasker::treat_string(size_t begin, std::string_view raw, bool escaped, std::string& out) {
  const Treatment& treatment = paths_.treatment(state_);
  if (treatment.mask.method == MaskMethod::kRemove) {
    remove(begin, out);
    copy_from_ = token_end_;
    return true;
  }
  keep();
  std::string_view text = raw;
  if (escaped && !unescape(raw, text)) return refuse(begin, "half a surrogate pair");
  if (becomes_mark(text, treatment)) {
    emit_until(begin, out);
    out += kMarkAsJson;
    copy_from_ = token_end_;
    return true;
  }
  treated_.clear();
  if (!plan_.treat(text, treatment, treated_)) return true;
  emit_until(begin, out);
  append_treated(out);
  copy_from_ = token_end_;
  return true;
}

void JsonMasker::append_treated(std::string& out) const {
  if (treated_ == kMark) {
    out += kMarkAsJson;
  } else {
    text::append_json_string(out, treated_);
  }
}

bool JsonMasker::scalar(std::string& out) {
  const size_t begin = offset(walked_);
  if (is_structural(byte(walked_)) || walked_ == tokens_.count) return unexpected(walked_);
  const std::string_view raw = reading().scalar(walked_);
  if (!is_short_integer(raw, begin) && !is_number(raw) && !is_word(raw)) {
    return refuse(begin, "neither a number nor a word of JSON");
  }
  ++walked_;
  token_end_ = begin + raw.size();
  if (paths_.passes(state_)) {
    keep();
  } else if (!muted_) {
    treat_scalar(begin, raw, out);
  }
  ends_value();
  return true;
}

void JsonMasker::treat_scalar(size_t begin, std::string_view raw, std::string& out) {
  const Treatment& treatment = paths_.treatment(state_);
  if (treatment.mask.method == MaskMethod::kRemove) {
    remove(begin, out);
    copy_from_ = token_end_;
    return;
  }
  keep();
  if (treatment.shows() || raw == "null") return;
  emit_until(begin, out);
  treated_.clear();
  if (is_word(raw) || !plan_.treat(raw, treatment, treated_)) treated_ = kMark;
  append_treated(out);
  copy_from_ = token_end_;
}

bool JsonMasker::open(bool object, std::string& out) {
  const size_t at = offset(walked_);
  if (levels_.size() == kMaxNesting) return refuse(at, "nested too deep", ErrorCode::kLimit);
  ++walked_;
  token_end_ = at + 1;
  if (paths_.passes(state_)) {
    keep();
  } else if (!muted_) {
    const Treatment& treatment = paths_.treatment(state_);
    const MaskMethod method = treatment.mask.method;
    const bool whole = treatment.named && !treatment.shows() && (object || !leaves_a_part(method));
    if (whole && method == MaskMethod::kRemove) {
      remove(at, out);
    } else {
      keep();
    }
    if (whole && method != MaskMethod::kRemove) {
      emit_until(at, out);
      out += kMarkAsJson;
    }
    if (whole) muted_ = levels_.size();
  }
  enter(object, state_);
  item_start_ = at + 1;
  in_item_ = true;
  next_ = object ? Next::kFirstKey : Next::kFirstItem;
  return true;
}

bool JsonMasker::close(bool object) {
  if (levels_.back().object != object) return unexpected(walked_);
  leave(offset(walked_++) + 1);
  ends_value();
  return true;
}

[[gnu::always_inline]] inline void JsonMasker::enter(bool object, State state) {
  const JsonKeys::Trail trail = levels_.empty() ? JsonKeys::kBeginning : levels_.back().trail;
  // Written where it stands: a copy of what was just written has to wait for it.
  Level& level = levels_.emplace_back();
  level.below = paths_.below(state);
  level.object = object;
  level.trail = trail;
}

[[gnu::always_inline]] inline void JsonMasker::leave(size_t end) {
  levels_.pop_back();
  token_end_ = end;
  if (muted_ == levels_.size()) {
    muted_.reset();
    copy_from_ = end;
  }
}

bool JsonMasker::behind_value() {
  if (byte(walked_) != ',') {
    const char c = byte(walked_);
    return c == '}' || c == ']' ? close(c == '}') : unexpected(walked_);
  }
  const size_t at = offset(walked_++);
  Level& level = levels_.back();
  ++level.index;
  token_end_ = at + 1;
  item_start_ = at;
  // Behind items that were all removed it would be the first.
  if (!muted_ && !level.kept) copy_from_ = item_start_ = at + 1;
  in_item_ = true;
  next_ = level.object ? Next::kKey : Next::kValue;
  return true;
}

void JsonMasker::ends_value() {
  next_ = levels_.empty() ? Next::kNothing : Next::kComma;
  in_item_ = false;
}

// Something of what is open is given out.
void JsonMasker::keep() {
  if (!levels_.empty()) levels_.back().kept = true;
}

// Says what is wrong with a token, or with the end of the text.
bool JsonMasker::unexpected(size_t token) {
  if (token >= tokens_.count) return refuse(offset(token), "the text ends within a value");
  switch (byte(token)) {
    case '}':
    case ']':
      return refuse(offset(token), "a closing bracket where none may be");
    case ':':
      return refuse(offset(token), "a `:` where none may be");
    case ',':
      return refuse(offset(token), "a `,` where none may be");
    default:
      return refuse(offset(token), "a value where none may be");
  }
}

// Of the item whose value begins here nothing is given out.
void JsonMasker::remove(size_t begin, std::string& out) {
  if (levels_.empty()) {
    emit_until(begin, out);
    out += "null";
  } else {
    emit_until(item_start_, out);
  }
}

void JsonMasker::emit_until(size_t end, std::string& out) {
  if (end <= copy_from_) return;
  out.append(held_.data() + copy_from_, end - copy_from_);
  copy_from_ = end;
}

void JsonMasker::forget(std::string& out) {
  if (muted_) {
    copy_from_ = token_end_;
  } else {
    emit_until(in_item_ ? item_start_ : token_end_, out);
  }
  const size_t gone = held_.forget(copy_from_);
  tokens_.forget(walked_, static_cast<uint32_t>(gone));
  walked_ = 0;
  scanned_ -= gone;
  copy_from_ -= gone;
  token_end_ -= gone;
  item_start_ -= std::min(item_start_, gone);
}

bool JsonMasker::unescape(std::string_view raw, std::string_view& text) {
  scratch_.clear();
  const bool whole = text::append_unescaped(raw, scratch_);
  text = scratch_;
  return whole;
}

bool JsonMasker::refuse(size_t at, std::string_view why, ErrorCode code) {
  error_ = Error{code,
                 fmt::format("{} at byte {}", why, held_.begin() + at),
                 {},
                 "What was not understood is not given out."};
  return false;
}

Result<void> JsonMasker::result() const {
  if (error_) return std::unexpected(*error_);
  return {};
}

}  // namespace sekisho::mask
