#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "mask/limits.h"

namespace sekisho::mask {

// What a masker has taken and not yet given out. Its encoding is checked as it arrives: a character
// that is cut off waits for its rest. An internal part of `mask`.
class HeldBytes {
 public:
  HeldBytes() = default;
  HeldBytes(HeldBytes&&) noexcept = default;
  HeldBytes& operator=(HeldBytes&&) noexcept = default;
  HeldBytes(const HeldBytes&) = delete;
  HeldBytes& operator=(const HeldBytes&) = delete;
  ~HeldBytes() = default;

  // Gives `take` all of `bytes` in slices, one behind the other, of which it appends each; it ends
  // where `take` returns false. Meanwhile they are held where they lie, where there are enough of
  // them for it to be worth it: only what is left in the end is copied, and some that follow what
  // was left before.
  template <class Take>
  void in_slices(std::string_view bytes, const Take& take);

  // False where the bytes are no UTF-8.
  bool append_utf8(std::string_view bytes);
  // False where the first byte of a CP932 character is followed by what cannot be its second: a
  // reader may or may not take that for part of the character.
  bool append_cp932(std::string_view bytes);
  void append_unchecked(std::string_view bytes);
  // No character is cut off.
  bool whole() const { return checked_ == size_; }

  // Whole characters. Holds until the next call that is not const.
  std::string_view view() const { return {data_, checked_}; }
  const char* data() const { return data_; }
  size_t size() const { return checked_; }

  // Forgets the first `bytes` of `view()` once it is worth it, and returns how many were forgotten:
  // that much is to be taken off every offset that the caller keeps.
  size_t forget(size_t bytes);
  // How many were forgotten in all: the offset in the document of the first byte of `view()`.
  uint64_t begin() const { return begin_; }

 private:
  std::string_view append(std::string_view bytes);
  size_t bytes_of_slice() const;
  void lie_at_end_of(std::string_view bytes);
  void keep_own();

  std::vector<char> own_;
  const char* data_ = nullptr;  // in own_, or in what was lent
  bool lent_ = false;           // what is held lies where the caller has it
  bool lends_ = false;          // what is appended stays where it is for now
  size_t size_ = 0;
  size_t checked_ = 0;
  uint64_t begin_ = 0;
};

template <class Take>
void HeldBytes::in_slices(std::string_view bytes, const Take& take) {
  lends_ = size_ == 0 || bytes.size() >= kLentBytes;
  for (size_t taken = 0; taken < bytes.size();) {
    const std::string_view slice = bytes.substr(taken, bytes_of_slice());
    if (!take(slice)) break;
    taken += slice.size();
    lie_at_end_of(bytes.substr(0, taken));
  }
  keep_own();
  lends_ = false;
}

}  // namespace sekisho::mask
