#include <fmt/format.h>

#include <array>
#include <map>
#include <tuple>

#include "service/explanation.h"
#include "service/explanation_sentences.h"
#include "service/review/review_report_parts.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

using namespace column;
using report::Bilingual;

constexpr size_t kMaxWithdrawn = 12;

// Findings of an earlier run that one cause withdrew: of one account and route.
struct Group {
  const FindingRow* first = nullptr;
  uint64_t looks = 0;
};

class WithdrawnPages {
 public:
  explicit WithdrawnPages(const ReviewResult& result)
      : context_(*result.context),
        registers_(context_.base.registers()),
        explainer_(context_.base, context_.rules) {}

  void add(const Comparison& comparison, report::ReviewPage& page) {
    std::map<std::tuple<std::string, std::string, std::string>, Group> groups;
    for (const Change& change : comparison.changes) {
      if (change.kind != Change::Kind::kWithdrawn) continue;
      const FindingRow& row = change.before;
      Group& group = groups[{row[kSystem], row[kAccount], row[kRoute]}];
      if (group.first == nullptr) group.first = &row;
      ++group.looks;
    }
    for (const auto& [key, group] : groups) {
      if (page.withdrawn.rows.size() == kMaxWithdrawn) break;
      page.withdrawn.rows.push_back(row_of_group(group, comparison));
    }
    page.withdrawn.total = groups.size();
    page.withdrawn.rest_in = "changes.csv";
  }

 private:
  AccessToExplain access_of(const FindingRow& row) const {
    const SystemId system(registers_.system_codes.find(row[kSystem]));
    AccessToExplain access;
    access.system = system;
    access.system_name = row[kSystem];
    access.account_name = row[kAccount];
    access.place_name = row[kTerminal];
    access.action = row[kAction];
    access.record_kind = barrier::RecordKind::kSupplyPoint;
    for (size_t i = 0; i < context_.sources.profiles.size(); ++i) {
      if (context_.sources.systems[i] != system) continue;
      const uint32_t account = context_.sources.accounts[i].find(row[kAccount]);
      if (account < review::kNotShown) access.account = AccountId(account);
    }
    const uint32_t place = context_.sources.terminals.find(text::fold_width(row[kTerminal]));
    if (place < review::kNotShown) access.terminal = TerminalId(place);
    static const Result<text::InstantParser> times =
        text::InstantParser::compile(std::array<std::string, 1>{"iso"}, text::kJst);
    if (times) access.time = times->parse(row[kTime]).value_or(Instant{});
    return access;
  }

  report::WithdrawnRow row_of_group(const Group& group, const Comparison& comparison) const {
    const FindingRow& row = *group.first;
    const AccessToExplain access = access_of(row);
    const Explanation explanation = explainer_.explain(access);
    const PersonId person(registers_.person_codes.find(row[kViewer]));
    const std::string who = person.known() ? named(registers_, person) : row[kViewer];
    const std::string system = named(registers_, access.system);
    const std::string looks = text::with_thousands(group.looks);
    const Bilingual route = route_words(context_.rules, row[kRoute]);

    report::WithdrawnRow out;
    out.suspicion = {
        fmt::format("{} が ID {} で {} を権限外に利用したとされた {} 件({})",
                    who.empty() ? "特定できない者" : who, row[kAccount], system, looks, route.ja),
        fmt::format("{} was held to have used {} with account {} without permission: {} looks ({})",
                    who.empty() ? "somebody unknown" : who, system, row[kAccount], looks,
                    route.en)};
    out.conclusion = conclusion(explanation, comparison);
    for (const ExplainedFact& fact : explanation.facts) {
      if (fact.holds) out.evidence.push_back(fact.row);
    }
    out.source = {
        .file = row[kFile], .line = text::parse_u64(row[kLine]).value_or(0), .raw = {}, .text = {}};
    return out;
  }

  static Bilingual conclusion(const Explanation& explanation, const Comparison& comparison) {
    Bilingual out{"今回の入力では検出されない。", "By what is known now it is not a finding. "};
    if (!explanation.readings.empty() && !explanation.readings.front().deciding.empty()) {
      const Bilingual& rule = explanation.readings.front().deciding.front().title;
      out.ja += fmt::format("「{}」に当たる。", rule.ja);
      out.en += fmt::format("It comes under “{}”. ", rule.en);
    }
    for (const std::string& difference : comparison.differences) {
      out.ja += fmt::format("入力の違い: {}。", difference);
      out.en += fmt::format("What differs: {}. ", difference);
    }
    return out;
  }

  const review::Context& context_;
  const reg::Register& registers_;
  Explainer explainer_;
};

}  // namespace

void add_withdrawn(const ReviewResult& result, report::ReviewPage& page) {
  if (result.comparison) WithdrawnPages(result).add(*result.comparison, page);
}

}  // namespace sekisho::service
