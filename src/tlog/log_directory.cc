#include "tlog/log_directory.h"

#include <fmt/format.h>

#include "tlog/note.h"

namespace sekisho::tlog {
namespace {

// Whether a file is there; an error of the disk is not taken for its absence.
Result<bool> is_there(Directory& directory, std::string_view name) {
  const Result<std::unique_ptr<File>> file = directory.open(name, OpenMode::kRead);
  if (file) return true;
  if (file.error().code == ErrorCode::kNotFound) return false;
  return std::unexpected(file.error());
}

Result<void> refuse_frozen(Directory& log) {
  const Result<bool> frozen = is_there(log, kFrozenFile);
  if (!frozen) return std::unexpected(frozen.error());
  if (!*frozen) return {};
  return fail(ErrorCode::kUsage, "the log is frozen", {std::string(kFrozenFile)},
              "Continue under a new origin, in another directory.");
}

}  // namespace

Result<void> create_log_directory(const LogPlace& place, const SignerKey& key,
                                  uint64_t segment_bytes) {
  if (key.verifier().type() != KeyType::kEd25519) {
    return fail(ErrorCode::kUsage, "a log signs with a key of the type Ed25519");
  }
  const Result<std::unique_ptr<FileLock>> lock = place.log->lock(kLockFile);
  if (!lock) return std::unexpected(lock.error());
  const Result<bool> there = is_there(*place.log, kCheckpointFile);
  if (!there) return std::unexpected(there.error());
  if (*there) {
    return fail(ErrorCode::kUsage, "there is a log already", {std::string(kCheckpointFile)});
  }
  const Checkpoint empty{key.verifier().name(), 0, empty_root()};
  if (auto made = Guard::create(*place.guard, place.guard_name, empty); !made) return made;
  if (auto made = place.log->make_directory(kJournalDirectory); !made) return made;
  Result<std::unique_ptr<Directory>> journal = place.log->directory(kJournalDirectory);
  if (!journal) return std::unexpected(journal.error());
  if (auto made = Journal::create(std::move(*journal), segment_bytes); !made) return made;
  // Its directory sync makes the journal's name durable, too, before there is a checkpoint.
  if (auto made = LogKeys::create(*place.log, key.verifier()); !made) return made;
  const std::string text = checkpoint_text(empty);
  return write_durably(*place.log, kCheckpointFile, to_string(Note{text, {sign_note(text, key)}}));
}

Result<LogDirectory> open_log_directory(const LogPlace& place, std::vector<SignerKey> signers,
                                        uint64_t segment_bytes) {
  LogDirectory out;
  const Result<bool> there = is_there(*place.log, kCheckpointFile);
  if (!there) return std::unexpected(there.error());
  if (!*there) {
    return fail(ErrorCode::kNotFound, "there is no log", {std::string(kCheckpointFile)},
                "Begin one, or restore its directory.");
  }
  Result<std::unique_ptr<FileLock>> lock = place.log->lock(kLockFile);
  if (!lock) return std::unexpected(lock.error());
  out.lock = std::move(*lock);
  if (auto thawed = refuse_frozen(*place.log); !thawed) return std::unexpected(thawed.error());

  Result<LogKeys> keys = LogKeys::open(place.log, std::move(signers));
  if (!keys) return std::unexpected(keys.error());
  Result<Guard> guard = Guard::open(place.guard, place.guard_name, keys->origin());
  if (!guard) return std::unexpected(guard.error());
  Result<std::unique_ptr<Publisher>> publisher =
      Publisher::open(place.log, std::move(*guard), std::move(*keys));
  if (!publisher) return std::unexpected(publisher.error());
  out.publisher = std::move(*publisher);

  Result<std::unique_ptr<Directory>> directory = place.log->directory(kJournalDirectory);
  if (!directory) return std::unexpected(directory.error());
  Publisher& tree = *out.publisher;
  const uint64_t published = tree.size();
  Result<std::unique_ptr<Journal>> journal = Journal::open(
      std::move(*directory), segment_bytes, published,
      [&](uint64_t index, std::string_view entry, const Hash& leaf) -> Result<void> {
        if (index >= published) return tree.add(entry, leaf);
        const Result<bool> same = tree.holds(index, leaf);
        if (!same) return std::unexpected(same.error());
        if (*same) return {};
        return fail(ErrorCode::kBadInput,
                    fmt::format("the log is a fork: entry {} of the journal is not the one that "
                                "was published",
                                index));
      });
  if (!journal) return std::unexpected(journal.error());
  out.journal = std::move(*journal);
  if (tree.size() < tree.guarded().size) return restored_error(tree.size(), tree.guarded());

  if (auto begun = out.journal->begin(); !begun) return std::unexpected(begun.error());
  if (auto done = tree.publish(); !done) return std::unexpected(done.error());
  // The journal still has whatever was added to tiles of which partial ones may be left.
  const uint64_t since = out.journal->first_kept();
  if (auto done = tree.clean_up_since(since); !done) return std::unexpected(done.error());
  if (auto done = out.journal->forget(tree.size()); !done) return std::unexpected(done.error());
  return out;
}

}  // namespace sekisho::tlog
