#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "store/change.h"
#include "store/database.h"

// The changes that the store has recorded. Whatever is known at a time is what the changes up to
// then made of it, so their numbers stand for what was known; 0 stands for nothing.
namespace sekisho::store {

// Writes the change and what it does, within a transaction of the caller's, and fills in its
// number, its time (`now`, or a microsecond after the last change, whichever is later) and its
// files' ids. kUsage where a fact that it ends was ended already.
Result<void> record_change(Database& database, Change& change, Instant now);

// The same of a change that was recorded before, with the numbers and the time that it has. What it
// ends may be missing: the change that recorded it can have been erased.
Result<void> restore_change(Database& database, const Change& change);

Result<int64_t> newest_change(Database& database);
// The last change recorded at `known_at` or before.
Result<int64_t> change_known_at(Database& database, Instant known_at);

// Change `id` without its steps and segments. kNotFound where there is none.
Result<Change> find_change(Database& database, int64_t id);
// The same of all changes from `first` on, in order.
Result<std::vector<Change>> changes_from(Database& database, int64_t first);

// The files by which a profile's facts were known at a change: those of its last full import and of
// the deltas since, in the order in which they were recorded. Without a profile: of all profiles.
Result<std::vector<ImportedFile>> standing_files(Database& database, int64_t change,
                                                 const std::string& profile = {});
// Any file by its id, with the change that brought it.
struct FoundImport {
  ImportedFile file;
  int64_t change = 0;
};
Result<std::vector<FoundImport>> all_files(Database& database, int64_t change);

// The segment that a profile's supply contracts were in at a change; with an empty profile, those
// of all profiles.
struct StandingSegment {
  NewSegment segment;
  int64_t change = 0;
};
Result<std::vector<StandingSegment>> standing_segments(Database& database, int64_t change,
                                                       const std::string& profile = {});

}  // namespace sekisho::store
