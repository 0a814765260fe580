#pragma once

#include <string>

#include "base/error.h"
#include "base/instant.h"

namespace sekisho::service {

// What a gate would do with a request. Files are those that its configuration names.
struct GateQuestion {
  std::string routes;
  std::string facts;        // the published ones; empty: nothing is judged
  std::string masks;        // empty: nothing is said of them
  bool pseudonyms = false;  // the gate has a key for them (`sekisho_pseudonym_key`)
  std::string method = "GET";
  std::string target;             // path and query, as they come over the wire
  std::string body;               // a file; empty: no body
  std::string content_type;       // of the body
  std::string person;             // the employee number
  std::string terminal, address;  // one of them
};

struct GateAnswer {
  std::string json;  // one object, a line
  std::string ja, en;
  bool passes = false;
};

// Errors of reading the files. A request that no route fits is an answer, not an error. kUsage
// where a person is named and no facts, or the other way round; kIo where the facts are too old to
// go by. Records nothing.
Result<GateAnswer> check_gate(const GateQuestion& question, Instant now);

}  // namespace sekisho::service
