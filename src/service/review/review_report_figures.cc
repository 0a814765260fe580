#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "service/explanation_sentences.h"
#include "service/review/coverage_json.h"
#include "service/review/review_report_parts.h"
#include "text/civil.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

using report::Bilingual;
using text::with_thousands;

const Bilingual kPointsUnit{"地点", "supply points"};
const Bilingual kFacilitiesUnit{"件の設備", "facilities"};
const Bilingual kAccessesUnit{"件", "accesses"};

// What a log shows about records, and whether the registers say enough to count them.
struct Countable {
  report::Subject subject = report::Subject::kSupply;
  bool records = true;
  bool switches = true;
  bool individuals = true;
};

report::Figures figures_of(const review::Figures& from, const Countable& countable) {
  report::Figures out;
  out.subject = countable.subject;
  if (countable.records && countable.subject != report::Subject::kFacilities) {
    out.contracts = from.supply_contracts;
    out.points = from.supply_points;
    if (countable.individuals) out.individuals = from.customers;
    out.suppliers = from.retailers;
    out.affiliate_own = from.group_points;
    out.no_contract = from.no_contract_points;
    if (countable.switches) out.switch_pending = from.switch_pending_points;
  }
  if (countable.records && countable.subject != report::Subject::kSupply)
    out.facilities = from.facilities;
  out.viewers = {from.viewers_confirmed, from.viewers - from.viewers_confirmed,
                 from.unknown_viewer_looks};
  out.viewed = from.violations;
  out.refused = from.attempts;
  out.doubtful = from.doubtful;
  out.undetermined = from.undetermined;
  out.keyless = from.keyless;
  if (from.violations > 0) {
    out.first = from.first;
    out.last = from.last;
  }
  return out;
}

// The exposures of one system, or of all, as separate stretches of time.
std::vector<Period> stretches(const ReviewResult& result, SystemId system) {
  std::vector<Period> periods;
  for (const review::Exposure& exposure : result.scope.exposures) {
    const SystemId of = result.context->base.registers().system_of(exposure.account);
    if (!system.known() || of == system) periods.push_back(exposure.period);
  }
  std::sort(periods.begin(), periods.end());
  std::vector<Period> out;
  for (const Period& period : periods) {
    if (out.empty() || out.back().until < period.from) {
      out.push_back(period);
    } else {
      out.back().until = std::max(out.back().until, period.until);
    }
  }
  return out;
}

report::Window exposure_window(const ReviewResult& result, const review::Windows& windows,
                               SystemId system) {
  if (!windows.has_exposure) {
    return {std::nullopt,
            {"台帳上、開放されたままの権限はない(貸されたID等の利用開始は台帳に残らない)",
             "no access stood open by the registers (when an ID was lent, they cannot know)"}};
  }
  const size_t pieces = stretches(result, system).size();
  if (pieces < 2) return {windows.exposure, {}};
  return {windows.exposure,
          {fmt::format("途中に中断のある{}期間", pieces),
           fmt::format("{} periods with gaps between them", pieces)}};
}

// The last event's instant is within the window, whose end is open.
Period closed(const Period& period) {
  return {period.from, shifted(period.until, 1)};
}

report::Windows windows_of(const ReviewResult& result, const review::Windows& windows,
                           SystemId system) {
  report::Windows out;
  out.exposure = exposure_window(result, windows, system);
  if (!windows.has_logs) {
    out.logs.note = {"ログなし", "no log"};
    out.examined.note = {"調査できず", "could not be examined"};
    return out;
  }
  out.logs.period = closed(windows.logs);
  out.examined.period = closed(windows.examined);
  return out;
}

Countable countable_of(const ReviewResult& result, const review::SystemScope& system) {
  return {system.counts_facilities ? report::Subject::kFacilities : report::Subject::kSupply,
          system.shows_records, result.context->suppliers.knows_applications(),
          result.context->base.registers().supply.customers() > 0};
}

void add_systems(const ReviewResult& result, report::ReviewPage& page) {
  const reg::Register& registers = result.context->base.registers();
  for (const review::SystemScope& system : result.scope.systems) {
    page.systems.push_back({.id = std::string(registers.code(system.system)),
                            .name = system_words(registers, system.system),
                            .has_log = true,
                            .figures = figures_of(system.figures, countable_of(result, system)),
                            .windows = windows_of(result, system.windows, system.system)});
  }
  for (const WithoutLog& row : systems_without_log(result)) {
    report::SystemRow system{.id = row.id, .name = row.name, .has_log = false};
    const Bilingual none{"検出事項がないため算定せず", "not worked out: no findings to start from"};
    system.windows = {.exposure = {std::nullopt, none},
                      .logs = {std::nullopt, {"ログなし", "no log"}},
                      .examined = {std::nullopt, {"調査できず", "could not be examined"}}};
    page.systems.push_back(std::move(system));
  }
}

void add_total(const ReviewResult& result, report::ReviewPage& page) {
  Countable countable{report::Subject::kSupply, false,
                      result.context->suppliers.knows_applications(),
                      result.context->base.registers().supply.customers() > 0};
  bool supply = false;
  bool facilities = false;
  for (const review::SystemScope& system : result.scope.systems) {
    countable.records = countable.records || system.shows_records;
    (system.counts_facilities ? facilities : supply) = true;
  }
  if (facilities) {
    countable.subject = supply ? report::Subject::kBoth : report::Subject::kFacilities;
  }
  page.total = figures_of(result.scope.total, countable);
  page.windows = windows_of(result, result.scope.windows, {});
}

// What no figure covers.
class UndeterminableList {
 public:
  UndeterminableList(const ReviewResult& result, report::ReviewPage& page)
      : result_(result), registers_(result.context->base.registers()), page_(page) {}

  void add_without_log() {
    const auto& systems = result_.scope.without_log;
    if (systems.empty()) return;
    std::string codes;
    for (const SystemId system : systems) {
      codes += codes.empty() ? "" : ", ";
      codes += registers_.code(system);
    }
    add({.what = {fmt::format("ログのない{}システムの閲覧({})", systems.size(), codes),
                  fmt::format("looks at {} systems without a log ({})", systems.size(), codes)},
         .why = {"ログの提出がない。ログがないことは閲覧がなかったことを意味しない。",
                 "No log was handed over. No log is not the same as no look."},
         .unit = {"契約", "contracts"}});
  }

  void add_system(const review::SystemScope& system, const SystemCoverage* coverage) {
    add_undetermined(system);
    add_not_shown(system);
    if (coverage != nullptr) add_silent_days(system, *coverage);
  }

  // Access stood open before the first line of a log, or after its last one.
  void add_open_without_log() {
    Bilingual before;
    Bilingual after;
    for (const review::SystemScope& system : result_.scope.systems) {
      const review::Windows& windows = system.windows;
      if (!windows.has_exposure || !windows.has_logs) continue;
      const auto add_part = [&](Bilingual& to, const Period& part) {
        if (part.empty()) return;
        const Bilingual said = with_period({name(system), name(system)}, part);
        to.ja += (to.ja.empty() ? "" : "、") + said.ja;
        to.en += (to.en.empty() ? "" : ", ") + said.en;
      };
      add_part(before, {windows.exposure.from,
                        text::start_of_day(std::min(windows.exposure.until, windows.logs.from),
                                           text::kJst)});
      add_part(after, {text::start_of_day(shifted(windows.logs.until, kMicrosPerDay), text::kJst),
                       windows.exposure.until});
    }
    const Bilingual why{"権限は開放されていたが、その期間のログがない。",
                        "Access stood open, and there is no log of that time."};
    if (!before.empty()) {
      add({.what = {"ログが始まる前の閲覧: " + before.ja,
                    "looks before the log begins: " + before.en},
           .why = why,
           .unit = {"契約", "contracts"}});
    }
    if (!after.empty()) {
      add({.what = {"ログが終わった後の閲覧: " + after.ja, "looks after the log ends: " + after.en},
           .why = why,
           .unit = {"契約", "contracts"}});
    }
  }

  void add_rejects() {
    uint64_t lines = 0;
    for (const review::FileRead& read : result_.review.files) {
      lines += read.lines.reject_lines;
      const auto empty = read.reasons.find(logs::RejectReason::kEmptyLine);
      if (empty != read.reasons.end()) lines -= std::min(lines, empty->second);
    }
    if (lines == 0) return;
    add({.what = {"読み込めなかった行(空行を除く)",
                  "lines that could not be read (empty ones apart)"},
         .why = {"破損等により、誰が何を閲覧したかを読み取れない。",
                 "They are broken: who looked at what cannot be read."},
         .unit = kAccessesUnit,
         .at_least = 0,
         .at_most = lines});
  }

 private:
  void add(report::Undeterminable row) { page_.undeterminable.push_back(std::move(row)); }

  std::string name(const review::SystemScope& system) const {
    return std::string(name_alone(registers_, system.system));
  }

  void add_undetermined(const review::SystemScope& system) {
    const review::Figures& figures = system.figures;
    if (figures.undetermined == 0) return;
    const uint64_t more =
        system.counts_facilities ? figures.undetermined_facilities : figures.undetermined_points;
    const Bilingual& unit = system.counts_facilities ? kFacilitiesUnit : kPointsUnit;
    add({.what = {fmt::format("{}: 判定できないアクセス {}件", name(system),
                              with_thousands(figures.undetermined)),
                  fmt::format("{}: {} accesses that the registers do not decide", name(system),
                              with_thousands(figures.undetermined))},
         .why =
             {"台帳の不整合等により、読み方によって結論が異なる。件数は、すべて権限外であった場合に"
              "加わる数。",
              "The registers can be read in several ways, with different outcomes. The bound is "
              "what would come on top if all of them were unauthorised."},
         .unit = unit,
         .at_least = 0,
         .at_most = more});
  }

  void add_not_shown(const review::SystemScope& system) {
    for (const logs::LogProfile& profile : result_.context->sources.profiles) {
      if (profile.system != registers_.code(system.system)) continue;
      const logs::Shows& shows = profile.shows;
      const std::string of = name(system);
      if (!shows.who) {
        add({.what = {of + ": 利用したID", of + ": which account was used"},
             .why = {"ログに利用者が記録されない。", "The log does not show the account."},
             .unit = kAccessesUnit});
      }
      if (!shows.where) {
        add({.what = {of + ": 利用した端末", of + ": which terminal was used"},
             .why = {"ログに端末もアドレスも記録されない。",
                     "The log shows neither terminal nor address."},
             .unit = kAccessesUnit});
      }
      if (!shows.whose) {
        add({.what = {of + ": 閲覧された契約", of + ": whose records were seen"},
             .why = {"ログに閲覧対象が記録されない。", "The log does not show the record."},
             .unit = {"契約", "contracts"}});
      }
      if (!shows.refused) {
        add({.what = {of + ": 閲覧できたか拒否されたか", of + ": whether the system refused"},
             .why = {"ログに結果が記録されないため、すべて閲覧ありとして数えた。",
                     "The log does not show it; all are counted as seen."},
             .unit = kAccessesUnit});
      }
    }
  }

  // Runs of silent days, the longest first; the page's calendar shows them all.
  void add_silent_days(const review::SystemScope& system, const SystemCoverage& coverage) {
    std::vector<std::pair<int64_t, int64_t>> runs;  // first day, number of days
    for (const logs::Gap& gap : coverage.gaps) {
      if (gap.kind != logs::GapKind::kSilentDay) continue;
      if (!runs.empty() && runs.back().first + runs.back().second == gap.day) {
        ++runs.back().second;
      } else {
        runs.emplace_back(gap.day, 1);
      }
    }
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) {
      return std::tie(b.second, a.first) < std::tie(a.second, b.first);
    });
    constexpr size_t kMaxRuns = 5;
    if (runs.size() > kMaxRuns) runs.resize(kMaxRuns);
    for (const auto& [first, days] : runs) {
      const int64_t zone = text_zone_micros();
      add({.what = {fmt::format("{}: 記録のない{}日間", name(system), days),
                    days == 1 ? fmt::format("{}: a day without a line", name(system))
                              : fmt::format("{}: {} days without a line", name(system), days)},
           .why = {"前後の日には記録があるが、この日のログは1行もない。",
                   "The days around have lines, these have none."},
           .unit = {"契約", "contracts"},
           .period = Period{Instant{first * kMicrosPerDay - zone},
                            Instant{(first + days) * kMicrosPerDay - zone}}});
    }
  }

  int64_t text_zone_micros() const { return page_.zone_offset_seconds * kMicrosPerSecond; }

  const ReviewResult& result_;
  const reg::Register& registers_;
  report::ReviewPage& page_;
};

void add_read(const ReviewResult& result, report::ReadTotals& out) {
  for (const review::FileRead& read : result.review.files) {
    ++out.files;
    out.bytes += read.file.bytes;
    out.lines += read.lines.lines;
    out.headers += read.lines.header_lines;
    out.events += read.lines.event_lines;
    out.rejects += read.lines.reject_lines;
  }
}

}  // namespace

void add_figures(const ReviewResult& result, report::ReviewPage& page) {
  add_total(result, page);
  add_systems(result, page);
  const reg::Register& registers = result.context->base.registers();
  const auto coverage = coverage_of(*result.context, result.review);
  UndeterminableList list(result, page);
  list.add_without_log();
  list.add_open_without_log();
  for (const review::SystemScope& system : result.scope.systems) {
    const auto found = coverage.find(std::string(registers.code(system.system)));
    list.add_system(system, found == coverage.end() ? nullptr : &found->second);
  }
  list.add_rejects();
  add_read(result, page.read);
}

}  // namespace sekisho::service
