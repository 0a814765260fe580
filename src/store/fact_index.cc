#include "store/fact_index.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "register/tables.h"

namespace sekisho::store {

Result<FactIndex> FactIndex::load(Database& database, reg::Table table, int64_t change) {
  FactIndex out;
  std::vector<std::string> subjects;
  const auto done = database.query(
      [&](const ResultRow& row) -> Result<void> {
        out.rows_.push_back({row.integer(0), Instant{row.integer(1)}, Instant{row.integer(2)}});
        subjects.emplace_back(row.text(3));
        return {};
      },
      "SELECT id, valid_from, valid_until, subject FROM fact WHERE register = $1 AND "
      "recorded_by <= $2 AND (ended_by IS NULL OR ended_by > $2) ORDER BY id",
      reg::name_of(table), change);
  if (!done) return std::unexpected(done.error());
  const auto put = [&](FactOrder order, const auto& less) {
    for (const bool descending : {false, true}) {
      std::vector<uint32_t>& numbers = out.orders_[static_cast<size_t>(order)][descending ? 1 : 0];
      numbers.resize(out.rows_.size());
      std::iota(numbers.begin(), numbers.end(), 0U);
      std::ranges::sort(numbers, [&](uint32_t a, uint32_t b) {
        if (less(a, b)) return !descending;
        if (less(b, a)) return descending;
        return a < b;
      });
    }
  };
  put(FactOrder::kNumber, [](uint32_t a, uint32_t b) { return a < b; });
  put(FactOrder::kSubject, [&](uint32_t a, uint32_t b) { return subjects[a] < subjects[b]; });
  put(FactOrder::kFrom,
      [&](uint32_t a, uint32_t b) { return out.rows_[a].from < out.rows_[b].from; });
  put(FactOrder::kUntil,
      [&](uint32_t a, uint32_t b) { return out.rows_[a].until < out.rows_[b].until; });
  return out;
}

FactIndex::Part FactIndex::part(const FactPageQuery& query) const {
  Part out;
  for (const uint32_t number :
       orders_[static_cast<size_t>(query.order)][query.descending ? 1 : 0]) {
    const Row& row = rows_[number];
    if (query.at < row.from || row.until <= query.at) continue;
    if (out.total++ >= query.from && out.ids.size() < query.most) out.ids.push_back(row.id);
  }
  return out;
}

}  // namespace sekisho::store
