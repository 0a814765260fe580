#include "identity/list_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "identity/limits.h"

namespace sekisho::identity {

Result<ListFile> ListFile::open(std::filesystem::path path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return fail(code, "the list of breached passwords cannot be opened", {path.string()});
  }
  const off_t end = ::lseek(descriptor, 0, SEEK_END);
  ListFile out(descriptor, std::move(path), end < 0 ? 0 : static_cast<uint64_t>(end));
  if (end < 0) {
    return fail(ErrorCode::kIo, "the list of breached passwords is no file", {out.path_.string()});
  }
  if (out.size_ <= kMaxBreachedFileBytes) return out;
  return fail(ErrorCode::kBadInput, "the list of breached passwords is too long",
              {out.path_.string()});
}

ListFile::ListFile(int descriptor, std::filesystem::path path, uint64_t size)
    : descriptor_(descriptor), path_(std::move(path)), size_(size) {}

ListFile::ListFile(ListFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      size_(other.size_) {}

ListFile::~ListFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::string> ListFile::read(uint64_t offset, size_t bytes) const {
  if (offset >= size_) return std::string();
  std::string out(std::min<uint64_t>(bytes, size_ - offset), '\0');
  for (size_t done = 0; done < out.size();) {
    const ssize_t got = ::pread(descriptor_, out.data() + done, out.size() - done,
                                static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      return fail(ErrorCode::kIo, "the list of breached passwords became shorter", {path_.string()},
                  "Put a new list beside it, rename it, and start anew.");
    }
    done += static_cast<size_t>(got);
  }
  return out;
}

}  // namespace sekisho::identity
