#include "mask/json_masker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mask/limits.h"
#include "mask/plan_parts.h"
#include "text/json_scan.h"
#include "text/json_writer.h"

namespace sekisho::mask {
namespace {

using policy::MaskMethod;

constexpr std::string_view kMarkAsJson = "\"***\"";

bool leaves_a_part(MaskMethod method) {
  return method > MaskMethod::kShow && method < MaskMethod::kRedact;
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool is_number(std::string_view raw) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::ranges::all_of(raw, is_digit)) return raw.front() != '0' || raw.size() == 1;
  if (raw.front() != '-' && (raw.front() < '0' || raw.front() > '9')) return false;
  text::JsonScanner scanner(raw);
  text::JsonRawNumber number;
  return scanner.number(number) && number.raw.size() == raw.size();
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

bool escapes_are_valid(std::string_view raw) {
  for (size_t at = raw.find('\\'); at != std::string_view::npos; at = raw.find('\\', at)) {
    if (at + 1 == raw.size()) return false;
    if (raw[at + 1] == 'u') {
      if (raw.size() - at < 6 || !std::ranges::all_of(raw.substr(at + 2, 4), is_hex)) return false;
      at += 6;
    } else {
      if (!std::string_view("\"\\/bfnrt").contains(raw[at + 1])) return false;
      at += 2;
    }
  }
  return true;
}

}  // namespace

JsonMasker::JsonMasker(Plan plan, Options options)
    : plan_(std::move(plan)),
      paths_(plan_.parts().json),
      lines_(options.lines),
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
  token_count_ = scan_.run(held_.view().substr(scanned_), static_cast<uint32_t>(scanned_), tokens_,
                           token_count_);
  if (scan_.saw_control()) {
    static_cast<void>(refuse(token_end_, "a control character in a string"));
  } else if (walk(true, out)) {
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
  token_count_ = scan_.run(held_.view().substr(scanned_, whole), static_cast<uint32_t>(scanned_),
                           tokens_, token_count_);
  scanned_ += whole;
  if (scan_.saw_control()) return refuse(token_end_, "a control character in a string");
  if (!walk(false, out)) return false;
  forget(out);
  const size_t held = held_.size() - std::min(copy_from_, held_.size());
  if (held > kMaxHeldBytes + kSliceBytes) {
    return refuse(copy_from_, fmt::format("a value of more than {} bytes", kMaxHeldBytes),
                  ErrorCode::kLimit);
  }
  return true;
}

bool JsonMasker::walk(bool last, std::string& out) {
  const char* const bytes = held_.data();
  while (walked_ < token_count_) {
    const size_t at = tokens_[walked_];
    const bool more = walked_ + 1 < token_count_;
    bool good = false;
    switch (bytes[at]) {
      case '"':
        if (!more) return last ? refuse(at, "an unclosed string") : true;
        good = string(at, tokens_[++walked_], out);
        break;
      case '{':
        good = open(at, true, out);
        break;
      case '[':
        good = open(at, false, out);
        break;
      case '}':
        good = close(at, true);
        break;
      case ']':
        good = close(at, false);
        break;
      case ',':
        good = comma(at);
        break;
      case ':':
        good = next_ == Next::kColon || refuse(at, "a `:` where none may be");
        next_ = Next::kValue;
        token_end_ = at + 1;
        break;
      default: {
        if (!more && !last) return true;
        size_t end = more ? tokens_[walked_ + 1] : held_.size();
        while (is_space(bytes[end - 1])) --end;
        good = scalar(at, end, out);
      }
    }
    if (!good) return false;
    ++walked_;
  }
  return true;
}

JsonPaths::State JsonMasker::element_state(const Level& level) const {
  return paths_.down(level.state,
                     paths_.names_indexes() ? paths_.index(level.index) : JsonPaths::kOther);
}

// The grammar's side of a value's first byte: may it stand here, and in which place is it?
bool JsonMasker::starts_value(size_t at) {
  if (next_ == Next::kValue || next_ == Next::kFirstItem) {
    if (!levels_.empty() && !levels_.back().object) state_ = element_state(levels_.back());
    return true;
  }
  if (next_ == Next::kNothing && lines_) {
    state_ = JsonPaths::kRoot;
    return true;
  }
  return refuse(at, "a value where none may be");
}

void JsonMasker::ends_value() {
  next_ = levels_.empty() ? Next::kNothing : Next::kComma;
  in_item_ = false;
}

bool JsonMasker::string(size_t begin, size_t end, std::string& out) {
  const std::string_view raw(held_.data() + begin + 1, end - begin - 1);
  token_end_ = end + 1;
  if (next_ == Next::kKey || next_ == Next::kFirstKey) return key(raw);
  if (!starts_value(begin)) return false;
  const bool escaped = scan_.saw_escape() && raw.contains('\\');
  if (escaped && !escapes_are_valid(raw)) return refuse(begin, "an invalid escape in a string");
  const Treatment& treatment = paths_.treatment(state_);
  if (paths_.passes(state_)) {
    if (!levels_.empty()) levels_.back().kept = true;
  } else if (!muted_) {
    if (treatment.mask.method == MaskMethod::kRemove) {
      remove(begin, out);
      copy_from_ = token_end_;
    } else {
      if (!treatment.shows() || treatment.text) {
        std::string_view text = raw;
        if (escaped && !unescape(raw, text)) return refuse(begin, "half a surrogate pair");
        const std::string treated = plan_.treated(text, treatment);
        if (treated != text) {
          emit_until(begin, out);
          text::append_json_string(out, treated);
          copy_from_ = token_end_;
        }
      }
      if (!levels_.empty()) levels_.back().kept = true;
    }
  }
  ends_value();
  return true;
}

bool JsonMasker::key(std::string_view raw) {
  std::string_view text = raw;
  if (scan_.saw_escape() && raw.contains('\\')) {
    const auto at = static_cast<size_t>(raw.data() - held_.data());
    if (!escapes_are_valid(raw)) return refuse(at, "an invalid escape in a key");
    if (!unescape(raw, text)) return refuse(at, "half a surrogate pair in a key");
  }
  state_ = paths_.down(levels_.back().state, paths_.key(text));
  next_ = Next::kColon;
  return true;
}

bool JsonMasker::scalar(size_t begin, size_t end, std::string& out) {
  const std::string_view raw(held_.data() + begin, end - begin);
  const bool word = raw.front() >= 'f' && (raw == "true" || raw == "false" || raw == "null");
  if (!word && !is_number(raw)) return refuse(begin, "neither a number nor a word of JSON");
  if (!starts_value(begin)) return false;
  token_end_ = end;
  const Treatment& treatment = paths_.treatment(state_);
  if (paths_.passes(state_)) {
    if (!levels_.empty()) levels_.back().kept = true;
  } else if (!muted_) {
    if (treatment.mask.method == MaskMethod::kRemove) {
      remove(begin, out);
      copy_from_ = end;
    } else {
      if (!treatment.shows() && raw != "null") {
        emit_until(begin, out);
        if (word) {
          out += kMarkAsJson;
        } else {
          text::append_json_string(out, plan_.treated(raw, treatment));
        }
        copy_from_ = end;
      }
      if (!levels_.empty()) levels_.back().kept = true;
    }
  }
  ends_value();
  return true;
}

bool JsonMasker::open(size_t at, bool object, std::string& out) {
  if (!starts_value(at)) return false;
  if (levels_.size() == kMaxNesting) return refuse(at, "nested too deep", ErrorCode::kLimit);
  token_end_ = at + 1;
  const Treatment& treatment = paths_.treatment(state_);
  if (!muted_) {
    const MaskMethod method = treatment.mask.method;
    const bool whole = treatment.named && !treatment.shows() && (object || !leaves_a_part(method));
    if (whole) {
      if (method == MaskMethod::kRemove) {
        remove(at, out);
      } else {
        emit_until(at, out);
        out += kMarkAsJson;
      }
      muted_ = levels_.size();
    }
    if (!levels_.empty() && !(whole && method == MaskMethod::kRemove)) levels_.back().kept = true;
  }
  levels_.push_back({.state = state_, .object = object});
  item_start_ = at + 1;
  in_item_ = true;
  next_ = object ? Next::kFirstKey : Next::kFirstItem;
  return true;
}

bool JsonMasker::close(size_t at, bool object) {
  const bool ends = next_ == Next::kComma || next_ == (object ? Next::kFirstKey : Next::kFirstItem);
  if (levels_.empty() || levels_.back().object != object || !ends) {
    return refuse(at, "a closing bracket where none may be");
  }
  levels_.pop_back();
  token_end_ = at + 1;
  if (muted_ == levels_.size()) {
    muted_.reset();
    copy_from_ = token_end_;
  }
  ends_value();
  return true;
}

bool JsonMasker::comma(size_t at) {
  if (next_ != Next::kComma) return refuse(at, "a `,` where none may be");
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
  std::copy(tokens_.begin() + static_cast<ptrdiff_t>(walked_),
            tokens_.begin() + static_cast<ptrdiff_t>(token_count_), tokens_.begin());
  token_count_ -= walked_;
  walked_ = 0;
  const size_t gone = held_.forget(copy_from_);
  if (gone == 0) return;
  for (size_t i = 0; i < token_count_; ++i) tokens_[i] -= static_cast<uint32_t>(gone);
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
