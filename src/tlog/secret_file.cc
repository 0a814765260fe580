#include "tlog/secret_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "crypto/random.h"
#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

constexpr mode_t kSecretMode = 0600;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::unexpected<Error> failed(const char* what, const std::string& path) {
  const int code = errno;
  return fail(code == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
              fmt::format("cannot {} the key: {}", what, std::strerror(code)), {path},
              code == ENOENT ? "Name the file of the secret key." : "");
}

// Whether somebody else could read or replace what is in the file.
Result<void> check_private(int fd, const std::string& path) {
  struct stat about{};
  if (::fstat(fd, &about) != 0) return failed("look at", path);
  if (!S_ISREG(about.st_mode)) return fail(ErrorCode::kUsage, "the key is no plain file", {path});
  if ((about.st_mode & kOthers) != 0) {
    return fail(ErrorCode::kUsage,
                fmt::format("others may use the key: its mode is {:04o}", about.st_mode & 07777),
                {path}, "Run `chmod 600` on it, and ask who may have read it.");
  }
  if (about.st_uid != ::geteuid() && about.st_uid != 0) {
    return fail(ErrorCode::kUsage, "the key belongs to another user", {path},
                "Make its file one of the user who runs this.");
  }
  return {};
}

}  // namespace

// It gets its name when it is whole: whoever is killed on the way leaves no key that is none.
Result<void> write_secret_file(const std::string& path, std::string_view line) {
  const std::string unfinished = path + ".new";
  ::unlink(unfinished.c_str());
  const Descriptor fd(::open(unfinished.c_str(),
                             O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kSecretMode));
  if (fd.get() < 0) return failed("make", path);
  std::string text = std::string(line) + "\n";
  const bool written =
      ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(fd.get()) == 0;
  crypto::wipe(text.data(), text.size());
  if (!written || ::link(unfinished.c_str(), path.c_str()) != 0) {
    const bool there = written && errno == EEXIST;
    const auto error = failed("write", path);
    ::unlink(unfinished.c_str());
    if (!there) return error;
    return fail(ErrorCode::kUsage, "there is a file already; a key is never written over", {path});
  }
  ::unlink(unfinished.c_str());
  return sync_name(path);
}

Result<std::string> read_secret_file(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (fd.get() < 0) return failed("open", path);
  if (auto is_private = check_private(fd.get(), path); !is_private) {
    return std::unexpected(is_private.error());
  }
  std::string text(kMaxKeyFileBytes + 1, '\0');
  const ssize_t size = ::read(fd.get(), text.data(), text.size());
  if (size < 0) return failed("read", path);
  text.resize(static_cast<size_t>(size));
  if (text.size() > kMaxKeyFileBytes) {
    crypto::wipe(text.data(), text.size());
    return fail(ErrorCode::kLimit, "the file is too long for a key", {path});
  }
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace sekisho::tlog
