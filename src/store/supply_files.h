#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "register/supply_segment.h"
#include "store/change.h"

namespace sekisho::store {

// The directory of a store's supply segments, each named by its hash and never changed.
class SupplyFiles {
 public:
  explicit SupplyFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}

  // kNotFound where there is none of that hash. Its content is not held against the hash.
  Result<std::shared_ptr<const reg::SupplySegment>> open(const std::string& sha256) const;
  // The hash of the file as it stands.
  Result<std::string> hash_of(const std::string& sha256) const;
  // A file that is being written; `keep` gives it its name, and it is on the disk then.
  std::filesystem::path unfinished(const std::string& name) const;
  Result<void> keep(const std::filesystem::path& unfinished, const std::string& sha256) const;
  std::filesystem::path path_of(const std::string& sha256) const;
  const std::filesystem::path& directory() const { return directory_; }

 private:
  std::filesystem::path directory_;
};

}  // namespace sekisho::store
