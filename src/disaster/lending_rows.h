#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "disaster/lending.h"

// The rows of lendings. Internal to this folder.
namespace sekisho::disaster {

Result<void> insert_lending(store::Database& database, const Lending& lending);
// Sets columns of one: `sets` is `column = $2, …`, with the values from $2 on.
template <class... Values>
Result<void> update_lending(store::Database& database, int64_t id, std::string_view sets,
                            const Values&... values) {
  const auto done = database.run(
      "UPDATE disaster_lending SET " + std::string(sets) + " WHERE id = $1", id, values...);
  if (!done) return std::unexpected(done.error());
  return {};
}

// Lendings that have the ID or, with another person, the terminal in some of the time.
Result<std::vector<Contradiction>> meetings(store::Database& database, const Lending& lending);

}  // namespace sekisho::disaster
