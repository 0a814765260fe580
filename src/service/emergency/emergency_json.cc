#include "service/emergency/emergency_json.h"

#include <span>
#include <string_view>

#include "casework/case_work.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using casework::Afterwards;
using casework::EmergencyState;
using text::JsonWriter;

// Writes a member only where there is something to say.
void say(JsonWriter& json, std::string_view key, std::string_view text) {
  if (!text.empty()) json.member(key, text);
}
void say(JsonWriter& json, std::string_view key, const std::optional<Instant>& at) {
  if (at) json.member(key, text::rfc3339(*at, text::kUtc));
}
void say(JsonWriter& json, std::string_view key, std::span<const std::string> texts) {
  json.key(key).begin_array();
  for (const std::string& one : texts) json.value(one);
  json.end_array();
}

void say(JsonWriter& json, const Afterwards& review) {
  say(json, "result", review.result);
  say(json, "comment", review.comment);
  say(json, "reviewed_by", review.by);
  say(json, "reviewed_at", review.at);
}

ReviewDue due_from(Instant from, std::string_view review, bool done, const DeskRules& rules,
                   int64_t today) {
  const casework::DeadlineRule& rule = *rules.deadlines.review(review);
  const int64_t day = casework::due_day(rule, rules.calendar, casework::day_of(from), rule.days);
  return {.day = day, .overdue = !done && day < today};
}

}  // namespace

ReviewDue due_of(const casework::Emergency& one, const DeskRules& rules, int64_t today) {
  const bool done = one.state == EmergencyState::kReviewed;
  if (!done && one.state != EmergencyState::kOver) return {};
  return due_from(*one.ends, casework::kBreakGlassReview, done, rules, today);
}

ReviewDue due_of(const casework::WatchedLook& look, const DeskRules& rules, int64_t today) {
  const std::string_view review =
      look.plan == 0 ? casework::kBreakGlassReview : casework::kOutageLookReview;
  const bool done = look.plan == 0 || !look.review.by.empty();
  return due_from(look.at, review, done, rules, today);
}

std::string emergency_json(const casework::Emergency& one, const ReviewDue& due) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("emergency", one.id).member("state", name_of(one.state));
  json.member("person", one.wish.person).member("system", one.wish.system);
  json.member("account", one.wish.account).member("reason", one.wish.reason);
  json.member("hours", one.wish.hours).member("asked_by", one.asked_by);
  json.member("asked_at", text::rfc3339(one.asked_at, text::kUtc));
  say(json, "approved_by", one.approval.by);
  say(json, "approval", one.approval.number);
  say(json, "begins", one.begins);
  say(json, "ends", one.ends);
  say(json, "ended_by", one.ended_by);
  json.member("looks", one.looks);
  if (due.day) json.member("due", casework::day_text(*due.day));
  json.member("overdue", due.overdue);
  say(json, one.review);
  json.end_object();
  return out;
}

std::string outage_plan_json(const casework::OutagePlan& plan) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("plan", plan.id).member("system", plan.wish.system);
  json.member("state", name_of(plan.state)).member("opens", plan.wish.opens);
  say(json, "actions", plan.wish.actions);
  say(json, "routes", plan.wish.routes);
  json.member("minutes", plan.wish.minutes).member("reason", plan.wish.reason);
  json.member("drafted_by", plan.drafted_by);
  json.member("drafted_at", text::rfc3339(plan.drafted_at, text::kUtc));
  say(json, "approved_by", plan.approval.by);
  say(json, "approval", plan.approval.number);
  say(json, "from", plan.from);
  say(json, "until", plan.until);
  json.end_object();
  return out;
}

std::string watched_look_json(const casework::WatchedLook& look, const ReviewDue& due,
                              const std::optional<JudgedAgain>& again) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("look", look.id).member("spool", look.spool);
  json.member("time", text::rfc3339(look.at, text::kUtc));
  json.member("gate", look.gate).member("request", look.request).member("system", look.system);
  json.member("person", look.person).member("account", look.account);
  json.member("terminal", look.terminal);
  say(json, "address", look.address);
  json.member("action", look.action);
  say(json, "records", look.records);
  say(json, "reasons", look.reasons);
  if (look.emergency != 0) json.member("emergency", look.emergency);
  if (look.plan != 0) json.member("plan", look.plan);
  say(json, "unconfirmed_since", look.unconfirmed_since);
  if (again) {
    json.key("judged_again").begin_object().member("allowed", again->allowed);
    say(json, "reasons", again->reasons);
    json.end_object();
  }
  json.member("due", casework::day_text(due.day.value_or(0))).member("overdue", due.overdue);
  say(json, look.review);
  json.end_object();
  return out;
}

}  // namespace sekisho::service
