#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "mask/held_bytes.h"
#include "mask/plan.h"

namespace sekisho::mask {

// Masks plain text (UTF-8), which has no places: line by line what looks like personal data, or,
// where the plan masks what it does not know, the whole as one mark. Not thread-safe.
class TextMasker {
 public:
  explicit TextMasker(Plan plan) : plan_(std::move(plan)) {}

  // As of the other maskers. Errors: text that is not UTF-8, a line that is too long.
  Result<void> push(std::string_view bytes, std::string& out);
  Result<void> finish(std::string& out);

 private:
  bool take(std::string_view slice, std::string& out);
  void line(std::string_view text, std::string& out);
  bool refuse(std::string_view why, ErrorCode code = ErrorCode::kBadInput);
  Result<void> result() const;

  Plan plan_;
  HeldBytes held_;
  size_t at_ = 0;        // where the line begins in held_
  size_t searched_ = 0;  // no line ends before
  bool marked_ = false;  // the mark that stands for everything was given out
  std::optional<Error> error_;
};

}  // namespace sekisho::mask
