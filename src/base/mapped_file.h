#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/error.h"

namespace sekisho {

// A whole file in memory. It stays mapped when the file is removed or another takes its name; a
// file that is made shorter meanwhile ends the process, so only files that are replaced whole are
// to be mapped. Whoever maps a file to write shares its bytes with everybody who maps it.
class MappedFile {
 public:
  enum class Access : uint8_t { kRead, kShare };

  MappedFile() = default;  // nothing
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  // kNotFound where there is none, kIo where it cannot be mapped. Errors name the path.
  static Result<MappedFile> open(const std::filesystem::path& path, Access access = Access::kRead);

  std::string_view bytes() const { return {data_, size_}; }
  // Only of a file that is shared.
  char* data() { return data_; }

 private:
  char* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace sekisho
