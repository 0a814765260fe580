#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

#include "base/error.h"
#include "store/fact_index.h"

namespace sekisho::service {

// The indexes of what a store's registers said lately, each made once. Any number of threads.
class FactIndexes {
 public:
  using Pointer = std::shared_ptr<const store::FactIndex>;

  Result<Pointer> of(store::Database& database, reg::Table table, int64_t change);
  // Those of all registers as they are known now.
  Result<void> prepare(store::Database& database);

 private:
  struct Made {
    reg::Table table;
    int64_t change;
    Pointer index;
  };
  Pointer find(reg::Table table, int64_t change);

  std::mutex making_;     // held while one is made, so that it is made once
  std::mutex mutex_;      // of what follows, held for moments
  std::list<Made> made_;  // the last that was asked for first
};

}  // namespace sekisho::service
