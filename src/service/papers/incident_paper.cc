#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "service/papers/paper_parts.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

using report::PaperHeading;
using report::PaperParagraph;
using report::PaperTable;
using text::JsonMember;
using text::JsonValue;
using text::with_thousands;

constexpr size_t kMaxMatrixViewers = 40;

bool seen(const PaperFinding& finding) {
  return finding.disposition == "violation";
}

class Incident {
 public:
  Incident(const PaperMaker& maker, const std::vector<PaperFinding>& findings)
      : maker_(maker), say_(maker.say), findings_(findings) {}

  report::Paper paper() {
    paper_ = maker_.begin(say_("影響範囲報告書", "An incident and its scope"),
                          say_("権限外アクセスの検出結果", "Unauthorised access that was found"));
    add_summary();
    add_systems();
    add_routes();
    add_months();
    add_viewers();
    add_suppliers();
    maker_.add_undeterminable(paper_, maker_.systems());
    maker_.add_blind_spots(paper_);
    maker_.add_reproduction(paper_);
    return std::move(paper_);
  }

 private:
  const JsonValue& total() const { return member_of(maker_.source.scope, "total"); }
  void heading(std::string_view ja, std::string_view en) {
    paper_.blocks.emplace_back(PaperHeading{say_(ja, en)});
  }

  void add_summary() {
    heading("概要", "Summary");
    const JsonValue& all = total();
    const auto count = [&](std::string_view name) { return with_thousands(count_of(all, name)); };
    if (count_of(all, "violations") == 0) {
      paper_.blocks.emplace_back(PaperParagraph{
          say_("調査したログの範囲では、権限外アクセス(閲覧あり)は検出されなかった。",
               "In the logs that were examined, no unauthorised access was found.")});
    } else {
      paper_.blocks.emplace_back(PaperParagraph{fmt::format(
          fmt::runtime(
              say_("調査したログの範囲で、権限外アクセス(閲覧あり)を{0}件検出した。閲覧された"
                   "お客さま契約は{1}件(供給地点数{2}、閲覧時点の小売電気事業者{3}社)、閲覧者は"
                   "{4}名(うち確定{5}名)である。ほかに、閲覧者を特定できないものが{6}件ある。",
                   "In the logs that were examined, {0} unauthorised accesses were found. "
                   "They saw {1} contracts ({2} supply points, of {3} suppliers at that "
                   "time) and were made by {4} viewers, {5} of them confirmed; in {6} of "
                   "the accesses nobody can be named.")),
          count("violations"), count("supply_contracts"), count("supply_points"),
          count("retailers"), count("viewers"), count("viewers_confirmed"),
          count("unknown_viewer_looks"))});
    }
    PaperTable table;
    table.caption = say_("全システムを通じた件数(重複を除く)", "Distinct counts over all systems");
    table.columns = {{say_("項目", "What is counted"), 3},
                     {say_("件数", "Count"), 1},
                     {say_("対象の期間", "Windows"), 3}};
    for (const auto& [name, ja, en] : kTotals) {
      table.rows.push_back({say_(ja, en), count_of(all, name),
                            table.rows.empty() ? maker_.windows(all) : say_("同上", "as above")});
    }
    table.note = say_(
        "各件数はそれぞれ重複を除いた数であり、互いに足し合わせることはできない。契約・供給地点・"
        "本人は、特定関係事業者自身のお客さまを除く。",
        "Each count is distinct for itself; none may be added to another. Contracts, "
        "points and individuals leave out the affiliates' own customers.");
    paper_.blocks.emplace_back(std::move(table));
  }

  struct Total {
    std::string_view name, ja, en;
  };
  static constexpr Total kTotals[] = {
      {"violations", "権限外アクセス(閲覧あり)", "Unauthorised accesses"},
      {"attempts", "権限外アクセス(拒否済み)", "Unauthorised attempts, refused"},
      {"doubtful", "要確認のアクセス", "Doubtful accesses"},
      {"undetermined", "判定保留のアクセス", "Undetermined accesses"},
      {"supply_contracts", "お客さま契約数", "Contracts"},
      {"supply_points", "供給地点数", "Supply points"},
      {"customers", "本人数", "Individuals"},
      {"retailers", "閲覧時点の小売電気事業者", "Suppliers at that time"},
      {"facilities", "発電設備数", "Facilities"},
      {"group_points", "(別掲)特定関係事業者自身のお客さまの供給地点",
       "Apart: points of the affiliates' own customers"},
      {"viewers", "閲覧者", "Viewers"},
      {"givers", "ID・パスワードの提供者", "Givers of an ID"},
      {"takers", "提供されたIDの利用者", "Takers of an ID"},
  };

  void add_systems() {
    heading("システム別の影響範囲", "Scope by system");
    PaperTable table;
    table.caption = say_("システム別の件数と期間", "Counts and windows by system");
    table.columns = {{say_("システム", "System"), 1.7},
                     {say_("権限外", "Unauth."), 1},
                     {say_("契約", "Contracts"), 1.35},
                     {say_("設備", "Facilities"), 1.3},
                     {say_("小売", "Suppliers"), 1.3},
                     {say_("閲覧者", "Viewers"), 1.1},
                     {say_("最初/最後", "First / last"), 1.4},
                     {say_("権限開放/ログ現存/調査対象期間", "Open / logs / examined"), 3.7}};
    for (const JsonMember& one : member_of(maker_.source.scope, "systems").members()) {
      const JsonValue& scope = one.value;
      table.rows.push_back({maker_.system(one.key), count_of(scope, "violations"),
                            count_of(scope, "supply_contracts"), count_of(scope, "facilities"),
                            count_of(scope, "retailers"), count_of(scope, "viewers"),
                            fmt::format("{}\n{}", day_of(scope, "first"), day_of(scope, "last")),
                            maker_.windows(scope)});
    }
    table.when_empty = say_("ログのあるシステムがない。", "No system has a log.");
    table.note = say_(
        "同じ契約・閲覧者が複数のシステムに現れ得るため、システム間で足し合わせることはできない。",
        "A contract or a viewer may stand in several systems: do not add these up.");
    paper_.blocks.emplace_back(std::move(table));
    paper_.blocks.emplace_back(maker_.window_chart(maker_.systems()));
  }

  void add_routes() {
    heading("閲覧に至った経路", "Routes");
    PaperTable table;
    table.caption = say_("経路別の件数", "Counts by route");
    table.columns = {{say_("経路", "Route"), 3},     {say_("権限外", "Unauth."), 1},
                     {say_("契約", "Contracts"), 1}, {say_("閲覧者", "Viewers"), 1},
                     {say_("提供者", "Givers"), 1},  {say_("利用者", "Takers"), 1},
                     {say_("最初", "First"), 1.2},   {say_("最後", "Last"), 1.2}};
    report::PaperRanking chart;
    chart.caption = say_("経路別の権限外アクセス(閲覧あり)", "Unauthorised accesses by route");
    chart.value_heading = say_("件", "accesses");
    for (const JsonMember& one : member_of(maker_.source.scope, "routes").members()) {
      const JsonValue& scope = one.value;
      table.rows.push_back({maker_.route(one.key), count_of(scope, "violations"),
                            count_of(scope, "supply_contracts"), count_of(scope, "viewers"),
                            count_of(scope, "givers"), count_of(scope, "takers"),
                            day_of(scope, "first"), day_of(scope, "last")});
      if (count_of(scope, "violations") > 0) {
        chart.rows.push_back({maker_.route(one.key), count_of(scope, "violations")});
      }
    }
    table.note = fmt::format(fmt::runtime(say_("調査対象期間 {}。", "Examined {}.")),
                             maker_.window(total(), "examined"));
    std::ranges::sort(chart.rows, [](const auto& one, const auto& other) {
      return std::tie(other.value, one.label) < std::tie(one.value, other.label);
    });
    paper_.blocks.emplace_back(std::move(table));
    if (!chart.rows.empty()) paper_.blocks.emplace_back(std::move(chart));
  }

  void add_months() {
    heading("時期", "When");
    report::PaperBars chart;
    chart.caption = say_("月別のアクセス件数", "Accesses by month");
    chart.series = {say_("権限外(閲覧あり)", "Unauthorised"), say_("権限外(拒否済み)", "Refused"),
                    say_("要確認", "Doubtful"), say_("判定保留", "Undetermined")};
    // An access belongs to one system: these counts may be added up.
    std::map<std::string, std::vector<uint64_t>> months;
    for (const JsonMember& one : member_of(maker_.source.scope, "systems").members()) {
      for (const JsonMember& month : member_of(one.value, "months").members()) {
        std::vector<uint64_t>& values = months[month.key];
        values.resize(4);
        size_t at = 0;
        for (const char* name : {"violations", "attempts", "doubtful", "undetermined"}) {
          values[at++] += count_of(month.value, name);
        }
      }
    }
    for (auto& [month, values] : months) chart.bars.push_back({month, std::move(values)});
    if (chart.bars.empty()) {
      paper_.blocks.emplace_back(
          PaperParagraph{say_("該当するアクセスはない。", "There are none.")});
      return;
    }
    paper_.blocks.emplace_back(std::move(chart));
  }

  void add_viewers() {
    heading("閲覧者", "Viewers");
    const std::vector<std::string> systems = maker_.systems();
    std::map<std::string, std::vector<uint64_t>, std::less<>> rows;
    for (const PaperFinding& finding : findings_) {
      if (!seen(finding)) continue;
      const auto at = std::ranges::find(systems, finding.system);
      if (at == systems.end()) continue;
      std::vector<uint64_t>& cells = rows[std::string(finding.viewer)];
      cells.resize(systems.size());
      ++cells[static_cast<size_t>(at - systems.begin())];
    }
    report::PaperMatrix chart;
    chart.caption =
        say_("閲覧者×システム(権限外アクセスの件数)", "Viewers by system (unauthorised accesses)");
    chart.corner = say_("閲覧者(社員等の番号)", "Viewer (number)");
    for (const std::string& code : systems) chart.columns.push_back(maker_.system(code));
    for (auto& [viewer, cells] : rows) {
      chart.rows.push_back(
          {viewer.empty() ? say_("特定不能", "unknown") : viewer, std::move(cells)});
    }
    const auto sum = [](const report::PaperMatrix::Row& row) {
      uint64_t out = 0;
      for (const uint64_t cell : row.cells) out += cell;
      return out;
    };
    std::ranges::sort(chart.rows, {}, [&](const report::PaperMatrix::Row& row) {
      return std::pair(UINT64_MAX - sum(row), row.label);
    });
    const size_t all = chart.rows.size();
    if (all > kMaxMatrixViewers) chart.rows.resize(kMaxMatrixViewers);
    chart.note = fmt::format(
        fmt::runtime(say_(
            "件数の多い順に{0}行({1}行中)。氏名は記載しない。確定・推定の別は検出事項一覧による。",
            "The {0} rows with the most accesses, of {1}. No names are given; "
            "findings.csv says who is confirmed and who presumed.")),
        chart.rows.size(), all);
    paper_.blocks.emplace_back(std::move(chart));
  }

  void add_suppliers() {
    struct Supplier {
      uint64_t looks = 0;
      std::set<std::string_view> points, systems;
      std::string_view first, last;
    };
    std::map<std::string_view, Supplier> suppliers;
    for (const PaperFinding& finding : findings_) {
      if (!seen(finding) || finding.retailer.empty()) continue;
      Supplier& one = suppliers[finding.retailer];
      ++one.looks;
      one.points.insert(finding.object);
      one.systems.insert(finding.system);
      if (one.first.empty() || finding.time < one.first) one.first = finding.time;
      one.last = std::max(one.last, finding.time);
    }
    heading("小売電気事業者別", "Suppliers");
    PaperTable table;
    table.caption = say_("閲覧時点の小売電気事業者", "Suppliers at that time");
    table.columns = {{say_("コード", "Code"), 1},        {say_("小売電気事業者", "Supplier"), 3},
                     {say_("供給地点", "Points"), 1},    {say_("件数", "Accesses"), 1},
                     {say_("システム", "Systems"), 1.6}, {say_("最初", "First"), 1.3},
                     {say_("最後", "Last"), 1.3}};
    for (const auto& [code, one] : suppliers) {
      std::string systems;
      for (const std::string_view system : one.systems) {
        systems += systems.empty() ? "" : ", ";
        systems += system;
      }
      table.rows.push_back({std::string(code), maker_.retailer(code), uint64_t{one.points.size()},
                            one.looks, systems, std::string(one.first.substr(0, 10)),
                            std::string(one.last.substr(0, 10))});
    }
    table.note = say_(
        "特定関係事業者を含む。各社への通知には、その社のお客さまのみを記載した一覧(sekisho "
        "report supplier)を用いる。",
        "Affiliates included. To tell a supplier, use the list of its own customers "
        "alone (sekisho report supplier).");
    paper_.blocks.emplace_back(std::move(table));
  }

  const PaperMaker& maker_;
  const PaperTongue& say_;
  const std::vector<PaperFinding>& findings_;
  report::Paper paper_;
};

}  // namespace

Result<report::Paper> incident_paper(const PaperSource& source, const PaperOptions& options) {
  const auto findings = findings_of(source);
  if (!findings) return std::unexpected(findings.error());
  const PaperMaker maker(source, options);
  return Incident(maker, *findings).paper();
}

}  // namespace sekisho::service
