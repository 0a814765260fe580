#include "casework/case_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "casework/journal.h"

namespace sekisho::casework {
namespace {

// INVARIANT: in the order of case_in.
constexpr std::string_view kColumns =
    "id, scope, route, viewer, holder, account, state, outcome, triaged_by, checked_by, assignee, "
    "due, aware_at, wrongful, review, findings, first_at, last_at, opened_at";

std::optional<Instant> instant_in(const store::ResultRow& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}

Result<Case> case_in(const store::ResultRow& row) {
  Case out;
  out.id = row.integer(0);
  out.scope = row.text(1);
  out.key = {std::string(row.text(2)), std::string(row.text(3)), std::string(row.text(4)),
             std::string(row.text(5))};
  const auto state = case_state_named(row.text(6));
  if (!state) return fail(ErrorCode::kBadInput, "the store has a case in an unknown state");
  out.state = *state;
  out.outcome = outcome_named(row.text(7)).value_or(Outcome::kNone);
  out.triaged_by = row.text(8);
  out.checked_by = row.text(9);
  out.assignee = row.text(10);
  out.due = row.text(11);
  out.aware_at = instant_in(row, 12);
  out.wrongful = row.integer(13) != 0;
  out.review = row.text(14);
  out.findings = row.integer(15);
  out.first = instant_in(row, 16);
  out.last = instant_in(row, 17);
  out.opened_at = Instant{row.integer(18)};
  out.revision = row.integer(19);
  return out;
}

// Each value is a condition only where it is not empty.
constexpr std::string_view kConditions =
    "(scope = $1 OR $1 = '') AND (state = $2 OR $2 = '') AND (outcome = $3 OR $3 = '') AND "
    "(route = $4 OR $4 = '') AND (assignee = $5 OR $5 = '') AND "
    "(viewer = $6 OR holder = $6 OR $6 = '') AND ((due <= $7 AND due <> '') OR $7 = '')";

std::string revision_column() {
  return "(SELECT MAX(revision) FROM work_step WHERE thing = work_case.thing)";
}

std::string_view sort_column(std::string_view name) {
  if (name == "first") return "first_at";
  if (name == "last") return "last_at";
  return name == "case" ? "id" : name;
}

}  // namespace

std::optional<CaseState> case_state_named(std::string_view name) {
  const auto* const found = std::ranges::find(kCaseStates, name);
  if (found == kCaseStates.end()) return std::nullopt;
  return static_cast<CaseState>(found - kCaseStates.begin());
}

std::optional<Outcome> outcome_named(std::string_view name) {
  const auto* const found = std::ranges::find(kOutcomes, name);
  if (name.empty() || found == kOutcomes.end()) return std::nullopt;
  return static_cast<Outcome>(found - kOutcomes.begin());
}

Result<Case> find_case(store::Database& database, int64_t id) {
  std::optional<Result<Case>> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out = case_in(row);
        return {};
      },
      fmt::format("SELECT {}, {} FROM work_case WHERE id = $1", kColumns, revision_column()), id);
  if (!done) return std::unexpected(done.error());
  if (out) return *out;
  return fail(ErrorCode::kNotFound, fmt::format("there is no case {}", id), {},
              "Look at the list of cases.");
}

Result<CasePage> list_cases(store::Database& database, const CaseFilter& filter,
                            const CaseOrder& order, int64_t from, int64_t most) {
  if (std::ranges::find(kCaseOrders, order.column) == kCaseOrders.end()) {
    return fail(ErrorCode::kBadInput, fmt::format("cases are not sorted by `{}`", order.column));
  }
  const std::string_view values[] = {filter.scope,    filter.state,  filter.outcome,  filter.route,
                                     filter.assignee, filter.person, filter.due_until};
  const auto& v = values;
  CasePage out;
  const auto total =
      database.number(fmt::format("SELECT COUNT(*) FROM work_case WHERE {}", kConditions), v[0],
                      v[1], v[2], v[3], v[4], v[5], v[6]);
  if (!total) return std::unexpected(total.error());
  out.total = total->value_or(0);
  const char* const direction = order.descending ? " DESC" : "";
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        Result<Case> one = case_in(row);
        if (!one) return std::unexpected(one.error());
        out.cases.push_back(std::move(*one));
        return {};
      },
      fmt::format("SELECT {}, {} FROM work_case WHERE {} ORDER BY {}{}, id LIMIT $8 OFFSET $9",
                  kColumns, revision_column(), kConditions, sort_column(order.column), direction),
      v[0], v[1], v[2], v[3], v[4], v[5], v[6], most, from);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<std::vector<CaseFinding>> findings_of(store::Database& database, int64_t id) {
  std::vector<CaseFinding> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({std::string(row.text(0)), row.integer(1), Instant{row.integer(2)},
                       std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)),
                       std::string(row.text(6)), std::string(row.text(7)), std::string(row.text(8)),
                       std::string(row.text(9))});
        return {};
      },
      "SELECT file, line, at, system, account, holder, viewer, certainty, route, disposition "
      "FROM case_finding WHERE case_id = $1 AND gone_by = '' ORDER BY file, line",
      id);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<void> store_case(store::Database& database, const Case& changed) {
  const auto done = database.run(
      "UPDATE work_case SET state = $1, outcome = $2, triaged_by = $3, checked_by = $4, "
      "assignee = $5, due = $6, aware_at = $7, wrongful = $8, review = $9, findings = $10, "
      "first_at = $11, last_at = $12 WHERE id = $13",
      name_of(changed.state), name_of(changed.outcome), std::string_view(changed.triaged_by),
      std::string_view(changed.checked_by), std::string_view(changed.assignee),
      std::string_view(changed.due), changed.aware_at, changed.wrongful ? 1 : 0,
      std::string_view(changed.review), changed.findings, changed.first, changed.last, changed.id);
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<void> insert_case(store::Database& database, const Case& added) {
  const CaseKey& key = added.key;
  const auto done = database.run(
      "INSERT INTO work_case (id, thing, scope, route, viewer, holder, account, state, outcome, "
      "triaged_by, checked_by, assignee, due, aware_at, wrongful, review, findings, first_at, "
      "last_at, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', '', '', NULL, 0, "
      "$9, 0, NULL, NULL, $10)",
      added.id, std::string_view(name_of(Thing{ThingKind::kCase, added.id})),
      std::string_view(added.scope), std::string_view(key.route), std::string_view(key.viewer),
      std::string_view(key.holder), std::string_view(key.account), name_of(added.state),
      std::string_view(added.review), added.opened_at);
  if (!done) return std::unexpected(done.error());
  return {};
}

}  // namespace sekisho::casework
