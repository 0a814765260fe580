#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/instant.h"
#include "logs/event.h"

namespace sekisho::review {

// An access as its line of the log tells it. Texts are ids of the pool that comes with it; 0 is the
// empty one, and says that there is none.
struct Look {
  uint64_t line = 0;
  Instant time;
  uint32_t account = 0;
  uint32_t terminal = 0;
  uint32_t address = 0;
  uint32_t object = 0;    // the record's key
  uint32_t customer = 0;  // as logged
  uint16_t items = 0;     // index into the profile's item sets
  logs::Action action = logs::Action::kOther;
  logs::ObjectKind object_kind = logs::ObjectKind::kNone;
  logs::Outcome outcome = logs::Outcome::kUnknown;
};

// What a review learned of one file, so that a later one of the same file need not read it again
// where nothing that was asked about it has changed. Grows with what was found and with who came
// from where, not with the accesses.
struct KeptFile {
  // Accesses of one footprint.
  struct Group {
    Look example;  // the first by line
    uint64_t accesses = 0;
    uint64_t refused = 0;
    Instant first = kForever, last = kBeginning;
    bool permitted = false;  // plainly
  };
  std::vector<Look> looks;    // what is not plainly permitted, by line
  std::vector<Group> groups;  // of all accesses, by the line of the example
  // Whose facts were asked for: accounts, and places by their terminal or else their address.
  std::set<std::string> accounts, terminals, addresses;
};

}  // namespace sekisho::review
