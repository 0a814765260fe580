#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "service/upload/limits.h"
#include "tlog/file_system.h"

namespace sekisho::service {

// A file that arrives in pieces. What was said of it before the first one is what it must be in
// the end.
struct Upload {
  std::string id;
  std::string caller;     // a pseudonym: nobody else knows of it
  std::string name;       // `nol/nol_2024-10.csv`: a path without `..`
  uint64_t bytes = 0;     // of the whole file
  std::string sha256;     // likewise
  Instant expires;        // unless something arrives before
  uint64_t offset = 0;    // that has arrived
  bool complete = false;  // and is what it should be
};

struct UploadLimits {
  uint64_t file_bytes = kMaxUploadBytes;
  uint64_t caller_bytes = kMaxCallerUploadBytes;
  size_t caller_uploads = kMaxCallerUploads;
  uint64_t spare_bytes = kUploadSpareBytes;
};

// The uploads of a server, in a directory of their own. A piece goes to the file as it arrives, and
// stays there where the connection breaks: the next one begins where the file ends. Any number of
// threads; one writes to an upload at a time.
class Uploads {
 public:
  class Writer;

  // Reads what is there. kBadInput where a file is none of ours.
  static Result<std::unique_ptr<Uploads>> open(const std::filesystem::path& directory,
                                               std::function<Instant()> now,
                                               const UploadLimits& limits = {});
  Uploads(std::filesystem::path path, std::unique_ptr<tlog::Directory> directory,
          std::function<Instant()> now, const UploadLimits& limits);

  struct Description {
    std::string name;
    uint64_t bytes = 0;
    std::string sha256;  // 64 hexadecimal digits
  };
  // Keeps room for it. kUsage where the name is no path below a directory; kLimit beyond a limit of
  // the caller or of the disk.
  Result<Upload> begin(const std::string& caller, const Description& description);

  // kNotFound where the caller has no such upload.
  Result<Upload> find(std::string_view caller, std::string_view id) const;
  std::vector<Upload> list(std::string_view caller) const;  // by name
  Result<void> drop(std::string_view caller, std::string_view id);
  // Where the bytes of a complete upload stand. kUsage where it is not complete.
  Result<std::filesystem::path> file(std::string_view caller, std::string_view id) const;

  // kNotFound; kUsage where another piece is on its way, the file is complete, or `offset` is not
  // what has arrived.
  Result<std::unique_ptr<Writer>> write(std::string_view caller, std::string_view id,
                                        uint64_t offset);

 private:
  struct Entry {
    Upload upload;
    bool busy = false;  // a writer has it
  };
  using Entries = std::map<std::string, Entry, std::less<>>;

  Result<void> read();
  Result<void> keep(const Upload& upload);
  void drop_old();
  Result<void> room_for(const std::string& caller, uint64_t bytes) const;
  Result<Entries::iterator> known(std::string_view caller, std::string_view id);
  Upload arrived(const Upload& now);
  Result<Upload> end(Upload upload);
  Result<bool> is_what_was_said(const Upload& upload) const;

  const std::filesystem::path path_;
  const std::unique_ptr<tlog::Directory> directory_;
  const std::function<Instant()> now_;
  const UploadLimits limits_;
  mutable std::mutex mutex_;  // of what follows
  Entries entries_;
};

// One piece on its way. What it appended stays, also without `finish`. It is done before its
// Uploads are.
class Uploads::Writer {
 public:
  Writer(Uploads& uploads, Upload upload, std::unique_ptr<tlog::File> file);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  // kLimit where that is more than the file should have: nothing of it is taken.
  Result<void> append(std::string_view bytes);
  // What has arrived is on the disk. Where that is all, it is compared with its hash: kBadInput
  // where it is something else, and the upload begins anew.
  Result<Upload> finish();

 private:
  Uploads& uploads_;
  Upload upload_;                     // as far as it has arrived
  std::unique_ptr<tlog::File> file_;  // none: it was finished
};

std::string upload_json(const Upload& upload);

// A whole file that the server made itself, as an upload of the caller's that is complete. Errors
// of `begin` and of writing it.
Result<Upload> upload_whole(Uploads& uploads, const std::string& caller, const std::string& name,
                            std::string_view bytes);

}  // namespace sekisho::service
