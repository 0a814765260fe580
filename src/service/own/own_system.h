#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "service/identity/people.h"
#include "service/own/own_record.h"

// Sekisho is one of the systems that it watches: its accounts stand in the registers and its log in
// the archive, as those of any other system, and are judged by the same rules. Both are made of its
// record, so that nobody can leave something out who cannot change the record
// (docs/formats/own-system.md).
namespace sekisho::service {

// The log of a period.
struct OwnLog {
  std::string lines;  // JSON Lines, as sources/logs/sekisho.toml reads them
  uint64_t counted = 0;
  Period period;
  OwnRecord record;  // that it was made of

  std::string name() const;   // below the logs: `sekisho/sekisho_20261001-20261101.jsonl`
  std::string query() const;  // for the slip
};

// kUsage where the period is not over at `now`; kLimit beyond kMaxOwnLogBytes.
Result<OwnLog> own_log(People& people, Period period, Instant now);

// The registers of its accounts, from the first one on: files as sources/registers/sekisho_*.toml
// read them.
struct OwnLists {
  std::string systems, accounts, entitlements;
};
Result<OwnLists> own_lists(People& people);

}  // namespace sekisho::service
