#include "service/file_hash.h"

#include <fmt/format.h>

#include <fstream>
#include <vector>

#include "crypto/sha256.h"

namespace sekisho::service {

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<char> buffer(size_t{1} << 20);
  crypto::Sha256 hash;
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.update({buffer.data(), static_cast<size_t>(in.gcount())});
  }
  if (!in.eof()) return fail(ErrorCode::kIo, fmt::format("cannot read `{}`", path.string()));
  return hash.hex();
}

}  // namespace sekisho::service
