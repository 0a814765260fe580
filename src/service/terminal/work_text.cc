#include "service/terminal/work_text.h"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include "service/casework/casework_json.h"
#include "service/words.h"
#include "text/json_writer.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using casework::Campaign;
using casework::Case;
using casework::Delivery;
using casework::Step;

std::string in(bool japanese, std::string_view ja, std::string_view en) {
  return std::string(japanese ? ja : en);
}

std::string in(bool japanese, const report::Bilingual& words) {
  return in(japanese, words.ja, words.en);
}

struct Word {
  std::string_view name, ja, en;
};
constexpr std::array kWords{
    // Campaigns.
    Word{"half-yearly", "半期解析", "half-yearly review"},
    Word{"audit", "内部監査", "internal audit"},
    Word{"open", "未凍結", "open"},
    Word{"frozen", "母集団凍結済", "frozen"},
    Word{"approved", "決裁済", "approved"},
    Word{"reported", "報告済", "reported"},
    Word{"stated", "表明済", "stated"},
    Word{"self-checked", "自主点検済", "self-checked"},
    Word{"checked", "二次確認済", "checked"},
    // Deliveries.
    Word{"receiving", "受領中", "being received"},
    Word{"archived", "保管済", "archived"},
    Word{"known", "既受領", "known already"},
    Word{"refused", "受領不可", "refused"},
    Word{"count", "件数相違", "another count than at the source"},
    Word{"period", "期間外のアクセス", "accesses outside the period"},
    Word{"rejects", "解読不能行", "lines that cannot be read"},
    Word{"overlap", "期間重複", "overlaps another delivery"},
    Word{"corrects", "差替え", "takes the place of another one"},
};

// Of a state or a kind; a name that is not among them stands for itself.
std::string word(std::string_view name, bool japanese) {
  for (const Word& one : kWords) {
    if (one.name == name) return in(japanese, one.ja, one.en);
  }
  return std::string(name);
}

std::string day(const std::optional<Instant>& instant) {
  return instant ? text::date_iso(*instant, text::kJst) : "–";
}
std::string day(Instant instant) {
  return text::date_iso(instant, text::kJst);
}

std::string people(const casework::CaseKey& key) {
  if (!key.viewer.empty() && key.viewer != key.holder)
    return key.holder.empty() ? key.viewer : key.viewer + " / " + key.holder;
  return key.holder.empty() ? key.account : key.holder;
}

std::string case_line(const Case& one, bool japanese) {
  std::string state = in(japanese, case_state_words(name_of(one.state)));
  if (one.outcome != casework::Outcome::kNone)
    state += fmt::format(" ({})", in(japanese, outcome_words(name_of(one.outcome))));
  return fmt::format(
      "{:>5}  {}  {}  {}  {}  {} – {}  {}", one.id, state, one.key.route, people(one.key),
      fmt::format(fmt::runtime(in(japanese, "{} 件", "{} findings")), one.findings), day(one.first),
      day(one.last), one.due.empty() ? "" : in(japanese, "期限 ", "due ") + one.due);
}

std::string campaign_line(const Campaign& one, bool japanese) {
  return fmt::format(
      "{:>5}  {}  {}  {}  {}", one.id, word(name_of(one.kind), japanese),
      japanese ? fmt::format("{}年度{}", one.fiscal_year, one.half == 1 ? "上期" : "下期")
               : fmt::format("fiscal {} half {}", one.fiscal_year, one.half),
      word(name_of(one.state), japanese), in(japanese, "締切 ", "cut-off ") + one.cut_off);
}

std::string delivery_line(const Delivery& one, bool japanese) {
  return fmt::format("{:>5}  {}  {}  {}  {} – {}  {}", one.id, one.slip.system,
                     word(name_of(one.state), japanese), one.slip.file, day(one.slip.period.from),
                     day(one.slip.period.until),
                     fmt::format(fmt::runtime(in(japanese, "{} 行", "{} lines")),
                                 text::with_thousands(static_cast<uint64_t>(one.received.lines))));
}

// A line each, and how many there are.
template <class Things, class Line>
std::string lines_of(const Things& things, int64_t total, bool japanese, const Line& line) {
  std::string out;
  for (const auto& one : things) out += line(one, japanese) + "\n";
  return out + fmt::format(fmt::runtime(in(japanese, "計 {} 件\n", "{} in all\n")), total);
}

std::string steps_text(const std::vector<Step>& steps, bool japanese) {
  std::string out = "\n" + in(japanese, "経過", "Steps") + "\n";
  for (const Step& step : steps) {
    out += fmt::format("  {:>3}  {}  {}  {}\n       {}\n", step.revision,
                       text::date_time_iso(step.at, text::kJst), step.what, step.by, step.content);
  }
  if (casework::check_steps(steps)) return out;
  return out + in(japanese, "経過が改変されています\n", "the steps were changed\n");
}

using Writes = std::function<void(text::JsonWriter& json)>;

std::string object(const Writes& members) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  members(json);
  json.end_object();
  return out + "\n";
}

template <class Things, class Json>
void write_list(text::JsonWriter& json, std::string_view name, const Things& things,
                const Json& json_of) {
  json.key(name).begin_array();
  for (const auto& one : things) json.raw(json_of(one));
  json.end_array();
}

void write_steps(text::JsonWriter& json, const std::vector<Step>& steps) {
  write_list(json, "steps", steps, step_json);
  json.member("intact", casework::check_steps(steps).has_value());
}

std::string plain(std::string_view name) {
  return std::string(name);
}

template <class Things, class Json>
std::string list_of(const Things& things, int64_t total, const Json& json_of) {
  return object([&](text::JsonWriter& json) {
    write_list(json, "items", things, json_of);
    json.member("total", total);
  });
}

}  // namespace

Result<ShownCase> shown_case(store::Database& database, int64_t id) {
  auto one = casework::find_case(database, id);
  if (!one) return std::unexpected(one.error());
  auto findings = casework::findings_of(database, id);
  if (!findings) return std::unexpected(findings.error());
  auto steps = casework::steps_of(database, {casework::ThingKind::kCase, id});
  if (!steps) return std::unexpected(steps.error());
  return ShownCase{std::move(*one), std::move(*findings), std::move(*steps)};
}

Result<ShownCampaign> shown_campaign(store::Database& database, int64_t id) {
  auto campaign = casework::find_campaign(database, id);
  if (!campaign) return std::unexpected(campaign.error());
  auto systems = casework::systems_of(database, id);
  if (!systems) return std::unexpected(systems.error());
  auto steps = casework::steps_of(database, {casework::ThingKind::kCampaign, id});
  if (!steps) return std::unexpected(steps.error());
  return ShownCampaign{std::move(*campaign), std::move(*systems), std::move(*steps)};
}

Result<ShownDelivery> shown_delivery(store::Database& database, int64_t id) {
  auto delivery = casework::find_delivery(database, id);
  if (!delivery) return std::unexpected(delivery.error());
  auto differences = casework::differences_of(database, id);
  if (!differences) return std::unexpected(differences.error());
  auto copies = casework::copies_of(database, id);
  if (!copies) return std::unexpected(copies.error());
  auto steps = casework::steps_of(database, {casework::ThingKind::kDelivery, id});
  if (!steps) return std::unexpected(steps.error());
  return ShownDelivery{
      std::move(*delivery), {std::move(*differences), std::move(*copies)}, std::move(*steps)};
}

std::string cases_text(const casework::CasePage& page, bool japanese) {
  return lines_of(page.cases, page.total, japanese, case_line);
}

std::string campaigns_text(const std::vector<Campaign>& campaigns, bool japanese) {
  return lines_of(campaigns, static_cast<int64_t>(campaigns.size()), japanese, campaign_line);
}

std::string deliveries_text(const std::vector<Delivery>& deliveries, bool japanese) {
  return lines_of(deliveries, static_cast<int64_t>(deliveries.size()), japanese, delivery_line);
}

std::string case_text(const ShownCase& shown, bool japanese) {
  std::string out =
      case_line(shown.one, japanese) + "\n\n" + in(japanese, "検出", "Findings") + "\n";
  for (const casework::CaseFinding& one : shown.findings) {
    out += fmt::format("  {}:{}  {}  {}/{}  {}\n", one.file, one.line,
                       text::date_time_iso(one.at, text::kJst), one.system, one.account,
                       in(japanese, disposition_words(one.disposition)));
  }
  return out + steps_text(shown.steps, japanese);
}

std::string campaign_text(const ShownCampaign& shown, bool japanese) {
  std::string out = campaign_line(shown.campaign, japanese) + "\n\n" +
                    in(japanese, "対象システム", "Systems") + "\n";
  for (const casework::CampaignSystem& one : shown.systems) {
    out += fmt::format(
        "  {:<8} {}  {}  {}\n", one.system, one.department, word(name_of(one.state), japanese),
        fmt::format(fmt::runtime(in(japanese, "違反 {} 件", "{} violations")), one.violations));
  }
  return out + steps_text(shown.steps, japanese);
}

std::string delivery_text(const ShownDelivery& shown, bool japanese) {
  const Delivery& one = shown.delivery;
  std::string out = delivery_line(one, japanese) + "\n";
  if (!one.detail.empty()) out += "  " + one.detail + "\n";
  if (one.same_as != 0) {
    out += fmt::format(
        fmt::runtime(in(japanese, "  受領票 {} と同一\n", "  the same as delivery {}\n")),
        one.same_as);
  }
  for (const casework::Difference& difference : shown.reconciled.differences) {
    out += fmt::format("  {}: {} / {}\n", word(name_of(difference.kind), japanese),
                       difference.stated, difference.found);
  }
  return out + steps_text(shown.steps, japanese);
}

std::string gathered_text(const casework::Gathered& gathered, bool japanese) {
  return fmt::format(fmt::runtime(in(japanese,
                                     "調査案件: 新規 {} 件、変更 {} 件、変更なし {} 件\n"
                                     "検出: 追加 {} 件、除外 {} 件\n",
                                     "cases: {} opened, {} changed, {} as they were\n"
                                     "findings: {} added, {} taken away\n")),
                     gathered.opened, gathered.changed, gathered.unchanged, gathered.added,
                     gathered.taken);
}

std::string cases_json(const casework::CasePage& page) {
  return list_of(page.cases, page.total, case_json);
}

std::string campaigns_json(const std::vector<Campaign>& campaigns) {
  return list_of(campaigns, static_cast<int64_t>(campaigns.size()), campaign_json);
}

std::string deliveries_json(const std::vector<Delivery>& deliveries) {
  return list_of(deliveries, static_cast<int64_t>(deliveries.size()),
                 [](const Delivery& one) { return delivery_json(one, nullptr, plain); });
}

std::string shown_json(const ShownCase& shown) {
  return object([&](text::JsonWriter& json) {
    json.key("case").raw(case_json(shown.one));
    write_list(json, "findings", shown.findings, finding_json);
    write_steps(json, shown.steps);
  });
}

std::string shown_json(const ShownCampaign& shown) {
  return object([&](text::JsonWriter& json) {
    json.key("campaign").raw(campaign_json(shown.campaign));
    write_list(json, "systems", shown.systems, system_json);
    write_steps(json, shown.steps);
  });
}

std::string shown_json(const ShownDelivery& shown) {
  return object([&](text::JsonWriter& json) {
    json.key("delivery").raw(delivery_json(shown.delivery, &shown.reconciled, plain));
    write_steps(json, shown.steps);
  });
}

}  // namespace sekisho::service
