#include <fmt/format.h>

#include "casework/case_rows.h"
#include "casework/case_work.h"
#include "casework/gather.h"
#include "casework/triage.h"
#include "http/casework_calls.h"
#include "service/asked.h"
#include "service/casework/casework_json.h"
#include "service/casework/desk.h"
#include "service/casework/due.h"
#include "service/casework/review_findings.h"
#include "text/number.h"

// Cases: how findings become some, what people say of them, what is due.
namespace sekisho::http {
namespace {

using casework::Case;
using casework::Journal;
using casework::SeenCase;

std::expected<Case, Fault> find(const Call& call) {
  const auto id = number_of(call, "case");
  if (!id) return std::unexpected(id.error());
  Case out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    Result<Case> found = casework::find_case(database, *id);
    if (!found) return std::unexpected(found.error());
    out = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Answer answer_of(const Call& call) {
  auto one = find(call);
  if (!one) return std::unexpected(one.error());
  const auto mask = mask_of_case(call, std::to_string(one->id));
  if (!mask) return std::unexpected(mask.error());
  const int64_t revision = one->revision;
  return tagged(shown(std::move(*one), *mask), revision, 200, mask->masks());
}

// What somebody does with the case of the path, if it is what they saw.
std::expected<Case, Fault> act_on(
    const Call& call, const std::function<Result<void>(Journal&, const SeenCase&)>& work) {
  auto one = find(call);
  if (!one) return one;
  const auto seen = seen_revision(call, one->revision);
  if (!seen) return std::unexpected(seen.error());
  const auto done = act(call, [&](Journal& journal) { return work(journal, {one->id, *seen}); });
  if (!done) return std::unexpected(done.error());
  return one;
}

Answer acted(const Call& call, const std::function<Result<void>(Journal&, const SeenCase&)>& work) {
  const auto done = act_on(call, work);
  if (!done) return std::unexpected(done.error());
  return answer_of(call);
}

casework::Triage triage_in(const Call& call) {
  return {casework::outcome_named(call.text("outcome")).value_or(casework::Outcome::kNone),
          call.text("reason")};
}

casework::Check check_in(const Call& call) {
  return {says_true(call, "agrees"), call.text("reason")};
}

// Whether the office lets the caller check what others triaged.
std::expected<void, Fault> may_check(const Call& call, const Case& one) {
  office::Thing thing{.kind = office::ThingKind::kCase, .id = std::to_string(one.id)};
  if (!one.triaged_by.empty()) thing.actors = {one.triaged_by};
  const auto demands = call.may(office::Action::kCheck, thing);
  if (!demands) return std::unexpected(demands.error());
  return {};
}

// The cases that a body names, with the revisions that whoever asks has seen.
std::vector<SeenCase> cases_in(const Call& call) {
  std::vector<SeenCase> out;
  const text::JsonValue* list = call.body.find("cases");
  if (list == nullptr) return out;
  for (const text::JsonValue& one : list->items()) {
    const text::JsonValue* id = one.find("case");
    const text::JsonValue* revision = one.find("revision");
    SeenCase& seen = out.emplace_back();
    if (id != nullptr) seen.id = text::parse_i64(id->as_string().value_or("")).value_or(0);
    if (revision != nullptr) seen.revision = revision->as_int();
  }
  return out;
}

Answer many(const Call& call,
            const std::function<Result<void>(Journal&, const std::vector<SeenCase>&)>& work) {
  const std::vector<SeenCase> cases = cases_in(call);
  const auto done = act(call, [&](Journal& journal) { return work(journal, cases); });
  if (!done) return std::unexpected(done.error());
  const auto mask = mask_of_case(call, kAllCases);
  if (!mask) return std::unexpected(mask.error());
  std::vector<std::string> items;
  const auto found = read(call, [&](store::Database& database) -> Result<void> {
    for (const SeenCase& which : cases) {
      Result<Case> one = casework::find_case(database, which.id);
      if (!one) return std::unexpected(one.error());
      items.push_back(shown(std::move(*one), *mask));
    }
    return {};
  });
  if (!found) return std::unexpected(found.error());
  return json_response(list_json(items));
}

}  // namespace

Answer list_cases(const Call& call) {
  const auto text = [&](std::string_view name) { return call.arguments.text(name); };
  const casework::CaseFilter filter{.scope = text("scope"),
                                    .state = text("state"),
                                    .outcome = text("outcome"),
                                    .route = text("route"),
                                    .assignee = text("assignee"),
                                    .person = text("person"),
                                    .due_until = text("due_until")};
  const auto mask = mask_of_case(call, kAllCases);
  if (!mask) return std::unexpected(mask.error());
  // A guess that hits is an answer.
  if (mask->masks() && !filter.person.empty()) {
    return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  }
  casework::CaseOrder order{text("sort"), false};
  if (order.column.starts_with('-')) order = {order.column.substr(1), true};
  const std::string list = fmt::format("cases\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", filter.scope,
                                       filter.state, filter.outcome, filter.route, filter.assignee,
                                       filter.person, filter.due_until, text("sort"));
  const auto from = cursor_position(call, list);
  if (!from) return std::unexpected(from.error());
  const auto begin = static_cast<int64_t>(*from);
  casework::CasePage page;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto found = casework::list_cases(database, filter, order, begin,
                                      static_cast<int64_t>(*call.arguments.number("limit")));
    if (!found) return std::unexpected(found.error());
    page = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  std::vector<std::string> items;
  for (Case& one : page.cases) items.push_back(shown(std::move(one), *mask));
  std::string more = fmt::format(",\"total\":{}", page.total);
  const int64_t end = begin + static_cast<int64_t>(items.size());
  if (!items.empty() && end < page.total) {
    more += fmt::format(",\"next\":\"{}\"", cursor_text(list, static_cast<uint64_t>(end)));
  }
  return json_response(list_json(items, more));
}

Answer open_case(const Call& call) {
  const std::string review = call.text("review");
  const auto findings = service::findings_to_gather(*call.services.reviews, review);
  if (!findings) return std::unexpected(fault_of(findings.error()));
  casework::Gathered gathered;
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    auto made = casework::gather(journal, call.text("scope"), review, *findings);
    if (!made) return std::unexpected(made.error());
    gathered = std::move(*made);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return json_response(service::gathered_json(gathered) + "\n");
}

Answer get_case(const Call& call) {
  return answer_of(call);
}

Answer change_case(const Call& call) {
  casework::Assignment assignment;
  for (const auto& [member, value] :
       {std::pair{"assignee", &assignment.assignee}, std::pair{"due", &assignment.due}}) {
    if (call.body.find(member) != nullptr) *value = call.text(member);
  }
  std::optional<casework::Awareness> awareness;
  if (const text::JsonValue* said = call.body.find("awareness")) {
    const auto text_of = [&](std::string_view key) {
      const text::JsonValue* value = said->find(key);
      return value == nullptr ? std::string() : std::string(value->as_string().value_or(""));
    };
    const Result<Instant> at = service::asked_instant(text_of("at"));
    if (!at) return std::unexpected(fault_of(at.error()));
    const text::JsonValue* wrongful = said->find("wrongful_purpose");
    awareness = {*at, wrongful != nullptr && wrongful->as_bool().value_or(false),
                 text_of("reason")};
  }
  const bool assigns = assignment.assignee || assignment.due;
  if (!assigns && !awareness) {
    return refuse(Problem::kInvalidRequest, "the request changes nothing");
  }
  return acted(call, [&](Journal& journal, const SeenCase& which) -> Result<void> {
    if (assigns) {
      if (auto done = casework::assign(journal, which, assignment); !done) return done;
    }
    if (!awareness) return {};
    // The case was what they saw before its first step.
    const SeenCase after{which.id, assigns ? std::nullopt : which.revision};
    return casework::set_awareness(journal, after, *awareness);
  });
}

Answer list_case_findings(const Call& call) {
  const auto one = find(call);
  if (!one) return std::unexpected(one.error());
  const auto mask = mask_of_case(call, std::to_string(one->id));
  if (!mask) return std::unexpected(mask.error());
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto findings = casework::findings_of(database, one->id);
    if (!findings) return std::unexpected(findings.error());
    for (casework::CaseFinding& each : *findings) {
      for (std::string* name : {&each.account, &each.holder, &each.viewer}) {
        *name = mask->shown(*name);
      }
      items.push_back(service::finding_json(each));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return page_of(call, fmt::format("case findings {} {}", one->id, one->review), items);
}

Answer get_case_history(const Call& call) {
  const auto id = number_of(call, "case");
  if (!id) return std::unexpected(id.error());
  return history_of(call, {casework::ThingKind::kCase, *id});
}

Answer triage(const Call& call) {
  return acted(call, [&](Journal& journal, const SeenCase& which) {
    return casework::triage(journal, {&which, 1}, triage_in(call));
  });
}

Answer second_check(const Call& call) {
  const auto one = find(call);
  if (!one) return std::unexpected(one.error());
  if (auto may = may_check(call, *one); !may) return std::unexpected(may.error());
  return acted(call, [&](Journal& journal, const SeenCase& which) {
    return casework::check(journal, {&which, 1}, check_in(call));
  });
}

Answer reopen_case(const Call& call) {
  return acted(call, [&](Journal& journal, const SeenCase& which) {
    return casework::reopen(journal, which, call.text("reason"));
  });
}

Answer triage_many(const Call& call) {
  return many(call, [&](Journal& journal, const std::vector<SeenCase>& cases) {
    return casework::triage(journal, cases, triage_in(call));
  });
}

Answer check_many(const Call& call) {
  std::vector<Case> cases;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    for (const SeenCase& which : cases_in(call)) {
      Result<Case> one = casework::find_case(database, which.id);
      if (!one) return std::unexpected(one.error());
      cases.push_back(std::move(*one));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  for (const Case& one : cases) {
    if (auto may = may_check(call, one); !may) return std::unexpected(may.error());
  }
  return many(call, [&](Journal& journal, const std::vector<SeenCase>& cases) {
    return casework::check(journal, cases, check_in(call));
  });
}

Answer comment(const Call& call) {
  return acted(call, [&](Journal& journal, const SeenCase& which) {
    return casework::comment(journal, which, call.text("text"));
  });
}

Answer note_report(const Call& call) {
  const casework::Report report{call.text("rule"), call.text("day"), call.text("reference")};
  if (call.services.desk->rules().deadlines.find(report.rule) == nullptr) {
    return refuse(Problem::kInvalidRequest, fmt::format("there is no rule `{}`", report.rule));
  }
  return acted(call, [&](Journal& journal, const SeenCase& which) {
    return casework::note_report(journal, which, report);
  });
}

Answer list_deadlines(const Call& call) {
  const auto one = find(call);
  if (!one) return std::unexpected(one.error());
  const service::DeskRules& rules = call.services.desk->rules();
  std::vector<std::string> items, awareness;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto reports = casework::reports_of(database, one->id);
    if (!reports) return std::unexpected(reports.error());
    for (const casework::Deadline& deadline : casework::deadlines_of(
             rules.deadlines, rules.calendar, *one, *reports, casework::day_of(call.now))) {
      items.push_back(service::deadline_json(deadline));
    }
    const auto steps = casework::steps_of(database, {casework::ThingKind::kCase, one->id});
    if (!steps) return std::unexpected(steps.error());
    for (const casework::Step& step : *steps) {
      if (step.what == "awareness") awareness.push_back(service::step_json(step));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return json_response(list_json(items, ",\"awareness\":" + array_json(awareness)));
}

Answer list_due(const Call& call) {
  const int64_t ahead = static_cast<int64_t>(*call.arguments.number("days_ahead"));
  std::vector<service::Due> all;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto found = service::what_is_due(database, call.services.desk->rules(), call.now, ahead);
    if (!found) return std::unexpected(found.error());
    all = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  std::vector<std::string> items;
  for (const service::Due& one : all) items.push_back(service::due_json(one));
  return json_response(list_json(items));
}

}  // namespace sekisho::http
