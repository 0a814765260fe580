#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/migrations.h"

// Databases of both kinds for tests, each empty and a test's own.
namespace sekisho::store {

// A PostgreSQL server of this process: on a socket in a directory of its own, stopped in the end.
class TestServer {
 public:
  static constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";

  // Null where PostgreSQL 15 is not installed.
  static TestServer* get() {
    static const std::unique_ptr<TestServer> server = start();
    return server.get();
  }
  explicit TestServer(std::string directory) : directory_(std::move(directory)) {}
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;
  ~TestServer() {
    program("pg_ctl", fmt::format("-D {}/data -m immediate -w stop", directory_));
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }

  // A connection string; the database is there and empty.
  std::string new_database() {
    const std::string name = fmt::format("test{}", ++made_);
    const auto server = open_postgres(connection("postgres"));
    EXPECT_TRUE(server) << to_string(server.error());
    if (!server) return {};
    const auto made = (*server)->script("CREATE DATABASE " + name);
    EXPECT_TRUE(made) << to_string(made.error());
    return connection(name);
  }

 private:
  static std::unique_ptr<TestServer> start() {
    if (!std::filesystem::exists(std::string(kPrograms) + "initdb")) return nullptr;
    std::string directory =
        (std::filesystem::temp_directory_path() / "sekisho_postgres_XXXXXX").string();
    if (::mkdtemp(directory.data()) == nullptr) return nullptr;
    if (::geteuid() == 0 && std::system(("chown postgres " + directory).c_str()) != 0) {
      return nullptr;
    }
    auto server = std::make_unique<TestServer>(directory);
    const std::string data = directory + "/data";
    const std::string options =
        fmt::format("-k {} -c listen_addresses= -c fsync=off -c max_connections=20", directory);
    const bool started =
        program("initdb", fmt::format("-D {} -U test -A trust --no-sync -E UTF8", data)) &&
        program("pg_ctl",
                fmt::format("-D {} -w -l {}/log -o \"{}\" start", data, directory, options));
    EXPECT_TRUE(started) << "PostgreSQL is installed, but does not start";
    return started ? std::move(server) : nullptr;
  }

  // As a user who may run it: it refuses root.
  static bool program(const char* name, const std::string& options) {
    const char* as =
        ::geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : "";
    return std::system(
               fmt::format("cd / && {}{}{} {} >/dev/null 2>&1", as, kPrograms, name, options)
                   .c_str()) == 0;
  }

  std::string connection(const std::string& database) const {
    return fmt::format("postgresql://test@/{}?host={}", database, directory_);
  }

  std::string directory_;
  int made_ = 0;
};

// A directory of one test's own.
class TestDirectory {
 public:
  TestDirectory() {
    std::string made = (std::filesystem::temp_directory_path() / "sekisho_store_XXXXXX").string();
    if (::mkdtemp(made.data()) != nullptr) path_ = made;
    EXPECT_FALSE(path_.empty());
  }
  TestDirectory(const TestDirectory&) = delete;
  TestDirectory& operator=(const TestDirectory&) = delete;
  ~TestDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A suite that runs on both: TEST_P(Suite, …), and SEKISHO_ON_BOTH(Suite).
class OnBothDatabases : public testing::TestWithParam<Database::Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Database::Kind::kPostgres && TestServer::get() == nullptr) {
      GTEST_SKIP() << "LEFT OUT: postgresql-15 is not installed";
    }
    database_name = new_name();
    connection = open();
  }
  // The name of another database, for open_database.
  std::string new_name() {
    if (GetParam() == Database::Kind::kPostgres) return TestServer::get()->new_database();
    return (scratch.path() / fmt::format("store{}.db", ++made_)).string();
  }
  std::unique_ptr<Database> open() {
    auto opened = open_database(database_name);
    EXPECT_TRUE(opened) << to_string(opened.error());
    return opened ? std::move(*opened) : nullptr;
  }
  void migrate_up() {
    const auto done = migrate(*connection, newest_schema());
    ASSERT_TRUE(done) << to_string(done.error());
  }

  TestDirectory scratch;
  std::string database_name;
  std::unique_ptr<Database> connection;

 private:
  int made_ = 0;
};

#define SEKISHO_ON_BOTH(Suite)                                                                  \
  INSTANTIATE_TEST_SUITE_P(                                                                     \
      Both, Suite,                                                                              \
      testing::Values(::sekisho::store::Database::Kind::kSqlite,                                \
                      ::sekisho::store::Database::Kind::kPostgres),                             \
      [](const auto& info) {                                                                    \
        return info.param == ::sekisho::store::Database::Kind::kSqlite ? "Sqlite" : "Postgres"; \
      })

}  // namespace sekisho::store
