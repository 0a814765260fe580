#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

namespace sekisho::service {

struct EvidenceList {
  std::string directory = {};
  // What entries have to say; empty: anything.
  std::string person = {};  // a pseudonym: the actor, the subject or the one who approved
  std::string system = {};
  std::string kind = {};
  std::string request = {};           // a gate's reference number
  Period period = {};                 // of their times
  std::optional<uint64_t> last = {};  // only so many at the end
  // A page: from an index on, so many that fit, of so many that are looked at.
  uint64_t from_index = 0;
  uint64_t most_shown = UINT64_MAX, most_examined = UINT64_MAX;
  bool json = false;
  bool japanese = false;
};

struct ListedEvidence {
  uint64_t shown = 0;
  uint64_t examined = 0;
  std::optional<uint64_t> next = {};  // where the next page begins, where there is one
};

// `from` and `until` as people write them (asked_instant); empty: no bound.
Result<Period> asked_period(const std::string& from, const std::string& until);

// Hands the published entries that fit to `write`, a line each, in order, and tells how far it is.
// Memory does not grow with the log. Nothing is verified.
Result<ListedEvidence> list_evidence(
    const EvidenceList& request, const std::function<void(std::string_view)>& write,
    const std::function<void(uint64_t bytes, uint64_t entries)>& progress);

// One line that says how many.
std::string search_summary(const ListedEvidence& listed, bool japanese);

// Entries in full, each of them proved under the checkpoint.
Result<std::string> show_evidence(const std::string& directory,
                                  const std::vector<std::string>& indices, bool json,
                                  bool japanese);

// An index as people write it. kUsage where it is none.
Result<uint64_t> asked_index(const std::string& text);

}  // namespace sekisho::service
