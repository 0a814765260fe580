#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/set_bits.h"

namespace sekisho::mask {

// Where the strings, numbers and words of a text end, ascending. Entries behind `count` mean
// nothing: there is room for more than is in use.
struct JsonEnds {
  std::vector<uint32_t> offsets;
  size_t count = 0;
  std::vector<uint32_t> escapes;  // where backslashes stand: those that are kept, all of them

  void make_room(size_t more);
  // Forgets the first `ends`, and that many bytes of the text.
  void forget(size_t ends, uint32_t text_bytes);
};

// Finds where JSON text is more than punctuation: of each string its closing quote, and of each
// number or word the first byte behind it. What stands between two of these is brackets, `:`, `,`,
// white space and the quote that opens the next string, and can be read byte by byte. It goes over
// the text in windows of 64 bytes and keeps between them whether it stands within a string or an
// escape, so that a text may come in pieces. Whether anything makes sense is for the caller to see;
// what is neither white space nor punctuation nor in a string is part of some number or word. Not
// thread-safe.
class JsonScan {
 public:
  static constexpr size_t kWindow = text::kWindowBytes;
  using Engine = text::ScanEngine;

  explicit JsonScan(Engine engine = Engine::kBest);

  // `windows` holds whole windows and continues what was scanned before. Appends what ends there,
  // `base` added to its offsets.
  void run(std::string_view windows, uint32_t base, JsonEnds& ends);

  // A string held a control character: the text is no JSON.
  bool saw_control() const { return carry_.controls != 0; }
  // What one window leaves for the next.
  struct Carry {
    uint64_t escaped = 0;     // 1: the first byte is escaped
    uint64_t in_string = 0;   // all ones: the first byte stands in a string
    uint64_t in_scalar = 0;   // 1: the first byte may go on with a number or word
    uint64_t controls = 0;    // not 0: a string held a control character
    bool saw_escape = false;  // a backslash, since they were written down
  };

 private:
  void note_escapes(uint32_t base, JsonEnds& ends);

  Engine engine_;
  Carry carry_;
  std::vector<uint64_t> ends_;  // a bit a byte
  std::vector<uint64_t> backslashes_;
};

}  // namespace sekisho::mask
