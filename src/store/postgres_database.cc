#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <vector>

#include "base/cancellation.h"
#include "store/database.h"
#include "store/limits.h"
#include "text/number.h"

namespace sekisho::store {
namespace {

struct Cleared {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Cleared>;

// SQLSTATE of errors that another transaction caused. A key that stands there twice is one, too: it
// means that two of them chose the same number.
constexpr std::array<std::string_view, 3> kConflicts{"40001", "40P01", "23505"};
constexpr int64_t kWriterLock = 0x73656B697368;  // `sekish`, for whoever looks at pg_locks
constexpr int kLookMilliseconds = 100;           // whether a statement was called off
constexpr std::string_view kLockNotAvailable = "55P03";

// Without its end of line and without what the server adds about the statement.
std::string first_line(std::string_view message) {
  return std::string(message.substr(0, message.find('\n')));
}

class AnswerRow final : public ResultRow {
 public:
  explicit AnswerRow(const PGresult* answer) : answer_(answer) {}
  bool is_null(int column) const override { return PQgetisnull(answer_, kRow, column) != 0; }
  int64_t integer(int column) const override { return text::parse_i64(text(column)).value_or(0); }
  std::string_view text(int column) const override {
    return {PQgetvalue(answer_, kRow, column),
            static_cast<size_t>(PQgetlength(answer_, kRow, column))};
  }

 private:
  const PGresult* answer_;
  static constexpr int kRow = 0;  // rows come one at a time
};

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(PGconn* connection) : connection_(connection) {}
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;
  ~PostgresDatabase() override { PQfinish(connection_); }

  bool connected() const { return PQstatus(connection_) == CONNECTION_OK; }
  std::string problem() const { return first_line(PQerrorMessage(connection_)); }

  // What a transaction promises must not depend on the server's configuration.
  Result<void> prepare() {
    PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
    return script(
        fmt::format("SET client_encoding = 'UTF8'; SET synchronous_commit = on; SET lock_timeout = "
                    "{}; SET standard_conforming_strings = on",
                    kBusyMilliseconds));
  }

  Kind kind() const override { return Kind::kPostgres; }

  Result<uint64_t> run_with(std::string_view sql, std::span<const Value> values) override {
    uint64_t touched = 0;
    auto done = execute(sql, values, [](const ResultRow&) -> Result<void> { return {}; }, touched);
    if (!done) return std::unexpected(done.error());
    return touched;
  }

  Result<void> query_with(std::string_view sql, std::span<const Value> values,
                          const Visit& visit) override {
    uint64_t touched = 0;
    return execute(sql, values, visit, touched);
  }

  Result<void> script(std::string_view sql) override {
    conflicted_ = false;
    const Answer answer(PQexec(connection_, std::string(sql).c_str()));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return {};
    return error(answer.get());
  }

  Result<void> back_up(const std::string&) override {
    return fail(ErrorCode::kUnsupported, "the store is in PostgreSQL", {},
                "Use pg_dump and pg_restore, or the server's own backups.");
  }

 protected:
  // Our own transactions wait for one another, as they do in SQLite: changes are few, and whoever
  // has much to do would else lose against the others again and again. The lock comes first,
  // because a transaction sees what was there when its first statement began.
  Result<void> begin() override {
    if (auto locked = script(fmt::format("SELECT pg_advisory_lock({})", kWriterLock)); !locked) {
      return locked;
    }
    return script("BEGIN ISOLATION LEVEL SERIALIZABLE");
  }
  Result<void> begin_reading() override {
    return script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }
  Result<void> end_reading() override { return script("ROLLBACK"); }
  Result<void> end(bool commit) override {
    // The server takes COMMIT after a failed statement for ROLLBACK, without a word.
    const bool failed = commit && PQtransactionStatus(connection_) == PQTRANS_INERROR;
    const Result<void> done = script(commit && !failed ? "COMMIT" : "ROLLBACK");
    if (failed && done) {
      return fail(ErrorCode::kInternal, "a transaction went on after an error");
    }
    const bool conflict = conflicted_;
    [[maybe_unused]] const auto unlocked =
        script(fmt::format("SELECT pg_advisory_unlock({})", kWriterLock));
    conflicted_ = conflict;
    // What is committed stays so; a connection that is lost has no lock.
    return done;
  }
  bool conflicted() const override { return conflicted_; }

 private:
  Result<const char*> prepared(std::string_view sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second.c_str();
    std::string name = fmt::format("s{}", statements_.size());
    const Answer answer(PQprepare(connection_, name.c_str(), std::string(sql).c_str(), 0, nullptr));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return error(answer.get());
    return statements_.emplace(std::string(sql), std::move(name)).first->second.c_str();
  }

  // Values as text, which the server reads by the types of their columns.
  bool send(const char* statement, std::span<const Value> values) {
    std::vector<std::string> texts(values.size());
    std::vector<const char*> given(values.size(), nullptr);
    for (size_t i = 0; i < values.size(); ++i) {
      if (std::holds_alternative<std::nullptr_t>(values[i])) continue;
      if (const auto* number = std::get_if<int64_t>(&values[i])) {
        text::append_i64(texts[i], *number);
      } else {
        texts[i] = std::get<std::string_view>(values[i]);
      }
      given[i] = texts[i].c_str();
    }
    return PQsendQueryPrepared(connection_, statement, static_cast<int>(values.size()),
                               given.data(), nullptr, nullptr, 0) == 1 &&
           PQsetSingleRowMode(connection_) == 1;
  }

  Result<void> execute(std::string_view sql, std::span<const Value> values, const Visit& visit,
                       uint64_t& touched) {
    conflicted_ = false;
    const Result<const char*> statement = prepared(sql);
    if (!statement) return std::unexpected(statement.error());
    if (!send(*statement, values)) return error(nullptr);
    Result<void> done;
    // All answers are taken, also after an error: the connection is busy until then.
    bool called_off = false;
    while (const Answer answer{next_answer(called_off)}) {
      const ExecStatusType status = PQresultStatus(answer.get());
      if (status == PGRES_SINGLE_TUPLE) {
        if (done) done = visit(AnswerRow(answer.get()));
      } else if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        touched = text::parse_u64(PQcmdTuples(answer.get())).value_or(0);
      } else if (done) {
        done = error(answer.get());
      }
    }
    return done;
  }

  // As PQgetResult, which waits; a question that became pointless is called off meanwhile.
  PGresult* next_answer(bool& called_off) {
    while (true) {
      if (!called_off && cancelled()) called_off = call_off();
      if (PQisBusy(connection_) == 0) break;
      pollfd some{.fd = PQsocket(connection_), .events = POLLIN, .revents = 0};
      ::poll(&some, 1, kLookMilliseconds);
      if (PQconsumeInput(connection_) == 0) break;
    }
    return PQgetResult(connection_);
  }
  bool call_off() {
    PGcancel* const cancel = PQgetCancel(connection_);
    std::array<char, 256> problem{};
    if (cancel != nullptr) PQcancel(cancel, problem.data(), static_cast<int>(problem.size()));
    PQfreeCancel(cancel);
    return true;
  }

  std::unexpected<Error> error(const PGresult* answer) {
    const char* const code =
        answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const char* const primary =
        answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    const std::string_view state = code == nullptr ? "" : code;
    conflicted_ = std::ranges::find(kConflicts, state) != kConflicts.end();
    if (conflicted_ || state == kLockNotAvailable) {
      return fail(ErrorCode::kUsage, "others change the store at the same time", {},
                  "Try again when they have ended.");
    }
    return fail(ErrorCode::kIo,
                "the database refuses: " + (primary == nullptr ? problem() : first_line(primary)),
                {}, "Look into the log of the PostgreSQL server.");
  }

  PGconn* connection_;
  std::map<std::string, std::string, std::less<>> statements_;
  bool conflicted_ = false;
};

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& connection) {
  // A server that the network took away is missed after a minute, not after hours; the connection
  // string comes later and may say otherwise.
  constexpr std::array<const char*, 6> kKeywords{"keepalives_idle",           "keepalives_interval",
                                                 "tcp_user_timeout",          "dbname",
                                                 "fallback_application_name", nullptr};
  const std::array<const char*, 6> values{"30",      "10",   "60000", connection.c_str(),
                                          "sekisho", nullptr};
  auto database = std::make_unique<PostgresDatabase>(
      PQconnectdbParams(kKeywords.data(), values.data(), /*expand_dbname=*/1));
  if (!database->connected()) {
    return fail(ErrorCode::kIo, "cannot connect to the database: " + database->problem(), {},
                "Check the connection string, and the password in ~/.pgpass.");
  }
  if (auto prepared = database->prepare(); !prepared) return std::unexpected(prepared.error());
  return database;
}

}  // namespace sekisho::store
