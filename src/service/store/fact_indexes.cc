#include "service/store/fact_indexes.h"

#include <algorithm>

#include "register/tables.h"
#include "service/store/limits.h"
#include "store/change_log.h"

namespace sekisho::service {

FactIndexes::Pointer FactIndexes::find(reg::Table table, int64_t change) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find_if(
      made_, [&](const Made& one) { return one.table == table && one.change == change; });
  if (found == made_.end()) return nullptr;
  made_.splice(made_.begin(), made_, found);
  return made_.front().index;
}

Result<FactIndexes::Pointer> FactIndexes::of(store::Database& database, reg::Table table,
                                             int64_t change) {
  if (Pointer known = find(table, change); known != nullptr) return known;
  const std::scoped_lock making(making_);
  if (Pointer known = find(table, change); known != nullptr) return known;
  Result<store::FactIndex> made = store::FactIndex::load(database, table, change);
  if (!made) return std::unexpected(made.error());
  auto index = std::make_shared<const store::FactIndex>(std::move(*made));
  const std::scoped_lock lock(mutex_);
  made_.push_front({table, change, index});
  if (made_.size() > kFactIndexes) made_.pop_back();
  return index;
}

Result<void> FactIndexes::prepare(store::Database& database) {
  const Result<int64_t> change = store::newest_change(database);
  if (!change) return std::unexpected(change.error());
  for (size_t i = 0; i < reg::kTableCount; ++i) {
    const auto made = of(database, static_cast<reg::Table>(i), *change);
    if (!made) return std::unexpected(made.error());
  }
  return {};
}

}  // namespace sekisho::service
