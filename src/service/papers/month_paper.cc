#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "casework/case_rows.h"
#include "casework/figure.h"
#include "casework/inquiry.h"
#include "service/papers/paper_parts.h"
#include "text/civil.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using report::PaperHeading;
using report::PaperTable;
using text::JsonMember;
using text::JsonValue;
using text::with_thousands;

// What people did in the month; as far as there is a store.
struct Work {
  std::vector<CaseCount> cases;
  std::vector<casework::Inquiry> inquiries;  // open ones
  std::vector<casework::Figure> figures;     // that went out in the month
};

// `2024-10` as a period of Japan.
std::optional<Period> month_named(std::string_view name) {
  const auto year = text::parse_u64(name.substr(0, std::min<size_t>(4, name.size())));
  const auto month =
      name.size() == 7 && name[4] == '-' ? text::parse_u64(name.substr(5)) : std::nullopt;
  if (!year || !month || *month < 1 || *month > 12 || *year < 1900) return std::nullopt;
  const auto start = [](int y, int m) {
    return text::to_instant({.year = y, .month = m, .day = 1}, text::kJst);
  };
  const auto y = static_cast<int>(*year);
  const auto m = static_cast<int>(*month);
  return Period{start(y, m), m == 12 ? start(y + 1, 1) : start(y, m + 1)};
}

Result<Work> work_in(store::Database& database, const Period& month) {
  Work out;
  auto cases = count_cases(database, "");
  if (!cases) return std::unexpected(cases.error());
  out.cases = std::move(*cases);
  auto inquiries = casework::list_inquiries(database, 0, "open");
  if (!inquiries) return std::unexpected(inquiries.error());
  out.inquiries = std::move(*inquiries);
  auto figures = casework::list_figures(database);
  if (!figures) return std::unexpected(figures.error());
  for (const casework::Figure& newest : *figures) {
    auto versions = casework::versions_of(database, newest.name);
    if (!versions) return std::unexpected(versions.error());
    for (casework::Figure& one : *versions) {
      if (month.contains(one.published_at)) out.figures.push_back(std::move(one));
    }
  }
  return out;
}

class Month {
 public:
  Month(const PaperMaker& maker, const std::string& name, const Period& period,
        const std::optional<Work>& work)
      : maker_(maker), say_(maker.say), name_(name), period_(period), work_(work) {}

  report::Paper paper() {
    paper_ = maker_.begin(
        say_("行為規制 月次報告", "Conduct regulation: the month"),
        fmt::format(fmt::runtime(say_("{}(委員会資料)", "{} (for the committee)")), name_));
    add_findings();
    add_coverage();
    if (work_) add_work();
    maker_.add_undeterminable(paper_, maker_.systems());
    maker_.add_blind_spots(paper_);
    maker_.add_reproduction(paper_);
    return std::move(paper_);
  }

 private:
  void heading(std::string_view ja, std::string_view en) {
    paper_.blocks.emplace_back(PaperHeading{say_(ja, en)});
  }
  const JsonValue& scopes() const { return member_of(maker_.source.scope, "systems"); }

  void add_findings() {
    heading("当月の検出事項", "What was found in the month");
    PaperTable table;
    table.caption = fmt::format(fmt::runtime(say_("{}のシステム別件数", "{} by system")), name_);
    table.columns = {{say_("システム", "System"), 2.4}, {say_("権限外", "Unauth."), 1},
                     {say_("拒否済み", "Refused"), 1},  {say_("要確認", "Doubtful"), 1},
                     {say_("契約", "Contracts"), 1},    {say_("閲覧者", "Viewers"), 1},
                     {say_("対象の期間", "Windows"), 3}};
    report::PaperBars chart;
    chart.caption = say_("前月までの推移(月別、全システム)", "Until then, by month, all systems");
    chart.series = {say_("権限外(閲覧あり)", "Unauthorised"), say_("権限外(拒否済み)", "Refused"),
                    say_("要確認", "Doubtful")};
    std::map<std::string, std::vector<uint64_t>> months;
    for (const JsonMember& one : scopes().members()) {
      const JsonValue& all = member_of(one.value, "months");
      const JsonValue& month = member_of(all, name_);
      table.rows.push_back({maker_.system(one.key), count_of(month, "violations"),
                            count_of(month, "attempts"), count_of(month, "doubtful"),
                            count_of(month, "supply_contracts"), count_of(month, "viewers"),
                            maker_.windows(one.value)});
      for (const JsonMember& before : all.members()) {
        if (before.key > name_) continue;
        std::vector<uint64_t>& values = months[before.key];
        values.resize(3);
        values[0] += count_of(before.value, "violations");
        values[1] += count_of(before.value, "attempts");
        values[2] += count_of(before.value, "doubtful");
      }
    }
    table.when_empty = say_("ログのあるシステムがない。", "No system has a log.");
    table.note =
        say_("契約・閲覧者は重複を除いた数であり、システム間で足し合わせることはできない。",
             "Contracts and viewers are distinct counts: do not add up systems.");
    paper_.blocks.emplace_back(std::move(table));
    for (auto& [month, values] : months) chart.bars.push_back({month, std::move(values)});
    if (chart.bars.size() > kMaxMonths) {
      chart.bars.erase(chart.bars.begin(), chart.bars.end() - kMaxMonths);
    }
    if (!chart.bars.empty()) paper_.blocks.emplace_back(std::move(chart));
  }

  void add_coverage() {
    heading("当月のログ受領状況", "What arrived of the month");
    PaperTable table;
    table.caption =
        fmt::format(fmt::runtime(say_("{}に記録のある日", "{}: days with lines")), name_);
    table.columns = {{say_("システム", "System"), 3},
                     {say_("記録のある日", "Days with lines"), 1},
                     {say_("記録のない日", "Days without"), 1},
                     {say_("アクセス", "Accesses"), 1},
                     {say_("読込不能行", "Rejects"), 1}};
    const auto days =
        static_cast<uint64_t>((period_.until.micros - period_.from.micros) / kMicrosPerDay);
    for (const JsonMember& one : member_of(maker_.source.coverage, "systems").members()) {
      uint64_t with = 0;
      uint64_t events = 0;
      uint64_t rejects = 0;
      for (const JsonMember& day : member_of(one.value, "days").members()) {
        if (!day.key.starts_with(name_)) continue;
        ++with;
        events += count_of(day.value, "events");
        rejects += count_of(day.value, "rejects");
      }
      table.rows.push_back(
          {maker_.system(one.key), with, days - std::min(with, days), events, rejects});
    }
    table.when_empty = say_("ログは受領していない。", "No log arrived.");
    table.note =
        say_("記録のない日には、利用のない休日を含む。欠落の疑いは「確認できていないこと」に示す。",
             "Days without lines include holidays on which nobody worked; signs of missing "
             "log are listed under what could not be determined.");
    paper_.blocks.emplace_back(std::move(table));
  }

  void add_work() {
    heading("調査案件と照会", "Cases and inquiries");
    paper_.blocks.emplace_back(maker_.case_table(work_->cases));
    PaperTable asked;
    asked.caption = say_("回答待ちの照会票", "Inquiries that wait for an answer");
    asked.columns = {{say_("番号", "No."), 0.6},
                     {say_("案件", "Case"), 0.6},
                     {say_("照会先", "To"), 2.4},
                     {say_("期限", "Due"), 1.2},
                     {say_("督促", "Reminders"), 0.8}};
    for (const casework::Inquiry& one : work_->inquiries) {
      asked.rows.push_back({std::to_string(one.id), std::to_string(one.case_id), one.addressee,
                            one.due, static_cast<uint64_t>(std::max<int64_t>(one.reminders, 0))});
    }
    asked.when_empty = say_("回答待ちの照会票はない。", "No inquiry waits for an answer.");
    paper_.blocks.emplace_back(std::move(asked));
    heading("当月に公表・提出した数値", "Figures that went out in the month");
    PaperTable out;
    out.caption = say_("公表・提出した数値", "Figures");
    out.columns = {{say_("日付", "Day"), 1.2},
                   {say_("件名(版)", "Title (version)"), 2.4},
                   {say_("宛先", "To"), 1.6},
                   {say_("数値", "Counts"), 2.6},
                   {say_("決裁番号", "Approval"), 1.4}};
    for (const casework::Figure& one : work_->figures) {
      std::string counts;
      for (const auto& [name, count] : one.counts) {
        counts += fmt::format("{}{} {}", counts.empty() ? "" : "\n", name,
                              with_thousands(static_cast<uint64_t>(std::max<int64_t>(count, 0))));
      }
      out.rows.push_back({text::date_iso(one.published_at, text::kJst),
                          fmt::format("{} ({})", one.title, one.version), one.recipient, counts,
                          one.approval.number});
    }
    out.when_empty = say_("当月に公表・提出した数値はない。", "None went out in the month.");
    paper_.blocks.emplace_back(std::move(out));
  }

  static constexpr size_t kMaxMonths = 13;

  const PaperMaker& maker_;
  const PaperTongue& say_;
  const std::string& name_;
  const Period period_;
  const std::optional<Work>& work_;
  report::Paper paper_;
};

}  // namespace

Result<report::Paper> month_paper(const PaperSource& source, const PaperOptions& options,
                                  store::Database* database, const std::string& month) {
  const std::optional<Period> period = month_named(month);
  if (!period) {
    return fail(ErrorCode::kUsage, fmt::format("`{}` is no month", month), {},
                "Write a year and a month, such as 2024-10.");
  }
  std::optional<Work> work;
  if (database != nullptr) {
    auto told = work_in(*database, *period);
    if (!told) return std::unexpected(told.error());
    work = std::move(*told);
  }
  const PaperMaker maker(source, options);
  return Month(maker, month, *period, work).paper();
}

}  // namespace sekisho::service
