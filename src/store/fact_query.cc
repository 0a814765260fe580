#include "store/fact_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "register/tables.h"
#include "store/fact_index.h"

namespace sekisho::store {
namespace {

constexpr std::string_view kColumns =
    "id, register, profile, valid_from, valid_until, fields, file_id, line, recorded_by, ended_by";

Result<Fact> fact_in(const ResultRow& row) {
  const auto table = reg::table_named(row.text(1));
  if (!table) return fail(ErrorCode::kBadInput, "the store has a fact of an unknown register");
  return Fact{
      row.integer(0),
      {*table, {Instant{row.integer(3)}, Instant{row.integer(4)}}, std::string(row.text(5))},
      std::string(row.text(2)),
      row.integer(6),
      static_cast<uint32_t>(row.integer(7)),
      row.integer(8),
      row.integer(9)};
}

template <class... Values>
Result<void> visit_where(Database& database, const VisitFact& visit, std::string_view condition,
                         const Values&... values) {
  return database.query(
      [&](const ResultRow& row) -> Result<void> {
        Result<Fact> fact = fact_in(row);
        if (!fact) return std::unexpected(fact.error());
        return visit(std::move(*fact));
      },
      fmt::format("SELECT {} FROM fact WHERE {}", kColumns, condition), values...);
}

template <class... Values>
Result<std::vector<Fact>> facts_where(Database& database, std::string_view condition,
                                      const Values&... values) {
  std::vector<Fact> out;
  const auto take = [&](Fact fact) -> Result<void> {
    out.push_back(std::move(fact));
    return {};
  };
  if (auto done = visit_where(database, take, condition, values...); !done) {
    return std::unexpected(done.error());
  }
  return out;
}

}  // namespace

Result<void> visit_facts(Database& database, int64_t change, const VisitFact& visit) {
  return visit_where(database, visit,
                     "recorded_by <= $1 AND (ended_by IS NULL OR ended_by > $1) ORDER BY id",
                     change);
}

Result<void> visit_facts_of(Database& database, reg::Table table, int64_t change,
                            const VisitFact& visit) {
  return visit_where(database, visit,
                     "register = $1 AND recorded_by <= $2 AND "
                     "(ended_by IS NULL OR ended_by > $2) ORDER BY id",
                     reg::name_of(table), change);
}

Result<std::vector<Fact>> facts_of_profile(Database& database, const std::string& profile) {
  return facts_where(database, "profile = $1 AND ended_by IS NULL ORDER BY id",
                     std::string_view(profile));
}

Result<std::vector<Fact>> history_of(Database& database, const std::string& subject,
                                     std::optional<reg::Table> table) {
  return facts_where(database, "subject = $1 AND (register = $2 OR $2 = '') ORDER BY id",
                     std::string_view(subject), table ? reg::name_of(*table) : "");
}

namespace {

// `$2` is a subject, found by its index, or nothing, behind which every subject stands.
std::string held_at(std::string_view subject) {
  return fmt::format(
      "register = $1 AND subject {} $2 AND valid_from <= $3 AND valid_until > $3 AND "
      "recorded_by <= $4 AND (ended_by IS NULL OR ended_by > $4)",
      subject.empty() ? ">=" : "=");
}

constexpr std::array<std::string_view, 4> kOrders = {"id", "subject", "valid_from", "valid_until"};

}  // namespace

Result<void> visit_facts_at(Database& database, reg::Table table, const std::string& subject,
                            Instant at, int64_t change, const VisitFact& visit) {
  return visit_where(database, visit, held_at(subject) + " ORDER BY id", reg::name_of(table),
                     std::string_view(subject), at, change);
}

Result<FactPage> page_of_facts(Database& database, const FactPageQuery& query) {
  const std::string_view table = reg::name_of(query.table);
  const std::string_view subject = query.subject;
  auto facts = facts_where(
      database,
      fmt::format("{} ORDER BY {}{}, id LIMIT $5 OFFSET $6", held_at(subject),
                  kOrders[static_cast<size_t>(query.order)], query.descending ? " DESC" : ""),
      table, subject, query.at, query.change, query.most, query.from);
  if (!facts) return std::unexpected(facts.error());
  const auto total = database.number("SELECT COUNT(*) FROM fact WHERE " + held_at(subject), table,
                                     subject, query.at, query.change);
  if (!total) return std::unexpected(total.error());
  return FactPage{std::move(*facts), static_cast<uint64_t>(total->value_or(0))};
}

namespace {

// So many at a time, that statements which are kept are always the same.
Result<std::vector<Fact>> facts_of_ids(Database& database, std::span<const int64_t> ids) {
  constexpr size_t kAtOnce = 100;
  static const std::string sql = [] {
    std::string out = fmt::format("SELECT {} FROM fact WHERE id IN ($1", kColumns);
    for (size_t i = 2; i <= kAtOnce; ++i) out += fmt::format(",${}", i);
    return out + ")";
  }();
  std::vector<Fact> out;
  const auto take = [&](const ResultRow& row) -> Result<void> {
    Result<Fact> fact = fact_in(row);
    if (!fact) return std::unexpected(fact.error());
    out.push_back(std::move(*fact));
    return {};
  };
  for (; !ids.empty(); ids = ids.subspan(std::min(kAtOnce, ids.size()))) {
    std::vector<Value> values(kAtOnce, value_of(nullptr));
    for (size_t i = 0; i < std::min(kAtOnce, ids.size()); ++i) values[i] = value_of(ids[i]);
    if (auto done = database.query_with(sql, values, take); !done)
      return std::unexpected(done.error());
  }
  return out;
}

}  // namespace

Result<FactPage> page_of_facts(Database& database, const FactPageQuery& query,
                               const FactIndex& index) {
  const FactIndex::Part part = index.part(query);
  FactPage out{{}, part.total};
  if (part.ids.empty()) return out;
  auto facts = facts_of_ids(database, part.ids);
  if (!facts) return std::unexpected(facts.error());
  const auto place = [&](const Fact& fact) {
    return std::ranges::find(part.ids, fact.id) - part.ids.begin();
  };
  std::ranges::sort(*facts, {}, place);
  out.facts = std::move(*facts);
  return out;
}

Result<void> visit_coming(Database& database, int64_t change, Instant after, Instant until,
                          const VisitFact& visit) {
  return visit_where(database, visit,
                     "recorded_by <= $1 AND (ended_by IS NULL OR ended_by > $1) AND "
                     "((valid_from > $2 AND valid_from <= $3) OR "
                     "(valid_until > $2 AND valid_until <= $3)) ORDER BY id",
                     change, after, until);
}

Result<std::vector<uint64_t>> count_facts(Database& database, int64_t change) {
  std::vector<uint64_t> out(reg::kTableCount);
  auto counted = database.query(
      [&](const ResultRow& row) -> Result<void> {
        if (const auto table = reg::table_named(row.text(0)))
          out[static_cast<size_t>(*table)] = static_cast<uint64_t>(row.integer(1));
        return {};
      },
      "SELECT register, COUNT(*) FROM fact WHERE recorded_by <= $1 AND "
      "(ended_by IS NULL OR ended_by > $1) GROUP BY register",
      change);
  if (!counted) return std::unexpected(counted.error());
  return out;
}

Result<Fact> find_fact(Database& database, int64_t id) {
  Result<std::vector<Fact>> facts = facts_where(database, "id = $1", id);
  if (!facts) return std::unexpected(facts.error());
  if (!facts->empty()) return std::move(facts->front());
  return fail(ErrorCode::kNotFound, fmt::format("there is no fact {}", id), {},
              "`sekisho register history` shows the numbers of facts.");
}

}  // namespace sekisho::store
