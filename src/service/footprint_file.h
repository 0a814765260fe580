#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "barrier/footprint_values.h"
#include "base/error.h"
#include "review/run.h"

// footprints.ndjson (docs/formats/footprints.md): the decisions of a review, one line each.
namespace sekisho::service {

inline constexpr std::string_view kFootprintFile = "footprints.ndjson";
// A table of more bytes is refused.
inline constexpr uint64_t kMaxFootprintBytes = uint64_t{1} << 30;

// Which facts rules can read, as text: the same for rules that read the same.
std::string footprint_reads(const barrier::Relevant& relevant);

std::string footprints_ndjson(const review::Context& context, const review::Review& review,
                              std::string_view policy_set_hash);

// The table as it is read back.
struct FootprintTable {
  struct Row {
    std::string system, action, object_kind;
    uint64_t accesses = 0, refused = 0;
    std::string first, last;  // RFC 3339
    std::string file;         // of an example
    uint64_t line = 0;
    std::string verdict;  // "permitted", "doubtful", "denied" or "undetermined"
    std::string reason, route;
    bool cannot_be_told = false;
    std::vector<barrier::World> readings;
  };
  std::string policy_set_hash;
  barrier::Held held;                          // what the values tell, by type
  std::set<std::string, std::less<>> named;    // types whose entities bear their own names
  std::set<std::string, std::less<>> records;  // that are named; others are `#1`
  bool users_whole = false;  // false: of a shared account's users only those who ask are named
  bool others = false;       // false: people other than the principal are not told of
  std::vector<Row> rows;
};

// An error where the text is no such table, or is of a version that is not known.
Result<FootprintTable> parse_footprints(std::string_view ndjson, const std::string& file);

}  // namespace sekisho::service
