#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "base/error.h"
#include "service/store/store_session.h"
#include "store/database.h"
#include "store/supply_files.h"

namespace sekisho::service {

// What came of folding the evidence.
struct Folded {
  uint64_t changes = 0;      // that were made again
  std::set<int64_t> erased;  // changes whose bodies were erased: what they did is not known
};

// Makes every change that the evidence log knows of again, in order, from its body: in a database
// that is at the newest schema and empty, and a directory of supply segments. Its record is only
// read. kBadInput where an entry, a body or a segment is not what it should be, unless the log says
// that it was erased.
Result<Folded> fold_evidence(const StorePlace& place, const store::StoreDirectory& directory,
                             store::Database& into, const store::SupplyFiles& segments,
                             const HeardBytes& heard);

}  // namespace sekisho::service
