#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "service/explanation.h"
#include "service/explanation_sentences.h"
#include "service/review/review_report_lines.h"
#include "service/review/review_report_parts.h"
#include "service/words.h"

namespace sekisho::service {
namespace {

using report::Bilingual;
using review::Disposition;
using review::Finding;

constexpr size_t kExamplesOfARoute = 2;
constexpr size_t kMaxExamples = 24;
constexpr size_t kMaxUndeterminedExamples = 12;
constexpr uint64_t kFarLine = 2'000'000;  // further down a file takes long to read again

report::Disposition disposition_of(Disposition disposition) {
  switch (disposition) {
    case Disposition::kViolation:
      return report::Disposition::kViewed;
    case Disposition::kAttempt:
      return report::Disposition::kRefused;
    case Disposition::kDoubtful:
      return report::Disposition::kDoubtful;
    case Disposition::kUndetermined:
      break;
  }
  return report::Disposition::kUndetermined;
}

// How much a finding shows to somebody who wants to understand its kind.
int telling(const Finding& finding) {
  int score = 0;
  if (finding.disposition == Disposition::kViolation) score += 32;
  if (finding.line < kFarLine) score += 16;
  if (finding.supplier == review::SupplierClass::kCompetitor ||
      finding.object_kind == logs::ObjectKind::kFacility) {
    score += 8;
  }
  if (finding.certainty == review::Certainty::kConfirmed) score += 4;
  if (finding.certainty == review::Certainty::kPresumed) score += 2;
  if (finding.action == logs::Action::kView) score += 1;
  return score;
}

// For each route, and for what is doubtful, the most telling findings of different systems; of all
// attempts one.
std::vector<const Finding*> choose_examples(const std::vector<Finding>& findings) {
  struct Best {
    int score = -1;
    const Finding* finding = nullptr;
  };
  using Kind = std::pair<Disposition, uint32_t>;  // with the route, or the doubt
  std::map<std::pair<Kind, SystemId>, Best> best;
  for (const Finding& finding : findings) {
    Kind kind{finding.disposition, finding.route};
    if (finding.disposition == Disposition::kDoubtful) kind.second = finding.reason;
    if (finding.disposition == Disposition::kAttempt) kind.second = 0;
    Best& one = best[{kind, finding.system}];
    const int score = telling(finding);
    if (score > one.score) one = {score, &finding};
  }
  std::map<Kind, std::vector<Best>> by_route;
  for (const auto& [key, one] : best) by_route[key.first].push_back(one);
  std::vector<const Finding*> out;
  for (auto& [route, some] : by_route) {
    std::sort(some.begin(), some.end(), [](const Best& a, const Best& b) {
      return std::tie(b.score, a.finding->file, a.finding->line) <
             std::tie(a.score, b.finding->file, b.finding->line);
    });
    const size_t wanted = route.first == Disposition::kAttempt ? 1 : kExamplesOfARoute;
    if (some.size() > wanted) some.resize(wanted);
    for (const Best& one : some) out.push_back(one.finding);
  }
  std::sort(out.begin(), out.end(), [](const Finding* a, const Finding* b) {
    return std::tie(a->disposition, a->file, a->line) < std::tie(b->disposition, b->file, b->line);
  });
  if (out.size() > kMaxExamples) out.resize(kMaxExamples);
  return out;
}

// The first of each kind of undetermined access.
std::vector<const Finding*> choose_undetermined(const std::vector<Finding>& undetermined) {
  std::set<std::tuple<SystemId, uint32_t, uint32_t, uint32_t>> seen;
  std::vector<const Finding*> out;
  for (const Finding& finding : undetermined) {
    if (out.size() == kMaxUndeterminedExamples) break;
    if (seen.insert({finding.system, finding.account, finding.reason, finding.other_reading})
            .second) {
      out.push_back(&finding);
    }
  }
  return out;
}

class FindingPages {
 public:
  explicit FindingPages(const ReviewResult& result)
      : result_(result),
        context_(*result.context),
        registers_(context_.base.registers()),
        explainer_(context_.base, context_.rules) {}

  void add(report::ReviewPage& page) {
    const std::vector<const Finding*> examples = choose_examples(result_.review.findings);
    const std::vector<const Finding*> undetermined =
        choose_undetermined(result_.review.undetermined);
    std::vector<LinePlace> places;
    for (const auto* list : {&examples, &undetermined}) {
      for (const Finding* finding : *list) places.emplace_back(finding->file, finding->line);
    }
    lines_ = read_log_lines(result_, std::move(places));
    for (const Finding* finding : examples) page.findings.rows.push_back(example(*finding));
    page.findings.total = result_.review.findings.size();
    page.findings.rest_in = "findings.csv";
    for (const Finding* finding : undetermined)
      page.undetermined.rows.push_back(undetermined_row(*finding));
    page.undetermined.total = result_.review.undetermined.size();
    page.undetermined.rest_in = "undetermined.csv";
  }

 private:
  std::string text(uint32_t id) const { return std::string(result_.review.texts.text(id)); }

  const LogLine& line_of(const Finding& finding) const {
    static const LogLine none;
    const auto found = lines_.find({finding.file, finding.line});
    return found == lines_.end() ? none : found->second;
  }

  report::SourceLine source_of(const Finding& finding) const {
    const LogLine& line = line_of(finding);
    return {.file = result_.review.files[finding.file].file.name,
            .line = finding.line,
            .raw = line.raw,
            .text = line.text};
  }

  const logs::LogProfile& profile_of(const Finding& finding) const {
    return context_.sources.profiles[result_.review.files[finding.file].file.profile];
  }

  AccessToExplain access_of(const Finding& finding) const {
    const LogLine& line = line_of(finding);
    AccessToExplain access{.system = finding.system,
                           .account = finding.account_id,
                           .terminal = finding.terminal_id,
                           .address = {},
                           .time = finding.time,
                           .action = std::string(logs::name_of(finding.action)),
                           .record_kind = review::record_kind_of(finding.object_kind),
                           .record_id = text(finding.object),
                           .supplier = finding.retailer,
                           .system_name = std::string(registers_.code(finding.system)),
                           .account_name = text(finding.account),
                           .place_name = text(finding.terminal)};
    // Where the line has an address only, the address is what the access is judged by.
    const uint32_t key = line.terminal.empty() && !line.address.empty()
                             ? context_.sources.addresses.find(line.address)
                             : review::kNotInRegister;
    if (key != review::kNotInRegister && key != review::kNotShown) {
      access.terminal = {};
      access.address = AddressId(key - registers_.terminal_codes.size());
      access.place_name = line.address;
    }
    return access;
  }

  Bilingual object_label(const Finding& finding) const {
    switch (finding.object_kind) {
      case logs::ObjectKind::kSupplyPoint:
        return {"供給地点特定番号", "Supply point"};
      case logs::ObjectKind::kCustomer:
        return {"お客さま番号", "Customer"};
      case logs::ObjectKind::kFacility:
        return {"設備", "Facility"};
      case logs::ObjectKind::kOther:
      case logs::ObjectKind::kNone:
        break;
    }
    return {"対象", "Record"};
  }

  Bilingual supplier_words(const Finding& finding) const {
    switch (finding.supplier) {
      case review::SupplierClass::kCompetitor:
      case review::SupplierClass::kGroup:
      case review::SupplierClass::kTdso: {
        const std::string name = named(registers_, finding.retailer);
        return {name, name};
      }
      case review::SupplierClass::kNoContract:
        return {"契約なし", "no contract"};
      case review::SupplierClass::kUnknownPoint:
        return {"台帳にない供給地点", "a supply point that no register knows"};
      case review::SupplierClass::kNotApplicable:
        break;
    }
    return {};
  }

  static std::string outcome_text(logs::Outcome outcome) {
    switch (outcome) {
      case logs::Outcome::kAllowed:
        return "正常 (allowed)";
      case logs::Outcome::kRefused:
        return "拒否 (refused)";
      case logs::Outcome::kUnknown:
        break;
    }
    return "";
  }

  std::vector<report::LabelledValue> fields_of(const Finding& finding) const {
    const LogLine& line = line_of(finding);
    std::vector<report::LabelledValue> out;
    const auto add = [&](Bilingual label, std::string value) {
      if (!value.empty()) out.push_back({std::move(label), std::move(value)});
    };
    add({"システム", "System"}, named(registers_, finding.system));
    add({"ID", "Account"}, text(finding.account));
    if (line.terminal.empty() && !line.address.empty()) {
      add({"アドレス", "Address"}, line.address);
    }
    add({"端末", "Terminal"}, text(finding.terminal) == line.address ? "" : text(finding.terminal));
    const std::string action(logs::name_of(finding.action));
    add({"操作", "Action"}, fmt::format("{} ({})", action_words(action).ja, action));
    add(object_label(finding), supply_point_for_people(text(finding.object)));
    add({"閲覧時点の小売電気事業者", "Supplier at that time"}, supplier_words(finding).ja);
    add({"システムの応答", "The system's answer"}, outcome_text(line.outcome));
    return out;
  }

  // One sentence that says what happened and names nobody.
  Bilingual summary_of(const Finding& finding, const Bilingual& why) const {
    const std::string system(name_alone(registers_, finding.system));
    const Bilingual action = action_words(logs::name_of(finding.action));
    Bilingual what{"", ""};
    if (finding.supplier == review::SupplierClass::kCompetitor) {
      what = {"他社のお客さまの供給地点を", " of another supplier's customer"};
    } else if (finding.object_kind == logs::ObjectKind::kFacility) {
      what = {"設備を", " of a facility"};
    } else if (finding.object_kind != logs::ObjectKind::kNone) {
      what = {"1件の対象を", " of a record"};
    }
    const bool refused = finding.disposition == Disposition::kAttempt;
    return {fmt::format("{}: {} の ID {} で{}{}{}", why.ja, system, text(finding.account), what.ja,
                        action.ja, refused ? "しようとして拒否された" : "した"),
            fmt::format("{}: {}{} with account {} of {}{}", why.en, action.en, what.en,
                        text(finding.account), system, refused ? ", refused" : "")};
  }

  void fill_rule(const ExplainedReading& reading, report::FindingExample& out) const {
    const ExplainedPolicy* policy = reading.nearest            ? &*reading.nearest
                                    : reading.deciding.empty() ? nullptr
                                                               : &reading.deciding.front();
    out.would_allow = reading.would_allow;
    out.rule_part = reading.nearest ? report::RulePart::kNearestPermit
                    : reading.outcome.verdict == barrier::Verdict::kDoubtful
                        ? report::RulePart::kDoubt
                        : report::RulePart::kForbid;
    if (policy == nullptr) {
      out.failed_clause = reading.reason;
      return;
    }
    out.policy_id = fmt::format("{} ({}:{})", policy->id, policy->file, policy->line);
    out.policy_title = policy->title;
    out.policy_basis = policy->basis;
    if (reading.nearest) {
      out.failed_clause = policy->clauses[reading.failed].title;
      out.clause_source = policy->clauses[reading.failed].source;
    } else {
      out.failed_clause = reading.reason;
    }
  }

  report::FindingExample example(const Finding& finding) const {
    const Explanation explanation = explainer_.explain(access_of(finding));
    report::FindingExample out;
    out.disposition = disposition_of(finding.disposition);
    out.source = source_of(finding);
    out.time = finding.time;
    out.fields = fields_of(finding);
    if (finding.viewer.known()) out.viewer = named(registers_, finding.viewer);
    out.certainty = certainty_of(finding.certainty);
    out.viewer_basis = viewer_basis_words(name_of(finding.viewer_basis));
    out.route = route_words(context_.rules, text(finding.route));
    for (const ExplainedFact& fact : explanation.facts) out.facts.push_back(fact.row);
    if (!explanation.readings.empty()) fill_rule(explanation.readings.front(), out);
    const Bilingual reason = reason_words(context_.rules, text(finding.reason));
    out.summary = summary_of(finding, out.route.empty() ? reason : out.route);
    return out;
  }

  // What the rows say that leave room for several readings.
  static Bilingual conflict_of(const std::vector<ExplainedFact>& facts) {
    std::vector<const ExplainedFact*> found;
    for (const ExplainedFact& fact : facts) {
      if (fact.row.decisive) found.push_back(&fact);
    }
    if (found.empty()) return {};
    const report::FactRow& one = found[0]->row;
    if (found[0]->uncovered) return one.what;
    if (one.period->empty()) {
      return {fmt::format("期間の終わりが始まりより前の登録がある({} {}行目)", one.source.file,
                          one.source.line),
              fmt::format("a row's period ends before it begins ({} line {})", one.source.file,
                          one.source.line)};
    }
    const uint64_t other = found.size() > 1 ? found[1]->row.source.line : one.source.line;
    return {fmt::format("期間の重なる登録がある({} {}行目と{}行目)", one.source.file,
                        one.source.line, other),
            fmt::format("two rows overlap in time ({} lines {} and {})", one.source.file,
                        one.source.line, other)};
  }

  Bilingual why_undetermined(const Finding& finding, const Explanation& explanation) const {
    const logs::LogProfile& profile = profile_of(finding);
    if (!profile.shows.who) {
      return {"ログに利用者が記録されない", "the log does not show the account"};
    }
    if (!profile.shows.where) {
      return {"ログに端末もアドレスも記録されない", "the log shows neither terminal nor address"};
    }
    if (explanation.determined && profile.tolerance_at(finding.time) > 0) {
      const auto seconds = static_cast<double>(profile.tolerance_at(finding.time)) / 1e6;
      return {fmt::format("時計の誤差(±{:.3g}秒)の間に登録内容が変わる", seconds),
              fmt::format("the facts change within the clock's tolerance (± {:.3g} s)", seconds)};
    }
    Bilingual conflict = explanation.determined ? Bilingual{} : conflict_of(explanation.facts);
    if (!conflict.empty()) return conflict;
    return {"台帳の登録だけでは事実を一つに定められない",
            "the registers leave open what held at that moment"};
  }

  Bilingual reading_words(const ExplainedReading& reading) const {
    Bilingual out;
    for (const Bilingual& assumption : reading.assumptions) {
      out.ja += (out.ja.empty() ? "" : "、") + assumption.ja;
      out.en += (out.en.empty() ? "" : ", ") + assumption.en;
    }
    const Bilingual verdict = verdict_words(reading.outcome.verdict);
    out.ja += (out.ja.empty() ? "" : " → ") + verdict.ja;
    out.en += (out.en.empty() ? "" : " → ") + verdict.en;
    if (!reading.reason.empty()) {
      out.ja += ": " + reading.reason.ja;
      out.en += ": " + reading.reason.en;
    }
    return out;
  }

  report::UndeterminedRow undetermined_row(const Finding& finding) const {
    const Explanation explanation = explainer_.explain(access_of(finding));
    report::UndeterminedRow row{.source = source_of(finding),
                                .time = finding.time,
                                .system = std::string(name_alone(registers_, finding.system)),
                                .account = text(finding.account),
                                .why = why_undetermined(finding, explanation),
                                .readings = {}};
    if (!explanation.determined) {
      for (const ExplainedReading& reading : explanation.readings)
        row.readings.push_back(reading_words(reading));
    }
    if (row.readings.empty()) {
      row.readings = {reason_words(context_.rules, text(finding.reason)),
                      reason_words(context_.rules, text(finding.other_reading))};
      std::erase_if(row.readings, [](const Bilingual& one) { return one.empty(); });
    }
    return row;
  }

  const ReviewResult& result_;
  const review::Context& context_;
  const reg::Register& registers_;
  Explainer explainer_;
  std::map<LinePlace, LogLine> lines_;
};

}  // namespace

void add_findings(const ReviewResult& result, report::ReviewPage& page) {
  FindingPages(result).add(page);
}

}  // namespace sekisho::service
