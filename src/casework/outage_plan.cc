#include "casework/outage_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "casework/limits.h"
#include "casework/text_list.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::casework {
namespace {

// INVARIANT: in the order of plan_in.
constexpr std::string_view kColumns =
    "id, system, state, opens, actions, routes, minutes, reason, drafted_by, drafted_at, "
    "approved_by, approval, valid_from, valid_until, "
    "(SELECT MAX(revision) FROM work_step "
    "WHERE thing = 'outage-plan/' || CAST(outage_plan.id AS TEXT))";

Thing thing_of(int64_t id) {
  return {ThingKind::kOutagePlan, id};
}

Result<OutagePlan> plan_in(const store::ResultRow& row) {
  auto actions = texts_in(row.text(4));
  if (!actions) return std::unexpected(actions.error());
  auto routes = texts_in(row.text(5));
  if (!routes) return std::unexpected(routes.error());
  const auto* const found = std::ranges::find(kPlanStates, row.text(2));
  OutagePlan out{.id = row.integer(0),
                 .revision = row.integer(14),
                 .state = static_cast<PlanState>(found - kPlanStates.begin()),
                 .wish = {std::string(row.text(1)), row.integer(3) != 0, std::move(*actions),
                          std::move(*routes), row.integer(6), std::string(row.text(7))},
                 .drafted_by = std::string(row.text(8)),
                 .drafted_at = Instant{row.integer(9)},
                 .approval = {std::string(row.text(10)), std::string(row.text(11))}};
  if (!row.is_null(12)) out.from = Instant{row.integer(12)};
  if (!row.is_null(13)) out.until = Instant{row.integer(13)};
  return out;
}

template <class... Values>
Result<std::vector<OutagePlan>> plans_where(store::Database& database, std::string_view condition,
                                            const Values&... values) {
  std::vector<OutagePlan> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        auto plan = plan_in(row);
        if (!plan) return std::unexpected(plan.error());
        out.push_back(std::move(*plan));
        return {};
      },
      fmt::format("SELECT {} FROM outage_plan {}", kColumns, condition), values...);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<void> check_wish(const PlanWish& wish, const EmergencyRules& rules) {
  if (auto ok = check_name("system", wish.system); !ok) return ok;
  if (auto ok = check_text("reason", wish.reason); !ok) return ok;
  if (!wish.opens) {
    if (wish.actions.empty() && wish.routes.empty() && wish.minutes == 0) return {};
    return fail(ErrorCode::kBadInput, "a system that closes leaves nothing open", {},
                "Leave `actions`, `routes` and `minutes` out.");
  }
  if (wish.actions.empty())
    return fail(ErrorCode::kBadInput, "no action is named that stays possible", {},
                "Name them in `actions`.");
  if (wish.minutes < 1 || wish.minutes > rules.minutes) {
    return fail(ErrorCode::kBadInput,
                fmt::format("a system stays open for at most {} minutes", rules.minutes), {},
                "Say so in `minutes`.");
  }
  if (wish.actions.size() > kMaxPlanTexts || wish.routes.size() > kMaxPlanTexts)
    return fail(ErrorCode::kLimit, "the plan names too many actions or routes");
  for (const auto* list : {&wish.actions, &wish.routes}) {
    for (const std::string& one : *list) {
      if (auto ok = check_name("name", one); !ok) return ok;
    }
  }
  return {};
}

Result<OutagePlan> drafted(store::Database& database, int64_t id) {
  Result<OutagePlan> out = find_plan(database, id);
  if (out && out->state != PlanState::kDrafted)
    return not_now(fmt::format("outage plan {} is {}", id, name_of(out->state)));
  return out;
}

Result<void> note(Journal& journal, int64_t id, std::string_view what,
                  const Journal::Details& details, const std::optional<Approval>& approval = {}) {
  const auto noted = journal.add(thing_of(id), what, details, approval);
  if (!noted) return std::unexpected(noted.error());
  return {};
}

void write_wish(text::JsonWriter& json, const PlanWish& wish) {
  json.member("system", wish.system).member("opens", wish.opens);
  json.key("actions").raw(texts_json(wish.actions)).key("routes").raw(texts_json(wish.routes));
  json.member("minutes", wish.minutes);
}

// What held before holds no longer.
Result<void> end_others(Journal& journal, const std::string& system, int64_t next) {
  const auto before = plans_where(journal.database(), "WHERE system = $1 AND state = 'in-force'",
                                  std::string_view(system));
  if (!before) return std::unexpected(before.error());
  for (const OutagePlan& one : *before) {
    const auto done = journal.database().run(
        "UPDATE outage_plan SET state = 'over', valid_until = $2 WHERE id = $1", one.id,
        journal.author().now);
    if (!done) return std::unexpected(done.error());
    auto noted = note(journal, one.id, "over",
                      [&](text::JsonWriter& json) { json.member("followed_by", next); });
    if (!noted) return noted;
  }
  return {};
}

}  // namespace

Result<int64_t> draft_plan(Journal& journal, const PlanWish& wish, const EmergencyRules& rules) {
  if (auto ok = check_wish(wish, rules); !ok) return std::unexpected(ok.error());
  store::Database& database = journal.database();
  const Result<int64_t> id = next_id(database, "SELECT MAX(id) FROM outage_plan");
  if (!id) return id;
  const auto done = database.run(
      "INSERT INTO outage_plan (id, system, state, opens, actions, routes, minutes, reason, "
      "drafted_by, drafted_at, approved_by, approval) "
      "VALUES ($1, $2, 'drafted', $3, $4, $5, $6, $7, $8, $9, '', '')",
      *id, std::string_view(wish.system), wish.opens ? 1 : 0,
      std::string_view(texts_json(wish.actions)), std::string_view(texts_json(wish.routes)),
      wish.minutes, std::string_view(wish.reason), std::string_view(journal.author().by),
      journal.author().now);
  if (!done) return std::unexpected(done.error());
  auto noted = note(journal, *id, "drafted", [&](text::JsonWriter& json) {
    write_wish(json, wish);
    json.member("reason", wish.reason);
  });
  if (!noted) return std::unexpected(noted.error());
  return *id;
}

Result<void> start_plan(Journal& journal, int64_t id, const Approval& approval) {
  Result<OutagePlan> one = drafted(journal.database(), id);
  if (!one) return std::unexpected(one.error());
  if (auto ended = end_others(journal, one->wish.system, id); !ended) return ended;
  Approval given = approval;
  if (given.number.empty()) given.number = name_of(thing_of(id));
  const auto done = journal.database().run(
      "UPDATE outage_plan SET state = 'in-force', approved_by = $2, approval = $3, valid_from = $4 "
      "WHERE id = $1",
      id, std::string_view(given.by), std::string_view(given.number), journal.author().now);
  if (!done) return std::unexpected(done.error());
  return note(
      journal, id, "started", [&](text::JsonWriter& json) { write_wish(json, one->wish); }, given);
}

Result<void> refuse_plan(Journal& journal, int64_t id, const std::string& reason) {
  if (auto ok = check_text("reason", reason); !ok) return ok;
  if (auto one = drafted(journal.database(), id); !one) return std::unexpected(one.error());
  const auto done =
      journal.database().run("UPDATE outage_plan SET state = 'refused' WHERE id = $1", id);
  if (!done) return std::unexpected(done.error());
  return note(journal, id, "refused",
              [&](text::JsonWriter& json) { json.member("reason", reason); });
}

Result<OutagePlan> find_plan(store::Database& database, int64_t id) {
  auto found = plans_where(database, "WHERE id = $1", id);
  if (!found) return std::unexpected(found.error());
  if (found->empty())
    return fail(ErrorCode::kNotFound, fmt::format("there is no outage plan {}", id));
  return std::move(found->front());
}

Result<std::vector<OutagePlan>> list_plans(store::Database& database) {
  return plans_where(database, "ORDER BY id DESC");
}

Result<std::vector<OutagePlan>> open_plans(store::Database& database) {
  auto out = plans_where(database, "WHERE state = 'in-force' AND opens = 1 ORDER BY system");
  if (out && out->size() > kMaxOpenPlans)
    return fail(ErrorCode::kLimit, fmt::format("more than {} systems stay open", kMaxOpenPlans));
  return out;
}

}  // namespace sekisho::casework
