#include "demo/story.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "demo/names.h"
#include "demo/registers.h"
#include "text/number.h"

namespace sekisho::demo::demo {
namespace {

// What the text speaks of, by name.
struct Names {
  Names(const World& world, const Accusation& accusation)
      : person(world.people[accusation.person.value].code),
        name(world.people[accusation.person.value].name),
        account(world.account_names[accusation.account.value]),
        terminal(world.terminal_codes[accusation.terminal.value]),
        assignment_line(demo::assignment_line(world, accusation.person)) {
    for (size_t i = 0; i < world.loans.size(); ++i) {
      if (world.loans[i].terminal == accusation.terminal) loan_line = i + 2;
    }
    for (size_t i = 0; i < world.entitlements.size(); ++i) {
      if (world.entitlements[i].account == accusation.account) entitlement_line = i + 2;
    }
  }
  std::string person, name, account, terminal;
  uint64_t assignment_line, loan_line = 0, entitlement_line = 0;
};

constexpr std::string_view kEnglish = R"(
Three minutes with the made-up utility Shioji (汐路). Companies, people and numbers are invented.
DIR is this directory; {accesses} accesses of fiscal 2024 (April 2024 to March 2025).

1. Type

     sekisho review --registers DIR/register --logs DIR/logs --out DIR/review

   and open DIR/review/report.html.

2. Look at
   - the headline: whose contracts were seen, by how many, through which system; beside it how long
     access stood open, for which time logs exist, and which time was examined;
   - what is not determinable: {unlogged} of {systems} systems handed in no log, and the call centre's
     log (cc) is silent from 2024-11-11 to 2024-11-24. No log is not the same as no access;
   - the doubtful and the undetermined: concurrent posts are a question for people; where the
     registers contradict themselves nobody is accused.

3. The accusation that the evidence withdraws
   Employee {person} ({name}) of the retailer SJR, at the retailer's terminal {terminal}, looked at
   competitors' customers on 1 October 2024 with account {account}: {lines} lines, the first is
     {file}, line {line}
   By register/assignments.csv it is a violation by a named person. Look closer:
     register/terminal_loans.csv, line {loan_line}: {terminal} was lent to the grid company ({loan})
     register/entitlements.csv, line {entitlement_line}: {account} was entitled ({entitlement})
   and the transfer order (correction/transfer_order.txt) had not reached the list: {person} worked
   for the grid company from that very morning. Put in the later list and review again:

     cp DIR/correction/assignments.csv DIR/register/assignments.csv
     sekisho review --registers DIR/register --logs DIR/logs --out DIR/review-corrected \
       --before DIR/review

   The {lines} lines are gone from findings.csv, and nothing else has changed
   (correction/assignments.csv, line {assignment_line} and the lines behind it: 出向 is the secondment).
   新しいページの「取り下げた疑い」に根拠の台帳の行とともに示され、changes.csv に行の一覧があります。

4. What really happened, to check the review with
   truth/ is what holds with the correction, as-known-then/truth/ what held before it:
   violations.csv (file, line, label, viewer, certainty), undetermined.csv and truth.json.

)";

constexpr std::string_view kJapanese = R"(
----------------------------------------------------------------------------------------------
架空の電力会社「汐路」を3分で見る。会社・人物・番号・数値はすべて作りものです。
DIR はこのフォルダー。2024年度(2024年4月~2025年3月)のアクセス {accesses} 件。

1. 次を入力し、DIR/review/report.html を開く

     sekisho review --registers DIR/register --logs DIR/logs --out DIR/review

2. 見るところ
   - 見出しの数字: どのシステムで、何人が、何件のお客さま契約を見たか。権限開放期間・ログ現存期間・
     調査対象期間がその横に並びます。
   - 確認不能: {systems}システムのうち{unlogged}はログの提出がなく、お客さま受付システム(cc)は
     2024年11月11日~24日のログがありません。ログがないことは、閲覧がないことではありません。
   - 要確認と判定保留: 兼務は人が判断する問題です。台帳が矛盾するところでは誰も名指ししません。

3. 証拠により取り下げられる指摘
   小売会社(SJR)の社員 {person}({name})が、小売会社の端末 {terminal} からアカウント {account} で、
   2024年10月1日に他社のお客さまを閲覧: {lines} 行、最初は
     {file} の {line} 行目
   register/assignments.csv によれば、氏名の確定した権限外アクセスです。しかし
     register/terminal_loans.csv の {loan_line} 行目: {terminal} は送配電会社へ貸与中(決裁 {loan})
     register/entitlements.csv の {entitlement_line} 行目: {account} の利用権限あり(決裁 {entitlement})
   発令(correction/transfer_order.txt)の反映が遅れており、{person} は当日から送配電会社に出向して
   勤務していました。訂正後の名簿に差し替えて、もう一度:

     cp DIR/correction/assignments.csv DIR/register/assignments.csv
     sekisho review --registers DIR/register --logs DIR/logs --out DIR/review-corrected \
       --before DIR/review

   findings.csv から {lines} 行が消え、ほかは変わりません
   (correction/assignments.csv の {assignment_line} 行目以降。「出向」の行が根拠です)。
     diff DIR/review/findings.csv DIR/review-corrected/findings.csv
     sekisho review --reproduce DIR/review/run.json      どの入力が異なるかを示します

4. 実際に起きたこと(照合用)
   訂正後は truth/、訂正前は as-known-then/truth/:
   violations.csv(ファイル・行・種別・閲覧者・確度)、undetermined.csv、truth.json

)";

constexpr std::string_view kOrder =
    R"(発令通知書(写し・架空)                       Transfer order (copy, made up)

  社員番号・氏名  Employee     {person} {name}
  区分            Kind         出向 (secondment), 原籍 (home company): SJR
  出向先          Works for    SJN 託送契約
  発令日          In effect    令和6年10月1日 (2024-10-01 00:00 JST)
  解除日          Until        令和6年11月1日 (2024-11-01 00:00 JST)
  端末の貸与      Terminal     {terminal}, 決裁 / approval {loan}
  利用権限        Entitlement  nol {account}, 決裁 / approval {entitlement}
  名簿への反映    In the list  令和6年10月15日 (2024-10-15); 名簿の抽出は令和6年9月30日
                               (the list in register/ was drawn on 2024-09-30)
)";

constexpr auto kShown = std::to_array<Label>(
    {Label::kNeverClosed, Label::kMovedNol, Label::kUnregisteredTerminal, Label::kConcurrentPost,
     Label::kUndeterminedHolder, Label::kOutsideDisaster, Label::kOtherDisaster, Label::kLentId,
     Label::kLentIdCounter, Label::kOtherPrincipal, Label::kNotOnStaffList, Label::kLoanOver,
     Label::kContractEnded, Label::kUndeterminedAddress, Label::kSharedLent, Label::kSharedMoved,
     Label::kSharedNonUser});

// One line to click on for each kind of incident.
void append_examples(const Truth& truth, bool japanese, std::string& out) {
  for (const Label label : kShown) {
    const Truth::Example& example = truth.example(label);
    const LabelInfo& info = info_of(label);
    fmt::format_to(std::back_inserter(out), "   {}\n     {} {}, {}:{}\n",
                   japanese ? info.japanese : info.english, text::with_thousands(example.events),
                   japanese ? "件" : "lines", example.file, example.line);
  }
}

std::string filled(std::string_view text, const World& world, const Accusation& accusation,
                   const DemoSummary& summary) {
  const Names names(world, accusation);
  return fmt::format(
      fmt::runtime(text), fmt::arg("accesses", text::with_thousands(summary.accesses)),
      fmt::arg("systems", system_names().size()),
      fmt::arg("unlogged", system_names().size() - kSourceCount), fmt::arg("person", names.person),
      fmt::arg("name", names.name), fmt::arg("account", names.account),
      fmt::arg("terminal", names.terminal), fmt::arg("lines", summary.accusation_lines),
      fmt::arg("file", summary.accusation_file), fmt::arg("line", summary.accusation_first_line),
      fmt::arg("loan", accusation.loan_approval), fmt::arg("loan_line", names.loan_line),
      fmt::arg("entitlement", accusation.entitlement_approval),
      fmt::arg("entitlement_line", names.entitlement_line),
      fmt::arg("assignment_line", names.assignment_line));
}

}  // namespace

std::string_view story_title() {
  return "A made-up utility for Sekisho / 関所のための架空の電力会社";
}

std::string story(const World& world, const Accusation& accusation, const Truth& at_first,
                  const DemoSummary& summary) {
  std::string out(story_title());
  out += '\n' + filled(kEnglish, world, accusation, summary);
  append_examples(at_first, false, out);
  out += filled(kJapanese, world, accusation, summary);
  append_examples(at_first, true, out);
  return out;
}

std::string transfer_order(const World& world, const Accusation& accusation) {
  return filled(kOrder, world, accusation, {});
}

}  // namespace sekisho::demo::demo
