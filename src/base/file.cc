#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace sekisho {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> io_error(std::string_view what, const fs::path& path,
                                const std::string& why) {
  return fail(ErrorCode::kIo, fmt::format("cannot {} `{}`: {}", what, path.string(), why));
}

fs::path beside_of(const fs::path& path) {
  return path.string() + ".part";
}

// The directory in which the name stands.
fs::path above(const fs::path& path) {
  const fs::path out = (path.has_filename() ? path : path.parent_path()).parent_path();
  return out.empty() ? fs::path(".") : out;
}

Result<void> write(const fs::path& path, std::string_view content) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.flush();
  if (!out) return io_error("write", path, std::strerror(errno));
  return {};
}

Result<void> replace(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::rename(from, to, failed);
  if (failed) return io_error("write", to, failed.message());
  return {};
}

// The bytes of a file, or the names in a directory.
Result<void> sync(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int why = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (synced) return {};
  return io_error("sync", path, std::strerror(why));
}

}  // namespace

Result<std::string> read_file(const fs::path& path, uint64_t limit) {
  std::error_code failed;
  const uintmax_t size = fs::file_size(path, failed);
  if (failed) return io_error("read", path, failed.message());
  if (size > limit) {
    return fail(ErrorCode::kLimit,
                fmt::format("`{}` has more than {} bytes", path.string(), limit));
  }
  std::string content(size, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(content.data(), static_cast<std::streamsize>(size));
  if (!in) return io_error("read", path, std::strerror(errno));
  return content;
}

Result<void> write_file(const fs::path& path, std::string_view content) {
  const fs::path beside = beside_of(path);
  if (auto written = write(beside, content); !written) return written;
  return replace(beside, path);
}

Result<void> write_file_durably(const fs::path& path, std::string_view content) {
  const fs::path beside = beside_of(path);
  if (auto written = write(beside, content); !written) return written;
  if (auto synced = sync(beside); !synced) return synced;
  if (auto replaced = replace(beside, path); !replaced) return replaced;
  return sync_name(path);
}

Result<void> sync_name(const fs::path& path) {
  return sync(above(path));
}

Result<void> make_directories(const fs::path& directory) {
  std::error_code failed;
  if (fs::is_directory(directory, failed)) return {};
  if (auto made = make_directories(above(directory)); !made) return made;
  fs::create_directory(directory, failed);
  if (failed) return io_error("make", directory, failed.message());
  return sync_name(directory);
}

}  // namespace sekisho
