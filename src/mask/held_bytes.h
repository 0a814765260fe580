#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sekisho::mask {

// What a masker has taken and not yet given out. Its encoding is checked as it arrives: a character
// that is cut off waits for its rest. An internal part of `mask`.
class HeldBytes {
 public:
  // False where the bytes are no UTF-8.
  bool append_utf8(std::string_view bytes);
  // False where the first byte of a CP932 character is followed by what cannot be its second: a
  // reader may or may not take that for part of the character.
  bool append_cp932(std::string_view bytes);
  void append_unchecked(std::string_view bytes);
  // No character is cut off.
  bool whole() const { return checked_ == bytes_.size(); }

  // Whole characters. Holds until the next call that is not const.
  std::string_view view() const { return std::string_view(bytes_).substr(0, checked_); }
  const char* data() const { return bytes_.data(); }
  size_t size() const { return checked_; }

  // Forgets the first `bytes` of `view()` once it is worth it, and returns how many were forgotten:
  // that much is to be taken off every offset that the caller keeps.
  size_t forget(size_t bytes);
  // How many were forgotten in all: the offset in the document of the first byte of `view()`.
  uint64_t begin() const { return begin_; }

 private:
  std::string bytes_;
  size_t checked_ = 0;
  uint64_t begin_ = 0;
};

}  // namespace sekisho::mask
