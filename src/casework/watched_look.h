#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/emergency.h"
#include "casework/journal.h"
#include "store/database.h"

// Looks that people go through afterwards: those of an emergency, which are reviewed with it, and
// those that a gate let through while nobody confirmed its facts, each of which is. They stand here
// in plain, since they are judged again; the record has them by pseudonyms.
namespace sekisho::casework {

// The permit under which looks are an emergency's (policies/barrier/40-break-glass.cedar).
inline constexpr std::string_view kBreakGlassPolicy = "break-glass";

struct WatchedLook {
  int64_t id = 0;
  std::string spool;  // the `look` of its entries in the record
  Instant at;
  std::string gate, request, system, person, account, terminal, address, action;
  std::string record_kind;           // as the barrier names it; empty: no record
  std::vector<std::string> records;  // their keys
  std::vector<std::string> reasons;
  int64_t emergency = 0;  // 0: none; as it was found
  int64_t plan = 0;       // of the outage by which it was let through; 0: none
  std::optional<Instant> unconfirmed_since = {};
  Afterwards review = {};
};

// Whether reasons for letting somebody look say that it was for an emergency.
bool for_emergency(std::span<const std::string> reasons);

// Within the transaction of its entries; one that is there already is left as it is. One for an
// emergency stands under the one of then.
Result<void> add_look(store::Database& database, const WatchedLook& look);

// What a list shows of them, from the position on.
struct LookPage {
  std::vector<WatchedLook> looks;
  uint64_t total = 0;
};
// The oldest first.
Result<LookPage> looks_of_emergency(store::Database& database, int64_t emergency, uint64_t from,
                                    uint64_t most);
// Those of outages, the newest first; all, or those that were reviewed or were not.
Result<LookPage> outage_looks(store::Database& database, std::optional<bool> reviewed,
                              uint64_t from, uint64_t most);
// kNotFound where it is none of an outage.
Result<WatchedLook> find_outage_look(store::Database& database, int64_t id);
// A step of the journal. kUsage where it was reviewed already.
Result<void> review_look(Journal& journal, int64_t id, const Afterwards& said);

}  // namespace sekisho::casework
