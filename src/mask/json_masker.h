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
  // What may come next. kItem is a further element, kValue the document or the value of a member.
  enum class Next : uint8_t {
    kFirstKey,
    kKey,
    kColon,
    kValue,
    kFirstItem,
    kItem,
    kComma,
    kNothing
  };
  struct Level {
    const State* below = nullptr;  // of its place, by the number of the key
    bool object = false;
    bool kept = false;  // something of it was given out: a comma has to follow
    size_t index = 0;   // of the element of an array
    JsonKeys::Trail trail = JsonKeys::kBeginning;
  };

  // How far a loop has come that takes usual items. Between two of them it stands behind a value;
  // before the first of an object or array, behind the bracket.
  struct Reading {
    const char* text;
    const uint32_t* end;   // of the string, number or word that comes next
    const uint32_t* last;  // behind those that may be usual
    size_t at;
    bool first;    // the item that comes next is the first
    bool all;      // is masked as a whole: whatever comes passes
    size_t start;  // where the first item begins

    size_t behind_space(size_t from) const;
    size_t start_of_item(const Level& level) const;
  };

  bool take(std::string_view slice, std::string& out);
  void scan(std::string_view windows);
  bool walk(std::string& out);
  bool step(std::string& out);
  void usual_items(std::string& out);
  Reading reading() const;
  bool usual_members(Reading& now, std::string& out);
  bool usual_elements(Reading& now, std::string& out);
  const JsonKeys::Known* usual_head(const Reading& now, const Level& level, size_t comma);
  size_t end_of_usual(const Reading& now, size_t value, size_t end) const;
  void treat_usual(const Reading& now, size_t value, size_t end, std::string& out);
  bool close_usual(Reading& now, size_t bracket);
  bool open_usual(Reading& now, size_t value, State state, bool passes, std::string& out);
  void stop(const Reading& now);
  void before_first_item(bool object);
  bool element(std::string& out);
  bool key();
  bool colon();
  bool value(std::string& out);
  bool string(std::string& out);
  bool scalar(std::string& out);
  bool treat_string(size_t begin, std::string_view raw, bool escaped, std::string& out);
  void treat_scalar(size_t begin, std::string_view raw, std::string& out);
  void append_treated(std::string& out) const;
  bool open(size_t at, bool object, std::string& out);
  bool close(bool object);
  void enter(bool object, State state);
  void leave(size_t end);
  bool behind_value();
  void ends_value();
  void keep();
  bool unexpected(size_t at);
  bool waits_for_quote();
  char byte(size_t at) const { return held_.data()[at]; }
  bool has_end() const { return walked_ < ends_.count; }
  size_t next_end() const { return ends_.offsets[walked_]; }
  bool is_escaped(std::string_view raw) const;
  void remove(size_t begin, std::string& out);
  void emit_until(size_t end, std::string& out);
  void forget(std::string& out);
  bool unescape(std::string_view raw, std::string_view& text);
  bool refuse(size_t at, std::string_view why, ErrorCode code = ErrorCode::kBadInput);
  Result<void> result() const;

  Plan plan_;
  const JsonPaths& paths_;
  bool lines_;
  JsonKeys keys_;
  JsonScan scan_;
  HeldBytes held_;
  JsonEnds ends_;
  size_t walked_ = 0;     // of ends_: those that lie behind at_
  bool last_ = false;     // no more will come
  size_t scanned_ = 0;    // offsets in held_, as are all below
  size_t at_ = 0;         // of what comes next
  size_t key_begin_ = 0;  // of the member whose colon comes next: what stands in its quotes
  size_t key_end_ = 0;
  size_t token_end_ = 0;   // of the last value, bracket or comma that was understood
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
