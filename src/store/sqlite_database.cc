#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <map>

#include "base/cancellation.h"
#include "base/file.h"
#include "store/database.h"
#include "store/limits.h"

namespace sekisho::store {
namespace {

constexpr mode_t kPrivateFile = 0600;
constexpr int kPagesAtOnce = 1000;          // of a backup, between which others may write
constexpr int kStepsBetweenLooks = 10'000;  // of a statement: whether it was called off
constexpr int kBackupPauseMilliseconds = 5;

// A new file that only its owner may read; SQLite gives what it keeps beside it the same mode, and
// is the one to say where a file cannot be made.
void make_private(const std::string& file) {
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPrivateFile);
  if (made >= 0) ::close(made);
}

class Statement final : public ResultRow {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() override { sqlite3_finalize(statement_); }

  sqlite3_stmt* get() const { return statement_; }

  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  std::string_view text(int column) const override {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

// Ends a statement's run, whatever came of it.
class Running {
 public:
  explicit Running(Statement& statement) : statement_(statement) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
  }

 private:
  Statement& statement_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(sqlite3* connection, std::string file)
      : connection_(connection), file_(std::move(file)) {}
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;
  ~SqliteDatabase() override {
    statements_.clear();
    sqlite3_close(connection_);
  }

  // What makes a commit durable, and a damaged file noticed.
  Result<void> prepare() {
    sqlite3_busy_timeout(connection_, kBusyMilliseconds);
    sqlite3_progress_handler(
        connection_, kStepsBetweenLooks, [](void*) { return cancelled() ? 1 : 0; }, nullptr);
    return script(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
  }

  Kind kind() const override { return Kind::kSqlite; }

  Result<uint64_t> run_with(std::string_view sql, std::span<const Value> values) override {
    auto done = query_with(sql, values, [](const ResultRow&) -> Result<void> { return {}; });
    if (!done) return std::unexpected(done.error());
    return static_cast<uint64_t>(sqlite3_changes64(connection_));
  }

  Result<void> query_with(std::string_view sql, std::span<const Value> values,
                          const Visit& visit) override {
    const Result<Statement*> statement = prepared(sql);
    if (!statement) return std::unexpected(statement.error());
    const Running running(**statement);
    for (size_t i = 0; i < values.size(); ++i) {
      const std::string name = fmt::format("${}", i + 1);
      const int at = sqlite3_bind_parameter_index((*statement)->get(), name.c_str());
      if (bind((*statement)->get(), at, values[i]) != SQLITE_OK) return error();
    }
    while (true) {
      const int stepped = sqlite3_step((*statement)->get());
      if (stepped == SQLITE_DONE) return {};
      if (stepped != SQLITE_ROW) return error();
      if (auto visited = visit(**statement); !visited) return visited;
    }
  }

  Result<void> script(std::string_view sql) override {
    if (sqlite3_exec(connection_, std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      return error();
    return {};
  }

  Result<void> back_up(const std::string& file) override {
    std::error_code failed;
    if (std::filesystem::exists(file, failed)) {
      return fail(ErrorCode::kUsage, "the file exists", {file}, "Name a new file.");
    }
    const std::string unfinished = file + ".part";
    std::filesystem::remove(unfinished, failed);
    if (auto copied = copy_into(unfinished); !copied) {
      std::filesystem::remove(unfinished, failed);
      return copied;
    }
    std::filesystem::rename(unfinished, file, failed);
    if (failed) return fail(ErrorCode::kIo, "cannot rename: " + failed.message(), {unfinished});
    return sync_name(file);
  }

 protected:
  // At once for writing: two readers that both want to write later would be in each other's way.
  Result<void> begin() override { return script("BEGIN IMMEDIATE"); }
  Result<void> begin_reading() override { return script("PRAGMA query_only = ON; BEGIN"); }
  Result<void> end_reading() override { return script("ROLLBACK; PRAGMA query_only = OFF"); }
  Result<void> end(bool commit) override { return script(commit ? "COMMIT" : "ROLLBACK"); }
  bool conflicted() const override { return false; }  // it waits instead

 private:
  static int bind(sqlite3_stmt* statement, int at, const Value& value) {
    if (const auto* number = std::get_if<int64_t>(&value)) {
      return sqlite3_bind_int64(statement, at, *number);
    }
    if (const auto* text = std::get_if<std::string_view>(&value)) {
      // A view of nothing is an empty text; SQLite would take it for null.
      return sqlite3_bind_text64(statement, at, text->data() == nullptr ? "" : text->data(),
                                 text->size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    return sqlite3_bind_null(statement, at);
  }

  Result<Statement*> prepared(std::string_view sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return &found->second;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
      return error();
    }
    return &statements_.try_emplace(std::string(sql), statement).first->second;
  }

  Result<void> copy_into(const std::string& file) {
    make_private(file);
    sqlite3* target = nullptr;
    Result<void> done;
    if (sqlite3_open(file.c_str(), &target) != SQLITE_OK) {
      done = fail(ErrorCode::kIo, sqlite3_errmsg(target), {file});
    } else {
      // A copy that is one file, without a journal beside it.
      sqlite3_backup* const backup = sqlite3_backup_init(target, "main", connection_, "main");
      int stepped = backup == nullptr ? SQLITE_ERROR : SQLITE_OK;
      while (stepped == SQLITE_OK || stepped == SQLITE_BUSY || stepped == SQLITE_LOCKED) {
        stepped = sqlite3_backup_step(backup, kPagesAtOnce);
        if (stepped != SQLITE_DONE) sqlite3_sleep(kBackupPauseMilliseconds);
      }
      if (backup != nullptr) sqlite3_backup_finish(backup);
      if (stepped != SQLITE_DONE) done = fail(ErrorCode::kIo, sqlite3_errmsg(target), {file});
    }
    sqlite3_close(target);
    return done;
  }

  std::unexpected<Error> error() const {
    const int code = sqlite3_errcode(connection_);
    const std::string message = sqlite3_errmsg(connection_);
    switch (code) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return fail(ErrorCode::kUsage, "another process works with the store", {file_},
                    "Wait until it has ended, or stop it.");
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
        return fail(ErrorCode::kBadInput, message, {file_},
                    "Restore a backup, or rebuild the store from the evidence.");
      case SQLITE_READONLY:
      case SQLITE_PERM:
      case SQLITE_CANTOPEN:
      case SQLITE_IOERR:
      case SQLITE_FULL:
        return fail(ErrorCode::kIo, message, {file_}, "Look at the disk and the file's owner.");
      default:
        return fail(ErrorCode::kIo, "the database refuses: " + message, {file_});
    }
  }

  sqlite3* connection_;
  std::string file_;
  std::map<std::string, Statement, std::less<>> statements_;
};

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& file) {
  make_private(file);
  sqlite3* connection = nullptr;
  const int opened =
      sqlite3_open_v2(file.c_str(), &connection,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  auto database = std::make_unique<SqliteDatabase>(connection, file);
  if (opened != SQLITE_OK) {
    return fail(ErrorCode::kIo,
                fmt::format("cannot open the store: {}",
                            connection == nullptr ? "no memory" : sqlite3_errmsg(connection)),
                {file}, "Name a directory that exists and may be written.");
  }
  if (auto prepared = database->prepare(); !prepared) return std::unexpected(prepared.error());
  return database;
}

}  // namespace sekisho::store
