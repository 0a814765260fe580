#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace sekisho {

// What kind of thing went wrong. The name of a code (`name_of`) is stable and appears in JSON.
enum class ErrorCode : uint8_t {
  kUsage,        // the caller asked for something that makes no sense
  kBadInput,     // a file or a message does not say what it should
  kNotFound,     // a named thing does not exist
  kIo,           // the operating system refused a read or a write
  kLimit,        // a bound of limits.h would be passed
  kUnsupported,  // well-formed, but not something that this program does
  kInternal,     // an invariant of ours is broken; a bug
};

std::string_view name_of(ErrorCode code);

// Where in an input something was found. `line` and `column` count from 1; 0 means not known.
// Where the extent is known, too, `length` is not 0 and `offset` counts from the input's start.
struct Place {
  std::string file;
  uint64_t line = 0;
  uint64_t column = 0;
  uint64_t offset = 0;  // bytes
  uint64_t length = 0;  // bytes

  bool operator==(const Place&) const = default;
};

// An error as a value. The message is lower case without a full stop and quotes the input in
// backticks; `help` says what to do about it, as a sentence.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  Place place = {};
  std::string help = {};

  bool operator==(const Error&) const = default;
};

// `file:line:column: message` and, on a second line, the help.
std::string to_string(const Error& error);

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorCode code, std::string message, Place place = {},
                                   std::string help = {}) {
  return std::unexpected(Error{code, std::move(message), std::move(place), std::move(help)});
}

// Aborts with a message when an invariant of ours is broken. Never used on input.
[[noreturn]] void broken_invariant(const char* what, const char* file, int line);

#define SEKISHO_INVARIANT(condition) \
  ((condition) ? static_cast<void>(0) : ::sekisho::broken_invariant(#condition, __FILE__, __LINE__))

}  // namespace sekisho
