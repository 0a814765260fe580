#include "base/file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace sekisho {
namespace {

std::unexpected<Error> io_error(std::string_view what, const std::filesystem::path& path,
                                const std::string& why) {
  return fail(ErrorCode::kIo, fmt::format("cannot {} `{}`: {}", what, path.string(), why));
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, uint64_t limit) {
  std::error_code failed;
  const uintmax_t size = std::filesystem::file_size(path, failed);
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

Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path beside = path.string() + ".part";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.flush();
    if (!out) return io_error("write", beside, std::strerror(errno));
  }
  std::error_code failed;
  std::filesystem::rename(beside, path, failed);
  if (failed) return io_error("write", path, failed.message());
  return {};
}

}  // namespace sekisho
