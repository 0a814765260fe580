#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "logs/event.h"

namespace sekisho::logs {

// One access as people outside of this program see it: texts instead of symbols. Empty: not known.
struct AccessEvent {
  Instant time;
  std::string_view system;  // its code
  std::string_view system_title;
  std::string_view account, terminal, address;
  Action action = Action::kOther;
  Outcome outcome = Outcome::kUnknown;
  ObjectKind object_kind = ObjectKind::kNone;
  std::string_view object, customer;
  std::span<const std::string> items;  // shown on the screen
  std::string_view file;               // and the line's place in it
  uint64_t line = 0;
  std::string_view raw;  // the line's bytes as they stand
};

// Appends the event as one line of JSON after the Open Cybersecurity Schema Framework 1.1:
// Datastore Activity (6005) where a record or a list of records was concerned, API Activity (6003)
// for log-in, log-out, batches and the rest. docs/formats/event.md has the mapping.
void append_ocsf(std::string& out, const AccessEvent& event);

}  // namespace sekisho::logs
