#include "tlog/tile_store.h"

#include <fmt/format.h>

namespace sekisho::tlog {
namespace {

constexpr size_t kSyncOneByOne = 16;
constexpr size_t kOpenDirectories = 64;

struct Split {
  std::string parent;
  std::string name;
};

Split split(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {"", std::string(path)};
  return {std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

}  // namespace

Result<std::shared_ptr<Directory>> TileStore::directory(const std::string& path) {
  if (path.empty()) return log_;
  if (const auto found = open_.find(path); found != open_.end()) return found->second;
  const auto [parent_path, name] = split(path);
  const Result<std::shared_ptr<Directory>> parent = directory(parent_path);
  if (!parent) return parent;
  if (auto made = (*parent)->make_directory(name); !made) return std::unexpected(made.error());
  Result<std::unique_ptr<Directory>> opened = (*parent)->directory(name);
  if (!opened) return std::unexpected(opened.error());
  unsynced_directories_.insert(parent_path);
  return open_[path] = std::move(*opened);
}

Result<void> TileStore::write(std::string_view path, std::string_view bytes) {
  const auto [parent_path, name] = split(path);
  const Result<std::shared_ptr<Directory>> parent = directory(parent_path);
  if (!parent) return std::unexpected(parent.error());
  Result<std::unique_ptr<File>> file = write_new(**parent, name, bytes);
  if (!file) return std::unexpected(file.error());
  unsynced_directories_.insert(parent_path);
  if (many_) return {};
  unsynced_files_.push_back(std::move(*file));
  if (unsynced_files_.size() > kSyncOneByOne) {
    many_ = true;
    unsynced_files_.clear();
  }
  return {};
}

Result<void> TileStore::sync() {
  if (many_) {
    if (auto synced = log_->sync_file_system(); !synced) return synced;
  } else {
    for (const std::unique_ptr<File>& file : unsynced_files_) {
      if (auto synced = file->sync(); !synced) return synced;
    }
    for (const std::string& path : unsynced_directories_) {
      const Result<std::shared_ptr<Directory>> unsynced = directory(path);
      if (!unsynced) return std::unexpected(unsynced.error());
      if (auto synced = (*unsynced)->sync(); !synced) return synced;
    }
  }
  many_ = false;
  unsynced_files_.clear();
  unsynced_directories_.clear();
  if (open_.size() > kOpenDirectories) open_.clear();
  return {};
}

Result<void> TileStore::remove_partials(std::string_view path) {
  const auto [parent_path, name] = split(path);
  const std::string partials = fmt::format("{}.p", name);
  const Result<std::shared_ptr<Directory>> parent = directory(parent_path);
  if (!parent) return std::unexpected(parent.error());
  open_.erase(fmt::format("{}.p", path));
  // Also where it is gone already: that need not be durable.
  unsynced_directories_.insert(parent_path);
  const Result<std::unique_ptr<Directory>> there = (*parent)->directory(partials);
  if (!there) {
    if (there.error().code == ErrorCode::kNotFound) return {};
    return std::unexpected(there.error());
  }
  const Result<std::vector<std::string>> names = (*there)->names();
  if (!names) return std::unexpected(names.error());
  for (const std::string& width : *names) {
    if (auto removed = (*there)->remove(width); !removed) return removed;
  }
  return (*parent)->remove_directory(partials);
}

}  // namespace sekisho::tlog
