#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/checkpoint.h"
#include "tlog/log_directory.h"
#include "tlog/note.h"
#include "tlog/note_key.h"

namespace sekisho::tlog {

class LogPipeline;

struct LogOptions {
  uint64_t segment_bytes = uint64_t{16} << 20;  // of a file of the journal
  // What may wait to be durable or to go into tiles; who appends beyond it waits.
  size_t pending_bytes = size_t{64} << 20;
  // How long after a publication the next one comes, where there is something new. The clock is
  // one that never jumps.
  std::chrono::milliseconds publish_every{1000};
};

// A log that is open for writing (C2SP tlog-tiles on plain files). An entry goes to the journal;
// once that is synced, its index is acknowledged; about once a second everything acknowledged is
// published as tiles and a signed checkpoint. One thread hashes and writes while another syncs what
// was written before, and a third makes tiles, so that appenders share syncs (group commit); who
// waits in `append` does such work instead of waiting for a thread that does.
//
// After an error of the disk the log refuses everything with that error: the process has to end,
// and `open` finds what was acknowledged. Any number of threads, except for the destructor.
class Log {
 public:
  static Result<void> create(const LogPlace& place, const SignerKey& key,
                             const LogOptions& options = {});
  // Recovers what was acknowledged and publishes it. Errors: open_log_directory.
  static Result<std::unique_ptr<Log>> open(const LogPlace& place, std::vector<SignerKey> signers,
                                           const LogOptions& options = {});
  // `open` is how one gets a log.
  explicit Log(std::unique_ptr<LogPipeline> pipeline);
  // Writes, syncs and publishes everything submitted.
  ~Log();

  // The index of the entry, or of the first of several in a row, once all are durable. kLimit where
  // an entry has more than kMaxEntryBytes; kUsage after `freeze`.
  Result<uint64_t> append(std::string_view entry);
  Result<uint64_t> append(std::span<const std::string_view> entries);

  // The same in two steps: the index at once, and later the word that the first `size` entries of
  // the log are durable. An index that was not waited for may be lost.
  Result<uint64_t> submit(std::span<const std::string_view> entries);
  Result<void> wait(uint64_t size);

  // Publishes everything submitted up to now, at once.
  Result<Checkpoint> publish();
  // Checkpoints are signed by this key, too, from the next one on, which is published at once. The
  // entry that says so is the caller's, as is keeping the key for the next `open`.
  Result<Checkpoint> add_key(SignerKey key);
  Result<Checkpoint> retire_key(uint32_t id);
  // Publishes everything and refuses entries from now on, also after it is opened again.
  Result<Checkpoint> freeze();

  // Lines of witnesses join the published checkpoint where its text is still that of `cosigned`;
  // false where it is another one by now. kBadInput and kLimit, and nothing is changed, where a
  // line is of none of `witnesses`, does not fit, or is one too many.
  Result<bool> add_cosignatures(const Note& cosigned, std::span<const VerifierKey> witnesses);

  uint64_t durable() const;  // entries that are acknowledged
  Checkpoint published() const;

 private:
  std::unique_ptr<LogPipeline> pipeline_;
};

}  // namespace sekisho::tlog
