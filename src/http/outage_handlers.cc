#include <fmt/format.h>

#include <algorithm>

#include "casework/outage_plan.h"
#include "http/emergency_calls.h"
#include "service/emergency/emergency_json.h"
#include "text/number.h"

// How systems fail when Sekisho itself is down, and what was looked at then.
namespace sekisho::http {
namespace {

using casework::Journal;
using casework::OutagePlan;
using casework::WatchedLook;

constexpr auto kKind = office::ThingKind::kOutagePlan;

std::expected<OutagePlan, Fault> found(const Call& call, int64_t id) {
  OutagePlan out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto one = casework::find_plan(database, id);
    if (!one) return std::unexpected(one.error());
    out = std::move(*one);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

office::Thing thing_of(const OutagePlan& plan) {
  return {.kind = kKind,
          .id = std::to_string(plan.id),
          .system = plan.wish.system,
          .actors = {plan.drafted_by}};
}

// The one of the path that the caller may see, as they have seen it where they say what they have.
std::expected<OutagePlan, Fault> plan_in(const Call& call) {
  const auto id = number_of(call, "plan");
  if (!id) return std::unexpected(id.error());
  auto out = found(call, *id);
  if (!out) return out;
  if (const auto seen = seen_revision(call, out->revision); !seen)
    return std::unexpected(seen.error());
  return out;
}

Answer plan_answer(const Call& call, int64_t id, int status = 200) {
  const auto plan = found(call, id);
  if (!plan) return std::unexpected(plan.error());
  Response out = tagged(service::outage_plan_json(*plan), plan->revision, status);
  if (status == 201)
    out.headers.push_back({"Location", fmt::format("/api/v1/outage-plans/{}", id)});
  return out;
}

// Whose look it was does not say that it was in order.
office::Thing thing_of(const Call& call, const WatchedLook& look) {
  return {.kind = kKind,
          .id = std::to_string(look.plan),
          .system = look.system,
          .about = {call.services.people->user_of(look.person).value}};
}

std::expected<std::vector<WatchedLook>, Fault> named_looks(const Call& call) {
  std::vector<WatchedLook> out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    for (const std::string& name : texts_of(call, "looks")) {
      const auto id = text::parse_i64(name);
      auto look = casework::find_outage_look(database, id.value_or(0));
      if (!look) return std::unexpected(look.error());
      out.push_back(std::move(*look));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

}  // namespace

// Of a system that somebody administers they see those of their own.
Answer list_outage_plans(const Call& call) {
  std::vector<std::string> items;
  std::vector<OutagePlan> all;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto list = casework::list_plans(database);
    if (!list) return std::unexpected(list.error());
    all = std::move(*list);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  for (const OutagePlan& plan : all) {
    if (call.may(office::Action::kView, thing_of(plan)))
      items.push_back(service::outage_plan_json(plan));
  }
  return page_of(call, fmt::format("outage plans {}", all.size()), items);
}

Answer draft_outage_plan(const Call& call) {
  const text::JsonValue* const minutes = call.body.find("minutes");
  const casework::PlanWish wish{call.text("system"),
                                says_true(call, "opens"),
                                texts_of(call, "actions"),
                                texts_of(call, "routes"),
                                minutes == nullptr ? 0 : minutes->as_int().value_or(0),
                                call.text("reason")};
  if (auto allowed = call.may(office::Action::kDraft, {.kind = kKind, .system = wish.system});
      !allowed) {
    return std::unexpected(allowed.error());
  }
  int64_t made = 0;
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    const Result<int64_t> id =
        casework::draft_plan(journal, wish, call.services.desk->rules().emergencies);
    if (!id) return std::unexpected(id.error());
    made = *id;
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return plan_answer(call, made, 201);
}

Answer get_outage_plan(const Call& call) {
  const auto plan = plan_in(call);
  if (!plan) return std::unexpected(plan.error());
  if (auto allowed = call.may(office::Action::kView, thing_of(*plan)); !allowed)
    return std::unexpected(allowed.error());
  return plan_answer(call, plan->id);
}

// Gates have it as soon as the facts are published next.
Answer start_outage_plan(const Call& call) {
  const auto plan = plan_in(call);
  if (!plan) return std::unexpected(plan.error());
  const auto approval = approval_in(call, thing_of(*plan));
  if (!approval) return std::unexpected(approval.error());
  const auto done = act(
      call, [&](Journal& journal) { return casework::start_plan(journal, plan->id, *approval); });
  if (!done) return std::unexpected(done.error());
  call.services.knowledge->look();
  return plan_answer(call, plan->id);
}

Answer refuse_outage_plan(const Call& call) {
  const auto plan = plan_in(call);
  if (!plan) return std::unexpected(plan.error());
  if (auto allowed = call.may(office::Action::kSendBack, thing_of(*plan)); !allowed)
    return std::unexpected(allowed.error());
  const auto done = act(call, [&](Journal& journal) {
    return casework::refuse_plan(journal, plan->id, call.text("reason"));
  });
  if (!done) return std::unexpected(done.error());
  return plan_answer(call, plan->id);
}

Answer get_outage_plan_history(const Call& call) {
  const auto plan = plan_in(call);
  if (!plan) return std::unexpected(plan.error());
  if (auto allowed = call.may(office::Action::kView, thing_of(*plan)); !allowed)
    return std::unexpected(allowed.error());
  return history_of(call, {casework::ThingKind::kOutagePlan, plan->id});
}

Answer list_outage_looks(const Call& call) {
  const std::string asked = call.arguments.text("reviewed");
  const std::optional<bool> reviewed = asked.empty() ? std::nullopt : std::optional(asked == "yes");
  const std::string list = "outage looks " + asked;
  const auto from = cursor_position(call, list);
  if (!from) return std::unexpected(from.error());
  casework::LookPage page;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto looks = casework::outage_looks(database, reviewed, *from, *call.arguments.number("limit"));
    if (!looks) return std::unexpected(looks.error());
    page = std::move(*looks);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  // Of a system that somebody administers they see those of their own.
  std::erase_if(page.looks, [&](const WatchedLook& look) {
    return !call.may(office::Action::kView, {.kind = kKind, .system = look.system});
  });
  const auto mask = mask_of_looks(call, kKind, kAllCases);
  if (!mask) return std::unexpected(mask.error());
  return looks_answer(call, list, *from, page, *mask);
}

// All that were named, or none of them.
Answer review_outage_looks(const Call& call) {
  const auto looks = named_looks(call);
  if (!looks) return std::unexpected(looks.error());
  for (const WatchedLook& look : *looks) {
    if (auto allowed = call.may(office::Action::kCheck, thing_of(call, look)); !allowed)
      return std::unexpected(allowed.error());
  }
  const casework::Afterwards said{call.text("result"), call.text("comment"), {}, {}};
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    for (const WatchedLook& look : *looks) {
      if (auto noted = casework::review_look(journal, look.id, said); !noted) return noted;
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  const auto now = named_looks(call);
  if (!now) return std::unexpected(now.error());
  const auto mask = mask_of_looks(call, kKind, kAllCases);
  if (!mask) return std::unexpected(mask.error());
  return json_response(list_json(looks_json(call, *now, *mask)));
}

}  // namespace sekisho::http
