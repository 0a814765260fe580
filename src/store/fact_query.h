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
// Those of one register, by id.
Result<void> visit_facts_of(Database& database, reg::Table table, int64_t change,
                            const VisitFact& visit);
// The facts of one profile that are known now, by id.
Result<std::vector<Fact>> facts_of_profile(Database& database, const std::string& profile);
// Every version of the facts about a subject (store/fact.h), whatever became of it, by id.
Result<std::vector<Fact>> history_of(Database& database, const std::string& subject,
                                     std::optional<reg::Table> table);
// Those of a register that are known at `change` and hold at `at`, by id. With an empty
// subject, of all of them.
Result<void> visit_facts_at(Database& database, reg::Table table, const std::string& subject,
                            Instant at, int64_t change, const VisitFact& visit);
// A part of those facts, in an order; equal ones by id.
enum class FactOrder : uint8_t { kNumber, kSubject, kFrom, kUntil };
struct FactPageQuery {
  reg::Table table = reg::Table::kEntities;
  std::string subject;  // empty: all of them
  Instant at;
  int64_t change = 0;
  FactOrder order = FactOrder::kNumber;
  bool descending = false;
  uint64_t from = 0;  // a position in the order
  uint64_t most = 0;
};
struct FactPage {
  std::vector<Fact> facts;
  uint64_t total = 0;  // in the whole order
};
Result<FactPage> page_of_facts(Database& database, const FactPageQuery& query);
// Every fact known at `change` that begins or ends after `after` and not after `until`, by id.
Result<void> visit_coming(Database& database, int64_t change, Instant after, Instant until,
                          const VisitFact& visit);
// How many facts of each register are known at a change.
Result<std::vector<uint64_t>> count_facts(Database& database, int64_t change);
// kNotFound where there is none.
Result<Fact> find_fact(Database& database, int64_t id);

}  // namespace sekisho::store
