#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/set_bits.h"

namespace sekisho::mask {

// Where tokens begin, and the byte that stands there. Entries behind `count` mean nothing: there is
// room for more than is in use.
struct JsonTokens {
  std::vector<uint32_t> offsets;
  std::vector<char> bytes;
  size_t count = 0;
  std::vector<uint32_t> escapes;  // where backslashes stand: those that are kept, all of them

  void make_room(size_t more);
  // Forgets the first `tokens`, and that many bytes of the text.
  void forget(size_t tokens, uint32_t text_bytes);
};

// Finds where the tokens of JSON text begin: brackets, `:` and `,` outside strings, both quotes of
// each string, and the first byte of each number or word. It goes over the text in windows of 64
// bytes and keeps between them whether it stands within a string or an escape, so that a text may
// come in pieces. Whether tokens make sense is for the caller to see; what is neither white space
// nor in a string is part of some token. Not thread-safe.
class JsonScan {
 public:
  static constexpr size_t kWindow = text::kWindowBytes;
  using Engine = text::ScanEngine;

  explicit JsonScan(Engine engine = Engine::kBest);

  // `windows` holds whole windows and continues what was scanned before. Appends its tokens, `base`
  // added to their offsets.
  void run(std::string_view windows, uint32_t base, JsonTokens& tokens);

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
  void note_escapes(uint32_t base, JsonTokens& tokens);

  Engine engine_;
  Carry carry_;
  std::vector<uint64_t> begins_;  // of tokens, a bit a byte
  std::vector<uint64_t> backslashes_;
};

}  // namespace sekisho::mask
