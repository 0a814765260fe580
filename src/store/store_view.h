#pragma once

#include <filesystem>
#include <type_traits>

#include "base/error.h"
#include "store/database.h"
#include "store/store_directory.h"

namespace sekisho::store {

// A store that somebody reads: a connection, and what stands beside its database.
struct StoreView {
  const StoreDirectory& directory;
  Database& database;
};

// What `read(const StoreView&)` makes of the store at a path, on a connection of its own: for
// whoever asks once. Errors of find_store_directory and open_store.
template <class Read>
auto with_store(const std::filesystem::path& path, Read read)
    -> std::invoke_result_t<Read, const StoreView&> {
  const Result<StoreDirectory> directory = find_store_directory(path);
  if (!directory) return std::unexpected(directory.error());
  const auto database = open_store(*directory);
  if (!database) return std::unexpected(database.error());
  return read(StoreView{*directory, **database});
}

}  // namespace sekisho::store
