#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/supply.h"
#include "register/supply_segment.h"
#include "store/change.h"

namespace sekisho::store {

// What an import brought: rows whose Origin::file is an index into `files`, sealed, and the codes
// of their retailers.
struct SupplyRows {
  const reg::SupplyContracts& contracts;
  const StringPool& retailers;
  const std::vector<reg::SupplySource>& files;
};

struct WrittenSegment {
  std::string sha256;
  uint64_t points = 0;
  uint64_t rows = 0;
};

// Writes a segment of the rows of a full import; or, where `base` is given, of its rows and the
// rows of a delta, which take the place of those of the same point and beginning. The file is
// synced. Equal rows give equal bytes. kLimit beyond 2^32 rows or 2^32 bytes of customer numbers.
Result<WrittenSegment> write_supply(const std::filesystem::path& file, const SupplyRows& rows,
                                    const reg::SupplySegment* base);

// What a segment changes. Rows of one point that say the same are unchanged; of the others those of
// the same beginning are a correction, and the rest is added or withdrawn. A contradiction is a row
// that overlaps an earlier one of its point with another retailer. Without `before` all is added.
Result<Counts> compare_supply(const reg::SupplySegment* before, const reg::SupplySegment& after);

}  // namespace sekisho::store
