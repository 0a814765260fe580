#include "base/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace sekisho {

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path, Access access) {
  const auto refused = [&](int why) {
    return fail(why == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                fmt::format("cannot map `{}`: {}", path.string(), std::strerror(why)),
                {path.string()});
  };
  const bool share = access == Access::kShare;
  const int descriptor = ::open(path.c_str(), (share ? O_RDWR : O_RDONLY) | O_CLOEXEC);
  if (descriptor < 0) return refused(errno);
  struct stat about{};
  void* mapped = nullptr;  // of an empty file, which cannot be mapped
  const bool known = ::fstat(descriptor, &about) == 0;
  if (known && about.st_size > 0) {
    mapped = ::mmap(nullptr, static_cast<size_t>(about.st_size),
                    share ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, descriptor, 0);
  }
  const int why = errno;
  ::close(descriptor);
  if (!known || mapped == MAP_FAILED) return refused(why);
  MappedFile out;
  out.data_ = static_cast<char*>(mapped);
  out.size_ = static_cast<size_t>(about.st_size);
  return out;
}

}  // namespace sekisho
