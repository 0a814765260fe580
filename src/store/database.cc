#include "store/database.h"

#include "store/limits.h"

namespace sekisho::store {

Result<void> Database::transaction(const Work& work) {
  for (int attempt = 1;; ++attempt) {
    if (auto begun = begin(); !begun) return begun;
    Result<void> done = work();
    const bool worked = done.has_value();
    if (worked) done = end(true);
    if (done) return done;
    const bool again = conflicted() && attempt < kMaxAttempts;
    // A connection that is gone has undone it already, and says so with the next call.
    [[maybe_unused]] const auto undone = end(false);
    if (!again) return done;
  }
}

Result<void> Database::reading(const Work& work) {
  if (auto begun = begin_reading(); !begun) return begun;
  const Result<void> done = work();
  const Result<void> ended = end_reading();
  return done ? ended : done;
}

Result<void> Database::savepoint(const Work& work) {
  if (auto begun = script("SAVEPOINT part"); !begun) return begun;
  const Result<void> done = work();
  if (done) return script("RELEASE SAVEPOINT part");
  if (auto undone = script("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part"); !undone) {
    return undone;
  }
  return done;
}

bool is_postgres(std::string_view name) {
  return name.starts_with("postgresql://") || name.starts_with("postgres://");
}

Result<std::unique_ptr<Database>> open_database(const std::string& name) {
  return is_postgres(name) ? open_postgres(name) : open_sqlite(name);
}

}  // namespace sekisho::store
