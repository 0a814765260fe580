#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "tlog/add_checkpoint.h"
#include "tlog/checkpoint.h"
#include "tlog/file_system.h"
#include "tlog/note_key.h"

namespace sekisho::tlog {

// What a witness knows of a log: one file (docs/formats/witness.md).
struct WitnessedLog {
  std::vector<VerifierKey> keys;   // of the log, all of one name: its origin
  std::optional<Note> newest;      // the largest checkpoint that was cosigned, signed by the log
  Checkpoint checkpoint;           // what it says; of the empty tree where there is none
  std::optional<Note> other_tree;  // signed by the log for that size, and not the same: a fork

  const std::string& origin() const { return keys.front().name(); }
};

// Makes the log one of those that a witness cosigns, or adds a key to one that it knows. kUsage
// where a witness runs in this directory, where the key is a witness's, or where it is known.
Result<void> add_witnessed_log(Directory& directory, const VerifierKey& key);

// All of them, by origin. Also while a witness runs. kBadInput where a file is damaged.
Result<std::vector<WitnessedLog>> read_witnessed_logs(Directory& directory);

// A witness (C2SP tlog-witness): for each log that it knows it holds the largest checkpoint that it
// cosigned. It cosigns one that continues it, and nothing else: never a smaller one, never another
// tree of the same size. What it is about to sign is durable before it signs, and nobody else's
// answer comes between looking at what was signed and writing the next.
//
// After an error of the disk it refuses everything: the process has to end, since nothing is known
// of the disk any more. Any number of threads.
class Witness {
 public:
  // kUsage where another one runs in this directory, or the key is no cosignature key; kBadInput
  // where what it knows of a log is damaged. A log whose file is gone is not known.
  static Result<std::unique_ptr<Witness>> open(const std::shared_ptr<Directory>& directory,
                                               SignerKey key);
  // `open` is how one gets a witness.
  Witness(std::shared_ptr<Directory> directory, std::unique_ptr<FileLock> lock, SignerKey key,
          std::vector<WitnessedLog> logs);

  // `body` is that of the request, `now` the time that a cosignature says.
  WitnessAnswer add_checkpoint(std::string_view body, Instant now);

  const VerifierKey& key() const { return key_.verifier(); }
  // What the disk said, once it failed.
  std::optional<Error> failed() const;

 private:
  struct Known {
    std::mutex mutex;  // of all that is not the keys
    WitnessedLog log;
  };
  WitnessAnswer cosign(WitnessedLog& log, const Note& note, const Checkpoint& next, Instant now);
  void keep_other_tree(WitnessedLog& log, const Note& note);
  WitnessAnswer disk_failed(const Error& error);

  std::shared_ptr<Directory> directory_;
  std::unique_ptr<FileLock> lock_;
  SignerKey key_;
  std::map<std::string, Known, std::less<>> logs_;  // by origin; the map itself never changes
  mutable std::mutex failure_mutex_;
  std::optional<Error> failure_;
};

}  // namespace sekisho::tlog
