#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "tlog/file_system.h"
#include "tlog/journal.h"
#include "tlog/note_key.h"
#include "tlog/publisher.h"

namespace sekisho::tlog {

// Where a log stands: its directory, and its guard's file in another one. A backup of the first
// must not bring back the second.
struct LogPlace {
  std::shared_ptr<Directory> log;
  std::shared_ptr<Directory> guard;
  std::string guard_name;
};

// The parts of a log that is open for writing: everything that Log's threads share. All that was
// durable is published when it is opened.
struct LogDirectory {
  std::unique_ptr<FileLock> lock;
  std::unique_ptr<Publisher> publisher;
  std::unique_ptr<Journal> journal;
};

// An empty log under the key's name as its origin, with a signed checkpoint of size 0. What a crash
// left of an earlier attempt is used. kUsage where there is a log.
Result<void> create_log_directory(const LogPlace& place, const SignerKey& key,
                                  uint64_t segment_bytes);

// kUsage where another process has it open or it is frozen; kNotFound where a part is missing;
// kBadInput where the directory is damaged, older than what was signed, a fork of it, or a log of
// other keys. Nothing that was acknowledged or signed is changed then.
Result<LogDirectory> open_log_directory(const LogPlace& place, std::vector<SignerKey> signers,
                                        uint64_t segment_bytes);

}  // namespace sekisho::tlog
