#include "casework/statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace sekisho::casework {
namespace {

struct Found {
  Campaign campaign;
  CampaignSystem system;
};

Result<Campaign> frozen_campaign(store::Database& database, int64_t id,
                                 std::optional<int64_t> seen) {
  Result<Campaign> out = find_campaign(database, id, seen);
  if (!out) return out;
  if (out->kind != CampaignKind::kHalfYearly) {
    return not_now(fmt::format("campaign {} is an audit", id));
  }
  if (out->state != CampaignState::kFrozen) {
    return not_now(fmt::format("campaign {} is {}", id, name_of(out->state)));
  }
  return out;
}

Result<Found> find(store::Database& database, const SeenSystem& which) {
  Result<Campaign> campaign = frozen_campaign(database, which.campaign, which.revision);
  if (!campaign) return std::unexpected(campaign.error());
  Result<std::vector<CampaignSystem>> systems = systems_of(database, which.campaign);
  if (!systems) return std::unexpected(systems.error());
  const auto system = std::ranges::find(*systems, which.system, &CampaignSystem::system);
  if (system == systems->end()) {
    return fail(ErrorCode::kNotFound,
                fmt::format("campaign {} has no system `{}`", which.campaign, which.system));
  }
  return Found{std::move(*campaign), std::move(*system)};
}

// Whoever had a part in it already.
bool is_among(std::string_view by, const CampaignSystem& system) {
  const std::string_view people[] = {system.extracted_by, system.stated_by, system.self_checked_by,
                                     system.checked_by};
  return !by.empty() && std::ranges::find(people, by) != std::end(people);
}

std::unexpected<Error> had_a_part(std::string_view what, const CampaignSystem& system) {
  return not_now(fmt::format("whoever had a part in `{}` does not {} it", system.system, what),
                 "Somebody else has to.");
}

void clear(CampaignSystem& system) {
  system.state = SystemState::kFrozen;
  system.statement = Statement::kUnstated;
  system.reason.clear();
  system.stated_by.clear();
  system.self_checked_by.clear();
  system.checked_by.clear();
}

Result<void> note(Journal& journal, int64_t campaign, std::string_view what,
                  const Journal::Details& details) {
  const auto noted = journal.add({ThingKind::kCampaign, campaign}, what, details);
  if (!noted) return std::unexpected(noted.error());
  return {};
}

// That every finding of the system is in a case that is closed, and none was real.
Result<void> check_none(store::Database& database, const Found& found) {
  const CampaignSystem& system = found.system;
  if (system.log == LogState::kNone) {
    return not_now(fmt::format("there is no log of `{}`", system.system),
                   "State that it is not determinable, and why.");
  }
  const auto gathered = database.number(
      "SELECT COUNT(*) FROM case_finding f JOIN work_case c ON c.id = f.case_id "
      "WHERE c.scope = $1 AND f.system = $2 AND f.gone_by = ''",
      std::string_view(found.campaign.scope), std::string_view(system.system));
  if (!gathered) return std::unexpected(gathered.error());
  const int64_t findings = system.violations + system.attempts + system.doubtful;
  if (gathered->value_or(0) < findings) {
    return not_now(fmt::format("{} findings of `{}` are in no case",
                               findings - gathered->value_or(0), system.system),
                   fmt::format("Gather review `{}` under the scope `{}`.", found.campaign.review,
                               found.campaign.scope));
  }
  const auto open = database.number(
      "SELECT COUNT(*) FROM case_finding f JOIN work_case c ON c.id = f.case_id "
      "WHERE c.scope = $1 AND f.system = $2 AND f.gone_by = '' "
      "AND (c.state <> 'closed' OR c.outcome = 'real')",
      std::string_view(found.campaign.scope), std::string_view(system.system));
  if (!open) return std::unexpected(open.error());
  if (open->value_or(0) == 0) return {};
  return not_now(fmt::format("{} findings of `{}` are not explained", **open, system.system),
                 "Triage and check their cases, or state that something was found.");
}

Result<void> check_said(store::Database& database, const Found& found, const Said& said) {
  const CampaignSystem& system = found.system;
  if (said.department != system.department) {
    return not_now(fmt::format("`{}` is stated by {}", system.system, system.department));
  }
  if (system.log != LogState::kReceived || said.statement == Statement::kNotDeterminable) {
    if (auto ok = check_text("reason", said.reason); !ok) return ok;
  }
  switch (said.statement) {
    case Statement::kUnstated:
      return fail(ErrorCode::kBadInput, "the statement is missing");
    case Statement::kNone:
      return check_none(database, found);
    case Statement::kFound:
      if (system.violations + system.attempts + system.doubtful > 0) return {};
      return not_now(fmt::format("the review found nothing in `{}`", system.system));
    case Statement::kNotDeterminable:
      return {};
  }
  return {};
}

// One of the two checks, which differ in the state before and after and in who did it.
struct Checking {
  std::string_view what, done;
  SystemState before, after;
  std::string CampaignSystem::* by;
};

Result<void> check_by(Journal& journal, const SeenSystem& which, const Opinion& opinion,
                      const Checking& checking) {
  if (!opinion.agrees || !opinion.reason.empty()) {
    if (auto ok = check_text("reason", opinion.reason); !ok) return ok;
  }
  Result<Found> found = find(journal.database(), which);
  if (!found) return std::unexpected(found.error());
  CampaignSystem& system = found->system;
  if (system.state != checking.before) {
    return not_now(fmt::format("`{}` is {}", system.system, name_of(system.state)));
  }
  if (is_among(journal.author().by, system)) return had_a_part(checking.what, system);
  if (opinion.agrees) {
    system.state = checking.after;
    system.*checking.by = journal.author().by;
  } else {
    clear(system);
  }
  if (auto done = store_system(journal.database(), which.campaign, system); !done) return done;
  return note(journal, which.campaign, opinion.agrees ? checking.done : "sent-back",
              [&](text::JsonWriter& json) {
                json.member("system", which.system);
                if (!opinion.reason.empty()) json.member("reason", opinion.reason);
              });
}

}  // namespace

std::set<std::string> actors_of(const std::vector<CampaignSystem>& systems,
                                std::string_view system) {
  std::set<std::string> out;
  for (const CampaignSystem& one : systems) {
    if (!system.empty() && one.system != system) continue;
    out.insert({one.extracted_by, one.stated_by, one.self_checked_by, one.checked_by});
  }
  out.erase("");
  return out;
}

Result<void> state(Journal& journal, const SeenSystem& which, const Said& said) {
  Result<Found> found = find(journal.database(), which);
  if (!found) return std::unexpected(found.error());
  CampaignSystem& system = found->system;
  if (system.state != SystemState::kFrozen && system.state != SystemState::kStated) {
    return not_now(fmt::format("`{}` is {}", system.system, name_of(system.state)),
                   "It has to be sent back first.");
  }
  if (system.extracted_by == journal.author().by) return had_a_part("state", system);
  if (auto ok = check_said(journal.database(), *found, said); !ok) return ok;
  clear(system);
  system.state = SystemState::kStated;
  system.statement = said.statement;
  system.reason = said.reason;
  system.stated_by = journal.author().by;
  if (auto done = store_system(journal.database(), which.campaign, system); !done) return done;
  return note(journal, which.campaign, "stated", [&](text::JsonWriter& json) {
    json.member("system", which.system).member("statement", name_of(said.statement));
    json.member("department", said.department);
    if (!said.reason.empty()) json.member("reason", said.reason);
  });
}

Result<void> self_check(Journal& journal, const SeenSystem& which, const Opinion& opinion) {
  return check_by(journal, which, opinion,
                  {"check", "self-checked", SystemState::kStated, SystemState::kSelfChecked,
                   &CampaignSystem::self_checked_by});
}

Result<void> check_statement(Journal& journal, const SeenSystem& which, const Opinion& opinion) {
  return check_by(journal, which, opinion,
                  {"check", "checked", SystemState::kSelfChecked, SystemState::kChecked,
                   &CampaignSystem::checked_by});
}

std::string_view conclusion_of(const std::vector<CampaignSystem>& systems) {
  const auto says = [](Statement statement) {
    return [statement](const CampaignSystem& one) { return one.statement == statement; };
  };
  if (std::ranges::any_of(systems, says(Statement::kFound))) return "found";
  const bool all_known = std::ranges::all_of(systems, [](const CampaignSystem& one) {
    return one.statement == Statement::kNone && one.log == LogState::kReceived;
  });
  return all_known ? "clean" : "clean-but";
}

Result<void> approve(Journal& journal, int64_t campaign, std::optional<int64_t> seen,
                     const Decision& decision) {
  store::Database& database = journal.database();
  Result<Campaign> one = frozen_campaign(database, campaign, seen);
  if (!one) return std::unexpected(one.error());
  const auto systems = systems_of(database, campaign);
  if (!systems) return std::unexpected(systems.error());
  for (const CampaignSystem& system : *systems) {
    if (system.state != SystemState::kChecked) {
      return not_now(fmt::format("`{}` is {}", system.system, name_of(system.state)),
                     "Every system is stated and checked before the half-year is approved.");
    }
    if (is_among(journal.author().by, system) || is_among(decision.stands_in_for, system)) {
      return had_a_part("approve", system);
    }
  }
  if (decision.stands_in_for == journal.author().by) {
    return fail(ErrorCode::kBadInput, "nobody is their own deputy");
  }
  one->state = CampaignState::kApproved;
  one->conclusion = conclusion_of(*systems);
  one->approval = {journal.author().by, decision.number};
  one->awaits_reading = decision.stands_in_for;
  if (auto done = store_campaign(database, *one); !done) return done;
  return note(journal, campaign, "approved", [&](text::JsonWriter& json) {
    json.member("conclusion", one->conclusion);
    if (!decision.number.empty()) json.member("number", decision.number);
    if (!decision.stands_in_for.empty()) json.member("stands_in_for", decision.stands_in_for);
  });
}

Result<void> send_back(Journal& journal, int64_t campaign, std::optional<int64_t> seen,
                       const std::vector<std::string>& systems, const std::string& reason) {
  if (auto ok = check_text("reason", reason); !ok) return ok;
  if (systems.empty()) return fail(ErrorCode::kBadInput, "no system is named");
  for (const std::string& name : systems) {
    Result<Found> found = find(journal.database(), {campaign, seen, name});
    if (!found) return std::unexpected(found.error());
    if (found->system.state == SystemState::kFrozen) {
      return not_now(fmt::format("`{}` is not stated", name));
    }
    if (is_among(journal.author().by, found->system)) {
      return had_a_part("send back", found->system);
    }
    clear(found->system);
    if (auto done = store_system(journal.database(), campaign, found->system); !done) return done;
  }
  return note(journal, campaign, "sent-back", [&](text::JsonWriter& json) {
    json.key("systems").begin_array();
    for (const std::string& name : systems) json.value(name);
    json.end_array().member("reason", reason);
  });
}

Result<void> read_later(Journal& journal, int64_t campaign) {
  Result<Campaign> one = find_campaign(journal.database(), campaign);
  if (!one) return std::unexpected(one.error());
  if (one->awaits_reading.empty() || one->awaits_reading != journal.author().by) {
    return not_now(fmt::format("campaign {} does not wait to be read by this person", campaign));
  }
  one->awaits_reading.clear();
  if (auto done = store_campaign(journal.database(), *one); !done) return done;
  return note(journal, campaign, "read-later", {});
}

}  // namespace sekisho::casework
