#pragma once

#include <string>

#include "base/error.h"
#include "text/json.h"

namespace sekisho::text {

// JSON in its canonical form (RFC 8785), so that equal values have equal bytes and one hash: no
// white space, members in the order of their keys' UTF-16 code units, numbers as ECMAScript writes
// them, and no escapes but those that JSON needs. Reading a canonical text and writing it again
// gives the same text.
//
// kBadInput, with the JSON pointer of the place in backticks, where the value has no such form: a
// key twice, a number that is not finite, text that is not UTF-8 (half a surrogate pair among it),
// or an integer beyond 2^53, which readers would round. kLimit beyond kMaxJsonDepth. `out` is of no
// use then.
Result<void> append_canonical(std::string& out, const JsonValue& value);
Result<std::string> canonical_json(const JsonValue& value);

// A number as ECMAScript's Number.toString writes it. False where it is not finite.
bool append_canonical_number(std::string& out, double number);

}  // namespace sekisho::text
