#include <fmt/format.h>

#include "tlog/file_system.h"

namespace sekisho::tlog {

Result<std::unique_ptr<File>> write_new(Directory& directory, std::string_view name,
                                        std::string_view bytes) {
  Result<std::unique_ptr<File>> file = directory.open(name, OpenMode::kCreate);
  if (!file) {
    // A file that a crash left is not written over: its pages may be in memory and not on the disk.
    if (auto gone = directory.remove(name); !gone) return file;
    file = directory.open(name, OpenMode::kCreate);
    if (!file) return file;
  }
  if (auto written = (*file)->write(0, bytes); !written) return std::unexpected(written.error());
  return file;
}

Result<void> write_durably(Directory& directory, std::string_view name, std::string_view bytes) {
  const std::string beside = fmt::format("{}.tmp", name);
  const Result<std::unique_ptr<File>> file = write_new(directory, beside, bytes);
  if (!file) return std::unexpected(file.error());
  if (auto synced = (*file)->sync(); !synced) return synced;
  if (auto moved = directory.rename(beside, name); !moved) return moved;
  return directory.sync();
}

Result<std::string> read_whole(Directory& directory, std::string_view name, uint64_t limit) {
  Result<std::unique_ptr<File>> file = directory.open(name, OpenMode::kRead);
  if (!file) return std::unexpected(file.error());
  const Result<uint64_t> size = (*file)->size();
  if (!size) return std::unexpected(size.error());
  if (*size > limit) {
    return fail(ErrorCode::kLimit, fmt::format("the file has {} bytes, more than {}", *size, limit),
                {std::string(name)});
  }
  std::string bytes(*size, '\0');
  const Result<size_t> got = (*file)->read(0, bytes);
  if (!got) return std::unexpected(got.error());
  bytes.resize(*got);
  return bytes;
}

Result<std::string> read_below(Directory& directory, std::string_view path, uint64_t limit) {
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) return read_whole(directory, path, limit);
  const Result<std::unique_ptr<Directory>> below = directory.directory(path.substr(0, slash));
  if (!below) return std::unexpected(below.error());
  return read_below(**below, path.substr(slash + 1), limit);
}

}  // namespace sekisho::tlog
