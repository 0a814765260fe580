#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

namespace sekisho::reg {

// A row of a segment. Views live as long as the segment.
struct SupplyRow {
  std::string_view retailer;  // a code; empty: nobody supplied it
  std::string_view customer;
  Period period;
  Instant applied = kForever;
  uint32_t file = 0;  // into SupplySegment::files
  uint32_t line = 0;

  // Whether it says the same; where it was read does not count.
  bool says_as(const SupplyRow& other) const {
    return retailer == other.retailer && customer == other.customer && period == other.period &&
           applied == other.applied;
  }
};

// A file whose rows are in a segment.
struct SupplySource {
  std::string name;
  std::string sha256;
  bool operator==(const SupplySource&) const = default;
};

// Who supplied each supply point over time, in one immutable file that is mapped into memory
// (docs/formats/store.md, "Supply segments"): points sorted by key, the rows of a point by their
// period. A look-up is a binary search. Safe for any number of threads.
class SupplySegment {
 public:
  // kBadInput where the file does not hold what its head says; then nothing of it is read.
  static Result<std::shared_ptr<const SupplySegment>> open(const std::filesystem::path& file);
  ~SupplySegment();
  SupplySegment(const SupplySegment&) = delete;
  SupplySegment& operator=(const SupplySegment&) = delete;

  const std::filesystem::path& path() const;
  uint64_t points() const;
  uint64_t rows() const;
  const std::vector<SupplySource>& files() const;
  const std::vector<std::string>& retailers() const;  // codes, sorted

  // The point at a place in the order of keys, from 0.
  std::string key(uint64_t point) const;
  // Its rows, by period. kBadInput where the file is damaged.
  Result<std::vector<SupplyRow>> rows_of(uint64_t point) const;
  // The rows of a key as it stands; none for an unknown one.
  Result<std::vector<SupplyRow>> history(std::string_view key) const;
  // Every row and its point, in the order in which rows were read: by file and line.
  struct Placed {
    uint32_t row = 0;
    uint32_t point = 0;
  };
  Result<std::vector<Placed>> in_order() const;
  Result<SupplyRow> row(uint32_t index) const;

  struct Map;
  // `open` is how one gets a segment.
  explicit SupplySegment(std::unique_ptr<Map> map);

 private:
  std::unique_ptr<Map> map_;
};

// Whether one key comes before another in a segment: supply points by their digits, then others.
bool supply_key_before(std::string_view one, std::string_view other);

}  // namespace sekisho::reg
