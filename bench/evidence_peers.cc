#include "evidence_peers.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>

namespace sekisho::bench {
namespace {

template <class Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
}

class Sqlite final : public Peer {
 public:
  Sqlite(void* library, const std::string& path) {
    find(library, "sqlite3_open", open_);
    find(library, "sqlite3_close", close_);
    find(library, "sqlite3_exec", exec_);
    find(library, "sqlite3_prepare_v2", prepare_);
    find(library, "sqlite3_bind_blob", bind_);
    find(library, "sqlite3_step", step_);
    find(library, "sqlite3_reset", reset_);
    find(library, "sqlite3_finalize", finalize_);
    find(library, "sqlite3_libversion", version_);
    good_ = open_(path.c_str(), &database_) == 0 && run("PRAGMA journal_mode=WAL") &&
            run("PRAGMA synchronous=FULL") &&
            run("CREATE TABLE log (number INTEGER PRIMARY KEY, entry BLOB NOT NULL)") &&
            prepare_(database_, "INSERT INTO log (entry) VALUES (?1)", -1, &insert_, nullptr) == 0;
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  ~Sqlite() override {
    if (insert_ != nullptr) finalize_(insert_);
    if (database_ != nullptr) close_(database_);
  }
  bool good() const { return good_; }

  std::string name() const override {
    return fmt::format("SQLite {} WAL FULL, no hashes", version_());
  }

  bool append(const std::vector<std::string_view>& batch) override {
    bool good = run("BEGIN");
    for (const std::string_view entry : batch) {
      constexpr int kDone = 101;
      good = good &&
             bind_(insert_, 1, entry.data(), static_cast<int>(entry.size()), nullptr) == 0 &&
             step_(insert_) == kDone && reset_(insert_) == 0;
    }
    return good && run("COMMIT");
  }

 private:
  bool run(const char* statement) {
    return exec_(database_, statement, nullptr, nullptr, nullptr) == 0;
  }

  int (*open_)(const char*, void**) = nullptr;
  int (*close_)(void*) = nullptr;
  int (*exec_)(void*, const char*, void*, void*, char**) = nullptr;
  int (*prepare_)(void*, const char*, int, void**, const char**) = nullptr;
  int (*bind_)(void*, int, const void*, int, void (*)(void*)) = nullptr;
  int (*step_)(void*) = nullptr;
  int (*reset_)(void*) = nullptr;
  int (*finalize_)(void*) = nullptr;
  const char* (*version_)() = nullptr;
  void* database_ = nullptr;
  void* insert_ = nullptr;
  bool good_ = false;
};

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";

// A number as PostgreSQL's binary COPY has it.
void append_number(std::string& out, uint32_t value, size_t bytes) {
  for (size_t i = bytes; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

class PostgreSql final : public Peer {
 public:
  PostgreSql(void* library, std::string directory) : directory_(std::move(directory)) {
    find(library, "PQconnectdb", connect_);
    find(library, "PQstatus", status_);
    find(library, "PQserverVersion", version_);
    find(library, "PQexec", exec_);
    find(library, "PQputCopyData", put_);
    find(library, "PQputCopyEnd", put_end_);
    find(library, "PQgetResult", get_result_);
    find(library, "PQresultStatus", result_status_);
    find(library, "PQclear", clear_);
    find(library, "PQfinish", finish_);
    if (!start()) return;
    connection_ = connect_(fmt::format("host={} user=bench dbname=postgres", directory_).c_str());
    constexpr int kConnected = 0;
    good_ = status_(connection_) == kConnected &&
            run("CREATE TABLE log (number bigserial PRIMARY KEY, entry bytea NOT NULL)", kDone);
  }
  PostgreSql(const PostgreSql&) = delete;
  PostgreSql& operator=(const PostgreSql&) = delete;
  ~PostgreSql() override {
    if (connection_ != nullptr) finish_(connection_);
    program("pg_ctl", fmt::format("-D {}/data -m immediate -w stop", directory_));
  }
  bool good() const { return good_; }

  std::string name() const override {
    return fmt::format("PostgreSQL {} COPY, fsync, no hashes", version_(connection_) / 10'000);
  }

  bool append(const std::vector<std::string_view>& batch) override {
    buffer_.assign("PGCOPY\n\xFF\r\n\0", 11);
    buffer_.append(8, '\0');  // no flags, no extension
    for (const std::string_view entry : batch) {
      append_number(buffer_, 1, 2);  // columns
      append_number(buffer_, static_cast<uint32_t>(entry.size()), 4);
      buffer_ += entry;
    }
    append_number(buffer_, 0xFFFF, 2);
    return run("COPY log (entry) FROM STDIN (FORMAT binary)", kCopyIn) &&
           put_(connection_, buffer_.data(), static_cast<int>(buffer_.size())) == 1 &&
           put_end_(connection_, nullptr) == 1 && results_are(kDone);
  }

 private:
  static constexpr int kDone = 1;    // PGRES_COMMAND_OK
  static constexpr int kCopyIn = 4;  // PGRES_COPY_IN

  // As a user who may run it: it refuses root.
  static bool program(const char* name, const std::string& options) {
    const char* as = ::geteuid() == 0 ? "runuser -u postgres -- " : "";
    return std::system(
               fmt::format("cd / && {}{}{} {} >&2 2>/dev/null", as, kPrograms, name, options)
                   .c_str()) == 0;
  }

  bool start() {
    const std::string data = directory_ + "/data";
    if (::geteuid() == 0 &&
        std::system(fmt::format("chown postgres {} 2>/dev/null", directory_).c_str()) != 0) {
      return false;
    }
    return program("initdb", fmt::format("-D {} -U bench -A trust --no-sync", data)) &&
           program("pg_ctl",
                   fmt::format("-D {} -w -l {}/log -o \"-k {} -c listen_addresses= -c fsync=on "
                               "-c synchronous_commit=on -c max_wal_size=8GB\" start",
                               data, directory_, directory_));
  }

  bool run(const char* statement, int expected) {
    void* const result = exec_(connection_, statement);
    const bool good = result_status_(result) == expected;
    clear_(result);
    return good;
  }
  bool results_are(int expected) {
    bool good = true;
    while (void* const result = get_result_(connection_)) {
      good = good && result_status_(result) == expected;
      clear_(result);
    }
    return good;
  }

  void* (*connect_)(const char*) = nullptr;
  int (*status_)(const void*) = nullptr;
  int (*version_)(const void*) = nullptr;
  void* (*exec_)(void*, const char*) = nullptr;
  int (*put_)(void*, const char*, int) = nullptr;
  int (*put_end_)(void*, const char*) = nullptr;
  void* (*get_result_)(void*) = nullptr;
  int (*result_status_)(const void*) = nullptr;
  void (*clear_)(void*) = nullptr;
  void (*finish_)(void*) = nullptr;
  std::string directory_;
  std::string buffer_;
  void* connection_ = nullptr;
  bool good_ = false;
};

template <class Database>
std::unique_ptr<Peer> open(const char* library_name, const std::string& place) {
  void* const library = ::dlopen(library_name, RTLD_NOW);
  if (library == nullptr) return nullptr;
  auto database = std::make_unique<Database>(library, place);
  if (!database->good()) return nullptr;
  return database;
}

}  // namespace

std::unique_ptr<Peer> open_sqlite(const std::string& path) {
  return open<Sqlite>("libsqlite3.so.0", path);
}

std::unique_ptr<Peer> open_postgresql(const std::string& directory) {
  if (!std::filesystem::exists(std::string(kPrograms) + "initdb")) return nullptr;
  std::filesystem::create_directories(directory);
  return open<PostgreSql>("libpq.so.5", directory);
}

}  // namespace sekisho::bench
