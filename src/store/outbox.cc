#include "store/outbox.h"

#include <utility>

namespace sekisho::store {
namespace {

OutboxRow row_in(const ResultRow& row) {
  OutboxRow out{row.integer(0), std::string(row.text(1)), std::string(row.text(2)), std::nullopt};
  if (!row.is_null(3)) out.index = static_cast<uint64_t>(row.integer(3));
  return out;
}

Result<std::vector<OutboxRow>> rows_where(Database& database, std::string_view sql,
                                          int64_t change) {
  std::vector<OutboxRow> out;
  auto done = database.query(
      [&](const ResultRow& row) -> Result<void> {
        out.push_back(row_in(row));
        return {};
      },
      sql, change);
  if (!done) return std::unexpected(done.error());
  return out;
}

}  // namespace

Result<void> put_in_outbox(Database& database, const OutboxRow& row) {
  const auto done = database.run(
      "INSERT INTO outbox (change_id, entry, leaf, entry_index) VALUES ($1, $2, $3, $4)",
      row.change, std::string_view(row.entry), std::string_view(row.leaf), row.index);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<std::vector<OutboxRow>> waiting_entries(Database& database) {
  return rows_where(database,
                    "SELECT change_id, entry, leaf, entry_index FROM outbox "
                    "WHERE entry_index IS NULL AND change_id > $1 ORDER BY change_id",
                    0);
}

Result<std::optional<OutboxRow>> entry_of_change(Database& database, int64_t change) {
  auto rows = rows_where(
      database, "SELECT change_id, entry, leaf, entry_index FROM outbox WHERE change_id = $1",
      change);
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return std::move(rows->front());
}

Result<uint64_t> searched_size(Database& database) {
  const auto last = database.number("SELECT MAX(entry_index) FROM outbox");
  if (!last) return std::unexpected(last.error());
  return last->has_value() ? static_cast<uint64_t>(**last) + 1 : 0;
}

Result<void> mark_published(Database& database, int64_t change, uint64_t index) {
  const auto done = database.run(
      "UPDATE outbox SET entry_index = $1 WHERE change_id = $2 AND entry_index IS NULL", index,
      change);
  if (!done) return std::unexpected(done.error());
  return {};
}

}  // namespace sekisho::store
