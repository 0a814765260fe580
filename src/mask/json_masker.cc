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

// What is usual has so many bytes behind it, which can be looked at without asking.
constexpr size_t kBytesBehind = 32;
static_assert(kBytesBehind >= JsonKeys::kHeadBytes);

// A member has two of the ends that are looked for: of its key and of its value.
constexpr ptrdiff_t kEndsOfMember = 2;

bool leaves_a_part(MaskMethod method) {
  return method > MaskMethod::kShow && method < MaskMethod::kRedact;
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

JsonMasker::JsonMasker(Plan plan, Options options)
    : plan_(std::move(plan)),
      paths_(plan_.parts().json),
      lines_(options.lines),
      keys_(paths_),
      scan_(options.engine) {}

Result<void> JsonMasker::push(std::string_view bytes, std::string& out) {
  if (error_) return result();
  held_.in_slices(bytes, [&](std::string_view slice) { return take(slice, out); });
  return result();
}

Result<void> JsonMasker::finish(std::string& out) {
  if (error_) return result();
  if (!held_.whole()) {
    static_cast<void>(refuse(held_.size(), "the text ends within a character"));
    return result();
  }
  const size_t end = held_.size();
  // The last window is filled up with spaces, behind which a number at the end of the text ends.
  const size_t rest = (end - scanned_) % JsonScan::kWindow;
  held_.append_unchecked(std::string(JsonScan::kWindow - rest, ' '));
  scan(held_.view().substr(scanned_));
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
  scan_.run(windows, static_cast<uint32_t>(scanned_), ends_);
  scanned_ += windows.size();
}

bool JsonMasker::walk(std::string& out) {
  if (scan_.saw_control()) return refuse(token_end_, "a control character in a string");
  while (true) {
    while (at_ < scanned_ && is_space(byte(at_))) ++at_;
    if (at_ >= scanned_) return true;
    const size_t before = at_;
    if (!step(out)) return false;
    if (at_ == before) return true;  // the rest of what comes next has not come
  }
}

bool JsonMasker::step(std::string& out) {
  const bool before_item =
      next_ == Next::kComma || next_ == Next::kFirstKey || next_ == Next::kFirstItem;
  if (before_item) {
    const size_t before = at_;
    usual_items(out);
    if (at_ != before) return true;
  }
  switch (next_) {
    case Next::kFirstKey:
      return byte(at_) == '}' ? close(true) : key();
    case Next::kKey:
      return key();
    case Next::kColon:
      return colon();
    case Next::kFirstItem:
      return byte(at_) == ']' ? close(false) : element(out);
    case Next::kItem:
      return element(out);
    case Next::kValue:
      return value(out);
    case Next::kComma:
      return behind_value();
    case Next::kNothing:
      state_ = JsonPaths::kRoot;
      return lines_ ? value(out) : unexpected(at_);
  }
  return false;
}

// The text ends with a byte that is no white space, so that it need not be asked where.
[[gnu::always_inline]] inline size_t JsonMasker::Reading::behind_space(size_t from) const {
  while (is_space(text[from])) ++from;
  return from;
}

// Where what an item takes begins: its comma, unless it comes first of what is given out.
[[gnu::always_inline]] inline size_t JsonMasker::Reading::start_of_item(const Level& level) const {
  return first ? start : behind_space(at) + (level.kept ? 0 : 1);
}

// What holds an escape is not usual, nor is what comes behind it until that was taken.
JsonMasker::Reading JsonMasker::reading() const {
  size_t bound = held_.size() - std::min(held_.size(), kBytesBehind);
  const auto escape = std::ranges::lower_bound(ends_.escapes, at_);
  if (escape != ends_.escapes.end()) bound = std::min<size_t>(bound, *escape);
  const uint32_t* const end = ends_.offsets.data() + walked_;
  const uint32_t* const last = std::lower_bound(end, ends_.offsets.data() + ends_.count, bound);
  return {held_.data(), end, last, at_, next_ != Next::kComma, muted_.has_value(), item_start_};
}

// Items, one behind the other, as most documents have them: it takes what is certainly good, as far
// as it has come, and leaves whatever is rare, wrong or cut off to the other functions.
void JsonMasker::usual_items(std::string& out) {
  Reading now = reading();
  const size_t begin = now.at;
  while (levels_.back().object ? usual_members(now, out) : usual_elements(now, out)) {
  }
  if (now.at != begin) stop(now);
}

// Members of an object, up to one whose value is opened, or to the end of the object. False where
// what comes next is not usual.
[[gnu::always_inline]] inline bool JsonMasker::usual_members(Reading& now, std::string& out) {
  const char* const text = now.text;
  Level& level = levels_.back();
  JsonKeys::Where where = JsonKeys::where(level.below, now.first);
  const JsonKeys::Known* known = keys_.behind(level.trail);
  while (now.last - now.end >= kEndsOfMember) {
    if (known->where != where || !known->begins(text + now.at)) {
      const size_t comma = now.behind_space(now.at);
      if (text[comma] == '}') return close_usual(now, comma);
      known = usual_head(now, level, comma);
      if (known == nullptr) return false;
    }
    const bool passes = now.all || known->passes;
    size_t value = now.at + known->size;
    const size_t end = now.end[1];
    size_t behind = end + 1;
    if (text[value] != '"') {
      value = now.behind_space(value);
      if (opens(text[value])) {
        if (levels_.size() == kMaxNesting) return false;
        if (!(now.first || level.kept)) copy_from_ = now.behind_space(now.at) + 1;
        level.trail = known->trail;
        ++now.end;
        return open_usual(now, value, known->state, passes, out);
      }
      behind = end_of_usual(now, value, end);
      if (behind == 0) return false;
    }
    level.trail = known->trail;
    if (!(now.first || level.kept)) copy_from_ = now.behind_space(now.at) + 1;
    if (passes) {
      level.kept = true;
    } else {
      state_ = known->state;
      token_end_ = behind;
      item_start_ = now.start_of_item(level);
      treat_usual(now, value, end, out);
    }
    known = keys_.behind(known);
    now.at = behind;
    now.end += kEndsOfMember;
    now.first = false;
    where = JsonKeys::where(level.below, false);
  }
  return false;
}

// The head of the member that comes next, where it is not the one that was expected; null where it
// is not usual.
const JsonKeys::Known* JsonMasker::usual_head(const Reading& now, const Level& level,
                                              size_t comma) {
  const char* const text = now.text;
  const JsonKeys::Known* const known =
      keys_.again(text + now.at, JsonKeys::where(level.below, now.first), level.trail);
  if (known != nullptr) return known;
  size_t begin = comma;
  if (!now.first) {
    if (text[comma] != ',') return nullptr;
    begin = now.behind_space(comma + 1);
  }
  const size_t key_end = *now.end;
  const size_t colon = now.behind_space(key_end + 1);
  if (text[begin] != '"' || text[colon] != ':') return nullptr;
  return keys_.follow({.text = {text + now.at, now.behind_space(colon + 1) - now.at},
                       .key = {text + begin + 1, key_end - begin - 1},
                       .first = now.first},
                      level.below, level.trail);
}

// Elements of an array, in the same way.
[[gnu::always_inline]] inline bool JsonMasker::usual_elements(Reading& now, std::string& out) {
  const char* const text = now.text;
  Level& level = levels_.back();
  if (paths_.names_indexes()) return false;
  const State state = level.below[JsonPaths::kOther];
  const bool passes = now.all || paths_.passes(state);
  while (now.end != now.last) {
    const size_t comma = now.behind_space(now.at);
    size_t value = comma;
    if (text[comma] == ']') return close_usual(now, comma);
    if (!now.first) {
      if (text[comma] != ',') return false;
      value = now.behind_space(comma + 1);
    }
    const bool is_opened = opens(text[value]);
    const size_t end = *now.end;
    size_t behind = 0;
    if (!is_opened) {
      behind = end_of_usual(now, value, end);
      if (behind == 0) return false;
    } else if (levels_.size() == kMaxNesting) {
      return false;
    }
    if (!now.first) {
      ++level.index;
      if (!level.kept) copy_from_ = comma + 1;
    }
    if (is_opened) return open_usual(now, value, state, passes, out);
    if (passes) {
      level.kept = true;
    } else {
      state_ = state;
      token_end_ = behind;
      item_start_ = now.start_of_item(level);
      treat_usual(now, value, end, out);
    }
    now.at = behind;
    ++now.end;
    now.first = false;
  }
  return false;
}

// Where a string, number or word ends that begins at `value`; 0 where it is no good one.
[[gnu::always_inline]] inline size_t JsonMasker::end_of_usual(const Reading& now, size_t value,
                                                              size_t end) const {
  if (now.text[value] == '"') return end + 1;
  const std::string_view raw(now.text + value, end - value);
  return is_short_integer(raw, value) || is_word(raw) || is_number(raw) ? end : 0;
}

void JsonMasker::treat_usual(const Reading& now, size_t value, size_t end, std::string& out) {
  const std::string_view raw(now.text + value, end - value);
  if (raw.front() == '"') {
    static_cast<void>(treat_string(value, raw.substr(1), false, out));
  } else {
    treat_scalar(value, raw, out);
  }
}

// The bracket that closes what is open.
[[gnu::always_inline]] inline bool JsonMasker::close_usual(Reading& now, size_t bracket) {
  if (levels_.size() == 1) return false;
  now.at = bracket + 1;
  now.first = false;
  leave(now.at);
  now.all = muted_.has_value();
  return true;
}

// Opens the value of an item.
[[gnu::always_inline]] inline bool JsonMasker::open_usual(Reading& now, size_t value, State state,
                                                          bool passes, std::string& out) {
  Level& level = levels_.back();
  const bool object = now.text[value] == '{';
  if (passes) {
    level.kept = true;
    enter(object, state);
  } else {
    item_start_ = now.start_of_item(level);
    state_ = state;
    static_cast<void>(open(value, object, out));
    now.all = muted_.has_value();
  }
  now.at = now.start = value + 1;
  now.first = true;
  return true;
}

void JsonMasker::stop(const Reading& now) {
  at_ = token_end_ = now.at;
  walked_ = static_cast<size_t>(now.end - ends_.offsets.data());
  if (now.first) {
    before_first_item(levels_.back().object);
  } else {
    ends_value();
  }
}

// Behind the bracket that opens an object or array.
void JsonMasker::before_first_item(bool object) {
  item_start_ = token_end_;
  in_item_ = true;
  next_ = object ? Next::kFirstKey : Next::kFirstItem;
}

bool JsonMasker::element(std::string& out) {
  const Level& level = levels_.back();
  state_ = level.below[paths_.names_indexes() ? paths_.index(level.index) : JsonPaths::kOther];
  return value(out);
}

bool JsonMasker::key() {
  if (byte(at_) != '"') return unexpected(at_);
  if (!has_end()) return waits_for_quote();
  key_begin_ = at_ + 1;
  key_end_ = next_end();
  at_ = key_end_ + 1;
  ++walked_;
  next_ = Next::kColon;
  return true;
}

bool JsonMasker::colon() {
  if (byte(at_) != ':') return unexpected(at_);
  Level& level = levels_.back();
  std::string_view text = held_.view().substr(key_begin_, key_end_ - key_begin_);
  if (is_escaped(text)) {
    if (!escapes_are_valid(text)) return refuse(key_begin_, "an invalid escape in a key");
    if (!unescape(text, text)) return refuse(key_begin_, "half a surrogate pair in a key");
    state_ = level.below[paths_.key(text)];
  } else {
    state_ = keys_.follow(text, level.below, level.trail);
  }
  ++at_;
  next_ = Next::kValue;
  return true;
}

bool JsonMasker::value(std::string& out) {
  switch (byte(at_)) {
    case '"':
      return string(out);
    case '{':
      return open(at_, true, out);
    case '[':
      return open(at_, false, out);
    case '}':
    case ']':
    case ':':
    case ',':
      return unexpected(at_);
    default:
      return scalar(out);
  }
}

bool JsonMasker::string(std::string& out) {
  if (!has_end()) return waits_for_quote();
  const size_t begin = at_;
  const std::string_view raw = held_.view().substr(begin + 1, next_end() - begin - 1);
  const bool escaped = is_escaped(raw);
  if (escaped && !escapes_are_valid(raw)) return refuse(begin, "an invalid escape in a string");
  ++walked_;
  at_ = token_end_ = begin + raw.size() + 2;
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
  if (!has_end()) return true;
  const size_t begin = at_;
  const std::string_view raw = held_.view().substr(begin, next_end() - begin);
  if (!is_short_integer(raw, begin) && !is_number(raw) && !is_word(raw)) {
    return refuse(begin, "neither a number nor a word of JSON");
  }
  ++walked_;
  at_ = token_end_ = begin + raw.size();
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

bool JsonMasker::open(size_t at, bool object, std::string& out) {
  if (levels_.size() == kMaxNesting) return refuse(at, "nested too deep", ErrorCode::kLimit);
  at_ = token_end_ = at + 1;
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
  before_first_item(object);
  return true;
}

bool JsonMasker::close(bool object) {
  if (levels_.back().object != object) return unexpected(at_);
  leave(++at_);
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
  const JsonKeys::Trail trail = levels_.back().trail;
  levels_.pop_back();
  if (!levels_.empty() && levels_.back().object) levels_.back().trail = trail;
  token_end_ = end;
  if (muted_ == levels_.size()) {
    muted_.reset();
    copy_from_ = end;
  }
}

bool JsonMasker::behind_value() {
  if (byte(at_) != ',') {
    const char c = byte(at_);
    return closes(c) ? close(c == '}') : unexpected(at_);
  }
  const size_t at = at_++;
  Level& level = levels_.back();
  ++level.index;
  token_end_ = at + 1;
  item_start_ = at;
  // Behind items that were all removed it would be the first.
  if (!muted_ && !level.kept) copy_from_ = item_start_ = at + 1;
  in_item_ = true;
  next_ = level.object ? Next::kKey : Next::kItem;
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

bool JsonMasker::unexpected(size_t at) {
  switch (byte(at)) {
    case '}':
    case ']':
      return refuse(at, "a closing bracket where none may be");
    case ':':
      return refuse(at, "a `:` where none may be");
    case ',':
      return refuse(at, "a `,` where none may be");
    default:
      return refuse(at, "a value where none may be");
  }
}

bool JsonMasker::waits_for_quote() {
  return !last_ || refuse(at_, "an unclosed string");
}

bool JsonMasker::is_escaped(std::string_view raw) const {
  const auto begin = static_cast<size_t>(raw.data() - held_.data());
  const auto escape = std::ranges::lower_bound(ends_.escapes, begin);
  return escape != ends_.escapes.end() && *escape < begin + raw.size();
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
  const size_t gone = held_.forget(std::min(copy_from_, scanned_));
  ends_.forget(walked_, static_cast<uint32_t>(gone));
  walked_ = 0;
  scanned_ -= gone;
  at_ -= gone;
  copy_from_ -= gone;
  token_end_ -= gone;
  key_begin_ -= std::min(key_begin_, gone);
  key_end_ -= std::min(key_end_, gone);
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
