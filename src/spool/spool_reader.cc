#include "spool/spool_reader.h"

#include <utility>

#include "spool/spool_files.h"

namespace sekisho::spool {

Result<SpoolReader> SpoolReader::open(const std::shared_ptr<tlog::Directory>& directory,
                                      uint64_t from) {
  Result<std::string> id = identity(*directory);
  if (!id) return std::unexpected(id.error());
  auto journal = directory->directory(kJournalDirectory);
  if (!journal) return std::unexpected(journal.error());
  auto follower = tlog::JournalFollower::open(std::move(*journal), from);
  if (!follower) return std::unexpected(follower.error());
  return SpoolReader(std::move(*id), std::move(*follower));
}

Result<std::string> SpoolReader::identity(tlog::Directory& directory) {
  return read_identity(directory);
}

Result<SpoolDrain> SpoolDrain::take(std::shared_ptr<tlog::Directory> directory) {
  SpoolDrain out;
  auto lock = directory->lock(kDrainLock);
  if (!lock) return std::unexpected(lock.error());
  out.lock_ = std::move(*lock);
  out.directory_ = std::move(directory);
  return out;
}

Result<void> SpoolDrain::forget(uint64_t position) {
  return write_drained(*directory_, position);
}

}  // namespace sekisho::spool
