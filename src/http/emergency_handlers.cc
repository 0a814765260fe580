#include <fmt/format.h>

#include "casework/case_work.h"
#include "casework/emergency.h"
#include "http/emergency_calls.h"
#include "service/emergency/emergencies.h"
#include "service/emergency/emergency_json.h"

// Emergencies: asked for, begun on somebody else's word, ended, reviewed.
namespace sekisho::http {
namespace {

using casework::Emergency;
using casework::Journal;

constexpr auto kKind = office::ThingKind::kEmergency;

std::expected<Emergency, Fault> found(const Call& call, int64_t id) {
  Emergency out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto one = casework::find_emergency(database, id, call.now);
    if (!one) return std::unexpected(one.error());
    out = std::move(*one);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

// Time goes on without a step: the tag says what an answer shows, its beginning what one may rely
// on who acts upon it.
std::string tag_begin(const Emergency& one) {
  return fmt::format("\"{}-{}-", one.revision, name_of(one.state));
}
std::string tag_of(const Emergency& one, bool overdue, bool masks) {
  return fmt::format("{}{}-{}{}\"", tag_begin(one), one.looks, overdue ? "overdue" : "due",
                     masks ? "-masked" : "");
}

// The one of the path, as the client has seen it where it says what it has seen.
std::expected<Emergency, Fault> emergency_in(const Call& call) {
  const auto id = number_of(call, "emergency");
  if (!id) return std::unexpected(id.error());
  auto out = found(call, *id);
  if (!out) return out;
  const std::string seen = call.arguments.text("If-Match");
  if (!seen.empty() && seen != "*" && !seen.contains(tag_begin(*out)))
    return refuse(Problem::kChangedMeanwhile);
  return out;
}

// Whose accesses it is about matters to whoever judges it.
office::Thing thing_of(const Call& call, const Emergency& one) {
  return {.kind = kKind,
          .id = std::to_string(one.id),
          .system = one.wish.system,
          .actors = one.actors(),
          .about = {call.services.people->user_of(one.wish.person).value}};
}

std::string shown(const Call& call, Emergency one, const Mask& mask, service::ReviewDue& due) {
  due = service::due_of(one, call.services.desk->rules(), casework::day_of(call.now));
  one.wish.person = mask.shown(one.wish.person);
  one.wish.account = mask.shown(one.wish.account);
  return service::emergency_json(one, due);
}

Answer emergency_answer(const Call& call, int64_t id, int status = 200) {
  const auto one = found(call, id);
  if (!one) return std::unexpected(one.error());
  const auto mask = mask_of_looks(call, kKind, std::to_string(id));
  if (!mask) return std::unexpected(mask.error());
  service::ReviewDue due;
  Response out = json_response(shown(call, *one, *mask, due) + "\n", status);
  out.cache_control = "private, no-cache";
  out.etag = tag_of(*one, due.overdue, mask->masks());
  if (status == 201) out.headers.push_back({"Location", fmt::format("/api/v1/emergencies/{}", id)});
  return out;
}

// What somebody does with the one of the path, if the office lets them; and how it is then.
Answer step(const Call& call, office::Action action,
            const std::function<Result<void>(int64_t id)>& work) {
  const auto one = emergency_in(call);
  if (!one) return std::unexpected(one.error());
  if (auto allowed = call.may(action, thing_of(call, *one)); !allowed)
    return std::unexpected(allowed.error());
  if (auto done = work(one->id); !done) return std::unexpected(conflict_of(done.error()));
  return emergency_answer(call, one->id);
}

Result<void> through_desk(const Call& call, const std::function<Result<void>(Journal&)>& work) {
  const auto done = call.services.desk->act({call.caller, call.now}, work);
  if (!done) return std::unexpected(done.error());
  return {};
}

}  // namespace

// Of a system that somebody administers they see those of their own.
Answer list_emergencies(const Call& call) {
  const std::string state = call.arguments.text("state");
  std::vector<Emergency> all;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto list = casework::list_emergencies(database, call.now);
    if (!list) return std::unexpected(list.error());
    all = std::move(*list);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  const auto mask = mask_of_looks(call, kKind, kAllCases);
  if (!mask) return std::unexpected(mask.error());
  std::vector<std::string> items;
  for (Emergency& one : all) {
    if (!state.empty() && name_of(one.state) != state) continue;
    if (!call.may(office::Action::kView, {.kind = kKind, .system = one.wish.system})) continue;
    service::ReviewDue due;
    items.push_back(shown(call, std::move(one), *mask, due));
  }
  return page_of(call, fmt::format("emergencies {} {}", state, all.size()), items);
}

Answer ask_for_emergency(const Call& call) {
  const casework::EmergencyWish wish{call.text("person"), call.text("system"), call.text("account"),
                                     call.text("reason"),
                                     call.body.find("hours")->as_int().value_or(0)};
  if (auto allowed = call.may(office::Action::kAsk, {.kind = kKind, .system = wish.system});
      !allowed) {
    return std::unexpected(allowed.error());
  }
  const auto knowledge = call.services.knowledge->now();
  if (!knowledge) return std::unexpected(conflict_of(knowledge.error()));
  const Result<int64_t> id =
      call.services.emergencies->ask({call.caller, call.now}, wish, **knowledge);
  if (!id) return std::unexpected(conflict_of(id.error()));
  return emergency_answer(call, *id, 201);
}

Answer get_emergency(const Call& call) {
  const auto one = emergency_in(call);
  if (!one) return std::unexpected(one.error());
  if (auto allowed = call.may(office::Action::kView, thing_of(call, *one)); !allowed)
    return std::unexpected(allowed.error());
  return emergency_answer(call, one->id);
}

Answer start_emergency(const Call& call) {
  const auto one = emergency_in(call);
  if (!one) return std::unexpected(one.error());
  const auto approval = approval_in(call, thing_of(call, *one));
  if (!approval) return std::unexpected(approval.error());
  const auto done = call.services.emergencies->start({call.caller, call.now}, one->id, *approval);
  if (!done) return std::unexpected(conflict_of(done.error()));
  call.services.knowledge->look();
  return emergency_answer(call, one->id);
}

Answer refuse_emergency(const Call& call) {
  return step(call, office::Action::kSendBack, [&](int64_t id) {
    return through_desk(call, [&](Journal& journal) {
      return casework::refuse_emergency(journal, id, call.text("reason"));
    });
  });
}

Answer end_emergency(const Call& call) {
  const auto out = step(call, office::Action::kEnd, [&](int64_t id) {
    return call.services.emergencies->end({call.caller, call.now}, id, call.text("reason"));
  });
  call.services.knowledge->look();
  return out;
}

Answer review_emergency(const Call& call) {
  return step(call, office::Action::kCheck, [&](int64_t id) {
    return through_desk(call, [&](Journal& journal) {
      return casework::review_emergency(journal, id,
                                        {call.text("result"), call.text("comment"), {}, {}});
    });
  });
}

Answer list_emergency_looks(const Call& call) {
  const auto one = emergency_in(call);
  if (!one) return std::unexpected(one.error());
  if (auto allowed = call.may(office::Action::kView, thing_of(call, *one)); !allowed)
    return std::unexpected(allowed.error());
  const std::string list = fmt::format("emergency looks {}", one->id);
  const auto from = cursor_position(call, list);
  if (!from) return std::unexpected(from.error());
  casework::LookPage page;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto looks =
        casework::looks_of_emergency(database, one->id, *from, *call.arguments.number("limit"));
    if (!looks) return std::unexpected(looks.error());
    page = std::move(*looks);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  const auto mask = mask_of_looks(call, kKind, std::to_string(one->id));
  if (!mask) return std::unexpected(mask.error());
  return looks_answer(call, list, *from, page, *mask);
}

Answer get_emergency_history(const Call& call) {
  const auto one = emergency_in(call);
  if (!one) return std::unexpected(one.error());
  if (auto allowed = call.may(office::Action::kView, thing_of(call, *one)); !allowed)
    return std::unexpected(allowed.error());
  return history_of(call, {casework::ThingKind::kEmergency, one->id});
}

}  // namespace sekisho::http
