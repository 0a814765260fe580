#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/error.h"
#include "register/load.h"
#include "store/database.h"
#include "store/fact.h"
#include "store/supply_files.h"

namespace sekisho::store {

// The registers as they were known at a change (store/change_log.h): what loading the files of the
// imports up to then would give, row by row. Rows stand in the order of their files' names and
// their lines; what was recorded by hand comes last, in a file `change N`. Where facts stand in
// several files of one name, the earlier ones are called `NAME (change N)`.
//
// The report has the files that stand for what was known (change_log.h, standing_files) and the
// changes made by hand, whose hash is that of what was shown before they were done.
Result<reg::Loaded> registers_known_at(Database& database, int64_t change,
                                       const SupplyFiles& segments);

// The same but for the rows of the supply contracts, which stay where they are mapped: they are
// millions, and a question asks for those of one point.
struct MappedRegisters {
  struct Segment {
    std::shared_ptr<const reg::SupplySegment> supply;
    std::vector<uint32_t> files;  // in Register::files, by index in reg::SupplySegment::files
  };
  reg::Loaded loaded;  // knows the codes of all retailers
  std::vector<Segment> segments;
};
Result<MappedRegisters> mapped_registers_known_at(Database& database, int64_t change,
                                                  const SupplyFiles& segments);

// Facts as a register in which the supply contracts are left out, for a look at what contradicts
// what. The origin of a row is the index of its fact: file 0, line from 1.
Result<reg::Register> register_of(const std::vector<Fact>& facts,
                                  const std::array<bool, reg::kTableCount>& present);

}  // namespace sekisho::store
