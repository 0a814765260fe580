#include "service/disaster/sheets.h"

#include <fmt/format.h>

#include "disaster/disaster.h"
#include "disaster/lending.h"
#include "report/paper.h"
#include "report/paper_pdf.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using report::Paper;

struct Words {
  std::string_view ja, en;
};

struct SheetSource {
  disaster::Disaster disaster;
  disaster::Lending lending;
  report::Language language = report::Language::kJapanese;
  Instant now;
};

Result<SheetSource> source_of(store::Database& database, const SheetWish& wish, Instant now) {
  auto lending = disaster::find_lending(database, wish.lending);
  if (!lending) return std::unexpected(lending.error());
  auto found = disaster::find_disaster(database, lending->disaster);
  if (!found) return std::unexpected(found.error());
  return SheetSource{std::move(*found), std::move(*lending),
                     wish.japanese ? report::Language::kJapanese : report::Language::kEnglish, now};
}

class Sheet {
 public:
  Sheet(const SheetSource& source, Words title) : source_(source) {
    paper_.language = source.language;
    paper_.title = say(title);
    for (const disaster::Opening& one : source.disaster.openings) {
      if (one.id == source.lending.opening)
        paper_.approval = one.approval.empty() ? approved(one) : one.approval;
    }
    paper_.subtitle = fmt::format("{} {}", source.disaster.name, source.lending.office);
    paper_.organisation = source.lending.office;
    paper_.mark = fmt::format("lending/{}", source.lending.id);
    paper_.made_at = source.now;
  }

  bool japanese() const { return source_.language == report::Language::kJapanese; }
  std::string say(Words words) const { return std::string(japanese() ? words.ja : words.en); }
  std::string time(Instant at) const {
    return japanese() ? text::date_time_ja(at, text::kJst)
                      : text::date_time_iso(at, text::kJst) + " JST";
  }
  void fact(Words label, const std::string& value) {
    if (!value.empty()) paper_.facts.push_back({say(label), value});
  }
  void notice(Words title, std::initializer_list<Words> points) {
    report::PaperNotice out{.title = say(title)};
    for (const Words& one : points) out.points.push_back(say(one));
    paper_.blocks.emplace_back(std::move(out));
  }
  Paper& paper() { return paper_; }

 private:
  // Without a number somebody else stands by it.
  std::string approved(const disaster::Opening& one) const {
    return fmt::format(
        fmt::runtime(say({"{}(番号なし・別の担当者が承認)", "{} (no number; a second person)"})),
        one.code);
  }

  const SheetSource& source_;
  Paper paper_;
};

void who_and_until(Sheet& sheet, const disaster::Lending& lending) {
  const disaster::LendingWish& what = lending.what;
  sheet.fact({"貸与番号", "lending"}, fmt::format("{}", lending.id));
  sheet.fact({"氏名", "name"}, what.name);
  sheet.fact({"所属会社", "company"}, what.employer);
  sheet.fact({"従業者コード", "code"}, what.person);
  sheet.fact({"利用期間(開始)", "from"}, sheet.time(lending.period.from));
  sheet.fact({"利用期間(終了)", "until"}, sheet.time(lending.period.until));
}

Paper slip_of(const SheetSource& source) {
  const disaster::Lending& lending = source.lending;
  Sheet sheet(source, {"応援者ID・端末貸出票", "Slip: ID and terminal lent to a helper"});
  who_and_until(sheet, lending);
  sheet.fact({"端末", "terminal"}, lending.what.terminal);
  sheet.fact({"ID", "ID"}, lending.what.account);
  sheet.fact({"業務委託契約", "contract"}, lending.what.contract);
  sheet.fact({"派遣", "dispatch"}, lending.what.dispatch);
  sheet.fact({"座席", "seat"}, lending.what.seat);
  sheet.fact({"紙での貸与", "on paper"},
             lending.what.paper ? lending.what.paper->note : std::string());
  sheet.notice(
      {"利用にあたって", "What to keep to"},
      {{"この端末とIDは、本票の本人が、この期間の災害対応だけに使います。",
        "Only the person named here uses this terminal and ID, in this period, for the disaster."},
       {"供給者名と使用量はマスキングされています。災害対応以外の目的で閲覧しません。",
        "Suppliers and usage are masked. Nothing is looked at for another purpose."},
       {"ワンタイムコードは別の票で渡します。各システムのパスワードは、そのシステムの管理者から受け"
        "取"
        "ります。本票には記載しません。",
        "The one-time code comes on another sheet. The password of each system comes from whoever "
        "administers that system; it is not on this slip."},
       {"終了後は、端末を窓口へ返却してください。IDは削除されます。",
        "Return the terminal to the desk at the end. The ID is deleted."}});
  sheet.paper().signatures = {{sheet.say({"交付者", "handed over by"}), ""},
                              {sheet.say({"受領者", "received by"}), ""}};
  return std::move(sheet.paper());
}

Paper code_sheet_of(const SheetSource& source, const identity::EnrolmentCode& code) {
  Sheet sheet(source, {"ワンタイムコード通知票", "One-time code"});
  who_and_until(sheet, source.lending);
  sheet.fact({"ログイン名", "log-in name"}, source.lending.what.person);
  sheet.fact({"ワンタイムコード", "one-time code"}, code.code);
  sheet.fact({"コードの有効期限", "the code ends"}, sheet.time(code.ends));
  sheet.notice(
      {"登録の手順", "How to enrol"},
      {{"ログイン画面の「登録コード」からコードを入力し、パスワードと2つ目の認証手段を登録します。",
        "Enter the code at the log-in page, then set a password and a second factor."},
       {"コードは1回だけ使えます。貸出票とは別に、本人へ直接渡してください。",
        "The code works once. Hand it to the person, apart from the slip."},
       {"使わなかった票は窓口へ返却し、廃棄します。",
        "A sheet that was not used goes back to the desk and is destroyed."}});
  return std::move(sheet.paper());
}

// Its title, its facts a line each, its notices.
std::string sheet_text(const Paper& sheet) {
  std::string out = fmt::format("{}\n{}\n\n", sheet.title, sheet.subtitle);
  for (const report::PaperFact& one : sheet.facts)
    out += fmt::format("{}: {}\n", one.label, one.value);
  for (const report::PaperBlock& block : sheet.blocks) {
    const auto* const notice = std::get_if<report::PaperNotice>(&block);
    if (notice == nullptr) continue;
    out += fmt::format("\n{}\n", notice->title);
    for (const std::string& point : notice->points) out += fmt::format("- {}\n", point);
  }
  out += "\n";
  for (const report::PaperSignature& one : sheet.signatures)
    out += fmt::format("{}: ____________________\n", one.role);
  return out;
}

Result<std::string> bytes_of(const Paper& sheet, const SheetWish& wish) {
  return wish.pdf ? report::paper_pdf(sheet) : sheet_text(sheet);
}

}  // namespace

Result<std::string> slip(store::Database& database, const SheetWish& wish, Instant now) {
  const auto source = source_of(database, wish, now);
  if (!source) return std::unexpected(source.error());
  return bytes_of(slip_of(*source), wish);
}

Result<std::string> code_sheet(store::Database& database, const SheetWish& wish,
                               const identity::EnrolmentCode& code, Instant now) {
  const auto source = source_of(database, wish, now);
  if (!source) return std::unexpected(source.error());
  return bytes_of(code_sheet_of(*source, code), wish);
}

}  // namespace sekisho::service
