#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "mask/held_bytes.h"
#include "mask/json_memory.h"
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
  // With what maskers of the same plan remember together; without, this one has its own.
  JsonMasker(Plan plan, Options options, std::shared_ptr<JsonMemory> memory = {});

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

  // How far the loop has come that takes usual values. Between two of them it stands behind one.
  struct Reading {
    const char* text;
    const char* text_end;
    const uint32_t* last;  // of the ends that may be usual, behind it
    const JsonGap* gaps;
    const char* at;
    const uint32_t* end;  // of what comes next
    const JsonGap* gap;   // that came last
    JsonLevel* level;

    size_t offset(const char* place) const { return static_cast<size_t>(place - text); }
    bool has_come(const JsonStep& step) const { return last - end > step.keys; }
    void go_on(const JsonGap& next, const char* behind_value) {
      gap = &next;
      level = next.step.to;
      end += next.step.keys + 1;
      at = behind_value;
    }
  };

  bool is_over();
  bool take(std::string_view slice, std::string& out);
  void scan(std::string_view windows);
  bool walk(std::string& out);
  bool read_one(std::string& out);
  bool usual_values(std::string& out);
  Reading reading();
  const JsonGap* pass_values(Reading& now);
  const JsonGap* another_gap(const Reading& now);
  bool take_value(Reading& now, const JsonGap& gap, std::string& out);
  void treat_usual(std::string_view raw, std::string& out);
  void turn(const JsonStep& step, size_t begin, std::string& out);
  void drop_comma(const JsonStep& step, size_t begin);
  void begin_step();
  uint8_t in_step(size_t at) const;
  void cannot_remember() { step_.from = nullptr; }
  void end_step(size_t value);
  bool element(std::string& out);
  bool key();
  bool colon();
  bool value(std::string& out);
  bool string(std::string& out);
  bool scalar(std::string& out);
  template <class Treat>
  bool take_good(size_t begin, size_t end, const Treat& treat);
  bool treat_string(size_t begin, std::string_view raw, bool escaped, std::string& out);
  void treat_scalar(size_t begin, std::string_view raw, std::string& out);
  void append_treated(std::string& out) const;
  bool open(bool object, std::string& out);
  bool close(bool object);
  void enter(bool object);
  void begin_anew();
  void before_first_item(bool object);
  bool behind_value();
  void ends_value();
  void set_kept(bool kept);
  bool unexpected(size_t at);
  bool waits_for_quote();
  char byte(size_t at) const { return held_.data()[at]; }
  bool has_end() const { return walked_ < ends_.count; }
  size_t next_end() const { return ends_.offsets[walked_]; }
  bool is_escaped(std::string_view raw) const;
  void remove(const JsonLevel& around, size_t begin, std::string& out);
  void emit_until(size_t end, std::string& out);
  void forget(std::string& out);
  bool unescape(std::string_view raw, std::string_view& text);
  bool refuse(size_t at, std::string_view why, ErrorCode code = ErrorCode::kBadInput);
  Result<void> result() const;

  Plan plan_;
  const JsonPaths& paths_;
  bool lines_;
  std::shared_ptr<JsonMemory> memory_;
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
  JsonLevel* level_;                // what is open
  std::vector<size_t> indexes_;     // of elements, by level, where paths name any
  bool kept_ = false;               // something was given out of the innermost level that is shown
  JsonStep step_;                   // as far as it was read one by one
  size_t step_begin_ = 0;
  bool step_is_usual_ = true;                    // nothing was read yet
  JsonGap::Trail trail_ = JsonGaps::kBeginning;  // of the last gap
  std::string scratch_;
  std::string treated_;
  std::optional<Error> error_;
};

}  // namespace sekisho::mask
