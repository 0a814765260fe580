#include "store/migrations.h"

#include <fmt/format.h>

namespace sekisho::store {
namespace {

Result<void> step(Database& database, const Migration& migration, bool up) {
  return database.transaction([&]() -> Result<void> {
    // Somebody else may have done it meanwhile.
    const Result<int> now = schema_of(database);
    if (!now) return std::unexpected(now.error());
    if (*now != (up ? migration.number - 1 : migration.number)) return {};
    if (auto done = database.script(up ? migration.up : migration.down); !done) return done;
    const auto noted =
        up ? database.run("INSERT INTO schema_step (number, name) VALUES ($1, $2)",
                          migration.number, migration.name)
           : database.run("DELETE FROM schema_step WHERE number = $1", migration.number);
    if (!noted) return std::unexpected(noted.error());
    return {};
  });
}

std::unexpected<Error> too_new(int schema) {
  return fail(ErrorCode::kUnsupported,
              fmt::format("the store has the schema {}, and this program knows {}", schema,
                          newest_schema()),
              {}, "Use the version of Sekisho that wrote it, or go back with its `store migrate`.");
}

}  // namespace

int newest_schema() {
  return static_cast<int>(migrations().size());
}

Result<int> schema_of(Database& database) {
  if (auto made = database.script(
          "CREATE TABLE IF NOT EXISTS schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL)");
      !made) {
    return std::unexpected(made.error());
  }
  const auto newest = database.number("SELECT MAX(number) FROM schema_step");
  if (!newest) return std::unexpected(newest.error());
  return static_cast<int>(newest->value_or(0));
}

Result<void> migrate(Database& database, int to) {
  if (to < 0 || to > newest_schema()) {
    return fail(ErrorCode::kUsage, fmt::format("there is no schema {}", to), {},
                fmt::format("Name one from 0 to {}.", newest_schema()));
  }
  const Result<int> from = schema_of(database);
  if (!from) return std::unexpected(from.error());
  if (*from > newest_schema()) return too_new(*from);
  for (int at = *from; at < to; ++at) {
    if (auto done = step(database, migrations()[static_cast<size_t>(at)], true); !done) return done;
  }
  for (int at = *from; at > to; --at) {
    if (auto done = step(database, migrations()[static_cast<size_t>(at) - 1], false); !done)
      return done;
  }
  return {};
}

Result<void> check_schema(Database& database) {
  const Result<int> schema = schema_of(database);
  if (!schema) return std::unexpected(schema.error());
  if (*schema > newest_schema()) return too_new(*schema);
  if (*schema == newest_schema()) return {};
  return fail(ErrorCode::kUsage,
              fmt::format("the store has the schema {}, and this program needs {}", *schema,
                          newest_schema()),
              {}, "Make a backup, then run `sekisho store migrate`.");
}

}  // namespace sekisho::store
