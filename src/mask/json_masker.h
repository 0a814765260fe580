#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "mask/held_bytes.h"
#include "mask/json_keys.h"
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
  using State = JsonPaths::State;
  // What may come next. A key comes with its colon and its value.
  enum class Next : uint8_t { kValue, kFirstItem, kFirstKey, kKey, kComma, kNothing };
  struct Level {
    const State* below = nullptr;  // of its place, by the number of the key
    bool object = false;
    bool kept = false;  // something of it was given out: a comma has to follow
    size_t index = 0;   // of the element of an array
    JsonKeys::Trail trail = JsonKeys::kBeginning;
  };

  // The text and its tokens as they are at the moment, for loops that change neither.
  struct Reading {
    const char* text;
    const char* bytes;        // of tokens
    const uint32_t* offsets;  // of tokens
    const uint32_t* escape;   // offset of the first backslash that may matter
    const uint32_t* escapes_end;

    // Whether a text holds an escape. Texts are asked about in their order.
    bool escaped(std::string_view raw) {
      const char* const end = raw.data() + raw.size();
      while (escape != escapes_end && text + *escape < raw.data()) ++escape;
      return escape != escapes_end && text + *escape < end;
    }
    // What stands in the quotes of which the first is `token`.
    std::string_view in_quotes(size_t token) const {
      return {text + offsets[token] + 1, offsets[token + 1] - offsets[token] - 1};
    }
    std::string_view scalar(size_t token) const;
    size_t end_of_usual(size_t token);
  };

  bool take(std::string_view slice, std::string& out);
  void scan(std::string_view windows);
  bool walk(std::string& out);
  bool step(std::string& out);
  bool items(std::string& out);
  bool usual_items(std::string& out);
  bool usual_place(Reading& now, size_t at, const Level& level, JsonKeys::Place& place);
  size_t passing_texts(Reading& now, size_t at, Level& level) const;
  size_t passing_integers(const Reading& now, size_t at, Level& level) const;
  Level* open_usual(size_t item, size_t value, const JsonKeys::Place& place, std::string& out);
  void treat_usual(size_t token, std::string& out);
  void stop_before_item(size_t token, const Level& level);
  size_t start_of_item(size_t token, const Level& level) const;
  bool item(std::string& out);
  bool holds_item(size_t before_value) const;
  bool key(Level& level);
  bool value(std::string& out);
  bool string(std::string& out);
  bool scalar(std::string& out);
  bool treat_string(size_t begin, std::string_view raw, bool escaped, std::string& out);
  void treat_scalar(size_t begin, std::string_view raw, std::string& out);
  void append_treated(std::string& out) const;
  bool open(bool object, std::string& out);
  bool close(bool object);
  void enter(bool object, State state);
  void leave(size_t end);
  bool behind_value();
  void ends_value();
  void keep();
  State element_state(const Level& level) const;
  bool unexpected(size_t token);
  size_t offset(size_t token) const { return tokens_.offsets[token]; }
  char byte(size_t token) const { return tokens_.bytes[token]; }
  void remove(size_t begin, std::string& out);
  void emit_until(size_t end, std::string& out);
  void forget(std::string& out);
  Reading reading() const;
  bool unescape(std::string_view raw, std::string_view& text);
  bool refuse(size_t at, std::string_view why, ErrorCode code = ErrorCode::kBadInput);
  Result<void> result() const;

  Plan plan_;
  const JsonPaths& paths_;
  bool lines_;
  JsonKeys keys_;
  JsonScan scan_;
  HeldBytes held_;
  JsonTokens tokens_;
  size_t walked_ = 0;      // tokens
  bool last_ = false;      // no more will come
  size_t scanned_ = 0;     // offsets in held_, as are all below
  size_t token_end_ = 0;   // of the last token that was understood
  size_t copy_from_ = 0;   // what was not given out yet; means nothing while muted
  size_t item_start_ = 0;  // of the item whose value has not begun: its comma, or its first byte
  bool in_item_ = false;   // item_start_ means something
  Next next_ = Next::kValue;
  State state_ = JsonPaths::kRoot;  // of the value that comes
  std::vector<Level> levels_;
  std::optional<size_t> muted_;  // the number of levels above the value that is not given out
  std::string scratch_;
  std::string treated_;
  std::optional<Error> error_;
};

}  // namespace sekisho::mask
