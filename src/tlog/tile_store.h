#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/file_system.h"

namespace sekisho::tlog {

// Writes files below a log's directory, many at a time, and makes them durable together. Not
// thread-safe.
class TileStore {
 public:
  explicit TileStore(std::shared_ptr<Directory> log) : log_(std::move(log)) {}

  // Not durable until `sync`. Whatever stands there makes way: nobody may depend on it yet.
  Result<void> write(std::string_view path, std::string_view bytes);
  // All files that were written and the names on the way to them are durable. A few are synced one
  // by one; of many, the whole file system in one call.
  Result<void> sync();
  // Removes the directory `PATH.p` and what is in it, if it is there. Until `sync`, a crash may
  // bring it back.
  Result<void> remove_partials(std::string_view path);

 private:
  Result<std::shared_ptr<Directory>> directory(const std::string& path);

  std::shared_ptr<Directory> log_;
  // Those that are open, by path. Their names are among the unsynced ones of their parents until
  // the next sync, also when somebody else made them: that need not have been durable.
  std::map<std::string, std::shared_ptr<Directory>, std::less<>> open_;
  std::set<std::string, std::less<>> unsynced_directories_;
  std::vector<std::unique_ptr<File>> unsynced_files_;
  bool many_ = false;  // too many files to keep them open
};

}  // namespace sekisho::tlog
