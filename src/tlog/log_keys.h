#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/checkpoint.h"
#include "tlog/file_system.h"
#include "tlog/note.h"
#include "tlog/note_key.h"

namespace sekisho::tlog {

// Files of a log's directory beside its tiles.
inline constexpr std::string_view kCheckpointFile = "checkpoint";
inline constexpr std::string_view kKeysFile = "keys";      // verifier keys, one a line
inline constexpr std::string_view kFrozenFile = "frozen";  // the last checkpoint's text
inline constexpr std::string_view kLockFile = "lock";
inline constexpr std::string_view kJournalDirectory = "journal";

// The checkpoint in a log's directory, and which of the keys signed it.
struct SignedCheckpoint {
  Checkpoint checkpoint;
  std::vector<Signed> signatures;  // at least one
  std::string note;                // as it stands, signatures and all
};
// kBadInput where it is damaged, of another origin than the keys', or signed by none.
Result<SignedCheckpoint> verify_checkpoint(std::string_view note,
                                           std::span<const VerifierKey> keys);
// The same of the file; kNotFound.
Result<SignedCheckpoint> read_checkpoint(Directory& log, std::span<const VerifierKey> keys);

// Every key that ever signed for the log, oldest first; at least one, all of one origin. Whether
// they are the ones that somebody trusts, the log itself cannot say.
Result<std::vector<VerifierKey>> read_log_keys(Directory& log);

// The keys of a log: every one that ever signed for it, in the file `keys`, and those that sign
// now. Each has the log's origin for its name. Not thread-safe.
class LogKeys {
 public:
  // Durably, for a log that begins with this key.
  static Result<void> create(Directory& log, const VerifierKey& key);
  // kBadInput where a signer is not among the log's keys, or where there is none.
  static Result<LogKeys> open(std::shared_ptr<Directory> log, std::vector<SignerKey> signers);

  const std::string& origin() const { return known_.front().name(); }
  std::span<const VerifierKey> known() const { return known_; }
  std::span<const SignerKey> signers() const { return signers_; }

  // A key that signs besides those that do; it is durably one of the log before it ever signs.
  // kUsage where it has another name or signs already.
  Result<void> add(SignerKey key);
  // The key signs no more. It stays one of the log, for what it signed. kUsage where it is the
  // last.
  Result<void> retire(uint32_t id);

 private:
  LogKeys() = default;
  std::shared_ptr<Directory> log_;
  std::vector<VerifierKey> known_;
  std::vector<SignerKey> signers_;
};

}  // namespace sekisho::tlog
