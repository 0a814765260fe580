#include "disaster/desk_facts.h"

#include <algorithm>

#include "crypto/sha256.h"
#include "store/change_body.h"
#include "store/change_log.h"
#include "store/fact_query.h"

namespace sekisho::disaster {
namespace {

bool has_period(reg::Table table) {
  return reg::field_named(table, "until").has_value();
}

Result<std::vector<int64_t>> facts_of(store::Database& database, const Thing& of) {
  std::vector<int64_t> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(row.integer(0));
        return {};
      },
      "SELECT fact FROM desk_fact WHERE thing = $1 ORDER BY fact",
      std::string_view(casework::name_of(of)));
  if (!done) return std::unexpected(done.error());
  return out;
}

void count(store::Change& change, const store::Step& step, reg::Table table) {
  store::Counts& counts = change.counts[static_cast<size_t>(table)];
  switch (step.what) {
    case store::Step::What::kAdd:
      ++counts.added;
      break;
    case store::Step::What::kCorrect:
      ++counts.corrected;
      break;
    case store::Step::What::kEnd:
      ++counts.ended;
      break;
    case store::Step::What::kWithdraw:
      ++counts.withdrawn;
      break;
  }
}

std::string subject_in(const store::Statement& says) {
  store::StatedRow row;
  return row.read(says) ? store::subject_of(says.table, row.row()) : std::string();
}

}  // namespace

store::Statement stated(reg::Table table, Fields fields, Period period, uint8_t kind,
                        const std::vector<std::string>& list) {
  reg::Row row;
  row.period = period;
  row.kind = kind;
  row.list.assign(list.begin(), list.end());
  for (const auto& [name, value] : fields) {
    const auto field = reg::field_named(table, name);
    SEKISHO_INVARIANT(field.has_value());
    row.text[*field] = value;
  }
  return store::statement_of(table, row);
}

void DeskFacts::add(const Thing& of, store::Statement says) {
  store::Step step{store::Step::What::kAdd, 0, std::move(says), std::string(kDeskProfile), 0, 0};
  steps_.push_back({casework::name_of(of), std::move(step)});
}

Result<void> DeskFacts::move_end(const Thing& of, Instant until) {
  return move(of, std::nullopt, {}, until);
}

Result<void> DeskFacts::move_end(const Thing& of, reg::Table table, std::string_view subject,
                                 Instant until) {
  return move(of, table, subject, until);
}

Result<void> DeskFacts::move(const Thing& of, std::optional<reg::Table> table,
                             std::string_view subject, Instant until) {
  const auto facts = facts_of(database_, of);
  if (!facts) return std::unexpected(facts.error());
  for (const int64_t id : *facts) {
    Result<store::Fact> fact = store::find_fact(database_, id);
    if (!fact) return std::unexpected(fact.error());
    // Somebody may have corrected it by hand, and then it is theirs.
    if (fact->ended_by != 0 || !has_period(fact->says.table)) continue;
    if (table && (fact->says.table != *table || subject_in(fact->says) != subject)) continue;
    if (fact->says.period.until == until) continue;
    store::Step step{store::Step::What::kCorrect, id, fact->says, std::string(kDeskProfile), 0, 0};
    if (until <= fact->says.period.from) {
      step.what = store::Step::What::kWithdraw;
      step.says.reset();
    } else {
      if (until < fact->says.period.until) step.what = store::Step::What::kEnd;
      step.says->period.until = until;
    }
    steps_.push_back({casework::name_of(of), std::move(step)});
  }
  return {};
}

Result<std::optional<store::Change>> DeskFacts::record(const casework::Author& author,
                                                       const std::string& reason,
                                                       const std::string& number) {
  if (steps_.empty()) return std::nullopt;
  store::Change change;
  change.kind = store::ChangeKind::kCorrection;
  change.consent = {author.by, reason, {}, number, true};
  std::string lines;
  for (const Of& one : steps_) {
    lines += store::line_of(one.step);
    reg::Table table = reg::Table::kGrants;
    if (one.step.says) {
      table = one.step.says->table;
    } else {
      const Result<store::Fact> fact = store::find_fact(database_, one.step.ends);
      if (!fact) return std::unexpected(fact.error());
      table = fact->says.table;
    }
    count(change, one.step, table);
    change.steps.push_back(one.step);
  }
  change.preview = crypto::sha256_hex(lines);
  if (auto done = store::record_change(database_, change, author.now); !done)
    return std::unexpected(done.error());
  // INVARIANT: versions have numbers in the order of their steps (store/change_log.h).
  int64_t id = change.first_fact;
  for (const Of& one : steps_) {
    if (one.step.ends != 0) {
      const auto gone = database_.run("DELETE FROM desk_fact WHERE fact = $1", one.step.ends);
      if (!gone) return std::unexpected(gone.error());
    }
    if (!one.step.says) continue;
    const auto done = database_.run("INSERT INTO desk_fact (fact, thing) VALUES ($1, $2)", id++,
                                    std::string_view(one.thing));
    if (!done) return std::unexpected(done.error());
  }
  steps_.clear();
  return change;
}

Result<std::vector<store::Fact>> known_facts(store::Database& database, const std::string& subject,
                                             reg::Table table) {
  auto all = store::history_of(database, subject, table);
  if (!all) return all;
  std::erase_if(*all, [](const store::Fact& fact) { return fact.ended_by != 0; });
  return all;
}

}  // namespace sekisho::disaster
