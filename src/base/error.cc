#include "base/error.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace sekisho {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kBadInput:
      return "bad_input";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

std::string to_string(const Error& error) {
  std::string out = error.place.file;
  if (error.place.line != 0) {
    if (!out.empty()) out += ':';
    out += fmt::format("{}", error.place.line);
    if (error.place.column != 0) out += fmt::format(":{}", error.place.column);
  }
  if (!out.empty()) out += ": ";
  out += error.message;
  if (!error.help.empty()) out += "\n  help: " + error.help;
  return out;
}

void broken_invariant(const char* what, const char* file, int line) {
  std::fprintf(stderr, "sekisho: broken invariant `%s` at %s:%d; this is a bug\n", what, file,
               line);
  std::abort();
}

}  // namespace sekisho
