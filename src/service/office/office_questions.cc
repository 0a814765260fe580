#include "service/office/office_questions.h"

#include <fmt/format.h>

#include <filesystem>

#include "office/table.h"
#include "service/asked.h"
#include "service/installation.h"
#include "text/json_writer.h"
#include "text/nearest.h"

namespace sekisho::service {
namespace {

using office::Office;

constexpr const char* kMe = "me";
constexpr const char* kSomebody = "somebody";

Result<Office> load(const std::string& policies) {
  if (!policies.empty()) return Office::load(policies);
  const auto directory = shipped("policies");
  if (!directory) return std::unexpected(directory.error());
  return Office::load(*directory / "office");
}

template <class Enum>
std::vector<std::string_view> names_of(size_t count) {
  std::vector<std::string_view> out;
  for (size_t i = 0; i < count; ++i) out.push_back(office::name_of(static_cast<Enum>(i)));
  return out;
}

std::unexpected<Error> unknown(std::string_view what, const std::string& name,
                               const std::vector<std::string_view>& known) {
  std::string help = text::did_you_mean(name, known);
  if (help.empty()) help = fmt::format("There are: {}.", fmt::join(known, ", "));
  return fail(ErrorCode::kUsage, fmt::format("there is no {} `{}`", what, name), {},
              std::move(help));
}

Result<office::Caller> caller_of(const OfficeQuestion& question, Instant now) {
  office::Caller out{.id = kMe,
                     .employer = question.employer,
                     .administers = {question.administers.begin(), question.administers.end()},
                     .approves = question.approves,
                     .fresh = {question.fresh.begin(), question.fresh.end()},
                     .purpose = question.purpose,
                     .now = now};
  for (const std::string& name : question.roles) {
    const auto role = office::role_named(name);
    if (!role) return unknown("role", name, names_of<office::Role>(office::kRoles.size()));
    out.roles.insert(*role);
  }
  if (!question.assignment_ends.empty()) {
    const auto ends = asked_instant(question.assignment_ends);
    if (!ends) return std::unexpected(ends.error());
    out.assignment_ends = *ends;
  }
  if (!question.in_place_of.empty()) {
    out.stands_in_for = office::Superior{.id = question.in_place_of,
                                         .roles = out.roles,
                                         .approves = true,
                                         .deputies = {std::string(kMe)}};
  }
  return out;
}

Result<office::Thing> thing_of(const OfficeQuestion& question) {
  const auto kind = office::thing_named(question.thing);
  if (!kind) {
    return unknown("thing", question.thing, names_of<office::ThingKind>(office::kThingKindCount));
  }
  office::Thing out{.kind = *kind,
                    .id = "it",
                    .system = question.system,
                    .actors = {kSomebody},
                    .of_consequence = !question.small,
                    .approved_by = {question.approved_by.begin(), question.approved_by.end()},
                    .decision_number = question.decision_number};
  if (question.own_act) out.actors = {kMe};
  if (question.about_oneself) out.about = {kMe};
  if (question.read_later) out.awaits_reading = {kMe};
  return out;
}

std::string_view in(const office::Words& words, bool japanese) {
  return japanese ? words.ja : words.en;
}

std::string_view demand_words(office::Demand demand, bool japanese) {
  switch (demand) {
    case office::Demand::kMaskPersonalData:
      return japanese ? "個人データをマスキングする" : "personal data has to be masked";
    case office::Demand::kRecordLook:
      return japanese ? "利用目的とともに証跡に記録する"
                      : "it has to be recorded, with the purpose";
    case office::Demand::kReadLater:
      return japanese ? "被代決者が後閲する" : "the superior has to read it later";
  }
  return "";
}

void write_demands(text::JsonWriter& json, const std::set<office::Demand>& demands) {
  json.key("demands").begin_array();
  for (const office::Demand demand : demands) json.value(office::name_of(demand));
  json.end_array();
}

}  // namespace

Result<OfficeAnswer> ask_office(const OfficeQuestion& question, Instant now) {
  const auto action = office::action_named(question.action);
  if (!action) {
    return unknown("action", question.action, names_of<office::Action>(office::kActionCount));
  }
  auto thing = thing_of(question);
  if (!thing) return std::unexpected(thing.error());
  auto caller = caller_of(question, now);
  if (!caller) return std::unexpected(caller.error());
  const auto rules = load(question.policies);
  if (!rules) return std::unexpected(rules.error());
  auto decision = rules->may(*caller, *action, *thing);
  if (!decision) return std::unexpected(decision.error());
  return OfficeAnswer{std::move(*caller), *action, std::move(*thing), std::move(*decision)};
}

std::string office_answer_text(const OfficeAnswer& answer, bool japanese) {
  const office::OfficeDecision& decision = answer.decision;
  std::string out =
      decision.allowed ? (japanese ? "許可" : "ALLOWED") : (japanese ? "不許可" : "DENIED");
  std::vector<std::string_view> roles;
  for (const office::Role role : answer.caller.roles) {
    roles.push_back(in(office::words_of(role), japanese));
  }
  out += fmt::format("\n\n  {}: {}, {}, {}\n", japanese ? "質問" : "question",
                     fmt::join(roles, japanese ? "・" : " and "),
                     in(office::words_of(answer.action), japanese),
                     in(office::words_of(answer.thing.kind), japanese));
  out += fmt::format("  {}: {}\n", japanese ? "理由" : "because",
                     japanese ? decision.why.ja : decision.why.en);
  if (!decision.policies.empty()) {
    out += fmt::format("  {}: {}\n", japanese ? "ルール" : "policies",
                       fmt::join(decision.policies, ", "));
  } else {
    out += fmt::format("  {}: {}\n", japanese ? "最も近い許可" : "nearest", decision.reason);
  }
  for (const office::Demand demand : decision.demands) {
    out += fmt::format("  {}: {}\n", japanese ? "義務" : "duty", demand_words(demand, japanese));
  }
  return out;
}

std::string office_answer_json(const OfficeAnswer& answer) {
  const office::OfficeDecision& decision = answer.decision;
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_object().member("allowed", decision.allowed);
  json.key("policies").begin_array();
  for (const std::string& policy : decision.policies) json.value(policy);
  json.end_array().member("reason", decision.reason);
  json.key("why").begin_object();
  json.member("ja", decision.why.ja).member("en", decision.why.en).end_object();
  write_demands(json, decision.demands);
  json.end_object();
  return out + "\n";
}

Result<std::string> office_table_text(const std::string& policies, bool japanese) {
  const auto rules = load(policies);
  if (!rules) return std::unexpected(rules.error());
  const auto rows = office::table_of(*rules);
  if (!rows) return std::unexpected(rows.error());
  return office::table_markdown(*rows, japanese);
}

Result<std::string> office_table_json(const std::string& policies) {
  const auto rules = load(policies);
  if (!rules) return std::unexpected(rules.error());
  const auto rows = office::table_of(*rules);
  if (!rows) return std::unexpected(rows.error());
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_array();
  for (const office::TableRow& row : *rows) {
    for (size_t role = 0; role < office::kRoles.size(); ++role) {
      const office::TableCell& cell = row.cells.at(role);
      json.begin_object();
      json.member("role", office::name_of(office::kRoles.at(role)));
      json.member("action", office::name_of(row.action));
      json.member("thing", office::name_of(row.thing));
      json.member("allowed", cell.allowed);
      json.key("conditions").begin_array();
      for (const office::Condition condition : cell.conditions) {
        json.value(office::name_of(condition));
      }
      json.end_array();
      write_demands(json, cell.demands);
      json.end_object();
    }
  }
  json.end_array();
  return out + "\n";
}

}  // namespace sekisho::service
