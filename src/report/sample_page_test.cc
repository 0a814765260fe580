#include "report/sample_page_test.h"

#include <fmt/format.h>

#include <cmath>

#include "text/civil.h"

namespace sekisho::report {
namespace {

Instant at(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) {
  return text::to_instant({year, month, day, hour, minute, second}, text::kJst);
}

const Period kExamined{at(2023, 4, 1), at(2024, 2, 1)};

Windows windows(Instant open_from, Instant open_until, Instant logs_from) {
  return {.exposure = {Period{open_from, open_until}, {}},
          .logs = {Period{logs_from, at(2024, 2, 1)}, {}},
          .examined = {kExamined, {}}};
}

std::vector<SystemRow> systems() {
  SystemRow network{.id = "tks", .name = {"託送業務システム", "Wheeling system"}};
  network.figures = {.contracts = 8'214,
                     .points = 8'197,
                     .individuals = 8'406,
                     .facilities = std::nullopt,
                     .suppliers = 143,
                     .affiliate_own = 21'870,
                     .no_contract = 312,
                     .switch_pending = 57,
                     .viewers = {11, 6, 214},
                     .viewed = 12'733,
                     .refused = 41,
                     .doubtful = 268,
                     .undetermined = 93,
                     .keyless = 1'804,
                     .first = at(2023, 4, 3, 8, 52, 11),
                     .last = at(2024, 1, 30, 17, 41, 5)};
  network.windows = windows(at(2021, 7, 1), kForever, at(2022, 4, 1));

  SystemRow calls{.id = "ukk", .name = {"受付管理システム", "Call desk system"}};
  calls.figures = {.contracts = 26'530,
                   .points = 26'502,
                   .individuals = std::nullopt,
                   .facilities = std::nullopt,
                   .suppliers = 201,
                   .affiliate_own = 70'311,
                   .no_contract = 1'120,
                   .switch_pending = 388,
                   .viewers = {34, 27, 5'102},
                   .viewed = 61'944,
                   .refused = 0,
                   .doubtful = 0,
                   .undetermined = 412,
                   .keyless = 9'377,
                   .first = at(2023, 6, 29, 6, 12, 40),
                   .last = at(2024, 1, 31, 22, 3, 58)};
  calls.windows = windows(at(2023, 6, 28), at(2024, 2, 1), at(2023, 4, 1));
  calls.windows.exposure.note = {"2回の災害対応を含む", "two disasters included"};

  SystemRow facilities{.id = "stb", .name = {"設備台帳システム", "Facility register"}};
  facilities.figures = {.subject = Subject::kFacilities,
                        .facilities = 640,
                        .viewers = {3, 2, 0},
                        .viewed = 1'021,
                        .refused = 118,
                        .doubtful = 4,
                        .undetermined = 0,
                        .keyless = 77,
                        .first = at(2023, 8, 1, 9, 4, 0),
                        .last = at(2023, 11, 17, 19, 22, 31)};
  facilities.windows = windows(at(2023, 7, 1), at(2023, 11, 20), at(2023, 4, 1));

  SystemRow billing{.id = "ryk", .name = {"料金計算システム", "Billing system"}, .has_log = false};
  billing.windows = {.exposure = {Period{at(2020, 4, 1), kForever}, {}},
                     .logs = {std::nullopt, {"ログなし", "no log"}},
                     .examined = {std::nullopt, {"調査できず", "could not be examined"}}};
  return {network, calls, facilities, billing};
}

std::vector<Undeterminable> undeterminable() {
  return {
      {.what = {"料金計算システムの閲覧", "Looks at the billing system"},
       .why = {"アクセスログを取得していないため、閲覧の有無を確認できません。",
               "No access log is taken, so whether anybody looked cannot be told."},
       .unit = {"契約", "contracts"},
       .period = Period{at(2020, 4, 1), kForever}},
      {.what = {"受付管理システムの3日分", "Three days of the call desk system"},
       .why = {"ログが欠落しています。", "The log is silent."},
       .unit = {"契約", "contracts"},
       .at_least = 0,
       .at_most = 1'940,
       .period = Period{at(2023, 10, 14), at(2023, 10, 17)}},
      {.what = {"託送業務システムの2022年3月以前", "The wheeling system before April 2022"},
       .why = {"権限は開放されていましたが、ログの保存期間を過ぎています。",
               "Access stood open, and the logs of that time are no longer kept."},
       .unit = {"契約", "contracts"},
       .period = Period{at(2021, 7, 1), at(2022, 4, 1)}},
      {.what = {"一覧画面に表示された契約", "Contracts on list screens"},
       .why = {"一覧の表示内容はログに残らず、画面の表示件数だけが分かります。",
               "What a list showed is not logged, only how many rows it had."},
       .unit = {"契約", "contracts"},
       .at_least = 0,
       .at_most = 36'080},
  };
}

Timeline timeline() {
  Timeline out{.grain = Grain::kMonth, .bars = {}, .bands = {}};
  const uint64_t viewed[] = {1102, 1244, 2310, 9120, 10233, 8411, 9320, 8901, 12004, 13053};
  for (int i = 0; i < 10; ++i) {
    const int month = (3 + i) % 12 + 1;
    out.bars.push_back({.from = at(month >= 4 ? 2023 : 2024, month, 1),
                        .viewed = viewed[i],
                        .refused = static_cast<uint64_t>(i * 7 % 60),
                        .doubtful = static_cast<uint64_t>(20 + i * 3),
                        .undetermined = static_cast<uint64_t>(i == 4 ? 505 : 0)});
  }
  out.bands = {
      {BandKind::kDisaster,
       {"大雨（西支社）", "Heavy rain (west)"},
       {at(2023, 6, 28), at(2023, 7, 9)}},
      {BandKind::kDisaster, {"台風8号", "Typhoon 8"}, {at(2023, 8, 29), at(2023, 9, 8)}},
      {BandKind::kExposure,
       {"受付管理：応援用IDの未削除", "Call desk: helpers’ IDs not deleted"},
       {at(2023, 7, 9), at(2024, 2, 1)}},
      {BandKind::kExposure,
       {"託送業務：異動後の権限残存", "Wheeling: kept after transfer"},
       {at(2021, 7, 1), kForever}},
  };
  return out;
}

Matrix matrix() {
  Matrix out;
  for (const SystemRow& system : systems()) out.systems.push_back(system.name);
  const char* names[] = {"髙橋 美咲（A104311）", "﨑山 拓也（A100872）", "相沢 直樹（A102219）",
                         "小野寺 恵（B300145）", "渡邊 健（A101190）",   "受付第2班 共用端末"};
  const Certainty sure = Certainty::kConfirmed;
  const Certainty presumed = Certainty::kPresumed;
  const Certainty unknown = Certainty::kUnknown;
  out.viewers.rows = {
      {names[0], "親会社 法人営業部", {{9'120, 4'018, sure}, {12, 11, presumed}, {}, {}}},
      {names[1], "親会社 お客さまセンター", {{}, {14'210, 11'032, sure}, {}, {}}},
      {names[2], "親会社 エネルギー開発部", {{1'004, 820, sure}, {}, {733, 410, sure}, {}}},
      {names[3], "みなとコンタクト株式会社", {{}, {8'114, 6'240, presumed}, {}, {}}},
      {names[4], "親会社 法人営業部", {{311, 244, presumed}, {}, {4, 3, presumed}, {}}},
      {"",
       "親会社 お客さまセンター（共用端末）",
       {{214, 190, unknown}, {5'102, 3'977, unknown}, {}, {}}},
  };
  out.viewers.total = 83;
  out.viewers.rest_in = "findings.csv";
  return out;
}

std::vector<RouteRow> routes() {
  return {
      {.id = "outside_disaster",
       .title = {"災害対応期間外の利用", "Use outside the disaster"},
       .explanation = {"災害対応のために貸与したIDと端末が、災害対応の解除後も使われました。",
                       "IDs and terminals lent for a disaster were used after it had been lifted."},
       .systems = {{"受付管理システム", "Call desk system"}},
       .accesses = 60'120,
       .contracts = 25'904,
       .viewers = 58,
       .first = at(2023, 7, 9, 0, 3, 11),
       .last = at(2024, 1, 31, 22, 3, 58)},
      {.id = "kept_after_transfer",
       .title = {"異動後の権限残存", "Access kept after a transfer"},
       .explanation =
           {"送配電会社から親会社へ異動した後も、利用権限が削除されていませんでした。",
            "The entitlement was not removed when the holder moved to the parent company."},
       .systems = {{"託送業務システム", "Wheeling system"},
                   {"設備台帳システム", "Facility register"}},
       .accesses = 10'488,
       .contracts = 7'013,
       .viewers = 9,
       .first = at(2023, 4, 3, 8, 52, 11),
       .last = at(2024, 1, 30, 17, 41, 5)},
      {.id = "lent_id",
       .title = {"ID・パスワードの提供", "Lent ID and password"},
       .explanation =
           {"送配電会社の社員のIDが、親会社の端末から使われました。",
            "The ID of an employee of the network company was used on the parent’s terminals."},
       .systems = {{"託送業務システム", "Wheeling system"}},
       .accesses = 2'245,
       .contracts = 1'480,
       .viewers = 8,
       .givers = 5,
       .takers = 8,
       .first = at(2023, 5, 11, 10, 0, 2),
       .last = at(2023, 12, 22, 16, 30, 9)},
      {.id = "unclassified",
       .title = {"分類できないもの", "Unclassified"},
       .explanation = {"どの経路にも当てはまりません。個別の確認が必要です。",
                       "No route fits. Each needs to be looked into."},
       .systems = {},
       .accesses = 2'845,
       .contracts = 602,
       .viewers = 7},
  };
}

std::vector<CoverageRow> coverage() {
  std::vector<CoverageRow> out;
  const int64_t begin = text::days_from_civil(2023, 4, 1);
  const int64_t end = text::days_from_civil(2024, 2, 1);
  for (const SystemRow& system : systems()) {
    CoverageRow row{.id = system.id, .name = system.name, .has_log = system.has_log};
    for (int64_t day = begin; row.has_log && day < end; ++day) {
      CoverageDay cell{.day = day};
      const int weekday = text::weekday_from_days(day);
      const bool weekend = weekday == 0 || weekday == 6;
      cell.events = static_cast<uint64_t>((weekend ? 300 : 2'000) + (day * 7'919) % 1'500);
      if (system.id == "stb" && weekend) {
        cell = {.day = day, .state = DayState::kQuiet};
      } else if (system.id == "ukk" && day >= begin + 196 && day < begin + 199) {
        cell = {.day = day, .state = DayState::kSilent};
      } else if (system.id == "stb" && day < begin + 30) {
        cell = {.day = day, .state = DayState::kNoLog};
      } else if (day % 61 == 0) {
        cell.rejects = 3;
      }
      row.days.push_back(cell);
    }
    if (system.id == "tks") {
      row.remarks.push_back({"通番が 1,204 飛んでいます（logs/tks/TKS_202309.csv 44,102行目）",
                             "the sequence jumps by 1,204 (logs/tks/TKS_202309.csv line 44,102)"});
    }
    out.push_back(std::move(row));
  }
  return out;
}

FindingExample transfer_finding() {
  FindingExample out;
  out.disposition = Disposition::kViewed;
  out.summary = {
      "親会社へ異動した社員が、削除されていない利用権限で、他社のお客さまの契約を閲覧しました。",
      "An employee who had moved to the parent company looked at another supplier’s customer "
      "with an entitlement that had not been removed."};
  out.source = {"logs/tks/TKS_202308.csv", 18'233,
                "R5.8.17,14:02:09,\x8D\x82\x8B\xB4,tk00417,T-3308,\x8C\x5F\x96\xF1\x8F\xC6\x89\xEF",
                "R5.8.17,14:02:09,ｔｋ００４１７,T-3308,契約照会,0900418822310045110021,正常"};
  out.time = at(2023, 8, 17, 14, 2, 9);
  out.fields = {{{"ID", "Account"}, "tk00417"},
                {{"端末", "Terminal"}, "T-3308"},
                {{"操作", "Action"}, "契約照会（view）"},
                {{"供給地点特定番号", "Supply point"}, "09-0041-8822-3100-4511-0021"},
                {{"閲覧時点の小売電気事業者", "Supplier at that time"}, "あおぞら電力株式会社"},
                {{"システムの応答", "Outcome"}, "正常（allowed）"}};
  out.viewer = "髙橋 美咲（A104311）";
  out.certainty = Certainty::kConfirmed;
  out.viewer_basis = {"ID名義人が、操作した端末の端末管理責任者でもあるため。",
                      "The account’s holder is also the terminal’s custodian."};
  out.route = {"異動後の権限残存", "Access kept after a transfer"};
  out.facts = {
      {.what = {"ID tk00417 の名義人は 髙橋 美咲", "account tk00417 was held by 髙橋 美咲"},
       .period = Period{at(2019, 4, 1), kForever},
       .reference = "",
       .source = {"register/accounts.csv", 418, "", ""}},
      {.what = {"髙橋 美咲は送配電会社 託送営業部に勤務（本務）",
                "髙橋 美咲 worked for the network company (main post)"},
       .period = Period{at(2019, 4, 1), at(2023, 7, 1)},
       .reference = "人発第118号",
       .source = {"register/assignments.csv", 2'204, "", ""}},
      {.what = {"髙橋 美咲は親会社 法人営業部に勤務（本務）",
                "髙橋 美咲 worked for the parent company (main post)"},
       .period = Period{at(2023, 7, 1), kForever},
       .reference = "人発第231号",
       .source = {"register/assignments.csv", 2'205, "", ""},
       .decisive = true},
      {.what = {"ID tk00417 の利用権限（照会）", "entitlement of tk00417 (read)"},
       .period = Period{at(2019, 4, 1), kForever},
       .reference = "託業第2019-044号",
       .source = {"register/entitlements.csv", 1'093, "", ""}},
      {.what = {"端末 T-3308 は親会社の所有", "terminal T-3308 belongs to the parent company"},
       .period = Period{at(2021, 1, 15), kForever},
       .reference = "",
       .source = {"register/terminals.csv", 3'309, "", ""}}};
  out.policy_id = "permit.employee";
  out.policy_title = {"送配電会社の業務に就く者の閲覧", "Those who work for the network company"};
  out.policy_basis = {"電気事業法第23条、行為規制運営要則第8条",
                      "Electricity Business Act art. 23; operating rules art. 8"};
  out.failed_clause = {"閲覧の時点で送配電会社に勤務していること",
                       "the person works for the network company at that moment"};
  out.clause_source = "principal.worksFor.contains(resource.owner)";
  out.would_allow = {{"2023年8月17日に送配電会社への勤務（出向を含む）が登録されていること",
                      "an assignment to the network company (a secondment included) on 2023-08-17"},
                     {"託送業務システムを対象とする業務委託契約の従事者として登録されていること",
                      "a place on the staff list of an outsourcing contract for this system"}};
  return out;
}

FindingExample presumed_finding() {
  FindingExample out = transfer_finding();
  out.summary = {
      "災害対応の解除後に、応援用IDで受付管理システムが使われました。",
      "A helper’s ID was used at the call desk system after the disaster had been lifted."};
  out.source = {"logs/ukk/ukk-2023-09.log", 5'512,
                R"(<134>1 2023-09-21T08:14:55+09:00 ukk app - VIEW [ukk@32473 uid="dr0021"])", ""};
  out.time = at(2023, 9, 21, 8, 14, 55);
  out.viewer = "小野寺 恵（B300145）";
  out.certainty = Certainty::kPresumed;
  out.viewer_basis = {"共用端末の当番表に、この時刻の担当者として1名だけ登録されているため。",
                      "Exactly one person stands on the shared terminal’s roster at that time."};
  out.route = {"災害対応期間外の利用", "Use outside the disaster"};
  out.facts = {{.what = {"台風8号の災害対応", "disaster: typhoon 8"},
                .period = Period{at(2023, 8, 29), at(2023, 9, 8, 12)},
                .reference = "災対第2023-03号",
                .source = {"register/disasters.csv", 3, "", ""},
                .decisive = true}};
  return out;
}

}  // namespace

ReviewPage sample_page() {
  ReviewPage page;
  page.organisation = "みなと送配電株式会社";
  page.run = {.run_id = "2024-02-13-01",
              .made_at = at(2024, 2, 13, 10, 30, 0),
              .program_version = "sekisho 0.1.0",
              .policy_set_hash = "7d3f0c1be29a44f1c7a86ad1b52e9c307f2216d90a4be8f2d3c1a95077be6e10",
              .inputs = {{"logs", std::string(64, 'a')}, {"register", std::string(64, 'b')}},
              .reproduce_command = "sekisho review --reproduce review/run.json"};
  Figures total = systems()[1].figures;
  total.subject = Subject::kBoth;
  total.contracts = 33'870;
  total.suppliers = 214;
  total.viewers = {46, 33, 5'316};
  total.viewed = 75'698;
  total.refused = 159;
  total.doubtful = 272;
  total.undetermined = 505;
  total.points = 33'811;
  total.affiliate_own = 88'400;
  total.no_contract = 1'377;
  total.switch_pending = 431;
  total.facilities = 640;
  total.keyless = 11'258;
  total.first = at(2023, 4, 3, 8, 52, 11);
  page.total = total;
  page.windows = windows(at(2020, 4, 1), kForever, at(2022, 4, 1));
  page.systems = systems();
  page.undeterminable = undeterminable();
  page.read = {.files = 31,
               .bytes = 131'000'000,
               .lines = 1'204'377,
               .headers = 10,
               .events = 1'204'332,
               .rejects = 35};
  page.timeline = timeline();
  page.matrix = matrix();
  page.routes = routes();
  page.coverage = coverage();
  page.findings = {{transfer_finding(), presumed_finding()}, 75'698, "findings.csv"};
  page.withdrawn = {
      {{.suspicion =
            {"親会社の相沢 "
             "直樹が、10月3日の夜間に受付管理システムで312契約を閲覧したように見えました。",
             "Aizawa Naoki of the parent company seemed to have looked at 312 contracts in the "
             "night of 3 October."},
        .conclusion =
            {"大雨の災害対応の応援者として、貸与された端末とIDで閲覧したものであり、利用許可の期間"
             "内です。",
             "He was a helper in a declared disaster, with the terminal and ID lent to him, "
             "within the period of the grant."},
        .evidence = {{.what = {"応援者利用許可（ID dr0007、端末 T-9107）",
                               "helper’s grant (account dr0007, terminal T-9107)"},
                      .period = Period{at(2023, 10, 2, 18), at(2023, 10, 6)},
                      .reference = "災対第2023-05号",
                      .source = {"register/grants.csv", 12, "", ""},
                      .decisive = true}},
        .source = {"logs/ukk/ukk-2023-10.log", 811, "<134>1 2023-10-03T23:14:55+09:00 …", ""}}},
      1,
      ""};
  page.undetermined = {
      {{.source = {"logs/tks/TKS_202308.csv", 90'112, "", ""},
        .time = at(2023, 8, 2, 9, 0, 0),
        .system = "tks",
        .account = "tk00088",
        .why = {"同じIDに、期間の重なる2名の名義人が登録されています。",
                "Two holders with overlapping periods stand in the register."},
        .readings = {{"88行目によれば：許可", "by line 88: permitted"},
                     {"89行目によれば：権限外アクセス", "by line 89: unauthorised access"}}}},
      505,
      "undetermined.csv"};
  page.contradictions = {
      {{.register_name = "accounts",
        .problem = {"名義人の期間が重なっています。", "Two holders of one account overlap."},
        .rows = {{"register/accounts.csv", 88, "tks,tk00088,personal,A100311,2023-04-01,", ""},
                 {"register/accounts.csv", 89, "tks,tk00088,personal,A100977,2023-07-01,", ""}},
        .treatment = {"両方の読み方で判定し、結論が異なるアクセスは判定保留としました。",
                      "Both readings were judged; where they differ, the access is "
                      "undetermined."}}},
      7,
      "contradictions.csv"};
  page.rejects = {{{.reason = {"引用符が閉じていません", "unclosed quote"},
                    .lines = 20,
                    .example = {"logs/tks/TKS_202305.csv", 4'411,
                                "R5.5.8,\"\x8C\x5F\x96\xF1,tk00417", "R5.5.8,\"契約,tk00417"}},
                   {.reason = {"列の数が違います", "wrong number of columns"},
                    .lines = 15,
                    .example = {"logs/tks/TKS_202306.csv", 12, "", ""}}},
                  2,
                  "rejects.csv"};
  return page;
}

}  // namespace sekisho::report
