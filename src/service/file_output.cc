#include "service/file_output.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "crypto/sha256.h"

namespace sekisho::service {
namespace {

std::unexpected<Error> io_error(std::string_view what, const std::filesystem::path& path) {
  return fail(ErrorCode::kIo,
              fmt::format("cannot {} `{}`: {}", what, path.string(), std::strerror(errno)),
              {path.string()});
}

}  // namespace

Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path beside = path.string() + ".part";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.flush();
    if (!out) return io_error("write", beside);
  }
  std::error_code ec;
  std::filesystem::rename(beside, path, ec);
  if (ec) {
    return fail(ErrorCode::kIo,
                fmt::format("cannot rename to `{}`: {}", path.string(), ec.message()),
                {path.string()});
  }
  return {};
}

Result<std::string> read_file(const std::filesystem::path& path, uint64_t limit) {
  std::error_code ec;
  const uintmax_t size = std::filesystem::file_size(path, ec);
  if (ec)
    return fail(ErrorCode::kIo, fmt::format("cannot read `{}`: {}", path.string(), ec.message()),
                {path.string()});
  if (size > limit) {
    return fail(ErrorCode::kLimit,
                fmt::format("`{}` is larger than {} bytes", path.string(), limit), {path.string()});
  }
  std::string content(size, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(content.data(), static_cast<std::streamsize>(size));
  if (!in) return io_error("read", path);
  return content;
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<char> buffer(size_t{1} << 20);
  crypto::Sha256 hash;
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.update({buffer.data(), static_cast<size_t>(in.gcount())});
  }
  if (!in.eof()) return io_error("read", path);
  return hash.hex();
}

}  // namespace sekisho::service
