#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sekisho::mask {

// Finds where the tokens of JSON text begin: brackets, `:` and `,` outside strings, both quotes of
// each string, and the first byte of each number or word. It goes over the text in windows of 64
// bytes and keeps between them whether it stands within a string or an escape, so that a text may
// come in pieces. Whether tokens make sense is for the caller to see; what is neither white space
// nor in a string is part of some token. Not thread-safe.
class JsonScan {
 public:
  static constexpr size_t kWindow = 64;
  enum class Engine : uint8_t { kBest, kScalar };  // kScalar: the reference that tests compare with

  explicit JsonScan(Engine engine = Engine::kBest);

  // `windows` holds whole windows and continues what was scanned before. Writes the offsets of
  // tokens, `base` added, behind the first `count` entries of `tokens` and returns how many there
  // are then. `tokens` is only ever made longer: entries behind the count mean nothing.
  size_t run(std::string_view windows, uint32_t base, std::vector<uint32_t>& tokens, size_t count);

  // A string held a control character: the text is no JSON.
  bool saw_control() const { return carry_.controls != 0; }
  // There was a backslash somewhere.
  bool saw_escape() const { return carry_.saw_escape; }

  // What one window leaves for the next.
  struct Carry {
    uint64_t escaped = 0;    // 1: the first byte is escaped
    uint64_t in_string = 0;  // all ones: the first byte stands in a string
    uint64_t in_scalar = 0;  // 1: the first byte may go on with a number or word
    uint64_t controls = 0;   // not 0: a string held a control character
    bool saw_escape = false;
  };

 private:
  using Function = size_t (*)(std::string_view windows, uint32_t base, uint32_t* out, Carry& carry);
  Carry carry_;
  Function function_;
};

}  // namespace sekisho::mask
