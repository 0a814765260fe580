#include "service/papers/paper_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "casework/case_rows.h"
#include "service/asked.h"
#include "service/explanation_sentences.h"
#include "service/words.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using report::PaperHeading;
using report::PaperTable;
using text::JsonValue;
using text::with_thousands;

std::string text_of(const JsonValue& object, std::string_view name) {
  return std::string(member_of(object, name).as_string().value_or(""));
}

std::optional<Instant> instant_of(const JsonValue& value) {
  const auto text = value.as_string();
  if (!text) return std::nullopt;
  const Result<Instant> instant = asked_instant(std::string(*text));
  return instant ? std::optional(*instant) : std::nullopt;
}

// A window of scope.json; its end is the last moment within it.
std::optional<Period> period_in(const JsonValue& window) {
  if (!window.is_object()) return std::nullopt;
  return Period{instant_of(member_of(window, "from")).value_or(kBeginning),
                instant_of(member_of(window, "until")).value_or(kForever)};
}

std::string short_hash(const std::string& hash) {
  return hash.substr(0, 16);
}

}  // namespace

const JsonValue& member_of(const JsonValue& object, std::string_view name) {
  static const JsonValue none;
  const JsonValue* found = object.find(name);
  return found == nullptr ? none : *found;
}

uint64_t count_of(const JsonValue& part, std::string_view name) {
  return member_of(part, name).as_uint().value_or(0);
}

std::string day_of(const JsonValue& part, std::string_view name) {
  const auto instant = instant_of(member_of(part, name));
  return instant ? text::date_iso(*instant, text::kJst) : "";
}

std::string PaperMaker::system(std::string_view code) const {
  const reg::Register& registers = source.registers();
  const uint32_t id = registers.system_codes.find(code);
  return id == StringPool::kAbsent ? std::string(code) : named(registers, SystemId{id});
}

std::string PaperMaker::retailer(std::string_view code) const {
  const reg::Register& registers = source.registers();
  const reg::LegalEntity* row = registers.entity(EntityId{registers.entity_codes.find(code)});
  const std::string_view name = row == nullptr ? "" : registers.text(row->name);
  return std::string(name.empty() ? code : name);
}

std::string PaperMaker::route(std::string_view name) const {
  return say(route_words(source.barrier->rules, name));
}

std::string PaperMaker::organisation() const {
  const reg::Register& registers = source.registers();
  const reg::LegalEntity* row = registers.entity(registers.tdso());
  return row == nullptr ? "" : std::string(registers.text(row->name));
}

report::Paper PaperMaker::begin(std::string title, std::string subtitle) const {
  report::Paper paper;
  paper.language = options.language;
  paper.title = std::move(title);
  paper.subtitle = std::move(subtitle);
  paper.organisation = organisation();
  paper.approval = options.approval;
  paper.signatures = options.signatures;
  if (paper.signatures.empty()) {
    for (const std::string& role :
         {say("作成", "Prepared"), say("確認", "Checked"), say("承認", "Approved")}) {
      paper.signatures.push_back({role, ""});
    }
  }
  paper.made_at = asked_instant(source.run.execution.ended).value_or(Instant{});
  paper.mark = fmt::format(
      fmt::runtime(say("実行ID {} / 改ざん検知記録 SHA-256 {}…", "Run {} / seal SHA-256 {}…")),
      source.run.id(), short_hash(source.run_sha256));
  const auto sealed = std::ranges::count_if(
      source.run.inputs.logs, [](const InputFile& file) { return !file.seal.empty(); });
  paper.facts = {
      {say("実行ID", "Run"), source.run.id()},
      {say("改ざん検知記録", "Seal"),
       fmt::format(fmt::runtime(say("run.json の SHA-256 {}(入力と出力の全ハッシュを含む)",
                                    "SHA-256 of run.json {} (which has all hashes of what went in "
                                    "and came out)")),
                   source.run_sha256)},
      {say("解析日時", "Reviewed"),
       fmt::format("{} JST", text::date_time_iso(paper.made_at, text::kJst))},
      {say("ログ", "Logs"),
       fmt::format(fmt::runtime(say("{}ファイル(うち封印済みの保管庫から {}ファイル)",
                                    "{} files, {} of them from sealed segments of the archive")),
                   with_thousands(source.run.inputs.logs.size()),
                   with_thousands(static_cast<uint64_t>(sealed)))}};
  for (const std::string& difference : source.differences) {
    paper.facts.push_back(
        {say("名称の出所", "Source of names"),
         fmt::format(fmt::runtime(say("解析時と異なる: {}", "other than at the review: {}")),
                     difference)});
    if (paper.facts.size() > 8) break;
  }
  return paper;
}

std::string PaperMaker::window(const JsonValue& part, std::string_view name) const {
  const std::optional<Period> window = period_in(member_of(member_of(part, "windows"), name));
  if (!window && name == "exposure") return say("台帳上なし", "none by the registers");
  if (!window) return say("なし(確認不能)", "none (not determinable)");
  const auto day = [](Instant instant) {
    return instant == kBeginning || instant == kForever ? std::string("…")
                                                        : text::date_iso(instant, text::kJst);
  };
  if (window->until == kForever) {
    return day(window->from) + say(" ~ 現在も開放中", " – still open");
  }
  return day(window->from) + say(" ~ ", " – ") + day(window->until);
}

std::string PaperMaker::windows(const JsonValue& part) const {
  return fmt::format("{} {}\n{} {}\n{} {}", say("開放", "Open"), window(part, "exposure"),
                     say("ログ", "Logs"), window(part, "logs"), say("調査", "Examined"),
                     window(part, "examined"));
}

std::vector<std::string> PaperMaker::systems() const {
  std::vector<std::string> out;
  for (const text::JsonMember& one : member_of(source.scope, "systems").members()) {
    out.push_back(one.key);
  }
  return out;
}

std::vector<std::string> PaperMaker::systems_without_log() const {
  std::vector<std::string> out;
  for (const JsonValue& one : member_of(source.scope, "systems_without_log").items()) {
    out.emplace_back(one.as_string().value_or(""));
  }
  return out;
}

report::PaperSpans PaperMaker::window_chart(const std::vector<std::string>& systems) const {
  report::PaperSpans chart;
  chart.caption = say("各数値の対象となる3つの期間(システム別)",
                      "The three windows of every figure, by system");
  chart.corner = say("システム", "System");
  chart.series = {say("権限開放期間", "Access stood open"), say("ログ現存期間", "Logs exist"),
                  say("調査対象期間", "Examined")};
  for (const std::string& code : systems) {
    const JsonValue& scope = member_of(member_of(source.scope, "systems"), code);
    report::PaperSpans::Row row{system(code), {}};
    for (const char* kind : {"exposure", "logs", "examined"}) {
      row.spans.push_back(
          {period_in(member_of(member_of(scope, "windows"), kind)), window(scope, kind)});
    }
    chart.rows.push_back(std::move(row));
  }
  return chart;
}

Result<std::vector<CaseCount>> count_cases(store::Database& database, const std::string& scope) {
  std::vector<CaseCount> out;
  for (const std::string_view state : casework::kCaseStates) {
    uint64_t judged = 0;
    // An empty outcome stands for any: it comes first, and what is left of it is not judged yet.
    for (const std::string_view outcome : casework::kOutcomes) {
      casework::CaseFilter filter;
      filter.scope = scope;
      filter.state = state;
      filter.outcome = outcome;
      const auto page = casework::list_cases(database, filter, {}, 0, 1);
      if (!page) return std::unexpected(page.error());
      const auto cases = static_cast<uint64_t>(std::max<int64_t>(page->total, 0));
      if (outcome.empty() || cases > 0) {
        out.push_back({std::string(state), std::string(outcome), cases});
      }
      if (!outcome.empty()) judged += cases;
    }
    const auto any = std::ranges::find_if(
        out, [&](const CaseCount& one) { return one.state == state && one.outcome.empty(); });
    any->cases -= std::min(any->cases, judged);
    if (any->cases == 0) out.erase(any);
  }
  return out;
}

report::PaperTable PaperMaker::case_table(const std::vector<CaseCount>& cases) const {
  PaperTable table;
  table.caption = say("調査案件の状態と判断", "Cases by state and outcome");
  table.columns = {
      {say("状態", "State"), 2}, {say("判断", "Outcome"), 2}, {say("件数", "Cases"), 1}};
  for (const CaseCount& one : cases) {
    table.rows.push_back(
        {say(case_state_words(one.state)), say(outcome_words(one.outcome)), one.cases});
  }
  table.when_empty = say("調査案件はない。", "There are no cases.");
  table.note = say("本書作成時点の状態。", "As they stand when this paper is made.");
  return table;
}

void PaperMaker::add_blind_spots(report::Paper& paper) const {
  paper.blocks.emplace_back(PaperHeading{say("ログでは分からないこと", "What no log can show")});
  paper.blocks.emplace_back(report::PaperNotice{
      say("本書の数値は、次の事項を含まない。", "None of these is in the figures of this paper."),
      {say("紙に印刷したもの、画面の撮影・画面コピー、口頭での伝達、転送されたファイルは、ログに残"
           "らない。",
           "Print-outs, photographs and copies of the screen, what was said, and files that were "
           "passed on leave no trace in a log."),
       say("「推定」の閲覧者は、ID・端末の登録内容から推測したものであり、本人が操作したことの証明"
           "ではない。",
           "A presumed viewer is inferred from the registers of IDs and terminals; it does not "
           "prove who was at the keyboard."),
       say("ログのないシステム・期間については確認不能であり、閲覧がなかったことを意味しない。",
           "Where there is no log nothing can be said, which is not to say that nobody looked."),
       say("本書は「権限外アクセス」を検出したものである。漏えい又は法令違反に当たるかは、事情を確"
           "認"
           "したうえで委員会が判断する。",
           "This paper reports unauthorised access. Whether it was a leak or a breach of the law "
           "is "
           "for the committee to conclude.")}});
}

void PaperMaker::add_undeterminable(report::Paper& paper,
                                    const std::vector<std::string>& systems) const {
  PaperTable table;
  table.caption = say("確認不能な事項", "Not determinable");
  table.columns = {
      {say("システム", "System"), 2}, {say("事項", "What"), 3}, {say("件数等", "Count"), 2}};
  const JsonValue& scopes = member_of(source.scope, "systems");
  const JsonValue& coverage = member_of(source.coverage, "systems");
  for (const std::string& code : systems) {
    const JsonValue& scope = member_of(scopes, code);
    if (const uint64_t open = count_of(scope, "undetermined"); open > 0) {
      table.rows.push_back({system(code),
                            say("台帳の不整合等により判定できないアクセス",
                                "accesses that the registers do not decide"),
                            open});
    }
    if (const uint64_t nobody = count_of(scope, "unknown_viewer_looks"); nobody > 0) {
      table.rows.push_back({system(code),
                            say("閲覧者を特定できない権限外アクセス",
                                "unauthorised accesses by nobody who can be named"),
                            nobody});
    }
    if (const size_t gaps = member_of(member_of(coverage, code), "gaps").size(); gaps > 0) {
      table.rows.push_back({system(code),
                            say("ログの欠落の疑い(空白日・連番の飛び等)",
                                "signs of missing log (silent days, jumps in numbering)"),
                            uint64_t{gaps}});
    }
    uint64_t rejects = 0;
    for (const JsonValue& file : member_of(source.coverage, "files").items()) {
      if (text_of(file, "system") == code) rejects += count_of(file, "reject_lines");
    }
    if (rejects > 0) {
      table.rows.push_back(
          {system(code), say("読込不能行", "lines that could not be read"), rejects});
    }
  }
  for (const std::string& code : systems_without_log()) {
    table.rows.push_back({system(code), say("ログの提出なし", "no log was handed over"),
                          say("全期間が確認不能", "nothing can be said")});
  }
  table.when_empty =
      say("確認不能な事項はない。", "There is nothing that could not be determined.");
  paper.blocks.emplace_back(
      PaperHeading{say("確認できていないこと", "What could not be determined")});
  paper.blocks.emplace_back(std::move(table));
}

void PaperMaker::add_reproduction(report::Paper& paper) const {
  paper.blocks.emplace_back(PaperHeading{say("再現の方法", "How to get the same results")});
  PaperTable table;
  table.caption = say("解析の入力", "What the review was made from");
  table.columns = {{say("項目", "What"), 1}, {say("値", "Value"), 3}};
  const RunInputs& inputs = source.run.inputs;
  table.rows = {
      {say("プログラム", "Program"), "sekisho " + inputs.program_version},
      {say("判定ルール(SHA-256)", "Rules (SHA-256)"), inputs.policy_set_hash},
      {say("台帳ファイル", "Register files"), uint64_t{inputs.registers.size()}},
      {say("ログファイル", "Log files"), uint64_t{inputs.logs.size()}},
      {say("再現コマンド", "Command"), "sekisho review --reproduce run.json"},
  };
  table.note =
      say("同じ入力からは、全ての出力がバイト単位で一致する。各入力ファイルのハッシュは run.json "
          "にある。",
          "The same inputs give the same outputs, byte for byte; run.json has their hashes.");
  paper.blocks.emplace_back(std::move(table));
}

}  // namespace sekisho::service
