#include "disaster/pool.h"

#include <fmt/format.h>

#include <algorithm>

#include "disaster/desk_facts.h"
#include "disaster/limits.h"

namespace sekisho::disaster {
namespace {

using casework::check_name;
using casework::not_now;

// INVARIANT: in the order of item_in.
constexpr std::string_view kColumns = "id, kind, code, office, state, since, reason, lending_id";

template <class Enum, size_t kCount>
Enum named(const std::array<std::string_view, kCount>& names, std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
}

PoolItem item_in(const store::ResultRow& row) {
  return {.id = row.integer(0),
          .kind = named<ItemKind>(kItemKinds, row.text(1)),
          .code = std::string(row.text(2)),
          .office = std::string(row.text(3)),
          .state = named<ItemState>(kItemStates, row.text(4)),
          .since = Instant{row.integer(5)},
          .reason = std::string(row.text(6)),
          .lending = row.integer(7)};
}

template <class... Values>
Result<std::vector<PoolItem>> items_where(store::Database& database, std::string_view condition,
                                          const Values&... values) {
  std::vector<PoolItem> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(item_in(row));
        return {};
      },
      fmt::format("SELECT {} FROM pool_item WHERE {} ORDER BY office, kind DESC, code, id",
                  kColumns, condition),
      values...);
  if (!done) return std::unexpected(done.error());
  return out;
}

std::string_view name_of(ItemState state) {
  return kItemStates[static_cast<size_t>(state)];
}

// Why somebody cannot give it the state; empty: they can.
std::string against(const PoolItem& item, ItemState state) {
  if (item.state == ItemState::kRetired)
    return fmt::format("`{}` is no longer of the pool", item.code);
  if (item.state == ItemState::kLent && state != ItemState::kMissing)
    return fmt::format("`{}` is lent", item.code);
  if (item.kind == ItemKind::kAccount && item.lending != 0)
    return fmt::format("the ID `{}` was lent and is to be deleted", item.code);
  return {};
}

}  // namespace

Thing thing_of_item(int64_t id) {
  return {casework::ThingKind::kPool, id};
}

Result<int64_t> add_to_pool(Journal& journal, const std::string& office, ItemKind kind,
                            const std::string& code) {
  if (auto ok = check_name("office", office); !ok) return std::unexpected(ok.error());
  if (auto ok = check_name("code", code); !ok) return std::unexpected(ok.error());
  const size_t slash = code.find('/');
  if (kind == ItemKind::kAccount &&
      (slash == std::string::npos || slash == 0 || slash + 1 == code.size())) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is no ID of a system", code), {},
                "Write SYSTEM/ACCOUNT.");
  }
  store::Database& database = journal.database();
  const auto known = item_of(database, code);
  if (!known) return std::unexpected(known.error());
  if (*known)
    return not_now(fmt::format("`{}` stands in the pool of `{}`", code, (*known)->office));
  if (kind == ItemKind::kTerminal) {
    const auto rows = known_facts(database, code, reg::Table::kTerminals);
    if (!rows) return std::unexpected(rows.error());
    if (rows->empty()) {
      return not_now(fmt::format("the register of terminals does not have `{}`", code),
                     "Register the terminal first: nobody may use one that is not registered.");
    }
  }
  const auto id = casework::next_id(database, "SELECT MAX(id) FROM pool_item");
  if (!id) return id;
  const std::string thing = casework::name_of(thing_of_item(*id));
  const std::string_view kind_name = kItemKinds[static_cast<size_t>(kind)];
  const auto done = database.run(
      "INSERT INTO pool_item (id, thing, kind, code, office, state, since, reason, lending_id) "
      "VALUES ($1, $2, $3, $4, $5, 'ready', $6, '', 0)",
      *id, std::string_view(thing), kind_name, std::string_view(code), std::string_view(office),
      journal.author().now);
  if (!done) return std::unexpected(done.error());
  const auto noted = journal.add(thing_of_item(*id), "prepared", [&](text::JsonWriter& json) {
    json.member("kind", kind_name).member("code", code).member("office", office);
  });
  if (!noted) return std::unexpected(noted.error());
  return *id;
}

Result<void> check_additions(size_t count) {
  if (count <= kMaxItemsAtOnce) return {};
  return fail(ErrorCode::kBadInput, fmt::format("{} are too many at once", count), {},
              fmt::format("Add up to {} at a time.", kMaxItemsAtOnce));
}

Result<void> set_state(Journal& journal, int64_t id, ItemState state, const std::string& reason) {
  if (auto ok = casework::check_text("reason", reason); !ok) return ok;
  store::Database& database = journal.database();
  const Result<PoolItem> item = find_item(database, id);
  if (!item) return std::unexpected(item.error());
  if (std::string why = against(*item, state); !why.empty()) return not_now(std::move(why));
  if (item->state == state) return not_now(fmt::format("`{}` is so already", item->code));
  const auto moved = move_item(database, *item, state, journal.author().now, item->lending, reason);
  if (!moved) return moved;
  const auto noted = journal.add(thing_of_item(id), name_of(state), [&](text::JsonWriter& json) {
    json.member("code", item->code).member("reason", reason);
  });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

Result<void> move_item(store::Database& database, const PoolItem& item, ItemState state,
                       Instant now, int64_t lending, const std::string& reason) {
  const auto done = database.run(
      "UPDATE pool_item SET state = $1, since = $2, reason = $3, lending_id = $4 WHERE id = $5",
      name_of(state), now, std::string_view(reason), lending, item.id);
  if (!done) return std::unexpected(done.error());
  if (state != ItemState::kMissing || item.state == ItemState::kMissing) return {};
  const auto id = casework::next_id(database, "SELECT MAX(id) FROM pool_missing");
  if (!id) return std::unexpected(id.error());
  const auto noted = database.run(
      "INSERT INTO pool_missing (id, item_id, since) VALUES ($1, $2, $3)", *id, item.id, now);
  if (!noted) return std::unexpected(noted.error());
  return {};
}

Result<PoolItem> find_item(store::Database& database, int64_t id) {
  auto found = items_where(database, "id = $1", id);
  if (!found) return std::unexpected(found.error());
  if (found->empty())
    return fail(ErrorCode::kNotFound, fmt::format("there is nothing {} in a pool", id));
  return std::move(found->front());
}

Result<std::optional<PoolItem>> item_of(store::Database& database, const std::string& code) {
  auto found = items_where(database, "code = $1 AND state <> 'retired'", std::string_view(code));
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::vector<PoolItem>> list_pool(store::Database& database, const PoolFilter& filter) {
  return items_where(database, "(office = $1 OR $1 = '') AND (state = $2 OR $2 = '')",
                     std::string_view(filter.office), std::string_view(filter.state));
}

}  // namespace sekisho::disaster
