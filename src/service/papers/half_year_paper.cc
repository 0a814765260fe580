#include <fmt/format.h>

#include <algorithm>

#include "casework/campaign.h"
#include "casework/statement.h"
#include "service/papers/paper_parts.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using casework::Campaign;
using casework::CampaignSystem;
using report::PaperHeading;
using report::PaperParagraph;
using report::PaperTable;

uint64_t whole(int64_t count) {
  return static_cast<uint64_t>(std::max<int64_t>(count, 0));
}

// All that the store says of a campaign.
struct Told {
  Campaign campaign;
  std::vector<CampaignSystem> systems;
  std::vector<casework::PopulationFile> files;
  std::vector<casework::Step> steps;
  std::vector<CaseCount> cases;
};

Result<Told> told_of(store::Database& database, const PaperSource& source, int64_t id) {
  Told out;
  auto campaign = casework::find_campaign(database, id);
  if (!campaign) return std::unexpected(campaign.error());
  out.campaign = std::move(*campaign);
  if (out.campaign.state == casework::CampaignState::kOpen) {
    return fail(ErrorCode::kUsage, fmt::format("campaign {} is not frozen yet", id), {},
                "Its paper tells of a population; freeze it first.");
  }
  if (out.campaign.run_sha256 != source.run_sha256) {
    return fail(ErrorCode::kUsage,
                fmt::format("campaign {} froze another review than this one", id), {},
                fmt::format("Name the directory of the review `{}`.", out.campaign.review));
  }
  auto systems = casework::systems_of(database, id);
  if (!systems) return std::unexpected(systems.error());
  auto files = casework::files_of(database, id);
  if (!files) return std::unexpected(files.error());
  auto steps = casework::steps_of(database, {casework::ThingKind::kCampaign, id});
  if (!steps) return std::unexpected(steps.error());
  if (auto good = casework::check_steps(*steps); !good) return std::unexpected(good.error());
  out.systems = std::move(*systems);
  out.files = std::move(*files);
  out.steps = std::move(*steps);
  auto cases = count_cases(database, out.campaign.scope);
  if (!cases) return std::unexpected(cases.error());
  out.cases = std::move(*cases);
  return out;
}

class HalfYear {
 public:
  HalfYear(const PaperMaker& maker, const Told& told)
      : maker_(maker), say_(maker.say), told_(told), campaign_(told.campaign) {}

  report::Paper paper() {
    paper_ = maker_.begin(
        say_("半期アクセスログ解析 報告書", "Half-yearly review of access logs"),
        fmt::format(fmt::runtime(say_("{}年度 {}分", "Fiscal year {}, {}")), campaign_.fiscal_year,
                    campaign_.half == 1 ? say_("上期(4月~9月)", "April to September")
                                        : say_("下期(10月~3月)", "October to March")));
    add_facts();
    add_conclusion();
    add_population();
    add_findings();
    add_statements();
    add_cases();
    maker_.add_undeterminable(paper_, maker_.systems());
    maker_.add_blind_spots(paper_);
    add_steps();
    add_files();
    maker_.add_reproduction(paper_);
    return std::move(paper_);
  }

 private:
  void heading(std::string_view ja, std::string_view en) {
    paper_.blocks.emplace_back(PaperHeading{say_(ja, en)});
  }
  std::string moment(Instant at) const { return text::date_time_iso(at, text::kJst) + " JST"; }

  void add_facts() {
    const auto fact = [&](std::string_view ja, std::string_view en, std::string value) {
      if (!value.empty()) paper_.facts.push_back({say_(ja, en), std::move(value)});
    };
    const Period examined = casework::period_of(campaign_.fiscal_year, campaign_.half);
    fact("対象期間", "Half-year",
         text::date_iso(examined.from, text::kJst) + say_(" ~ ", " – ") +
             text::date_iso(shifted(examined.until, -1), text::kJst));
    fact("ログ受領の締切", "Cut-off", campaign_.cut_off);
    if (campaign_.frozen_at) fact("対象データ確定", "Frozen", moment(*campaign_.frozen_at));
    fact("決裁者", "Approved by", campaign_.approval.by);
    fact("後閲未了", "To be read later by", campaign_.awaits_reading);
    if (!told_.steps.empty()) {
      fact("手続の記録", "Steps",
           fmt::format(fmt::runtime(say_("{}件(連鎖を検証済み)、最新の SHA-256 {}",
                                         "{}, their chain checked; SHA-256 of the last {}")),
                       told_.steps.size(), told_.steps.back().sha256));
    }
  }

  void add_conclusion() {
    heading("結論", "Conclusion");
    const std::string_view name = campaign_.conclusion;
    std::string said =
        say_("結論は未確定である(決裁前)。", "There is no conclusion yet (not approved).");
    if (name == "clean") {
      said = say_("全システムのログが完全に揃い、権限外アクセスは認められなかった。",
                  "All logs are complete, and no unauthorised access was found.");
    } else if (name == "clean-but") {
      said = say_(
          "確認不能のシステムを除き、権限外アクセスは認められなかった。確認不能の理由は本書に示"
          "す。",
          "No unauthorised access was found, but for systems of which it cannot be told; "
          "the reasons are below.");
    } else if (name == "found") {
      said = say_("権限外アクセスが認められた。", "Unauthorised access was found.");
    }
    paper_.blocks.emplace_back(PaperParagraph{std::move(said)});
  }

  std::string log_words(casework::LogState state) const {
    switch (state) {
      case casework::LogState::kReceived:
        return say_("受領済み", "received");
      case casework::LogState::kGaps:
        return say_("欠落あり", "with gaps");
      case casework::LogState::kNone:
        break;
    }
    return say_("なし(確認不能)", "none (not determinable)");
  }

  void add_population() {
    heading("母集団とログ受領状況", "Population and coverage");
    PaperTable table;
    table.caption = say_("確定した母集団", "The population, as frozen");
    table.columns = {{say_("システム", "System"), 2.4},
                     {say_("所管部署", "Department"), 1.6},
                     {say_("抽出者", "Extracted by"), 1.5},
                     {say_("ログ", "Log"), 1.3},
                     {say_("アクセス", "Accesses"), 1.1},
                     {say_("読込不能", "Rejects"), 1},
                     {say_("欠落", "Gaps"), 0.8}};
    for (const CampaignSystem& one : told_.systems) {
      table.rows.push_back({maker_.system(one.system), one.department, one.extracted_by,
                            log_words(one.log), whole(one.events), whole(one.rejects),
                            whole(one.gaps)});
    }
    paper_.blocks.emplace_back(std::move(table));
    if (!maker_.systems().empty()) {
      paper_.blocks.emplace_back(maker_.window_chart(maker_.systems()));
    }
  }

  void add_findings() {
    heading("検出事項", "Findings");
    PaperTable table;
    table.caption =
        say_("システム別の検出件数(調査対象期間内)", "Findings by system, in the time examined");
    table.columns = {{say_("システム", "System"), 3},
                     {say_("権限外(閲覧あり)", "Unauthorised"), 1.2},
                     {say_("権限外(拒否済み)", "Refused"), 1.2},
                     {say_("要確認", "Doubtful"), 1},
                     {say_("判定保留", "Undetermined"), 1}};
    report::PaperRanking chart;
    chart.caption = say_("システム別の権限外アクセス(閲覧あり)", "Unauthorised accesses by system");
    chart.value_heading = say_("件", "accesses");
    for (const CampaignSystem& one : told_.systems) {
      if (one.log == casework::LogState::kNone) continue;
      table.rows.push_back({maker_.system(one.system), whole(one.violations), whole(one.attempts),
                            whole(one.doubtful), whole(one.undetermined)});
      chart.rows.push_back({maker_.system(one.system), whole(one.violations)});
    }
    table.when_empty = say_("ログのあるシステムがない。", "No system has a log.");
    table.note = say_("ログのないシステムは確認不能であり、この表に含まない。",
                      "Systems without a log are not determinable and not in this table.");
    paper_.blocks.emplace_back(std::move(table));
    if (!chart.rows.empty()) paper_.blocks.emplace_back(std::move(chart));
  }

  std::string statement_words(casework::Statement statement) const {
    switch (statement) {
      case casework::Statement::kNone:
        return say_("権限外アクセスなし", "none");
      case casework::Statement::kFound:
        return say_("権限外アクセスあり", "found");
      case casework::Statement::kNotDeterminable:
        return say_("確認不能", "not determinable");
      case casework::Statement::kUnstated:
        break;
    }
    return say_("未申告", "not stated");
  }

  void add_statements() {
    heading("所管部署の申告と確認", "Statements and checks");
    PaperTable table;
    table.caption =
        say_("申告・自主点検・二次確認", "Statement, self-check, check by the second line");
    table.columns = {{say_("システム", "System"), 2.2},     {say_("申告", "Statement"), 1.5},
                     {say_("理由", "Reason"), 2.6},         {say_("申告者", "Stated by"), 1.3},
                     {say_("自主点検", "Self-check"), 1.3}, {say_("二次確認", "Second line"), 1.3}};
    const auto signer = [&](const std::string& by) {
      return by.empty() ? say_("未了", "open") : by;
    };
    for (const CampaignSystem& one : told_.systems) {
      table.rows.push_back({maker_.system(one.system), statement_words(one.statement), one.reason,
                            signer(one.stated_by), signer(one.self_checked_by),
                            signer(one.checked_by)});
    }
    table.note =
        say_("人は証跡と同じ仮名で示す。ログの抽出者は申告・点検・確認・決裁のいずれも行わない。",
             "People stand under the pseudonyms of the record. Whoever extracted a log "
             "neither states nor checks nor approves.");
    paper_.blocks.emplace_back(std::move(table));
  }

  void add_cases() {
    heading("調査案件", "Cases");
    paper_.blocks.emplace_back(maker_.case_table(told_.cases));
  }

  void add_steps() {
    heading("手続の経過", "What was done, and by whom");
    PaperTable table;
    table.caption = say_("手続の記録(変更されない)", "Steps, which are never changed");
    table.columns = {{say_("版", "No."), 0.5},
                     {say_("日時", "Time (JST)"), 1.5},
                     {say_("手続", "What"), 1.3},
                     {say_("実施者", "By"), 1.5},
                     {"SHA-256", 4.4}};
    for (const casework::Step& step : told_.steps) {
      table.rows.push_back({whole(step.revision), text::date_time_iso(step.at, text::kJst),
                            step.what, step.by, step.sha256});
    }
    paper_.blocks.emplace_back(std::move(table));
  }

  void add_files() {
    heading("母集団のファイル", "Files of the population");
    PaperTable table;
    table.caption = say_("ログファイル", "Log files");
    table.columns = {{say_("ファイル", "File"), 2.6},
                     {say_("システム", "System"), 0.8},
                     {say_("行数", "Lines"), 0.9},
                     {say_("バイト数", "Bytes"), 1.2},
                     {"SHA-256", 4.2}};
    for (const casework::PopulationFile& one : told_.files) {
      table.rows.push_back({one.name, one.system, whole(one.lines), whole(one.bytes), one.sha256});
    }
    table.when_empty = say_("ログファイルはない。", "There are no log files.");
    paper_.blocks.emplace_back(std::move(table));
  }

  const PaperMaker& maker_;
  const PaperTongue& say_;
  const Told& told_;
  const Campaign& campaign_;
  report::Paper paper_;
};

}  // namespace

Result<report::Paper> half_year_paper(const PaperSource& source, const PaperOptions& options,
                                      store::Database& database, int64_t campaign) {
  const auto told = told_of(database, source, campaign);
  if (!told) return std::unexpected(told.error());
  PaperOptions with_number = options;
  // An approved campaign has its number, unless this paper has one of its own.
  if (with_number.approval.empty() && told->campaign.state != casework::CampaignState::kFrozen) {
    with_number.approval = told->campaign.approval.number;
  }
  const PaperMaker maker(source, with_number);
  return HalfYear(maker, *told).paper();
}

}  // namespace sekisho::service
