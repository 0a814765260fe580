#include "store/store_directory.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <system_error>

#include "base/file.h"
#include "store/migrations.h"
#include "text/json_writer.h"
#include "text/limits.h"
#include "text/toml.h"

namespace sekisho::store {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kPrivate = 0700;
constexpr mode_t kPrivateFile = 0600;

Result<void> make_directory(const fs::path& path) {
  std::error_code failed;
  if (fs::is_directory(path, failed)) return {};
  if (::mkdir(path.c_str(), kPrivate) == 0) return sync_name(path);
  return fail(ErrorCode::kIo, "cannot make the directory", {path.string()},
              "Make the directory above it, or name another place.");
}

// A connection string may hold a password.
Result<void> write_config(const fs::path& path, const std::string& connection) {
  std::string quoted;
  text::append_json_string(quoted, connection);
  if (auto written =
          write_file_durably(path, "# The database of this store.\ndatabase = " + quoted + "\n");
      !written) {
    return written;
  }
  if (::chmod(path.c_str(), kPrivateFile) == 0) return {};
  return fail(ErrorCode::kIo, "cannot make the file its owner's alone", {path.string()});
}

}  // namespace

Result<StoreDirectory> make_store_directory(const fs::path& path, const std::string& connection) {
  if (!connection.empty() && !is_postgres(connection)) {
    return fail(ErrorCode::kUsage, "the database is none that a store can be in", {},
                "Write it as postgresql://HOST/NAME; without one the store is a file.");
  }
  if (auto made = make_directory(path); !made) return std::unexpected(made.error());
  const Result<StoreDirectory> there = find_store_directory(path);
  if (there) {
    if (connection.empty() != is_postgres(there->database)) return there;
    return fail(ErrorCode::kUsage, "there is a store with another database", {path.string()},
                "Name another directory for a new store.");
  }
  if (there.error().code != ErrorCode::kNotFound) return there;
  if (auto made = make_directory(path / kSegmentsDirectory); !made) {
    return std::unexpected(made.error());
  }
  const std::string database = connection.empty() ? (path / kSqliteFile).string() : connection;
  if (!connection.empty()) {
    if (auto written = write_config(path / kConfigFile, connection); !written) {
      return std::unexpected(written.error());
    }
  }
  return StoreDirectory{path, database};
}

Result<StoreDirectory> find_store_directory(const fs::path& path) {
  std::error_code failed;
  const fs::path config = path / kConfigFile;
  if (fs::exists(config, failed)) {
    const Result<std::string> toml = read_file(config, text::kMaxTomlBytes);
    if (!toml) return std::unexpected(toml.error());
    const auto table = text::TomlTable::parse(*toml, config.string());
    if (!table) return std::unexpected(table.error());
    if (auto known = table->only({"database"}); !known) return std::unexpected(known.error());
    Result<std::string> database = table->string("database");
    if (!database) return std::unexpected(database.error());
    if (!is_postgres(*database)) {
      return std::unexpected(
          table->error("database", "this is no connection string",
                       "Write postgresql://HOST/NAME, or remove the file for SQLite."));
    }
    return StoreDirectory{path, std::move(*database)};
  }
  if (fs::exists(path / kSqliteFile, failed)) {
    return StoreDirectory{path, (path / kSqliteFile).string()};
  }
  return fail(ErrorCode::kNotFound, "there is no store", {path.string()},
              "Name the directory of one; `sekisho store init` begins one.");
}

Result<std::unique_ptr<Database>> open_store(const StoreDirectory& directory) {
  Result<std::unique_ptr<Database>> database = open_database(directory.database);
  if (!database) return database;
  if (auto checked = check_schema(**database); !checked) return std::unexpected(checked.error());
  return database;
}

}  // namespace sekisho::store
