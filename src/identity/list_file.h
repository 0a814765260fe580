#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.h"

namespace sekisho::identity {

// A list of up to kMaxBreachedFileBytes that is searched where it lies, and stays what it was when
// it was opened: it is never mapped, since one that becomes shorter would end the process. Any
// number of threads.
class ListFile {
 public:
  // kNotFound, kIo; kBadInput where it is too long.
  static Result<ListFile> open(std::filesystem::path path);
  ListFile(ListFile&& other) noexcept;
  ListFile& operator=(ListFile&&) = delete;
  ~ListFile();

  const std::filesystem::path& path() const { return path_; }
  uint64_t size() const { return size_; }
  // The `bytes` from an offset, fewer where it ends before. kIo where it became shorter.
  Result<std::string> read(uint64_t offset, size_t bytes) const;

 private:
  ListFile(int descriptor, std::filesystem::path path, uint64_t size);

  int descriptor_;
  std::filesystem::path path_;
  uint64_t size_;
};

}  // namespace sekisho::identity
