#include "mask/json_masker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <ranges>
#include <utility>

#include "mask/json_lexemes.h"
#include "mask/limits.h"
#include "mask/plan_parts.h"
#include "text/json_scan.h"
#include "text/json_writer.h"

namespace sekisho::mask {
namespace {

using policy::MaskMethod;

bool closes(char c) {
  return c == '}' || c == ']';
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

JsonMasker::JsonMasker(Plan plan, Options options, std::shared_ptr<JsonMemory> memory)
    : plan_(std::move(plan)),
      paths_(plan_.parts().json),
      lines_(options.lines),
      memory_(memory ? std::move(memory) : std::make_shared<JsonMemory>(plan_)),
      scan_(options.engine),
      level_(memory_->levels.root(lines_)) {
  begin_step();
}

Result<void> JsonMasker::push(std::string_view bytes, std::string& out) {
  if (is_over()) return result();
  held_.in_slices(bytes, [&](std::string_view slice) { return take(slice, out); });
  return result();
}

Result<void> JsonMasker::finish(std::string& out) {
  if (is_over()) return result();
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
    const bool done = next_ == Next::kNothing || (lines_ && level_->parent == nullptr);
    if (done) {
      emit_until(end, out);
    } else {
      static_cast<void>(refuse(end, "the text ends within a value"));
    }
  }
  return result();
}

bool JsonMasker::is_over() {
  if (last_ && !error_) static_cast<void>(refuse(held_.size(), "the text was finished already"));
  return error_.has_value();
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
    if (!read_one(out)) return false;
    if (at_ == before) return true;  // the rest of what comes next has not come
  }
}

bool JsonMasker::read_one(std::string& out) {
  if (step_is_usual_) {
    if (usual_values(out)) return true;
    step_is_usual_ = false;
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

// Behind a string, number or word.
void JsonMasker::begin_step() {
  step_ = {.from = level_};
  step_begin_ = token_end_;
  step_is_usual_ = true;
  if (paths_.names_indexes()) cannot_remember();  // what comes depends on how much came before
}

// Of what is too long the offsets mean nothing, for it is not remembered.
uint8_t JsonMasker::in_step(size_t at) const {
  return static_cast<uint8_t>(at - step_begin_);
}

// Before a string, number or word that is good.
void JsonMasker::end_step(size_t value) {
  const size_t size = value - step_begin_;
  const bool within = level_->parent != nullptr;  // of a document nothing follows but its end
  if (step_.from == nullptr || size > JsonGap::kBytes || !within) return;
  step_.to = level_;
  step_.state = state_;
  step_.passes = level_->muted || paths_.passes(state_);
  step_.plain = step_.passes && step_.mutes == JsonStep::kNone && step_.unmutes == JsonStep::kNone;
  trail_ = memory_->gaps.follow(trail_, step_, held_.view().substr(step_begin_, size));
}

// Behind the bracket that opens an object or array.
void JsonMasker::before_first_item(bool object) {
  item_start_ = token_end_;
  step_.item = in_step(token_end_);
  in_item_ = true;
  next_ = object ? Next::kFirstKey : Next::kFirstItem;
}

bool JsonMasker::element(std::string& out) {
  state_ =
      level_->below[paths_.names_indexes() ? paths_.index(indexes_.back()) : JsonPaths::kOther];
  return value(out);
}

bool JsonMasker::key() {
  if (byte(at_) != '"') return unexpected(at_);
  if (!has_end()) return waits_for_quote();
  key_begin_ = at_ + 1;
  key_end_ = next_end();
  at_ = key_end_ + 1;
  ++walked_;
  ++step_.keys;
  next_ = Next::kColon;
  return true;
}

bool JsonMasker::colon() {
  if (byte(at_) != ':') return unexpected(at_);
  std::string_view text = held_.view().substr(key_begin_, key_end_ - key_begin_);
  if (is_escaped(text)) {
    if (!escapes_are_valid(text)) return refuse(key_begin_, "an invalid escape in a key");
    if (!unescape(text, text)) return refuse(key_begin_, "half a surrogate pair in a key");
    cannot_remember();
  }
  state_ = level_->below[paths_.key(text)];
  ++at_;
  next_ = Next::kValue;
  return true;
}

bool JsonMasker::value(std::string& out) {
  switch (byte(at_)) {
    case '"':
      return string(out);
    case '{':
      return open(true, out);
    case '[':
      return open(false, out);
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
  return take_good(begin, begin + raw.size() + 2,
                   [&] { return treat_string(begin, raw, escaped, out); });
}

// A string, number or word; `treat` masks it, and says whether it was good after all.
template <class Treat>
bool JsonMasker::take_good(size_t begin, size_t end, const Treat& treat) {
  end_step(begin);
  ++walked_;
  at_ = token_end_ = end;
  if (!level_->muted && paths_.passes(state_)) {
    kept_ = true;
  } else if (!level_->muted && !treat()) {
    return false;
  }
  ends_value();
  begin_step();
  return true;
}

bool JsonMasker::treat_string(size_t begin, std::string_view raw, bool escaped, std::string& out) {
  const Treatment& treatment = paths_.treatment(state_);
  if (treatment.mask.method == MaskMethod::kRemove) {
    remove(*level_, begin, out);
    copy_from_ = token_end_;
    return true;
  }
  kept_ = true;
  std::string_view text = raw;
  if (escaped && !unescape(raw, text)) return refuse(begin, "half a surrogate pair");
  if (becomes_mark(text, treatment)) {
    emit_until(begin, out);
    out += kMarkAsJson;
    copy_from_ = token_end_;
    return true;
  }
  if (!escaped && treatment.keeps_characters()) {
    // What stays is spelled as it was, and so are the quotes.
    emit_until(begin + 1, out);
    if (plan_.treat(raw, treatment, out)) copy_from_ = token_end_ - 1;
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
  return take_good(begin, begin + raw.size(), [&] {
    treat_scalar(begin, raw, out);
    return true;
  });
}

void JsonMasker::treat_scalar(size_t begin, std::string_view raw, std::string& out) {
  const Treatment& treatment = paths_.treatment(state_);
  if (treatment.mask.method == MaskMethod::kRemove) {
    remove(*level_, begin, out);
    copy_from_ = token_end_;
    return;
  }
  kept_ = true;
  if (treatment.shows() || raw == "null") return;
  emit_until(begin, out);
  treated_.clear();
  if (is_word(raw) || !plan_.treat(raw, treatment, treated_)) treated_ = kMark;
  append_treated(out);
  copy_from_ = token_end_;
}

bool JsonMasker::open(bool object, std::string& out) {
  const size_t at = at_;
  if (level_->depth == kMaxNesting) return refuse(at, "nested too deep", ErrorCode::kLimit);
  at_ = token_end_ = at + 1;
  enter(object);
  if (!level_->muted) {
    set_kept(false);
  } else if (level_->masked()) {
    if (step_.mutes != JsonStep::kNone) cannot_remember();
    step_.mutes = in_step(level_->removed ? item_start_ : at);
    step_.marks = !level_->removed;
    if (level_->removed) {
      remove(*level_->parent, at, out);
    } else {
      set_kept(true);
      emit_until(at, out);
      out += kMarkAsJson;
    }
  }
  before_first_item(object);
  return true;
}

bool JsonMasker::close(bool object) {
  if (level_->object != object) return unexpected(at_);
  token_end_ = ++at_;
  if (!level_->muted) {
    set_kept(true);
  } else if (level_->masked()) {
    if (step_.mutes != JsonStep::kNone || step_.unmutes != JsonStep::kNone) cannot_remember();
    step_.unmutes = in_step(token_end_);
    copy_from_ = token_end_;
  }
  level_ = level_->parent;
  step_.turns = true;
  if (paths_.names_indexes()) indexes_.pop_back();
  ends_value();
  return true;
}

void JsonMasker::enter(bool object) {
  JsonLevel* within = memory_->levels.within(level_, state_, object);
  if (within == nullptr) {
    begin_anew();
    within = memory_->levels.within(level_, state_, object);
  }
  level_ = within;
  step_.turns = true;
  if (paths_.names_indexes()) indexes_.push_back(0);
}

// With a memory of its own, in which there is room for more.
void JsonMasker::begin_anew() {
  std::vector<const JsonLevel*> open;
  for (const JsonLevel* level = level_; level->parent != nullptr; level = level->parent) {
    open.push_back(level);
  }
  const std::shared_ptr<JsonMemory> full =
      std::exchange(memory_, std::make_shared<JsonMemory>(plan_));
  level_ = memory_->levels.root(lines_);
  for (const JsonLevel* level : open | std::views::reverse) {
    level_ = memory_->levels.within(level_, level->state, level->object);
  }
  trail_ = JsonGaps::kBeginning;
  cannot_remember();
}

bool JsonMasker::behind_value() {
  if (byte(at_) != ',') {
    const char c = byte(at_);
    return closes(c) ? close(c == '}') : unexpected(at_);
  }
  const size_t at = at_++;
  if (paths_.names_indexes()) ++indexes_.back();
  token_end_ = at + 1;
  item_start_ = at;
  step_.item = in_step(at);
  if (!level_->muted) {
    if (step_.kept == JsonStep::Kept::kAsBefore) step_.comma = step_.item;
    if (!kept_) copy_from_ = at + 1;
  }
  in_item_ = true;
  next_ = level_->object ? Next::kKey : Next::kItem;
  return true;
}

void JsonMasker::ends_value() {
  next_ = level_->parent == nullptr ? Next::kNothing : Next::kComma;
  in_item_ = false;
}

// Whether something was given out of what is open, where a bracket tells.
void JsonMasker::set_kept(bool kept) {
  kept_ = kept;
  step_.kept = kept ? JsonStep::Kept::kYes : JsonStep::Kept::kNo;
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
void JsonMasker::remove(const JsonLevel& around, size_t begin, std::string& out) {
  if (around.parent == nullptr) {
    cannot_remember();
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
  if (level_->muted) {
    copy_from_ = token_end_;
  } else {
    emit_until(in_item_ ? item_start_ : token_end_, out);
  }
  // The step is remembered with its text.
  size_t wanted = std::min(copy_from_, scanned_);
  if (at_ - step_begin_ > JsonGap::kBytes) cannot_remember();
  if (step_.from != nullptr) wanted = std::min(wanted, step_begin_);
  const size_t gone = held_.forget(wanted);
  ends_.forget(walked_, static_cast<uint32_t>(gone));
  walked_ = 0;
  scanned_ -= gone;
  at_ -= gone;
  copy_from_ -= gone;
  token_end_ -= gone;
  key_begin_ -= std::min(key_begin_, gone);
  key_end_ -= std::min(key_end_, gone);
  item_start_ -= std::min(item_start_, gone);
  step_begin_ -= std::min(step_begin_, gone);
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
