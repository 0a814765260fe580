#pragma once

#include <span>
#include <string_view>

#include "base/error.h"
#include "store/database.h"

namespace sekisho::store {

// A step of the database's schema, and the way back. Built in from src/store/migrations.
struct Migration {
  int number;  // from 1, without gaps
  std::string_view name;
  std::string_view up;
  std::string_view down;
};

std::span<const Migration> migrations();
int newest_schema();

// How far a database is; 0: it is empty.
Result<int> schema_of(Database& database);

// Goes up or down to a step, one transaction a step: after an error or a crash the steps before are
// done. Going down loses what only the newer schema keeps. kUnsupported where the database is newer
// than this program; kUsage where there is no such step.
Result<void> migrate(Database& database, int to);

// Whether the database is at `newest_schema`. kUnsupported where it is newer; kUsage, with what to
// do, where it is older.
Result<void> check_schema(Database& database);

}  // namespace sekisho::store
