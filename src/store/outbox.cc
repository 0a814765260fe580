#include "store/outbox.h"

#include <utility>

namespace sekisho::store {

Result<int64_t> put_in_outbox(Database& database, const OutboxRow& row) {
  const auto last = database.number("SELECT MAX(id) FROM outbox");
  if (!last) return std::unexpected(last.error());
  const int64_t id = last->value_or(0) + 1;
  const std::optional<int64_t> change =
      row.change == 0 ? std::nullopt : std::optional<int64_t>(row.change);
  const auto done = database.run(
      "INSERT INTO outbox (id, change_id, entry, leaf, entry_index) VALUES ($1, $2, $3, $4, $5)",
      id, change, std::string_view(row.entry), std::string_view(row.leaf), row.index);
  if (!done) return std::unexpected(done.error());
  return id;
}

Result<std::vector<OutboxRow>> waiting_entries(Database& database) {
  std::vector<OutboxRow> out;
  auto done = database.query(
      [&](const ResultRow& row) -> Result<void> {
        out.push_back({row.integer(0), row.integer(1), std::string(row.text(2)),
                       std::string(row.text(3)), std::nullopt});
        return {};
      },
      "SELECT id, change_id, entry, leaf FROM outbox WHERE entry_index IS NULL ORDER BY id");
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<std::optional<int64_t>> entry_of_change(Database& database, int64_t change) {
  return database.number("SELECT entry_index FROM outbox WHERE change_id = $1", change);
}

Result<uint64_t> searched_size(Database& database) {
  const auto last = database.number("SELECT MAX(entry_index) FROM outbox");
  if (!last) return std::unexpected(last.error());
  return last->has_value() ? static_cast<uint64_t>(**last) + 1 : 0;
}

Result<void> mark_published(Database& database, const std::vector<Published>& published) {
  if (published.empty()) return {};
  for (const Published& one : published) {
    const auto done =
        database.run("UPDATE outbox SET entry_index = $1 WHERE id = $2 AND entry_index IS NULL",
                     one.index, one.id);
    if (!done) return std::unexpected(done.error());
  }
  const auto forgotten = database.run(
      "DELETE FROM outbox WHERE change_id IS NULL AND entry_index IS NOT NULL AND id < $1",
      published.back().id);
  return forgotten ? Result<void>() : std::unexpected(forgotten.error());
}

}  // namespace sekisho::store
