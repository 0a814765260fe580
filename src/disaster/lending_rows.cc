#include "disaster/lending_rows.h"

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::disaster {
namespace {

// INVARIANT: in the order of lending_in.
constexpr std::string_view kColumns =
    "l.id, (SELECT MAX(revision) FROM work_step WHERE work_step.thing = l.thing), o.disaster_id, "
    "l.opening_id, o.office, l.terminal_item, l.account_item, l.terminal, l.account, l.person, "
    "l.name, l.kana, l.typed, l.employer, l.contract, l.dispatch, l.seat, l.starts, l.ends, "
    "l.lent_by, l.recorded_at, l.on_paper, l.paper_note, l.slip_at, l.slip_by, l.slip_to, "
    "l.code_at, l.code_by, l.code_to, l.code_issued, l.log_in, l.end_reason, l.ended_by, l.ceased, "
    "l.terminal_returned, l.account_deleted, l.erased_by";

std::optional<Instant> instant_in(const store::ResultRow& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}

std::optional<HandedOver> handed_over_in(const store::ResultRow& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return HandedOver{Instant{row.integer(column)}, std::string(row.text(column + 1)),
                    std::string(row.text(column + 2))};
}

Lending lending_in(const store::ResultRow& row) {
  Lending out;
  out.id = row.integer(0);
  out.revision = row.integer(1);
  out.disaster = row.integer(2);
  out.opening = row.integer(3);
  out.office = row.text(4);
  out.terminal_item = row.integer(5);
  out.account_item = row.integer(6);
  out.what.terminal = row.text(7);
  out.what.account = row.text(8);
  out.what.person = row.text(9);
  out.what.name = row.text(10);
  out.what.kana = row.text(11);
  out.typed = row.integer(12) != 0;
  out.what.employer = row.text(13);
  out.what.contract = row.text(14);
  out.what.dispatch = row.text(15);
  out.what.seat = row.text(16);
  out.period = {Instant{row.integer(17)}, Instant{row.integer(18)}};
  out.lent_by = row.text(19);
  out.recorded = Instant{row.integer(20)};
  if (row.integer(21) != 0) out.what.paper = {.note = std::string(row.text(22))};
  out.slip = handed_over_in(row, 23);
  out.code = handed_over_in(row, 26);
  out.code_issued = instant_in(row, 29);
  out.log_in = row.text(30);
  out.end_reason = row.text(31);
  out.ended_by = row.text(32);
  out.ceased = instant_in(row, 33);
  out.terminal_returned = instant_in(row, 34);
  out.account_deleted = instant_in(row, 35);
  out.erased_by = row.text(36);
  return out;
}

Result<void> read_contradictions(store::Database& database, std::vector<Lending>& lendings) {
  return database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        const auto lending = std::ranges::find(lendings, row.integer(0), &Lending::id);
        const auto* const kind = std::ranges::find(kContradictionKinds, row.text(1));
        if (lending != lendings.end() && kind != kContradictionKinds.end()) {
          lending->contradictions.push_back(
              {static_cast<ContradictionKind>(kind - kContradictionKinds.begin()),
               std::string(row.text(2))});
        }
        return {};
      },
      "SELECT lending_id, kind, other FROM lending_contradiction ORDER BY lending_id, place");
}

template <class... Values>
Result<std::vector<Lending>> lendings_where(store::Database& database, std::string_view condition,
                                            const Values&... values) {
  std::vector<Lending> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(lending_in(row));
        return {};
      },
      fmt::format("SELECT {} FROM disaster_lending l JOIN disaster_opening o ON o.id = "
                  "l.opening_id WHERE {} ORDER BY l.id DESC",
                  kColumns, condition),
      values...);
  if (!done) return std::unexpected(done.error());
  if (auto read = read_contradictions(database, out); !read) return std::unexpected(read.error());
  return out;
}

}  // namespace

LendingState Lending::state(Instant now) const {
  if (now < period.until) return LendingState::kLent;
  return terminal_returned && account_deleted ? LendingState::kSettled : LendingState::kEnded;
}

Result<void> insert_lending(store::Database& database, const Lending& lending) {
  const LendingWish& what = lending.what;
  const std::string thing = casework::name_of(thing_of_lending(lending.id));
  const std::string note = what.paper ? what.paper->note : std::string();
  const auto done = database.run(
      "INSERT INTO disaster_lending (id, thing, opening_id, terminal_item, account_item, terminal, "
      "account, person, name, kana, typed, employer, contract, dispatch, seat, starts, ends, "
      "lent_by, recorded_at, on_paper, paper_note, slip_at, slip_by, slip_to, code_at, code_by, "
      "code_to, code_issued, log_in, end_reason, ended_by, ceased, terminal_returned, "
      "account_deleted, erased_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
      "$13, $14, $15, $16, $17, $18, $19, $20, $21, NULL, '', '', NULL, '', '', NULL, '', '', '', "
      "NULL, $22, NULL, '')",
      lending.id, std::string_view(thing), lending.opening, lending.terminal_item,
      lending.account_item, std::string_view(what.terminal), std::string_view(what.account),
      std::string_view(what.person), std::string_view(what.name), std::string_view(what.kana),
      lending.typed ? 1 : 0, std::string_view(what.employer), std::string_view(what.contract),
      std::string_view(what.dispatch), std::string_view(what.seat), lending.period.from,
      lending.period.until, std::string_view(lending.lent_by), lending.recorded, what.paper ? 1 : 0,
      std::string_view(note), lending.terminal_returned);
  if (!done) return std::unexpected(done.error());
  int64_t place = 0;
  for (const Contradiction& one : lending.contradictions) {
    const auto noted = database.run(
        "INSERT INTO lending_contradiction (lending_id, place, kind, other) VALUES ($1, $2, $3, "
        "$4)",
        lending.id, place++, kContradictionKinds[static_cast<size_t>(one.kind)],
        std::string_view(one.other));
    if (!noted) return std::unexpected(noted.error());
  }
  return {};
}

Result<std::vector<Contradiction>> meetings(store::Database& database, const Lending& lending) {
  std::vector<Contradiction> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        const ContradictionKind kind = row.text(1) == lending.what.account
                                           ? ContradictionKind::kAccountLent
                                           : ContradictionKind::kTerminalLent;
        out.push_back({kind, std::to_string(row.integer(0))});
        return {};
      },
      "SELECT id, account FROM disaster_lending WHERE id <> $1 AND starts < $2 AND ends > $3 AND "
      "(account = $4 OR (terminal = $5 AND person <> $6)) ORDER BY id",
      lending.id, lending.period.until, lending.period.from, std::string_view(lending.what.account),
      std::string_view(lending.what.terminal), std::string_view(lending.what.person));
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<Lending> find_lending(store::Database& database, int64_t id) {
  auto found = lendings_where(database, "l.id = $1", id);
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return fail(ErrorCode::kNotFound, fmt::format("there is no lending {}", id));
  return std::move(found->front());
}

Result<std::vector<Lending>> list_lendings(store::Database& database, const LendingFilter& filter) {
  return lendings_where(database,
                        "(o.disaster_id = $1 OR $1 = 0) AND (l.opening_id = $2 OR $2 = 0)",
                        filter.disaster, filter.opening);
}

Result<std::vector<Lending>> ended_lendings(store::Database& database, Instant now) {
  return lendings_where(database, "l.ends <= $1 AND l.ceased IS NULL", now);
}

Result<std::vector<Lending>> out_with(store::Database& database, int64_t terminal_item) {
  return lendings_where(database, "l.terminal_item = $1 AND l.terminal_returned IS NULL",
                        terminal_item);
}

}  // namespace sekisho::disaster
