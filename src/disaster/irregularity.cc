#include "disaster/irregularity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sekisho::disaster {
namespace {

struct Closing {
  std::string reason, by;
  Instant at;
};

Result<std::map<std::string, Closing>> closings(store::Database& database) {
  std::map<std::string, Closing> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out[std::string(row.text(0))] = {std::string(row.text(1)), std::string(row.text(2)),
                                         Instant{row.integer(3)}};
        return {};
      },
      "SELECT name, reason, closed_by, closed_at FROM irregularity_closing");
  if (!done) return std::unexpected(done.error());
  return out;
}

// Whether what was owed at `due` was not there, whatever came later.
bool late(const std::optional<Instant>& done, Instant due, Instant now) {
  return done.value_or(now) >= due && due <= now;
}

void of_lending(const Lending& lending, const DisasterRules& rules, Instant now,
                std::vector<Irregularity>& out) {
  const Instant due = rules.due(lending.period.until);
  const auto add = [&](std::string_view word, IrregularityKind kind, const std::string& code,
                       Instant since) {
    out.push_back({.name = fmt::format("lending-{}-{}", lending.id, word),
                   .kind = kind,
                   .code = code,
                   .office = lending.office,
                   .disaster = lending.disaster,
                   .opening = lending.opening,
                   .lending = lending.id,
                   .since = since});
  };
  if (late(lending.terminal_returned, due, now))
    add("terminal", IrregularityKind::kNotReturned, lending.what.terminal, due);
  if (late(lending.account_deleted, due, now))
    add("account", IrregularityKind::kNotDeleted, lending.what.account, due);
  if (!lending.contradictions.empty())
    add("paper", IrregularityKind::kPaper, lending.what.account, lending.recorded);
}

Result<void> of_pools(store::Database& database, std::vector<Irregularity>& out) {
  return database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({.name = fmt::format("missing-{}", row.integer(0)),
                       .kind = IrregularityKind::kMissing,
                       .code = std::string(row.text(2)),
                       .office = std::string(row.text(3)),
                       .item = row.integer(1),
                       .since = Instant{row.integer(4)}});
        return {};
      },
      "SELECT m.id, m.item_id, p.code, p.office, m.since FROM pool_missing m JOIN pool_item p ON "
      "p.id = m.item_id ORDER BY m.id");
}

}  // namespace

Result<std::vector<Irregularity>> irregularities(store::Database& database,
                                                 const DisasterRules& rules, Instant now,
                                                 int64_t disaster) {
  const auto lendings = list_lendings(database, {.disaster = disaster});
  if (!lendings) return std::unexpected(lendings.error());
  std::vector<Irregularity> out;
  for (const Lending& one : *lendings) of_lending(one, rules, now, out);
  if (disaster == 0) {
    if (auto done = of_pools(database, out); !done) return std::unexpected(done.error());
  }
  const auto closed = closings(database);
  if (!closed) return std::unexpected(closed.error());
  for (Irregularity& one : out) {
    const auto found = closed->find(one.name);
    if (found == closed->end()) continue;
    one.closed = found->second.at;
    one.closed_by = found->second.by;
    one.reason = found->second.reason;
  }
  std::ranges::sort(out, {}, [](const Irregularity& one) {
    return std::pair(one.since, std::string_view(one.name));
  });
  return out;
}

Result<void> close_irregularity(Journal& journal, const DisasterRules& rules,
                                const std::string& name, const std::string& reason) {
  if (auto ok = casework::check_text("reason", reason); !ok) return ok;
  const auto all = irregularities(journal.database(), rules, journal.author().now);
  if (!all) return std::unexpected(all.error());
  const auto found = std::ranges::find(*all, name, &Irregularity::name);
  if (found == all->end())
    return fail(ErrorCode::kNotFound, fmt::format("there is no irregularity `{}`", name));
  if (found->closed) return casework::not_now(fmt::format("irregularity `{}` is closed", name));
  const auto done = journal.database().run(
      "INSERT INTO irregularity_closing (name, reason, closed_by, closed_at) VALUES ($1, $2, $3, "
      "$4)",
      std::string_view(name), std::string_view(reason), std::string_view(journal.author().by),
      journal.author().now);
  if (!done) return std::unexpected(done.error());
  const Thing of =
      found->lending != 0 ? thing_of_lending(found->lending) : thing_of_item(found->item);
  const auto noted = journal.add(of, "irregularity-closed", [&](text::JsonWriter& json) {
    json.member("irregularity", name).member("reason", reason);
  });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

}  // namespace sekisho::disaster
