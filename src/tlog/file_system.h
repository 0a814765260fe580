#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

// The few calls of an operating system on which durability rests, one by one, so that a test can
// stand in for the disk and lose what was not synced. Nothing here retries or hides anything.
namespace sekisho::tlog {

// An open file. Not thread-safe, but for `sync`, which may run beside reads and writes.
class File {
 public:
  virtual ~File() = default;

  virtual Result<uint64_t> size() const = 0;
  // Fewer bytes than asked for mean the end of the file.
  virtual Result<size_t> read(uint64_t offset, std::span<char> out) const = 0;
  // All of it or an error; beyond the end the file grows.
  virtual Result<void> write(uint64_t offset, std::string_view bytes) = 0;
  // Makes the file so long, with zeros that are written, so that writing over them later changes no
  // metadata and cannot run out of space.
  virtual Result<void> preallocate(uint64_t size) = 0;
  // Everything that was written before is on the disk. After an error nothing is known any more,
  // and asking again would lie: see journal.h.
  virtual Result<void> sync() = 0;
};

enum class OpenMode : uint8_t {
  kRead,
  kWrite,   // reads and writes; the file exists
  kCreate,  // reads and writes; the file does not exist
};

// Held by one process, and one object in it, until it is destroyed or the process ends.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

// A directory that is held open: names in it are made, moved and removed by way of the handle, and
// `sync` makes exactly these durable, whatever becomes of the path meanwhile. Any number of
// threads.
class Directory {
 public:
  virtual ~Directory() = default;

  // kNotFound where there is no such file or directory.
  virtual Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) = 0;
  virtual Result<std::unique_ptr<Directory>> directory(std::string_view name) = 0;
  // Makes it where it does not exist; the caller syncs this directory.
  virtual Result<void> make_directory(std::string_view name) = 0;
  virtual Result<void> rename(std::string_view from, std::string_view to) = 0;
  virtual Result<void> remove(std::string_view name) = 0;
  virtual Result<void> remove_directory(std::string_view name) = 0;  // an empty one
  virtual Result<std::vector<std::string>> names() const = 0;        // sorted, without `.` and `..`
  virtual Result<void> sync() = 0;
  // Everything that was written before anywhere on this file system, files and names, is on the
  // disk: one call where there would be hundreds. It also waits for what others write.
  virtual Result<void> sync_file_system() = 0;
  // Makes the file where it does not exist. kUsage where somebody else holds the lock.
  virtual Result<std::unique_ptr<FileLock>> lock(std::string_view name) = 0;
};

// The operating system's. The second makes it where it is not there, but not its parents; its name
// is on the disk then.
// kNotFound, kIo; kUnsupported on a network file system, whose promises about syncing and locking
// cannot be relied on.
Result<std::unique_ptr<Directory>> open_directory(const std::string& path);
Result<std::unique_ptr<Directory>> make_and_open_directory(const std::string& path);
// The same for secrets: whatever is made in it, too, only its owner can read. kUsage where others
// could, or where the directory belongs to somebody else than this process's user or root.
Result<std::unique_ptr<Directory>> open_private_directory(const std::string& path);
Result<std::unique_ptr<Directory>> make_and_open_private_directory(const std::string& path);

// A new file of these bytes, not yet synced; one of this name, whatever it holds, makes way.
Result<std::unique_ptr<File>> write_new(Directory& directory, std::string_view name,
                                        std::string_view bytes);
// A whole file under its final name or not at all: written beside it as `NAME.tmp`, synced,
// renamed, and the directory synced.
Result<void> write_durably(Directory& directory, std::string_view name, std::string_view bytes);
// kLimit where it has more than `limit` bytes.
Result<std::string> read_whole(Directory& directory, std::string_view name, uint64_t limit);
// The same of a file further below, `tile/0/x001/234`.
Result<std::string> read_below(Directory& directory, std::string_view path, uint64_t limit);

}  // namespace sekisho::tlog
