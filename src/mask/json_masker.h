#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "mask/held_bytes.h"
#include "mask/json_paths.h"
#include "mask/json_scan.h"
#include "mask/plan.h"

namespace sekisho::mask {

// Masks JSON text (RFC 8259, UTF-8) as it streams by. What is shown passes byte for byte; a value
// that is masked becomes a string, `"***"` or what its mask leaves of it; `null` stays; an object
// becomes one mark, and so does an array unless its mask leaves a part of each element; a removed
// member goes with its comma, and a removed document is `null`. Keys are names, not information.
//
// The text is checked while it is read. An error (kBadInput, kLimit) names the byte; nothing was
// given out of the value at which it stands, and nothing is any more. Not thread-safe.
class JsonMasker {
 public:
  struct Options {
    bool lines = false;  // any number of values, as in JSON Lines
    JsonScan::Engine engine = JsonScan::Engine::kBest;
  };
  explicit JsonMasker(Plan plan) : JsonMasker(std::move(plan), Options{}) {}
  JsonMasker(Plan plan, Options options);

  // Appends to `out` what can be given out already. The result does not depend on how the text is
  // cut into pieces.
  Result<void> push(std::string_view bytes, std::string& out);
  Result<void> finish(std::string& out);

 private:
  // What may come next.
  enum class Next : uint8_t { kValue, kFirstItem, kFirstKey, kKey, kColon, kComma, kNothing };
  struct Level {
    JsonPaths::State state = JsonPaths::kRoot;
    bool object = false;
    bool kept = false;  // something of it was given out: a comma has to follow
    size_t index = 0;   // of the element of an array
  };

  bool take(std::string_view slice, std::string& out);
  bool walk(bool last, std::string& out);
  bool string(size_t begin, size_t end, std::string& out);
  bool key(std::string_view raw);
  bool scalar(size_t begin, size_t end, std::string& out);
  bool open(size_t at, bool object, std::string& out);
  bool close(size_t at, bool object);
  bool comma(size_t at);
  bool starts_value(size_t at);
  void ends_value();
  JsonPaths::State element_state(const Level& level) const;
  void remove(size_t begin, std::string& out);
  void emit_until(size_t end, std::string& out);
  void forget(std::string& out);
  bool unescape(std::string_view raw, std::string_view& text);
  bool refuse(size_t at, std::string_view why, ErrorCode code = ErrorCode::kBadInput);
  Result<void> result() const;

  Plan plan_;
  const JsonPaths& paths_;
  bool lines_;
  JsonScan scan_;
  HeldBytes held_;
  std::vector<uint32_t> tokens_;
  size_t token_count_ = 0;
  size_t walked_ = 0;      // tokens
  size_t scanned_ = 0;     // offsets in held_, as are all below
  size_t token_end_ = 0;   // of the last token that was understood
  size_t copy_from_ = 0;   // what was not given out yet; means nothing while muted
  size_t item_start_ = 0;  // of the item whose value has not begun: its comma, or its first byte
  bool in_item_ = false;   // item_start_ means something
  Next next_ = Next::kValue;
  JsonPaths::State state_ = JsonPaths::kRoot;  // of the value that comes
  std::vector<Level> levels_;
  std::optional<size_t> muted_;  // the number of levels above the value that is not given out
  std::string scratch_;
  std::optional<Error> error_;
};

}  // namespace sekisho::mask
