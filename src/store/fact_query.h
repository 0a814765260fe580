#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "register/register.h"
#include "store/database.h"
#include "store/fact.h"

// Questions about facts. A fact is known at a change when it was recorded by it or before, and not
// ended by it or before.
namespace sekisho::store {

using VisitFact = std::function<Result<void>(Fact fact)>;

// Every fact known at a change, by id. `visit` must not use the connection.
Result<void> visit_facts(Database& database, int64_t change, const VisitFact& visit);
// The facts of one profile that are known now, by id.
Result<std::vector<Fact>> facts_of_profile(Database& database, const std::string& profile);
// Every version of the facts about a subject (store/fact.h), whatever became of it, by id.
Result<std::vector<Fact>> history_of(Database& database, const std::string& subject,
                                     std::optional<reg::Table> table);
// Those of a register that are known at `change` and hold at `at`, by id. With an empty
// subject, of all of them.
Result<void> visit_facts_at(Database& database, reg::Table table, const std::string& subject,
                            Instant at, int64_t change, const VisitFact& visit);
// kNotFound where there is none.
Result<Fact> find_fact(Database& database, int64_t id);

}  // namespace sekisho::store
