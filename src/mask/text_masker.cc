#include "mask/text_masker.h"

#include <fmt/format.h>

#include <algorithm>

#include "mask/free_text.h"
#include "mask/limits.h"
#include "mask/plan_parts.h"

namespace sekisho::mask {

Result<void> TextMasker::push(std::string_view bytes, std::string& out) {
  if (error_) return result();
  held_.in_slices(bytes, [&](std::string_view slice) { return take(slice, out); });
  return result();
}

Result<void> TextMasker::finish(std::string& out) {
  if (error_) return result();
  if (!held_.whole()) {
    static_cast<void>(refuse("the text ends within a character"));
    return result();
  }
  line(held_.view().substr(at_), out);
  static_cast<void>(refuse("the text was finished already"));
  return {};
}

bool TextMasker::take(std::string_view slice, std::string& out) {
  if (!held_.append_utf8(slice)) return refuse("the text is no UTF-8");
  const size_t end = held_.view().rfind('\n');
  if (end != std::string_view::npos && end >= searched_) {
    line(held_.view().substr(at_, end + 1 - at_), out);
    at_ = end + 1;
  }
  searched_ = held_.size();
  const size_t gone = held_.forget(at_);
  at_ -= gone;
  searched_ -= gone;
  if (held_.size() - at_ > kMaxHeldBytes + kSliceBytes) {
    return refuse(fmt::format("a line of more than {} bytes", kMaxHeldBytes), ErrorCode::kLimit);
  }
  return true;
}

// One line or several.
void TextMasker::line(std::string_view text, std::string& out) {
  if (plan_.shows_all()) {
    out += text;
  } else if (plan_.others().shows()) {
    while (!text.empty()) {
      const size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
      if (!mask_text(text.substr(0, size), plan_, out)) out += text.substr(0, size);
      text.remove_prefix(size);
    }
  } else if (!marked_ && text.find_first_not_of(" \t\r\n") != std::string_view::npos) {
    marked_ = true;
    if (plan_.others().mask.method != policy::MaskMethod::kRemove) out += kMark;
  }
}

bool TextMasker::refuse(std::string_view why, ErrorCode code) {
  error_ = Error{code,
                 fmt::format("{} at byte {}", why, held_.begin() + at_),
                 {},
                 "What was not understood is not given out."};
  return false;
}

Result<void> TextMasker::result() const {
  if (error_) return std::unexpected(*error_);
  return {};
}

}  // namespace sekisho::mask
