#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "net/http_client.h"
#include "tlog/checkpoint.h"
#include "tlog/file_system.h"
#include "tlog/note.h"
#include "tlog/quorum.h"

namespace sekisho::service {

// What came of one witness or authority.
struct Vouching {
  std::string name;
  bool authority = false;  // it gives time stamps
  bool vouched = false;
  Instant time;             // that it vouched for, where it did
  std::string problem;      // why it did not
  bool other_tree = false;  // it knows a tree that ours does not continue: somebody has to look
};

// One checkpoint, and who vouches for it.
struct CosigningRound {
  tlog::Checkpoint checkpoint;
  std::vector<Vouching> vouchings;  // witnesses, then authorities, each in the policy's order
  bool met = false;                 // the quorum: the checkpoint is the one in `cosigned` now
  bool joined = false;              // the lines stand in the log's `checkpoint`, too
};

struct CosignerOptions {
  net::HttpLimits limits{.body_bytes = size_t{256} << 10};  // of each question
};

// Adds lines to the log's `checkpoint`; false where that is another one by now, or somebody else's
// to write: Log::add_cosignatures, or join_unless_written.
using JoinCheckpoint = std::function<Result<bool>(const tlog::Note& cosigned,
                                                  std::span<const tlog::VerifierKey> witnesses)>;

// Asks witnesses for cosignatures, and authorities for time stamps, of a log's newest checkpoint.
// What each witness saw last is remembered. Not thread-safe; one for a log at a time, which a lock
// in its directory holds it to.
class Cosigner {
 public:
  // kUsage where another one asks for this log.
  static Result<std::unique_ptr<Cosigner>> open(const std::string& directory,
                                                tlog::QuorumPolicy policy,
                                                const CosignerOptions& options = {});
  // `open` is how one gets a cosigner.
  Cosigner(std::shared_ptr<tlog::Directory> log, std::unique_ptr<tlog::FileLock> lock,
           tlog::QuorumPolicy policy, const CosignerOptions& options);

  // Asks all that have not vouched yet at once, keeps what verifies, and says what is missing; it
  // takes as long as the slowest of them, or its limit. Authorities are asked where `stamps` is
  // set. An error is one of the log or of its disk, never of those who are asked.
  Result<CosigningRound> round(bool stamps, const JoinCheckpoint& join);

 private:
  struct Newest;
  Result<Newest> read_newest() const;
  Result<std::vector<Vouching>> standing(const Newest& newest) const;
  Vouching ask_witness(size_t index, const tlog::Note& note, const tlog::Checkpoint& checkpoint,
                       std::vector<tlog::NoteSignature>& lines);
  Vouching ask_authority(size_t index, const std::string& text, std::string& stamp) const;
  Result<void> keep_stamp(const std::string& name, const std::string& stamp);
  Result<CosigningRound> conclude(const Newest& newest, std::vector<Vouching> vouchings,
                                  const JoinCheckpoint& join);

  std::shared_ptr<tlog::Directory> log_;
  std::unique_ptr<tlog::FileLock> lock_;
  tlog::QuorumPolicy policy_;
  CosignerOptions options_;
  std::vector<tlog::VerifierKey> witness_keys_;
  std::vector<uint64_t> seen_;  // by each witness, as far as it told; only its own question writes
};

// For a log that no process of ours has open: false where another one has.
JoinCheckpoint join_unless_written(std::shared_ptr<tlog::Directory> log);

}  // namespace sekisho::service
