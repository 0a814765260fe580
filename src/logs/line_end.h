#pragma once

#include <cstdint>
#include <string_view>

#include "text/encoding.h"

namespace sekisho::logs {

// Where lines end in a file's own bytes: behind a LF, which UTF-16 writes as two bytes at an even
// place. Bytes are given from such a place on.
class LineEnd {
 public:
  explicit LineEnd(text::Encoding encoding = text::Encoding::kUtf8)
      : text_(encoding == text::Encoding::kUtf16Le   ? std::string_view("\n\0", 2)
              : encoding == text::Encoding::kUtf16Be ? std::string_view("\0\n", 2)
                                                     : std::string_view("\n")) {}

  // Behind the first line end that begins at `from` or later; npos where there is none.
  size_t behind_next(std::string_view bytes, size_t from = 0) const {
    size_t at = bytes.find(text_, from);
    while (at != std::string_view::npos && at % text_.size() != 0) at = bytes.find(text_, at + 1);
    return at == std::string_view::npos ? at : at + text_.size();
  }
  // Behind the last one; npos where there is none.
  size_t behind_last(std::string_view bytes) const {
    size_t at = bytes.rfind(text_);
    while (at != std::string_view::npos && at % text_.size() != 0)
      at = at == 0 ? std::string_view::npos : bytes.rfind(text_, at - 1);
    return at == std::string_view::npos ? at : at + text_.size();
  }
  uint64_t count(std::string_view bytes) const {
    uint64_t lines = 0;
    for (size_t at = 0; (at = behind_next(bytes, at)) != std::string_view::npos;) ++lines;
    return lines;
  }

 private:
  std::string_view text_;
};

}  // namespace sekisho::logs
