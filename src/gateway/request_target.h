#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sekisho::gateway {

struct Parameter {
  std::string name, value;
  bool operator==(const Parameter&) const = default;
};

// A request's target as every reader understands it.
struct RequestTarget {
  // Decoded; `/a/b` is {"a", "b"}, `/a/` is {"a", ""}, `/` is {""}.
  std::vector<std::string> segments;
  std::vector<Parameter> query;  // decoded, in their order
};

// Reads the target of a request in origin form (RFC 9112 section 3.2.1). Percent signs are decoded
// once. What two readers may take for two different places is refused (kBadInput) and never mended:
// dot segments and empty ones in any spelling, a slash, backslash, percent sign or control
// character that is encoded in the path, `;` and a raw byte that a URL cannot hold, a segment that
// ends in a dot or a space, what is no UTF-8. Messages never quote the target.
Result<RequestTarget> read_target(std::string_view target);

// `a=1&b=2`, of a query or a form. A `;` is refused: some split there.
Result<std::vector<Parameter>> read_parameters(std::string_view text);

}  // namespace sekisho::gateway
