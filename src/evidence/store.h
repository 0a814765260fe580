#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "evidence/entry.h"
#include "text/json.h"
#include "tlog/log.h"
#include "tlog/note_key.h"

namespace sekisho::evidence {

// Where a store is. Its directory is the log itself, so that any C2SP program can be pointed at it
// and all of it may be shown to anybody; the private directory is its owner's alone and stands
// outside of it. A backup takes the first and never the second.
struct StorePlace {
  std::string directory;
  std::string private_directory;
};

// The private directory is `DIRECTORY.private` unless another one is named.
StorePlace store_at(std::string directory, std::string private_directory = {});

// Files of the private directory.
inline constexpr const char* kLogKeyFile = "log.key";
inline constexpr const char* kNextLogKeyFile = "log.key.next";  // signs, too, while keys change
inline constexpr const char* kGuardFile = "guard";

// A store that is open for writing. Any number of threads, except for the destructor.
class Store {
 public:
  // An empty store with a new key, whose verifier key is what others need to check it. What a crash
  // left of an earlier attempt is used. kUsage where a log, other files or the key of another log
  // are there, or where the private directory is not private.
  static Result<tlog::VerifierKey> create(const StorePlace& place, const std::string& origin);

  // Errors: read_key_file (the log's key), Log::open.
  static Result<std::unique_ptr<Store>> open(const StorePlace& place,
                                             const tlog::LogOptions& options = {});
  // `open` is how one gets a store.
  Store(std::unique_ptr<tlog::Log> log, bool rotates) : log_(std::move(log)), rotates_(rotates) {}

  // The index of an entry that was made of the draft (entry.h), once it is durable.
  Result<uint64_t> append(const text::JsonValue& draft, Instant now);

  // For whoever makes entries itself, many at a time; and for keys, publications and the end.
  tlog::Log& log() { return *log_; }
  // Whether two keys signed when it was opened (succession.h).
  bool rotates() const { return rotates_; }

 private:
  std::unique_ptr<tlog::Log> log_;
  bool rotates_;
  std::mutex nonces_mutex_;
  NonceSource nonces_;
};

// Checks that a directory exists and that nobody but its owner may enter it, or makes it so.
Result<void> make_private_directory(const std::string& path);
Result<void> check_private_directory(const std::string& path);

}  // namespace sekisho::evidence
