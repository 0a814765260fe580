#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "store/database.h"
#include "store/supply_files.h"

// Where a store is: one directory with everything that belongs together.
//
//   store.toml      which database, `database = "postgresql://…"`; without it store.db
//   store.db        SQLite
//   segments/       supply segments, by their hash
//   record/         the evidence log of all changes, and record.private/ beside it
namespace sekisho::store {

inline constexpr const char* kConfigFile = "store.toml";
inline constexpr const char* kSqliteFile = "store.db";
inline constexpr const char* kSegmentsDirectory = "segments";
inline constexpr const char* kRecordDirectory = "record";

struct StoreDirectory {
  std::filesystem::path path;
  std::string database;  // for open_database

  SupplyFiles segments() const { return SupplyFiles(path / kSegmentsDirectory); }
  std::string record() const { return (path / kRecordDirectory).string(); }
};

// Makes the directory, readable by its owner alone, and what says where the database is. What a
// crash left of an earlier attempt is used. `connection` is empty for SQLite. kUsage where there is
// a store with another database.
Result<StoreDirectory> make_store_directory(const std::filesystem::path& path,
                                            const std::string& connection);

// kNotFound where there is no store; kBadInput where store.toml does not say what it should.
Result<StoreDirectory> find_store_directory(const std::filesystem::path& path);

// The database of a store, whose schema is the newest one that this program knows: see
// migrations.h, check_schema.
Result<std::unique_ptr<Database>> open_store(const StoreDirectory& directory);

}  // namespace sekisho::store
