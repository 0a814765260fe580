#include "store/import_plan.h"

#include <algorithm>
#include <span>
#include <utility>

namespace sekisho::store {
namespace {

// A fact or a row, by what it says.
template <class T>
struct Keyed {
  std::string key;
  T of;
};

// In which order equal statements came.
int64_t age_of(const Fact& fact) {
  return fact.id;
}
int64_t age_of(const NewRow& row) {
  return int64_t{row.file} << 32 | row.line;
}

template <class T>
Result<std::vector<Keyed<T>>> by_key(std::vector<T> all, const std::vector<size_t>& key) {
  std::vector<Keyed<T>> out;
  out.reserve(all.size());
  for (T& one : all) {
    StatedRow row;
    if (auto read = row.read(one.says); !read) return std::unexpected(read.error());
    std::string text = key_of(one.says, row.row(), key);
    out.push_back({std::move(text), std::move(one)});
  }
  std::ranges::sort(out, [](const Keyed<T>& one, const Keyed<T>& other) {
    if (one.key != other.key) return one.key < other.key;
    if (one.of.says != other.of.says) return one.of.says < other.of.says;
    return age_of(one.of) < age_of(other.of);
  });
  return out;
}

// Whether rows are orders: each has a number, and later ones correct or cancel earlier ones.
bool by_order(const reg::RegisterProfile& profile) {
  const std::optional<size_t> order = reg::field_named(profile.table, "order");
  return order && std::ranges::find(profile.import.key, *order) != profile.import.key.end();
}

// Of the rows about one order the last one counts, by file and line. How many were left out.
uint64_t keep_last(std::vector<Keyed<NewRow>>& rows) {
  std::vector<Keyed<NewRow>> kept;
  for (Keyed<NewRow>& row : rows) {
    if (kept.empty() || kept.back().key != row.key) {
      kept.push_back(std::move(row));
    } else if (age_of(kept.back().of) < age_of(row.of)) {
      kept.back() = std::move(row);
    }
  }
  const uint64_t left_out = rows.size() - kept.size();
  rows = std::move(kept);
  return left_out;
}

class Planner {
 public:
  // `superseded` rows were left out.
  Planner(const reg::RegisterProfile& profile, Instant effective, uint64_t superseded)
      : profile_(profile), rule_(profile.import), effective_(effective) {
    plan_.counts.unchanged = superseded;
  }

  ImportPlan run(std::vector<Keyed<Fact>> facts, std::vector<Keyed<NewRow>> rows) {
    auto fact = facts.begin();
    auto row = rows.begin();
    while (fact != facts.end() || row != rows.end()) {
      const std::string& key =
          row == rows.end() || (fact != facts.end() && fact->key < row->key) ? fact->key : row->key;
      const auto facts_end =
          std::find_if(fact, facts.end(), [&](const auto& one) { return one.key != key; });
      const auto rows_end =
          std::find_if(row, rows.end(), [&](const auto& one) { return one.key != key; });
      one_key(std::span(fact, facts_end), std::span(row, rows_end));
      fact = facts_end;
      row = rows_end;
    }
    return std::move(plan_);
  }

 private:
  // Both are ordered by what they say, so that equal ones are met side by side.
  void one_key(std::span<Keyed<Fact>> facts, std::span<Keyed<NewRow>> rows) {
    std::vector<Fact*> old;
    std::vector<NewRow*> fresh;
    size_t f = 0;
    size_t r = 0;
    while (f < facts.size() || r < rows.size()) {
      const bool both = f < facts.size() && r < rows.size();
      if (both && facts[f].of.says == rows[r].of.says) {
        ++plan_.counts.unchanged, ++f, ++r;
      } else if (r == rows.size() || (both && facts[f].of.says < rows[r].of.says)) {
        old.push_back(&facts[f++].of);
      } else {
        fresh.push_back(&rows[r++].of);
      }
    }
    if (rule_.mode == reg::ImportMode::kDelta && withdraws(old, fresh)) return;
    const size_t pairs = std::min(old.size(), fresh.size());
    for (size_t i = 0; i < pairs; ++i) correct(*old[i], std::move(*fresh[i]));
    for (size_t i = pairs; i < fresh.size(); ++i) add(std::move(*fresh[i]));
    if (rule_.mode == reg::ImportMode::kDelta) return;
    for (size_t i = pairs; i < old.size(); ++i) absent(*old[i]);
  }

  // A delta takes a fact back by a row without any time.
  bool withdraws(const std::vector<Fact*>& old, const std::vector<NewRow*>& fresh) {
    const bool empty = !fresh.empty() && std::ranges::all_of(fresh, [](const NewRow* row) {
      return row->says.period.empty();
    });
    if (!empty) return false;
    if (old.empty() && !by_order(profile_)) return false;
    for (const Fact* fact : old) withdraw(*fact);
    if (old.empty()) plan_.counts.unchanged += fresh.size();  // cancelled before it was known
    return true;
  }

  void add(NewRow row) {
    ++plan_.counts.added;
    step(Step::What::kAdd, 0, std::move(row.says), row.file, row.line);
  }
  void correct(const Fact& fact, NewRow row) {
    ++plan_.counts.corrected;
    step(Step::What::kCorrect, fact.id, std::move(row.says), row.file, row.line);
  }
  void withdraw(const Fact& fact) {
    ++plan_.counts.withdrawn;
    step(Step::What::kWithdraw, fact.id, std::nullopt, 0, 0);
  }

  void absent(const Fact& fact) {
    const Period& period = fact.says.period;
    if (rule_.absent == reg::AbsentRow::kWithdrawn || period.from >= effective_) {
      withdraw(fact);
    } else if (period.until <= effective_) {
      ++plan_.counts.unchanged;
    } else {
      ++plan_.counts.ended;
      Statement says = fact.says;
      says.period.until = effective_;
      step(Step::What::kEnd, fact.id, std::move(says), 0, 0);
    }
  }

  void step(Step::What what, int64_t ends, std::optional<Statement> says, uint32_t file,
            uint32_t line) {
    plan_.steps.push_back({what, ends, std::move(says), profile_.file, file, line});
  }

  const reg::RegisterProfile& profile_;
  const reg::ImportRule& rule_;
  Instant effective_;
  ImportPlan plan_;
};

}  // namespace

Result<ImportPlan> plan_import(const reg::RegisterProfile& profile, std::vector<Fact> facts,
                               std::vector<NewRow> rows, Instant effective) {
  auto old = by_key(std::move(facts), profile.import.key);
  if (!old) return std::unexpected(old.error());
  auto fresh = by_key(std::move(rows), profile.import.key);
  if (!fresh) return std::unexpected(fresh.error());
  const uint64_t superseded = by_order(profile) ? keep_last(*fresh) : 0;
  return Planner(profile, effective, superseded).run(std::move(*old), std::move(*fresh));
}

}  // namespace sekisho::store
