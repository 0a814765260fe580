#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "service/explanation_sentences.h"
#include "service/review/review_report_parts.h"
#include "text/civil.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using report::Bilingual;

constexpr size_t kMaxDisasterBands = 12;
constexpr size_t kMaxExposureBands = 10;
constexpr size_t kMaxMatrixRows = 40;
constexpr size_t kTopOfASystem = 8;  // at least so many viewers of each system, where some are cut

// `2022-10`, the key of a scope's months, as the month's first instant in Japan.
std::optional<Instant> month_start(std::string_view month) {
  const auto year = text::parse_u64(month.substr(0, std::min<size_t>(4, month.size())));
  const auto number = month.size() == 7 ? text::parse_u64(month.substr(5)) : std::nullopt;
  if (!year || !number) return std::nullopt;
  return text::checked_instant(
      {.year = static_cast<int>(*year), .month = static_cast<int>(*number)}, text::kJst);
}

void add_bars(const ReviewResult& result, report::Timeline& timeline) {
  // An access belongs to one system: these counts may be added up.
  std::map<Instant, report::TimelineBar> bars;
  for (const review::SystemScope& system : result.scope.systems) {
    for (const auto& [month, figures] : system.by_month) {
      const std::optional<Instant> from = month_start(month);
      if (!from) continue;
      report::TimelineBar& bar = bars[*from];
      bar.from = *from;
      bar.viewed += figures.violations;
      bar.refused += figures.attempts;
      bar.doubtful += figures.doubtful;
      bar.undetermined += figures.undetermined;
    }
  }
  for (const auto& [from, bar] : bars) timeline.bars.push_back(bar);
}

void sort_bands(std::vector<report::TimelineBand>& bands) {
  std::sort(bands.begin(), bands.end(), [](const auto& a, const auto& b) {
    return std::tie(a.period, a.label.ja) < std::tie(b.period, b.label.ja);
  });
}

void add_disasters(const ReviewResult& result, report::Timeline& timeline) {
  const reg::Register& registers = result.context->base.registers();
  const review::Windows& windows = result.scope.windows;
  std::vector<report::TimelineBand> bands;
  for (const reg::Disaster& row : registers.disasters) {
    if (row.period.empty() || !windows.has_logs || !row.period.overlaps(windows.logs)) continue;
    const std::string name(registers.text(row.name).empty() ? registers.code(row.disaster)
                                                            : registers.text(row.name));
    bands.push_back({report::BandKind::kDisaster, {name, name}, row.period});
  }
  sort_bands(bands);
  if (bands.size() > kMaxDisasterBands) bands.resize(kMaxDisasterBands);
  timeline.bands = std::move(bands);
}

// The first violation of each account within each of its exposures says by which route it came
// about. `exposures` are by account and time.
std::vector<uint32_t> routes_of_exposures(const ReviewResult& result) {
  const auto& exposures = result.scope.exposures;
  std::vector<uint32_t> routes(exposures.size(), StringPool::kAbsent);
  for (const review::Finding& finding : result.review.findings) {
    if (finding.disposition != review::Disposition::kViolation) continue;
    auto at = std::lower_bound(
        exposures.begin(), exposures.end(), finding.account_id,
        [](const review::Exposure& one, AccountId account) { return one.account < account; });
    for (; at != exposures.end() && at->account == finding.account_id; ++at) {
      uint32_t& route = routes[static_cast<size_t>(at - exposures.begin())];
      if (route == StringPool::kAbsent && at->period.contains(finding.time)) route = finding.route;
    }
  }
  return routes;
}

void add_exposures(const ReviewResult& result, report::Timeline& timeline) {
  const reg::Register& registers = result.context->base.registers();
  struct Merged {
    Period period;
    std::vector<AccountId> accounts;
  };
  std::map<std::pair<SystemId, uint32_t>, Merged> merged;
  const std::vector<uint32_t> routes = routes_of_exposures(result);
  for (size_t i = 0; i < routes.size(); ++i) {
    if (routes[i] == StringPool::kAbsent) continue;
    const review::Exposure& exposure = result.scope.exposures[i];
    const auto [at, fresh] = merged.try_emplace({registers.system_of(exposure.account), routes[i]});
    Period& period = at->second.period;
    period = fresh ? exposure.period
                   : Period{std::min(period.from, exposure.period.from),
                            std::max(period.until, exposure.period.until)};
    at->second.accounts.push_back(exposure.account);
  }
  std::vector<report::TimelineBand> bands;
  for (auto& [key, one] : merged) {
    std::sort(one.accounts.begin(), one.accounts.end());
    one.accounts.erase(std::unique(one.accounts.begin(), one.accounts.end()), one.accounts.end());
    const Bilingual route =
        route_words(result.context->rules, result.review.texts.text(key.second));
    const std::string system(name_alone(registers, key.first));
    const size_t accounts = one.accounts.size();
    bands.push_back({report::BandKind::kExposure,
                     {fmt::format("{}: {}({}ID)", system, route.ja, accounts),
                      fmt::format("{}: {} ({} {})", system, route.en, accounts,
                                  accounts == 1 ? "account" : "accounts")},
                     one.period});
  }
  sort_bands(bands);
  if (bands.size() > kMaxExposureBands) bands.resize(kMaxExposureBands);
  timeline.bands.insert(timeline.bands.end(), bands.begin(), bands.end());
}

// One violation as the matrix counts it.
struct Look {
  PersonId viewer;
  size_t system;
  std::pair<uint32_t, uint32_t> seen;  // object and contract; {0, 0}: nothing that is counted
  report::Certainty certainty;
  auto operator<=>(const Look&) const = default;
};

std::vector<Look> looks_of(const ReviewResult& result, std::map<PersonId, Instant>& first) {
  std::map<SystemId, size_t> columns;
  for (size_t i = 0; i < result.scope.systems.size(); ++i)
    columns[result.scope.systems[i].system] = i;
  std::vector<Look> looks;
  for (const review::Finding& finding : result.review.findings) {
    if (finding.disposition != review::Disposition::kViolation) continue;
    const bool counts = finding.object_kind == logs::ObjectKind::kFacility ||
                        finding.supplier == review::SupplierClass::kCompetitor;
    looks.push_back(
        {finding.viewer, columns[finding.system],
         counts ? std::pair{finding.object, finding.contract} : std::pair<uint32_t, uint32_t>{},
         certainty_of(finding.certainty)});
    const auto [at, fresh] = first.try_emplace(finding.viewer, finding.time);
    if (!fresh) at->second = std::min(at->second, finding.time);
  }
  std::sort(looks.begin(), looks.end());
  return looks;
}

std::string affiliation_of(const ReviewResult& result, PersonId viewer, Instant t) {
  const reg::Register& registers = result.context->base.registers();
  std::string out;
  for (const EntityId employer : result.context->base.person_at(viewer, t).employers) {
    const reg::LegalEntity* row = registers.entity(employer);
    if (!out.empty()) out += "、";
    out += row == nullptr || registers.text(row->name).empty() ? registers.code(employer)
                                                               : registers.text(row->name);
  }
  return out;
}

// The row of one viewer from their looks, which are sorted.
report::MatrixRow matrix_row(const ReviewResult& result, std::span<const Look> looks,
                             Instant first) {
  report::MatrixRow row;
  row.cells.resize(result.scope.systems.size());
  if (looks.front().viewer.known()) {
    row.viewer = named(result.context->base.registers(), looks.front().viewer);
    row.affiliation = affiliation_of(result, looks.front().viewer, first);
  }
  for (size_t i = 0; i < looks.size(); ++i) {
    const Look& look = looks[i];
    report::MatrixCell& cell = row.cells[look.system];
    ++cell.accesses;
    // What is less sure speaks for the cell: a wrong name is worse than none.
    cell.certainty = std::max(cell.certainty, look.certainty);
    const bool again =
        i > 0 && looks[i - 1].system == look.system && looks[i - 1].seen == look.seen;
    if (look.seen.first != 0 && !again) ++cell.contracts;
  }
  return row;
}

// The largest cell of a row, or that of one system: cells overlap and are never added up.
using Most = std::pair<uint64_t, uint64_t>;
Most most_of(const report::MatrixRow& row, std::optional<size_t> system) {
  Most out;
  for (size_t i = 0; i < row.cells.size(); ++i) {
    if (!system || *system == i)
      out = std::max(out, Most{row.cells[i].contracts, row.cells[i].accesses});
  }
  return out;
}

void sort_rows(std::vector<report::MatrixRow>& rows, std::optional<size_t> system) {
  std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
    const Most first = most_of(a, system);
    const Most second = most_of(b, system);
    return std::tie(second, a.viewer) < std::tie(first, b.viewer);
  });
}

// A system with many viewers must not hide the viewers of the others: of each system those who saw
// most, and the looks of whom nobody can name.
void keep_telling_rows(std::vector<report::MatrixRow>& rows) {
  if (rows.size() > kMaxMatrixRows) {
    std::vector<report::MatrixRow> kept;
    std::set<std::string> names;
    for (size_t system = 0; system < rows.front().cells.size(); ++system) {
      sort_rows(rows, system);
      for (size_t i = 0; i < kTopOfASystem && rows[i].cells[system].accesses > 0; ++i) {
        if (names.insert(rows[i].viewer).second) kept.push_back(rows[i]);
      }
    }
    for (const report::MatrixRow& row : rows) {
      if (row.viewer.empty() && names.insert("").second) kept.push_back(row);
    }
    rows = std::move(kept);
  }
  sort_rows(rows, std::nullopt);
}

void add_matrix(const ReviewResult& result, report::Matrix& matrix) {
  const reg::Register& registers = result.context->base.registers();
  for (const review::SystemScope& system : result.scope.systems)
    matrix.systems.push_back(system_words(registers, system.system));
  std::map<PersonId, Instant> first;
  const std::vector<Look> looks = looks_of(result, first);
  for (size_t i = 0; i < looks.size();) {
    size_t end = i;
    while (end < looks.size() && looks[end].viewer == looks[i].viewer) ++end;
    matrix.viewers.rows.push_back(
        matrix_row(result, std::span(looks).subspan(i, end - i), first[looks[i].viewer]));
    i = end;
  }
  matrix.viewers.total = matrix.viewers.rows.size();
  matrix.viewers.rest_in = "findings.csv";
  keep_telling_rows(matrix.viewers.rows);
}

report::RouteRow route_row(const ReviewResult& result, const std::string& route,
                           const review::Figures& figures) {
  const barrier::Rules& rules = result.context->rules;
  report::RouteRow row{.id = route,
                       .title = route_words(rules, route),
                       .accesses = figures.violations,
                       .contracts = figures.supply_contracts,
                       .viewers = figures.viewers};
  if (const cedar::Policy* policy = route_policy(rules, route)) {
    row.explanation = annotation_words(*policy, "explanation");
  } else {
    row.explanation = {"どの経路にも当てはまらない。個別に確認が必要。",
                       "No route fits. Each needs to be looked into."};
  }
  if (figures.attempts > 0) {
    const std::string refused = text::with_thousands(figures.attempts);
    row.explanation.ja += fmt::format("(ほかに拒否済み {}件)", refused);
    row.explanation.en += fmt::format(" ({} more were refused.)", refused);
  }
  for (const review::SystemScope& system : result.scope.systems) {
    if (system.by_route.contains(route))
      row.systems.push_back(system_words(result.context->base.registers(), system.system));
  }
  if (figures.givers > 0) {
    row.givers = figures.givers;
    row.takers = figures.takers;
  }
  if (figures.violations > 0) {
    row.first = figures.first;
    row.last = figures.last;
  }
  return row;
}

void add_routes(const ReviewResult& result, report::ReviewPage& page) {
  for (const auto& [route, figures] : result.scope.by_route)
    page.routes.push_back(route_row(result, route, figures));
  std::sort(page.routes.begin(), page.routes.end(),
            [](const report::RouteRow& a, const report::RouteRow& b) {
              return std::tie(b.accesses, a.id) < std::tie(a.accesses, b.id);
            });
}

}  // namespace

void add_charts(const ReviewResult& result, report::ReviewPage& page) {
  add_bars(result, page.timeline);
  add_disasters(result, page.timeline);
  add_exposures(result, page.timeline);
  add_matrix(result, page.matrix);
  add_routes(result, page);
}

}  // namespace sekisho::service
