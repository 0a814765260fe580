#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/file.h"
#include "tlog/file_system.h"

namespace sekisho::tlog {
namespace {

constexpr uint64_t kZerosAtOnce = uint64_t{1} << 20;
// Who may read what is made.
struct Modes {
  mode_t file;
  mode_t directory;
};
constexpr Modes kPublic{0644, 0755};
constexpr Modes kPrivate{0600, 0700};
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

std::unexpected<Error> failed(const char* what, const std::string& path) {
  const int code = errno;
  const auto kind = code == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  std::string help;
  if (code == EIO)
    help = "Look after the disk, then start again: what was acknowledged is read back from it.";
  if (code == ENOSPC || code == EDQUOT) help = "Make room on the disk, then start again.";
  if (code == EROFS || code == EACCES || code == EPERM)
    help = "Give this process the right to write there.";
  return fail(kind, fmt::format("cannot {}: {}", what, std::strerror(code)), {path},
              std::move(help));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

class PosixFile final : public File {
 public:
  PosixFile(Descriptor fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

  Result<uint64_t> size() const override {
    struct stat found{};
    if (::fstat(fd_.get(), &found) != 0) return failed("look at the file", path_);
    return static_cast<uint64_t>(found.st_size);
  }

  Result<size_t> read(uint64_t offset, std::span<char> out) const override {
    size_t done = 0;
    while (done < out.size()) {
      const ssize_t got = ::pread(fd_.get(), out.data() + done, out.size() - done,
                                  static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return failed("read the file", path_);
      if (got == 0) break;
      done += static_cast<size_t>(got);
    }
    return done;
  }

  Result<void> write(uint64_t offset, std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t put =
          ::pwrite(fd_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return failed("write the file", path_);
      bytes.remove_prefix(static_cast<size_t>(put));
      offset += static_cast<uint64_t>(put);
    }
    return {};
  }

  Result<void> preallocate(uint64_t size) override {
    const Result<uint64_t> has = this->size();
    if (!has) return std::unexpected(has.error());
    // Blocks that are reserved and were never written would cost metadata at the first write. The
    // reservation says at once where there is not enough room.
    if (const int code = ::posix_fallocate(fd_.get(), 0, static_cast<off_t>(size)); code != 0) {
      errno = code;
      return failed("reserve room for the file", path_);
    }
    const std::string zeros(std::min<uint64_t>(size, kZerosAtOnce), '\0');
    for (uint64_t at = *has; at < size; at += zeros.size()) {
      if (auto put = write(at, std::string_view(zeros).substr(0, size - at)); !put) return put;
    }
    return {};
  }

  Result<void> sync() override {
    if (::fdatasync(fd_.get()) != 0) return failed("sync the file", path_);
    return {};
  }

 private:
  Descriptor fd_;
  std::string path_;
};

struct CloseStream {
  void operator()(DIR* stream) const { ::closedir(stream); }
};

class PosixLock final : public FileLock {
 public:
  explicit PosixLock(Descriptor fd) : fd_(std::move(fd)) {}

 private:
  Descriptor fd_;  // closing it opens the lock
};

class PosixDirectory final : public Directory {
 public:
  PosixDirectory(Descriptor fd, std::string path, const Modes& modes)
      : fd_(std::move(fd)), path_(std::move(path)), modes_(modes) {}

  Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) override {
    const int flags = (mode == OpenMode::kRead    ? O_RDONLY
                       : mode == OpenMode::kWrite ? O_RDWR
                                                  : O_RDWR | O_CREAT | O_EXCL) |
                      O_CLOEXEC | O_NOFOLLOW;
    Descriptor fd(::openat(fd_.get(), std::string(name).c_str(), flags, modes_.file));
    if (fd.get() < 0) return failed("open the file", below(name));
    return std::make_unique<PosixFile>(std::move(fd), below(name));
  }

  Result<std::unique_ptr<Directory>> directory(std::string_view name) override {
    Descriptor fd(::openat(fd_.get(), std::string(name).c_str(),
                           O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    if (fd.get() < 0) return failed("open the directory", below(name));
    return std::make_unique<PosixDirectory>(std::move(fd), below(name), modes_);
  }

  Result<void> make_directory(std::string_view name) override {
    if (::mkdirat(fd_.get(), std::string(name).c_str(), modes_.directory) != 0 && errno != EEXIST) {
      return failed("make the directory", below(name));
    }
    return {};
  }

  Result<void> rename(std::string_view from, std::string_view to) override {
    if (::renameat(fd_.get(), std::string(from).c_str(), fd_.get(), std::string(to).c_str()) != 0)
      return failed("rename the file", below(from));
    return {};
  }

  Result<void> remove(std::string_view name) override {
    if (::unlinkat(fd_.get(), std::string(name).c_str(), 0) != 0)
      return failed("remove the file", below(name));
    return {};
  }

  Result<void> remove_directory(std::string_view name) override {
    if (::unlinkat(fd_.get(), std::string(name).c_str(), AT_REMOVEDIR) != 0)
      return failed("remove the directory", below(name));
    return {};
  }

  Result<void> sync_file_system() override {
    if (::syncfs(fd_.get()) != 0) return failed("sync the file system", path_);
    return {};
  }

  Result<std::unique_ptr<FileLock>> lock(std::string_view name) override {
    Descriptor fd(::openat(fd_.get(), std::string(name).c_str(),
                           O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, modes_.file));
    if (fd.get() < 0) return failed("open the lock", below(name));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) return failed("take the lock", below(name));
      return fail(ErrorCode::kUsage, "another process writes here", {below(name)},
                  "Stop the other one first; a log has one writer.");
    }
    return std::make_unique<PosixLock>(std::move(fd));
  }

  Result<std::vector<std::string>> names() const override {
    const int copy = ::openat(fd_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, CloseStream> stream(copy < 0 ? nullptr : ::fdopendir(copy));
    if (stream == nullptr) return failed("list the directory", path_);
    std::vector<std::string> out;
    errno = 0;
    while (const dirent* entry = ::readdir(stream.get())) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") out.emplace_back(name);
    }
    if (errno != 0) return failed("list the directory", path_);
    std::ranges::sort(out);
    return out;
  }

  Result<void> sync() override {
    if (::fsync(fd_.get()) != 0) return failed("sync the directory", path_);
    return {};
  }

 private:
  std::string below(std::string_view name) const { return fmt::format("{}/{}", path_, name); }

  Descriptor fd_;
  std::string path_;
  const Modes& modes_;
};

// What keeps its promises only as far as a server far away does.
bool is_remote(int fd) {
  constexpr std::array<uint32_t, 6> kRemote{NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC,
                                            SMB2_SUPER_MAGIC, CIFS_SUPER_MAGIC,
                                            V9FS_MAGIC,       0x65735546 /* FUSE */};
  struct statfs about{};
  return ::fstatfs(fd, &about) == 0 &&
         std::ranges::find(kRemote, static_cast<uint32_t>(about.f_type)) != kRemote.end();
}

Result<void> make(const std::string& path, const Modes& modes) {
  if (::mkdir(path.c_str(), modes.directory) == 0) return sync_name(path);
  if (errno == EEXIST) return {};
  return failed("make the directory", path);
}

Result<Descriptor> open_local(const std::string& path) {
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) return failed("open the directory", path);
  if (is_remote(fd.get())) {
    return fail(
        ErrorCode::kUnsupported, "the directory is on a network file system", {path},
        "Keep the log on a local disk; such a file system may confirm what is not written.");
  }
  return fd;
}

}  // namespace

Result<std::unique_ptr<Directory>> open_directory(const std::string& path) {
  Result<Descriptor> fd = open_local(path);
  if (!fd) return std::unexpected(fd.error());
  return std::make_unique<PosixDirectory>(std::move(*fd), path, kPublic);
}

Result<std::unique_ptr<Directory>> make_and_open_directory(const std::string& path) {
  if (auto made = make(path, kPublic); !made) return std::unexpected(made.error());
  return open_directory(path);
}

Result<std::unique_ptr<Directory>> open_private_directory(const std::string& path) {
  Result<Descriptor> fd = open_local(path);
  if (!fd) return std::unexpected(fd.error());
  struct stat about{};
  if (::fstat(fd->get(), &about) != 0) return failed("look at the directory", path);
  if ((about.st_mode & kOthers) != 0) {
    return fail(ErrorCode::kUsage,
                fmt::format("others may look into a directory of secrets: its mode is {:04o}",
                            about.st_mode & 07777),
                {path}, "Run `chmod 700` on it, and ask who may have read what is in it.");
  }
  if (about.st_uid != ::geteuid() && about.st_uid != 0) {
    return fail(ErrorCode::kUsage, "the directory belongs to another user", {path},
                "Make it one of the user who runs this.");
  }
  return std::make_unique<PosixDirectory>(std::move(*fd), path, kPrivate);
}

Result<std::unique_ptr<Directory>> make_and_open_private_directory(const std::string& path) {
  if (auto made = make(path, kPrivate); !made) return std::unexpected(made.error());
  return open_private_directory(path);
}

}  // namespace sekisho::tlog
