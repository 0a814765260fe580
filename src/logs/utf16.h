#pragma once

#include <string>
#include <string_view>

namespace sekisho::logs {

// Turns UTF-16 that comes in pieces into UTF-8. Nothing is lost: an unpaired surrogate becomes its
// three bytes, which are not valid UTF-8 and make the line a reject, and a last odd byte a byte
// FF, which is not either. Not thread-safe.
class Utf16Reader {
 public:
  explicit Utf16Reader(bool big_endian) : big_endian_(big_endian) {}

  // Appends what the bytes mean to `out`; a character cut off at their end waits for the next call.
  void append(std::string_view bytes, std::string& out);
  // Nothing follows. True when a byte or half a character was left over.
  bool finish(std::string& out);

 private:
  void unit(char16_t value, std::string& out);

  bool big_endian_;
  bool has_byte_ = false;
  unsigned char byte_ = 0;
  char16_t high_ = 0;  // a surrogate that waits for the other one
};

}  // namespace sekisho::logs
