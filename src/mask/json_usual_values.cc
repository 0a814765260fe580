#include <algorithm>

#include "mask/json_lexemes.h"
#include "mask/json_masker.h"
#include "mask/plan_parts.h"

// The values of a document that are usual: most of most documents. The other functions of
// JsonMasker know the whole grammar and every error.
namespace sekisho::mask {
namespace {

// Where a string, number or word ends that begins at `value`; null where it is no good one.
[[gnu::always_inline]] inline const char* end_of_usual(const char* text, const char* value,
                                                       const char* end) {
  if (*value == '"') return end + 1;
  const std::string_view raw(value, end);
  const auto before = static_cast<size_t>(value - text);
  return is_short_integer(raw, before) || is_word(raw) || is_number(raw) ? end : nullptr;
}

}  // namespace

// Strings, numbers and words, each behind a gap that came before, as most documents have them: it
// takes what is certainly good, as far as it has come, and leaves whatever is new, rare, wrong or
// cut off to the functions that read one thing at a time. False where it took nothing.
bool JsonMasker::usual_values(std::string& out) {
  if (next_ == Next::kNothing && !lines_) return false;
  Reading now = reading();
  const char* const begin = now.at;
  while (true) {
    const JsonGap* gap = pass_values(now);
    if (gap == nullptr) gap = another_gap(now);
    if (gap == nullptr || !take_value(now, *gap, out)) break;
  }
  if (now.at == begin) return false;
  level_ = now.level;
  trail_ = memory_->gaps.trail_of(*now.gap);
  walked_ = static_cast<size_t>(now.end - ends_.offsets.data());
  at_ = token_end_ = now.offset(now.at);
  ends_value();
  begin_step();
  return true;
}

JsonMasker::Reading JsonMasker::reading() {
  // What holds an escape is not usual, nor is what comes behind it until that was taken.
  size_t bound = held_.size() - std::min(held_.size(), JsonGap::kAtOnce);
  const auto escape = std::ranges::lower_bound(ends_.escapes, step_begin_);
  if (escape != ends_.escapes.end()) bound = std::min<size_t>(bound, *escape);
  const uint32_t* const end = ends_.offsets.data() + walked_;
  const char* const text = held_.data();
  return {.text = text,
          .text_end = text + held_.size(),
          .last = std::lower_bound<const uint32_t*>(end, ends_.offsets.data() + ends_.count, bound),
          .gaps = memory_->gaps.all().data(),
          .at = text + step_begin_,
          .end = end,
          .gap = &memory_->gaps.all()[trail_],
          .level = level_};
}

// Those that pass, behind gaps that came in this order last time. It calls nothing, so that all it
// knows stays in registers. Returns the gap before a value that asks for more; null where another
// gap comes, or not enough of it.
[[gnu::always_inline]] inline const JsonGap* JsonMasker::pass_values(Reading& now) {
  while (true) {
    const JsonGap* const gap = now.gaps + now.gap->next;
    const JsonStep& step = gap->step;
    if (!now.has_come(step) || !gap->leads(now.level, now.at, now.text_end)) return nullptr;
    if (!step.plain) return gap;
    const char* const value = now.at + step.size;
    const char* end = now.text + now.end[step.keys];
    if (*value == '"') {
      ++end;
    } else if (!is_short_integer({value, end}, now.offset(value))) {
      return gap;
    }
    if (!kept_) {
      drop_comma(step, now.offset(now.at));
      kept_ = step.keeps();
    }
    now.go_on(*gap, end);
  }
}

// One that came behind this one another time.
const JsonGap* JsonMasker::another_gap(const Reading& now) {
  if (now.end == now.last) return nullptr;
  const JsonGap* const gap = memory_->gaps.another(*now.gap, now.level, now.at, now.text_end);
  return gap != nullptr && now.has_come(gap->step) ? gap : nullptr;
}

// Any value behind a gap that leads on; false where it is no good one.
[[gnu::always_inline]] inline bool JsonMasker::take_value(Reading& now, const JsonGap& gap,
                                                          std::string& out) {
  const JsonStep& step = gap.step;
  const char* const value = now.at + step.size;
  const char* const value_end = now.text + now.end[step.keys];
  const char* const behind = end_of_usual(now.text, value, value_end);
  if (behind == nullptr) return false;
  const size_t begin = now.offset(now.at);
  level_ = step.to;
  if (step.turns) {
    turn(step, begin, out);
  } else if (!kept_) {
    drop_comma(step, begin);
  }
  if (step.passes) {
    kept_ = kept_ || step.keeps();
  } else {
    state_ = step.state;
    item_start_ = begin + step.item;
    token_end_ = now.offset(behind);
    treat_usual({value, value_end}, out);
  }
  now.go_on(gap, behind);
  return true;
}

void JsonMasker::treat_usual(std::string_view raw, std::string& out) {
  const auto begin = static_cast<size_t>(raw.data() - held_.data());
  if (raw.front() == '"') {
    static_cast<void>(treat_string(begin, raw.substr(1), false, out));
  } else {
    treat_scalar(begin, raw, out);
  }
}

// Past brackets. Those of what is masked as a whole close before they open.
void JsonMasker::turn(const JsonStep& step, size_t begin, std::string& out) {
  if (step.unmutes != JsonStep::kNone) copy_from_ = begin + step.unmutes;
  if (!kept_) drop_comma(step, begin);
  if (step.mutes != JsonStep::kNone) {
    emit_until(begin + step.mutes, out);
    if (step.marks) out += kMarkAsJson;
  }
  if (step.kept != JsonStep::Kept::kAsBefore) kept_ = step.kept == JsonStep::Kept::kYes;
}

// Behind items that were all removed an item is the first.
[[gnu::always_inline]] inline void JsonMasker::drop_comma(const JsonStep& step, size_t begin) {
  if (step.comma != JsonStep::kNone) copy_from_ = begin + step.comma + 1;
}

}  // namespace sekisho::mask
