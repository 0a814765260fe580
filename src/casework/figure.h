#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "casework/journal.h"

// Figures that went out (公表した数値). One is frozen as it was published, with the review that it
// comes from and the number of the approval; a correction is a further version beside it.
namespace sekisho::casework {

// By what they count, as docs/formats/scope.md names it.
using FigureCounts = std::map<std::string, int64_t>;

struct Figure {
  int64_t id = 0;
  std::string name;  // of all its versions: `press-2023-02-17`
  int64_t version = 0;
  std::string title, recipient;  // an organisation, never a person
  std::string review, run_sha256;
  std::string part;  // of the scope: `total`, a system's code
  FigureCounts counts;
  // What each count is more (or less) than that of the version before; only those that differ.
  FigureCounts difference;
  Approval approval;
  std::string reason;  // of a correction
  std::string published_by;
  Instant published_at;
};

// Within a transaction: freezes the next version of a figure and fills in its number, the
// difference and who published it when. kBadInput where no approval is named or a correction has no
// reason; kUsage where it says the same as the version before.
Result<Figure> publish(Journal& journal, Figure figure);

// The newest version of each, by name.
Result<std::vector<Figure>> list_figures(store::Database& database);
// All versions, the oldest first. kNotFound where there is none.
Result<std::vector<Figure>> versions_of(store::Database& database, std::string_view name);

}  // namespace sekisho::casework
