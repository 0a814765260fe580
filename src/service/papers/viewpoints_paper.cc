#include <fmt/format.h>

#include <algorithm>

#include "casework/campaign.h"
#include "service/papers/paper_parts.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

using report::PaperTable;
using text::JsonValue;
using text::with_thousands;

// One of the regulator's viewpoints, in its own words.
struct Viewpoint {
  std::string_view number, ja, en;
};
constexpr Viewpoint kViewpoints[] = {
    {"1(1)", "体系的な内部統制体制を構築しているか。", "Is there a systematic internal control?"},
    {"1(2)", "行為規制を含めたコンプライアンス遵守の意識定着をどのように図っているか。",
     "How is awareness of compliance, conduct regulation included, made to last?"},
    {"1(3)", "内部通報体制の整備など不正が発見されやすい環境を整えているか。",
     "Is wrongdoing likely to be found, by whistleblowing and otherwise?"},
    {"2(1)", "業務全体のリスク評価が行われているか。", "Are the risks of all work assessed?"},
    {"2(2)", "リスク評価の上で重要なデータやシステムが特定されているか。",
     "Are important data and systems identified?"},
    {"3(1)", "業務委託先の管理をどのように行っているか。", "How are contractors managed?"},
    {"3(2)", "物理的隔離の担保をどのように行っているか。", "How is physical separation ensured?"},
    {"3(3)", "人事異動の際の管理をどのように行っているか。", "What is done when people transfer?"},
    {"3(4)", "非常災害対応の業務委託をどのように行っているか。",
     "How is work outsourced in disasters?"},
    {"3(5)", "行為規制に関する定期的な社内研修をどのように行われているか。",
     "How are people trained regularly?"},
    {"3(6)", "行為規制に関係する社内意思決定の文書化や決裁をどのように行われているか。",
     "How are decisions documented and approved?"},
    {"4(1)", "情報システムの物理分割等に向けたスケジュールはどのようになっているか。",
     "What is the schedule for splitting systems?"},
    {"4(2)", "ID、パスワード管理をどのように行っているか。", "How are IDs and passwords managed?"},
    {"4(3)", "重要なシステム発注を行う際の要件定義における確認体制はどのようになっているか。",
     "How are requirements checked when important systems are ordered?"},
    {"5(1)", "アクセスログの解析をどのように行っているか。", "How are access logs analysed?"},
    {"5(2)", "独立かつ強力な内部監査体制が構築されているか。",
     "Is internal audit independent and strong?"},
    {"6(1)", "不正発生時に関係者の厳正な処分が行われているか。",
     "Are those involved dealt with strictly?"},
};

class Viewpoints {
 public:
  Viewpoints(const PaperMaker& maker, const std::vector<casework::Campaign>* campaigns)
      : maker_(maker), say_(maker.say), campaigns_(campaigns) {}

  report::Paper paper() {
    report::Paper paper =
        maker_.begin(say_("確認事項・観点への回答", "Answers to the regulator's viewpoints"),
                     say_("データで示せる範囲", "As far as the data answers them"));
    paper.blocks.emplace_back(report::PaperHeading{say_("観点別の回答", "Answers by viewpoint")});
    PaperTable table;
    table.caption = say_("観点と回答の根拠", "Viewpoints and what answers them");
    table.columns = {{say_("番号", "No."), 0.6},
                     {say_("確認する事項・観点", "Viewpoint"), 3},
                     {say_("データによる回答", "What the data says"), 4.4}};
    for (const Viewpoint& one : kViewpoints) {
      std::string said = answer(one.number);
      if (said.empty()) {
        said = say_("(本システムにはこの観点に答えるデータがない。担当部署が記載する。)",
                    "(No data here answers this; for the department in charge to write.)");
      }
      table.rows.push_back({std::string(one.number), say_(one.ja, one.en), std::move(said)});
    }
    table.note = fmt::format(
        fmt::runtime(
            say_("アクセスの件数は調査対象期間 {} のもの。台帳の件数は、解析が用いた台帳による。",
                 "Accesses are those of the time examined, {}. Registers are those that "
                 "the review read.")),
        maker_.window(member_of(maker_.source.scope, "total"), "examined"));
    paper.blocks.emplace_back(std::move(table));
    add_separation(paper);
    paper.blocks.emplace_back(maker_.window_chart(maker_.systems()));
    maker_.add_undeterminable(paper, maker_.systems());
    maker_.add_blind_spots(paper);
    maker_.add_reproduction(paper);
    return paper;
  }

 private:
  uint64_t by_route(std::string_view route) const {
    return count_of(member_of(member_of(maker_.source.scope, "routes"), route), "violations");
  }
  std::string sentence(std::string_view ja, std::string_view en, uint64_t one,
                       uint64_t other) const {
    return fmt::format(fmt::runtime(say_(ja, en)), with_thousands(one), with_thousands(other));
  }
  uint64_t campaigns(casework::CampaignKind kind, bool finished) const {
    if (campaigns_ == nullptr) return 0;
    return static_cast<uint64_t>(
        std::ranges::count_if(*campaigns_, [&](const casework::Campaign& one) {
          const bool done = one.state == casework::CampaignState::kApproved ||
                            one.state == casework::CampaignState::kReported;
          return one.kind == kind && (!finished || done);
        }));
  }

  std::string answer(std::string_view number) const {
    const reg::Register& registers = maker_.source.registers();
    if (number == "2(2)") {
      return sentence(
          "非公開情報を扱うシステムとして{0}システムを台帳に登録し、うち{1}システムの"
          "アクセスログを解析した。",
          "{0} systems with non-public information are in the register; the logs of "
          "{1} were analysed.",
          registers.systems.size(), maker_.systems().size());
    }
    if (number == "3(1)") {
      return sentence(
          "業務委託契約{0}件を台帳に登録し、従事者の業務ごとに利用の可否を判定している。"
          "委託業務範囲外の利用は{1}件検出した。",
          "{0} outsourcing contracts are in the register, and each person is judged "
          "by the job. {1} accesses out of a contract's scope were found.",
          registers.outsourcing.size(), by_route("contractor-out-of-scope"));
    }
    if (number == "3(2)") {
      return sentence(
          "端末{0}台の所有者・設置場所・管理責任者を台帳に登録している。台帳にない端末の利用は"
          "{1}件検出した。",
          "Owner, place and custodian of {0} terminals are in the register. {1} "
          "accesses from terminals that it does not know were found.",
          registers.terminals.size(), by_route("unregistered-terminal"));
    }
    if (number == "3(3)") {
      return sentence(
          "発令に基づく所属の履歴{0}件を台帳に登録している。異動後の権限残存による閲覧は{1}件"
          "検出した。",
          "{0} assignments by transfer orders are in the register. {1} accesses with "
          "rights kept after a transfer were found.",
          registers.assignments.size(), by_route("kept-after-transfer"));
    }
    if (number == "3(4)") {
      return sentence(
          "災害対応ごとの応援者利用許可{0}件を台帳に登録している。災害対応期間外の利用は{1}件"
          "検出した。",
          "{0} grants to helpers, each for a disaster, are in the register. {1} "
          "accesses outside a disaster were found.",
          registers.grants.size(), by_route("outside-disaster"));
    }
    if (number == "4(2)") {
      return sentence(
          "ID {0}件の名義人と利用期間を台帳に登録している。ID・パスワードの提供によると推定される"
          "閲覧は{1}件検出した。",
          "Holder and period of {0} IDs are in the register. {1} accesses with a lent "
          "ID are presumed.",
          registers.accounts.size(), by_route("lent-id"));
    }
    if (number == "5(1)") return answer_logs();
    if (number == "5(2)" && campaigns_ != nullptr) {
      return sentence(
          "ログ解析の内部監査{0}回(うち報告済み{1}回)を、独自の母集団と標本により行った。",
          "{0} audits of the log analysis, {1} of them reported, each with its own "
          "population and sample.",
          campaigns(casework::CampaignKind::kAudit, false),
          campaigns(casework::CampaignKind::kAudit, true));
    }
    return "";
  }

  std::string answer_logs() const {
    const JsonValue& total = member_of(maker_.source.scope, "total");
    std::string out = sentence(
        "ログの全行を、その時点の所属・権限・委託・災害対応に照らして判定し、権限外アクセス("
        "閲覧あり){0}件、"
        "(拒否済み){1}件を検出した。",
        "Every line is judged by the assignments, entitlements, contracts and disasters of its own "
        "moment: {0} unauthorised accesses and {1} refused attempts were found.",
        count_of(total, "violations"), count_of(total, "attempts"));
    if (campaigns_ != nullptr) {
      out += sentence("半期解析は{0}回開始し、{1}回決裁を終えた。",
                      " {0} half-yearly reviews were opened, {1} of them approved.",
                      campaigns(casework::CampaignKind::kHalfYearly, false),
                      campaigns(casework::CampaignKind::kHalfYearly, true));
    }
    return out;
  }

  // 4(1), system by system.
  void add_separation(report::Paper& paper) const {
    const reg::Register& registers = maker_.source.registers();
    paper.blocks.emplace_back(report::PaperHeading{
        say_("システムの分割の状況(観点4(1))", "How systems are split (viewpoint 4(1))")});
    PaperTable table;
    table.caption = say_("対象システムの台帳", "The register of systems");
    table.columns = {{say_("システム", "System"), 3},
                     {say_("分割方式", "Separation"), 1.4},
                     {say_("所管", "Owner"), 2},
                     {say_("ログ", "Log"), 1.4}};
    const std::vector<std::string> with_log = maker_.systems();
    for (const reg::System& one : registers.systems) {
      const std::string code(registers.code(one.id));
      const bool has_log = std::ranges::find(with_log, code) != with_log.end();
      table.rows.push_back({maker_.system(code), separation(registers.text(one.separation)),
                            std::string(registers.text(one.owner)),
                            has_log ? say_("解析済み", "analysed")
                                    : say_("なし(確認不能)", "none (not determinable)")});
    }
    table.when_empty = say_("台帳にシステムがない。", "The register has no systems.");
    paper.blocks.emplace_back(std::move(table));
  }

  std::string separation(std::string_view name) const {
    if (name == "logical") return say_("論理分割", "logical");
    if (name == "physical") return say_("物理分割", "physical");
    return name.empty() ? say_("記載なし", "not stated") : std::string(name);
  }

  const PaperMaker& maker_;
  const PaperTongue& say_;
  const std::vector<casework::Campaign>* campaigns_;
};

}  // namespace

Result<report::Paper> viewpoints_paper(const PaperSource& source, const PaperOptions& options,
                                       store::Database* database) {
  std::vector<casework::Campaign> campaigns;
  if (database != nullptr) {
    auto listed = casework::list_campaigns(*database, "");
    if (!listed) return std::unexpected(listed.error());
    campaigns = std::move(*listed);
  }
  const PaperMaker maker(source, options);
  return Viewpoints(maker, database == nullptr ? nullptr : &campaigns).paper();
}

}  // namespace sekisho::service
