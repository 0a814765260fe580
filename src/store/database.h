#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/error.h"
#include "base/instant.h"

// The SQL database behind the store, as thin as it can be: SQLite or PostgreSQL. Statements are
// written once, in what both understand, with $1, $2, … for their values; whole numbers are BIGINT
// and everything else is TEXT.
namespace sekisho::store {

using Value = std::variant<std::nullptr_t, int64_t, std::string_view>;

inline Value value_of(std::nullptr_t) {
  return nullptr;
}
inline Value value_of(std::integral auto number) {
  return static_cast<int64_t>(number);
}
inline Value value_of(Instant instant) {
  return instant.micros;
}
inline Value value_of(std::string_view text) {
  return text;
}
template <class T>
Value value_of(const std::optional<T>& value) {
  return value ? value_of(*value) : Value(nullptr);
}

// A row of an answer; columns count from 0. Holds until the next one.
class ResultRow {
 public:
  virtual ~ResultRow() = default;
  virtual bool is_null(int column) const = 0;
  virtual int64_t integer(int column) const = 0;        // 0 where it is null
  virtual std::string_view text(int column) const = 0;  // empty where it is null
};

// A connection. Not thread-safe; whoever works beside it opens one of their own.
//
// Errors of all calls: kIo where the database or the disk refuses, kUsage where somebody else keeps
// it busy, kBadInput where its file is damaged. No message holds a password. After an error within
// a transaction only its end is possible.
class Database {
 public:
  enum class Kind : uint8_t { kSqlite, kPostgres };
  using Visit = std::function<Result<void>(const ResultRow&)>;
  using Work = std::function<Result<void>()>;

  virtual ~Database() = default;
  virtual Kind kind() const = 0;

  // Statements are prepared once and kept. `run` gives the number of rows that were touched.
  template <class... Values>
  Result<uint64_t> run(std::string_view sql, const Values&... values) {
    const std::array<Value, sizeof...(Values)> all{value_of(values)...};
    return run_with(sql, all);
  }
  // Tells of each row. `visit` must not use the connection; its error ends the query.
  template <class... Values>
  Result<void> query(const Visit& visit, std::string_view sql, const Values&... values) {
    const std::array<Value, sizeof...(Values)> all{value_of(values)...};
    return query_with(sql, all, visit);
  }
  // The first column of the one row, a number; nothing where it is null or there is no row.
  template <class... Values>
  Result<std::optional<int64_t>> number(std::string_view sql, const Values&... values) {
    std::optional<int64_t> out;
    auto done = query(
        [&](const ResultRow& row) -> Result<void> {
          if (!row.is_null(0)) out = row.integer(0);
          return {};
        },
        sql, values...);
    if (!done) return std::unexpected(done.error());
    return out;
  }

  virtual Result<uint64_t> run_with(std::string_view sql, std::span<const Value> values) = 0;
  virtual Result<void> query_with(std::string_view sql, std::span<const Value> values,
                                  const Visit& visit) = 0;
  // Several statements without values.
  virtual Result<void> script(std::string_view sql) = 0;

  // What `work` does happens as if nothing else went on beside it, all of it and durably, or
  // nothing of it. Where another transaction was in the way, `work` is called again, up to
  // kMaxAttempts times. An error of `work` undoes everything and is handed on. Transactions do not
  // nest.
  Result<void> transaction(const Work& work);
  // What `work` reads is as of one moment. It cannot write, and waits for nobody who does.
  Result<void> reading(const Work& work);
  // Within a transaction: an error of `work` undoes what it did, and the transaction goes on.
  Result<void> savepoint(const Work& work);

  // A copy of everything as it stands, while others read and write, into a new file that is
  // complete or not there. kUnsupported for PostgreSQL, which has pg_dump.
  virtual Result<void> back_up(const std::string& file) = 0;

 protected:
  virtual Result<void> begin() = 0;
  virtual Result<void> begin_reading() = 0;
  virtual Result<void> end_reading() = 0;
  virtual Result<void> end(bool commit) = 0;
  // Whether the last error came from another transaction, and trying again may help.
  virtual bool conflicted() const = 0;
};

// A database file, made where there is none; its directory exists.
Result<std::unique_ptr<Database>> open_sqlite(const std::string& file);
// `postgresql://…` or `postgres://…`. The password is best kept in ~/.pgpass.
Result<std::unique_ptr<Database>> open_postgres(const std::string& connection);
// One of both, by how the name begins.
Result<std::unique_ptr<Database>> open_database(const std::string& name);
bool is_postgres(std::string_view name);

}  // namespace sekisho::store
