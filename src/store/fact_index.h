#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/error.h"
#include "store/fact_query.h"

namespace sekisho::store {

// When the facts of a register hold that are known at one change, in every order in which they are
// listed: so that a page of any day is found without reading all of them. About 50 bytes a fact.
// Immutable; any number of threads.
class FactIndex {
 public:
  static Result<FactIndex> load(Database& database, reg::Table table, int64_t change);

  struct Part {
    std::vector<int64_t> ids;
    uint64_t total = 0;  // in the whole order
  };
  // What page_of_facts says to the same question, which is about this register and change and about
  // no subject.
  Part part(const FactPageQuery& query) const;

 private:
  struct Row {
    int64_t id;
    Instant from, until;
  };
  static constexpr size_t kOrders = 4;

  std::vector<Row> rows_;                                             // by id
  std::array<std::array<std::vector<uint32_t>, 2>, kOrders> orders_;  // by FactOrder, descending
};

// A page of facts through their index.
Result<FactPage> page_of_facts(Database& database, const FactPageQuery& query,
                               const FactIndex& index);

}  // namespace sekisho::store
