#pragma once

#include <string>
#include <vector>

#include "http/words.h"
#include "text/json.h"

namespace sekisho::http {

// What a value lacks.
struct Complaint {
  std::string at;  // a JSON pointer, or the name of a parameter
  Words detail;
};

// Holds a value against a schema of `document` as far as it uses $ref, type, enum, required,
// properties, additionalProperties (false), items, minimum, maximum, minLength, maxLength (both in
// characters) and pattern; other keywords only describe. Adds to `out`, at most kMaxComplaints in
// all, and tells of a place at most once. Any number of threads.
void check_schema(const text::JsonValue& document, const text::JsonValue& schema,
                  const text::JsonValue& value, const std::string& at, std::vector<Complaint>& out);

// The schema itself where it is a `$ref` into the document.
const text::JsonValue& resolved(const text::JsonValue& document, const text::JsonValue& value);

}  // namespace sekisho::http
