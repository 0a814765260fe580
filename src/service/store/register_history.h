#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "service/store/fact_indexes.h"
#include "store/change.h"
#include "store/fact.h"
#include "store/fact_query.h"
#include "store/store_view.h"

// Looking back: what was known about somebody or something, since when, and what held on a day.
namespace sekisho::service {

bool is_register(const std::string& name);

// How many facts of each register are known, with the names of its fields, as JSON.
Result<std::string> registers_json(const store::StoreView& store);

struct HistoryQuestion {
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
Result<History> history_of(const store::StoreView& store, const HistoryQuestion& question);

struct AsOfQuestion {
  std::string table;
  std::string subject;                 // empty: all of the register
  std::string as_of;                   // when it held; empty: now
  std::string known_at;                // when it was known; empty: now
  std::optional<int64_t> change = {};  // in the place of `known_at`
  store::FactOrder order = store::FactOrder::kNumber;
  bool descending = false;
  uint64_t from = 0;                  // a position in the order
  uint64_t most = uint64_t{1} << 62;  // facts from there on
};
struct AsOf {
  Instant as_of;
  int64_t change = 0;  // the last one that was known
  std::vector<store::Fact> facts;
  uint64_t total = 0;  // of them, wherever the part began
  std::vector<store::Statement> supply;
};
// What a register said about a time, as it was known at another one. kUsage for the whole of the
// supply contracts: name a point.
// With `indexes` of the store, pages of a whole register are found through them.
Result<AsOf> registers_as_of(const store::StoreView& store, const AsOfQuestion& question,
                             Instant now, FactIndexes* indexes = nullptr);

std::string history_text(const History& history, bool japanese);
std::string history_json(const History& history);
std::string as_of_text(const AsOf& answer, bool japanese);
// `next` leads to the rest; empty: there is none.
std::string as_of_json(const AsOf& answer, std::string_view next = {});

}  // namespace sekisho::service
