#include "store/supply_files.h"

#include <array>
#include <fstream>

#include "base/file.h"
#include "crypto/sha256.h"

namespace sekisho::store {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 20;

}  // namespace

std::filesystem::path SupplyFiles::path_of(const std::string& sha256) const {
  return directory_ / (sha256 + ".supply");
}

std::filesystem::path SupplyFiles::unfinished(const std::string& name) const {
  return directory_ / (name + ".tmp");
}

Result<std::shared_ptr<const reg::SupplySegment>> SupplyFiles::open(
    const std::string& sha256) const {
  return reg::SupplySegment::open(path_of(sha256));
}

Result<std::string> SupplyFiles::hash_of(const std::string& sha256) const {
  const std::filesystem::path path = path_of(sha256);
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(ErrorCode::kNotFound, "the supply segment is not there", {path.string()});
  crypto::Sha256 hash;
  std::string block(kBlockBytes, '\0');
  while (in) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    hash.update(std::string_view(block).substr(0, static_cast<size_t>(in.gcount())));
  }
  if (in.bad()) return fail(ErrorCode::kIo, "cannot read the supply segment", {path.string()});
  return hash.hex();
}

Result<void> SupplyFiles::keep(const std::filesystem::path& unfinished,
                               const std::string& sha256) const {
  std::error_code failed;
  std::filesystem::rename(unfinished, path_of(sha256), failed);
  if (failed) {
    return fail(ErrorCode::kIo, "cannot rename: " + failed.message(), {unfinished.string()});
  }
  return sync_name(path_of(sha256));
}

}  // namespace sekisho::store
