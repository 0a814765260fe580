#include "service/store/register_history.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <utility>

#include "register/supply_point.h"
#include "register/tables.h"
#include "service/asked.h"
#include "service/store/fact_text.h"
#include "store/change_log.h"
#include "store/fact_query.h"
#include "text/json.h"
#include "text/nearest.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

Result<std::optional<reg::Table>> table_of(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto table = reg::table_named(name);
  if (table) return table;
  return fail(ErrorCode::kUsage, fmt::format("`{}` is not a register", name), {},
              text::did_you_mean(name, reg::table_names()));
}

constexpr std::string_view kRevision = "change.";

// The last change that was known then.
Result<int64_t> change_at(store::Database& database, const std::string& known_at) {
  if (known_at.empty()) return store::newest_change(database);
  if (known_at.starts_with(kRevision)) {
    const Result<int64_t> newest = store::newest_change(database);
    if (!newest) return newest;
    const auto named = text::parse_i64(std::string_view(known_at).substr(kRevision.size()));
    if (named && *named >= 0 && *named <= *newest) return *named;
    return fail(ErrorCode::kUsage, fmt::format("the store knows no `{}`", known_at));
  }
  const Result<Instant> at = asked_instant(known_at);
  if (!at) return std::unexpected(at.error());
  return store::change_known_at(database, *at);
}

store::Statement statement_of(std::string_view key, const reg::SupplyRow& row) {
  std::vector<text::JsonMember> members;
  const auto put = [&](std::string_view name, std::string_view value) {
    if (!value.empty())
      members.push_back({std::string(name), text::JsonValue::string(std::string(value))});
  };
  put("applied", text::rfc3339(row.applied, text::kJst));
  put("customer", row.customer);
  put("retailer", row.retailer);
  put("supply_point", key);
  return {reg::Table::kSupplyContracts, row.period,
          text::JsonValue::object(std::move(members)).to_json()};
}

// The rows of a point, written in any usual way.
Result<std::vector<store::Statement>> supply_of(const store::StoreView& store, int64_t change,
                                                const std::string& subject) {
  std::string point;
  if (reg::canonical_supply_point(subject, point) != reg::SupplyPointProblem::kNone)
    point = subject;
  std::vector<store::Statement> out;
  const auto segments = store::standing_segments(store.database, change);
  if (!segments) return std::unexpected(segments.error());
  for (const store::StandingSegment& standing : *segments) {
    const auto segment = store.directory.segments().open(standing.segment.sha256);
    if (!segment) return std::unexpected(segment.error());
    const auto rows = (*segment)->history(point);
    if (!rows) return std::unexpected(rows.error());
    for (const reg::SupplyRow& row : *rows) out.push_back(statement_of(point, row));
  }
  return out;
}

Result<store::FactPage> page_of(store::Database& database, const store::FactPageQuery& query,
                                FactIndexes* indexes) {
  if (indexes == nullptr || !query.subject.empty()) return store::page_of_facts(database, query);
  const auto index = indexes->of(database, query.table, query.change);
  if (!index) return std::unexpected(index.error());
  return store::page_of_facts(database, query, **index);
}

bool wants_supply(const std::optional<reg::Table>& table) {
  return !table || *table == reg::Table::kSupplyContracts;
}

std::string said_by(const store::Change& change) {
  return fmt::format("{} ({}, {})", text::date_time_iso(change.recorded_at, text::kJst),
                     change.consent.by, change.consent.reason);
}

void write_change(text::JsonWriter& json, std::string_view name, const History& history,
                  int64_t id) {
  json.key(name);
  const auto found = history.changes.find(id);
  if (found == history.changes.end()) {
    json.null();
    return;
  }
  const store::Change& change = found->second;
  json.begin_object()
      .member("change", id)
      .member("recorded_at", text::rfc3339(change.recorded_at, text::kJst))
      .member("kind", name_of(change.kind))
      .member("by", change.consent.by)
      .member("reason", change.consent.reason)
      .member("approved_by", change.consent.approved_by)
      .member("approval", change.consent.approval)
      .end_object();
}

void write_supply(text::JsonWriter& json, const std::vector<store::Statement>& supply) {
  json.key("supply").begin_array();
  for (const store::Statement& says : supply) write_statement(json, says);
  json.end_array();
}

}  // namespace

bool is_register(const std::string& name) {
  return reg::table_named(name).has_value();
}

Result<std::string> registers_json(const store::StoreView& store) {
  const Result<int64_t> change = store::newest_change(store.database);
  if (!change) return std::unexpected(change.error());
  auto counts = store::count_facts(store.database, *change);
  if (!counts) return std::unexpected(counts.error());
  const auto segments = store::standing_segments(store.database, *change);
  if (!segments) return std::unexpected(segments.error());
  for (const store::StandingSegment& one : *segments)
    (*counts)[static_cast<size_t>(reg::Table::kSupplyContracts)] += one.segment.rows;
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("change", *change).key("items").begin_array();
  for (size_t i = 0; i < reg::kTableCount; ++i) {
    const auto table = static_cast<reg::Table>(i);
    json.begin_object().member("register", reg::name_of(table)).member("facts", (*counts)[i]);
    json.key("fields").begin_array();
    for (const reg::FieldSpec& field : reg::fields_of(table)) json.value(field.name);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

Result<History> history_of(const store::StoreView& store, const HistoryQuestion& question) {
  const auto table = table_of(question.table);
  if (!table) return std::unexpected(table.error());
  const Result<int64_t> change = change_at(store.database, question.known_at);
  if (!change) return std::unexpected(change.error());
  History out;
  auto facts = store::history_of(store.database, question.subject, *table);
  if (!facts) return std::unexpected(facts.error());
  std::set<int64_t> changes;
  for (store::Fact& fact : *facts) {
    if (fact.recorded_by > *change) continue;
    if (fact.ended_by > *change) fact.ended_by = 0;  // not known then
    changes.insert({fact.recorded_by, fact.ended_by});
    out.facts.push_back(std::move(fact));
  }
  changes.erase(0);
  for (const int64_t id : changes) {
    Result<store::Change> one = store::find_change(store.database, id);
    if (!one) return std::unexpected(one.error());
    out.changes.emplace(id, std::move(*one));
  }
  if (wants_supply(*table)) {
    auto supply = supply_of(store, *change, question.subject);
    if (!supply) return std::unexpected(supply.error());
    out.supply = std::move(*supply);
  }
  if (!out.facts.empty() || !out.supply.empty()) return out;
  return fail(ErrorCode::kNotFound, fmt::format("nothing is known about `{}`", question.subject),
              {}, "Name a code as the registers write it; an account is `SYSTEM/ACCOUNT`.");
}

Result<AsOf> registers_as_of(const store::StoreView& store, const AsOfQuestion& question,
                             Instant now, FactIndexes* indexes) {
  const auto table = table_of(question.table);
  if (!table) return std::unexpected(table.error());
  const Result<int64_t> change =
      question.change ? *question.change : change_at(store.database, question.known_at);
  if (!change) return std::unexpected(change.error());
  AsOf out;
  out.as_of = now;
  if (!question.as_of.empty()) {
    const Result<Instant> at = asked_instant(question.as_of);
    if (!at) return std::unexpected(at.error());
    out.as_of = *at;
  }
  out.change = *change;
  if (*table == reg::Table::kSupplyContracts) {
    if (question.subject.empty()) {
      return fail(ErrorCode::kUsage, "the supply contracts are too many to list", {},
                  "Name a supply point.");
    }
    auto supply = supply_of(store, *change, question.subject);
    if (!supply) return std::unexpected(supply.error());
    for (store::Statement& says : *supply) {
      if (says.period.contains(out.as_of)) out.supply.push_back(std::move(says));
    }
    return out;
  }
  auto page = page_of(store.database,
                      {.table = **table,
                       .subject = question.subject,
                       .at = out.as_of,
                       .change = out.change,
                       .order = question.order,
                       .descending = question.descending,
                       .from = question.from,
                       .most = question.most},
                      indexes);
  if (!page) return std::unexpected(page.error());
  out.facts = std::move(page->facts);
  out.total = page->total;
  return out;
}

std::string history_text(const History& history, bool japanese) {
  std::string out;
  for (const store::Fact& fact : history.facts) {
    out += fmt::format("{:>8}  {}\n", fact.id, statement_text(fact.says));
    const auto say = [&](std::string_view what, int64_t id) {
      const auto change = history.changes.find(id);
      if (change != history.changes.end())
        out += fmt::format("          {} {}\n", what, said_by(change->second));
    };
    say(japanese ? "登録" : "recorded", fact.recorded_by);
    say(japanese ? "訂正・取消" : "superseded", fact.ended_by);
  }
  for (const store::Statement& says : history.supply) {
    out += fmt::format("          {}\n", statement_text(says));
  }
  return out;
}

std::string history_json(const History& history) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().key("facts").begin_array();
  for (const store::Fact& fact : history.facts) {
    json.begin_object().member("fact", fact.id).member("profile", fact.profile).key("says");
    write_statement(json, fact.says);
    write_change(json, "recorded", history, fact.recorded_by);
    write_change(json, "superseded", history, fact.ended_by);
    json.end_object();
  }
  json.end_array();
  write_supply(json, history.supply);
  json.end_object();
  return out + "\n";
}

std::string as_of_text(const AsOf& answer, bool japanese) {
  std::string out = fmt::format(fmt::runtime(japanese ? "基準日時 {}、変更 {} までの登録内容\n"
                                                      : "as of {}, known by change {}\n"),
                                text::date_time_iso(answer.as_of, text::kJst), answer.change);
  for (const store::Fact& fact : answer.facts) {
    out += fmt::format("{:>8}  {}\n", fact.id, statement_text(fact.says));
  }
  for (const store::Statement& says : answer.supply) {
    out += fmt::format("          {}\n", statement_text(says));
  }
  return out;
}

std::string as_of_json(const AsOf& answer, std::string_view next) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object()
      .member("as_of", text::rfc3339(answer.as_of, text::kJst))
      .member("change", answer.change)
      .member("total", answer.total)
      .key("facts")
      .begin_array();
  for (const store::Fact& fact : answer.facts) {
    json.begin_object().member("fact", fact.id).key("says");
    write_statement(json, fact.says);
    json.end_object();
  }
  json.end_array();
  write_supply(json, answer.supply);
  if (!next.empty()) json.member("next", next);
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service
