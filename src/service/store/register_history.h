#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/store/store_session.h"
#include "store/change.h"
#include "store/fact.h"

// Looking back: what was known about somebody or something, since when, and what held on a day.
namespace sekisho::service {

struct HistoryQuestion {
  StorePlace store;
  std::string subject;   // a code, `SYSTEM/ACCOUNT`, or a supply point
  std::string table;     // a register; empty: all
  std::string known_at;  // as people write times; empty: now
};

// A row of the supply contracts, which are not kept version by version: those of the segment that
// was known.
struct History {
  std::vector<store::Fact> facts;            // every version, by number
  std::vector<store::Statement> supply;      // as known then
  std::map<int64_t, store::Change> changes;  // that recorded or ended one of them
};
// kNotFound where nothing is known about the subject and never was.
Result<History> history_of(const HistoryQuestion& question);

struct AsOfQuestion {
  StorePlace store;
  std::string table;
  std::string subject;   // empty: all of the register
  std::string as_of;     // when it held; empty: now
  std::string known_at;  // when it was known; empty: now
};
struct AsOf {
  Instant as_of;
  int64_t change = 0;  // the last one that was known
  std::vector<store::Fact> facts;
  std::vector<store::Statement> supply;
};
// What a register said about a time, as it was known at another one. kUsage for the whole of the
// supply contracts: name a point.
Result<AsOf> registers_as_of(const AsOfQuestion& question, Instant now);

std::string history_text(const History& history, bool japanese);
std::string history_json(const History& history);
std::string as_of_text(const AsOf& answer, bool japanese);
std::string as_of_json(const AsOf& answer);

}  // namespace sekisho::service
