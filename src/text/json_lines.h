#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::text {

// What stands at a pointer in one record.
struct JsonField {
  enum class Kind : uint8_t { kAbsent, kNull, kBool, kNumber, kString, kContainer };

  Kind kind = Kind::kAbsent;
  // A string unescaped; a number, `true`, `false` or `null` as it is written (so that a number of
  // 22 digits keeps them all); a container as raw JSON; empty when absent.
  std::string_view text;

  bool operator==(const JsonField&) const = default;
};

// Extracts values at fixed places out of JSON Lines records, at some hundred nanoseconds each. The
// whole record is checked against RFC 8259 whatever is asked for. Not thread-safe: one reader a
// thread.
class JsonLineReader {
 public:
  // JSON pointers (RFC 6901), at most kMaxJsonPointers.
  static Result<JsonLineReader> compile(std::span<const std::string> pointers);

  JsonLineReader(JsonLineReader&&) noexcept;
  JsonLineReader& operator=(JsonLineReader&&) noexcept;
  ~JsonLineReader();

  // `out` has one field for each pointer, in their order. The views hold until the next call, and
  // as long as `line` does. False, with a reason, when the line is not one JSON value, is not
  // UTF-8, passes a limit, or has an asked-for key twice (which of them holds cannot be known).
  bool read(std::string_view line, std::span<JsonField> out);

  // Why the last `read` returned false: lower case, no full stop.
  std::string_view reason() const;

 private:
  struct State;
  explicit JsonLineReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::text
