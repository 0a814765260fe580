#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include "tlog/file_system.h"

namespace sekisho::tlog {

// Files in memory that lose nothing, for fuzz targets. One thread.
class MemoryDirectory final : public Directory {
 public:
  using Files = std::map<std::string, std::string, std::less<>>;
  explicit MemoryDirectory(Files& files) : files_(files) {}

  Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) override {
    const bool there = files_.contains(name);
    if (there == (mode == OpenMode::kCreate)) return missing();
    return std::make_unique<MemoryFile>(files_[std::string(name)]);
  }
  Result<std::unique_ptr<Directory>> directory(std::string_view) override { return missing(); }
  Result<void> make_directory(std::string_view) override { return missing(); }
  Result<void> rename(std::string_view from, std::string_view to) override {
    const auto found = files_.find(from);
    if (found == files_.end()) return missing();
    auto node = files_.extract(found);  // an open file stays where it is
    node.key() = to;
    files_.erase(std::string(to));
    files_.insert(std::move(node));
    return {};
  }
  Result<void> remove(std::string_view name) override {
    const auto found = files_.find(name);
    if (found == files_.end()) return missing();
    files_.erase(found);
    return {};
  }
  Result<void> remove_directory(std::string_view) override { return missing(); }
  Result<std::vector<std::string>> names() const override {
    std::vector<std::string> out;
    for (const auto& [name, bytes] : files_) out.push_back(name);
    return out;
  }
  Result<void> sync() override { return {}; }
  Result<void> sync_file_system() override { return {}; }
  Result<std::unique_ptr<FileLock>> lock(std::string_view) override {
    return std::make_unique<FileLock>();
  }

 private:
  class MemoryFile final : public File {
   public:
    explicit MemoryFile(std::string& bytes) : bytes_(bytes) {}
    Result<uint64_t> size() const override { return bytes_.size(); }
    Result<size_t> read(uint64_t offset, std::span<char> out) const override {
      return offset >= bytes_.size() ? 0 : bytes_.copy(out.data(), out.size(), offset);
    }
    Result<void> write(uint64_t offset, std::string_view bytes) override {
      bytes_.resize(std::max<uint64_t>(bytes_.size(), offset + bytes.size()));
      bytes_.replace(offset, bytes.size(), bytes);
      return {};
    }
    Result<void> preallocate(uint64_t size) override {
      bytes_.resize(size);
      return {};
    }
    Result<void> sync() override { return {}; }

   private:
    std::string& bytes_;  // nodes of the map stay where they are
  };

  static std::unexpected<Error> missing() { return fail(ErrorCode::kNotFound, "no such file"); }

  Files& files_;
};

}  // namespace sekisho::tlog
