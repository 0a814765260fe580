#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/store/store_session.h"

// A store is what its evidence makes of it.
namespace sekisho::service {

struct Rebuilt {
  uint64_t changes = 0;
  std::vector<int64_t> erased;  // changes of which nothing is known any more
};
// Throws away what the database has and makes it again from the evidence: all of it, or nothing is
// changed. A SQLite file that is gone is made. Facts of changes that were erased are gone then.
Result<Rebuilt> rebuild_store(const StorePlace& place, const HeardBytes& heard);

struct StoreCheck {
  uint64_t changes = 0;
  uint64_t facts = 0;  // versions that were compared
  uint64_t segments = 0;
  std::vector<int64_t> erased;           // what they did is not compared
  std::vector<std::string> differences;  // for people, the first kMaxShownDifferences
  uint64_t different = 0;                // all of them
};
inline constexpr size_t kMaxShownDifferences = 1000;
// Holds every row and every segment against what the evidence makes of it. Changes nothing.
Result<StoreCheck> verify_store(const StorePlace& place, const HeardBytes& heard);

std::string check_text(const StoreCheck& check, bool japanese);
std::string check_json(const StoreCheck& check);

}  // namespace sekisho::service
