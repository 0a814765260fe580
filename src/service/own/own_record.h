#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"
#include "service/store/ledger.h"

// What the record says of people who used Sekisho itself.
namespace sekisho::service {

// One entry about Sekisho, by somebody. The texts hold while it is told.
struct OwnEntry {
  uint64_t index = 0;  // of the record
  Instant time;
  std::string_view kind;     // `login`, `decision`, `export` or `act`
  std::string_view actor;    // a pseudonym
  std::string_view subject;  // likewise
  std::string_view session;
  std::string_view source;  // of a log-in: the pseudonym of an address
  std::string_view result;  // of a log-in
  std::string_view object;  // what was seen or taken out; of an act, what it is about
  std::string_view target;  // of an act
  std::string_view act;     // `add`, `change`, `remove`
  std::string_view reason;
  std::string_view number;  // of the decision (決裁番号)
};

// The record as it was read.
struct OwnRecord {
  std::string origin;
  uint64_t size = 0;
  std::string root;  // hexadecimal
};

// Tells of them in the order of the record, up to now. One pass; memory does not grow with it.
using VisitOwnEntry = std::function<void(const OwnEntry& entry)>;
Result<OwnRecord> visit_own_record(Ledger& ledger, const VisitOwnEntry& visit);

}  // namespace sekisho::service
