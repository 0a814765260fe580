#include <fmt/format.h>
#include <fmt/ranges.h>

#include "casework/campaign.h"
#include "casework/statement.h"
#include "http/campaign_calls.h"
#include "http/casework_calls.h"
#include "service/casework/casework_json.h"
#include "service/casework/review_findings.h"

// The half-yearly review: opened, frozen, stated, checked, approved.
namespace sekisho::http {
namespace {

using casework::Campaign;
using casework::Journal;

casework::SeenSystem system_in(const Call& call, int64_t campaign, std::optional<int64_t> seen) {
  return {campaign, seen, call.text("system")};
}

// Whether the office lets the caller do this with what others did so far: to one system, or to all
// where none is named.
std::expected<void, Fault> may(const Call& call, office::Action action, std::string_view system,
                               const std::string& stands_in_for = {}) {
  const auto campaign = find_campaign(call);
  if (!campaign) return std::unexpected(campaign.error());
  office::Thing thing{.kind = office::ThingKind::kCampaign, .id = std::to_string(campaign->id)};
  if (!campaign->awaits_reading.empty()) thing.awaits_reading = {campaign->awaits_reading};
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto systems = casework::systems_of(database, campaign->id);
    if (!systems) return std::unexpected(systems.error());
    thing.actors = casework::actors_of(*systems, system);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  const auto demands = call.may(action, thing, stands_in_for);
  if (!demands) return std::unexpected(demands.error());
  return {};
}

}  // namespace

std::expected<Campaign, Fault> find_campaign(const Call& call) {
  const auto id = number_of(call, "campaign");
  if (!id) return std::unexpected(id.error());
  Campaign out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    Result<Campaign> found = casework::find_campaign(database, *id);
    if (!found) return std::unexpected(found.error());
    out = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Answer campaign_answer(const Call& call, int status) {
  const auto campaign = find_campaign(call);
  if (!campaign) return std::unexpected(campaign.error());
  std::vector<std::string> systems;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto found = casework::systems_of(database, campaign->id);
    if (!found) return std::unexpected(found.error());
    for (const casework::CampaignSystem& one : *found) {
      systems.push_back(service::system_json(one));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return tagged(fmt::format("{{\"campaign\":{},\"systems\":[{}]}}",
                            service::campaign_json(*campaign), fmt::join(systems, ",")),
                campaign->revision, status);
}

Answer act_on_campaign(
    const Call& call,
    const std::function<Result<void>(Journal&, int64_t, std::optional<int64_t>)>& work,
    int status) {
  const auto campaign = find_campaign(call);
  if (!campaign) return std::unexpected(campaign.error());
  const auto seen = seen_revision(call, campaign->revision);
  if (!seen) return std::unexpected(seen.error());
  const auto done = act(call, [&](Journal& journal) { return work(journal, campaign->id, *seen); });
  if (!done) return std::unexpected(done.error());
  return campaign_answer(call, status);
}

Answer open_one(const Call& call, casework::CampaignKind kind) {
  const auto number = [&](std::string_view member) {
    return static_cast<int>(call.body.find(member)->as_int().value_or(0));
  };
  const casework::Opening opening{kind, number("fiscal_year"), number("half"),
                                  call.text("cut_off")};
  Campaign made;
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    const Result<int64_t> id = casework::open_campaign(journal, opening);
    if (!id) return std::unexpected(id.error());
    Result<Campaign> found = casework::find_campaign(journal.database(), *id);
    if (!found) return std::unexpected(found.error());
    made = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  Response out = tagged(service::campaign_json(made), made.revision, 201);
  out.headers.push_back({"Location", fmt::format("/api/v1/campaigns/{}", made.id)});
  return out;
}

Answer freeze_one(const Call& call, casework::CampaignKind kind) {
  const auto campaign = find_campaign(call);
  if (!campaign) return std::unexpected(campaign.error());
  if (campaign->kind != kind) return refuse(Problem::kNotFound, "it is of the other kind");
  std::vector<service::SystemOwner> owners;
  for (const text::JsonValue& one : call.body.find("systems")->items()) {
    const auto text_of = [&](std::string_view key) {
      const text::JsonValue* value = one.find(key);
      return value == nullptr ? std::string() : std::string(value->as_string().value_or(""));
    };
    owners.push_back({text_of("system"), text_of("department"), text_of("extracted_by")});
  }
  const auto population =
      service::population_of(*call.services.reviews, call.text("review"), owners);
  if (!population) return std::unexpected(fault_of(population.error()));
  return act_on_campaign(call, [&](Journal& journal, int64_t id, std::optional<int64_t> seen) {
    return casework::freeze(journal, id, seen, *population);
  });
}

Answer list_campaigns(const Call& call) {
  const std::string kind = call.arguments.text("kind");
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto all = casework::list_campaigns(database, kind);
    if (!all) return std::unexpected(all.error());
    for (const Campaign& one : *all) items.push_back(service::campaign_json(one));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  // The newest stands first: a page is of those that were there when its list began.
  return page_of(call, fmt::format("campaigns {} {}", kind, items.size()), items);
}

Answer open_campaign(const Call& call) {
  return open_one(call, casework::CampaignKind::kHalfYearly);
}

Answer get_campaign(const Call& call) {
  return campaign_answer(call);
}

Answer list_campaign_files(const Call& call) {
  const auto campaign = find_campaign(call);
  if (!campaign) return std::unexpected(campaign.error());
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto files = casework::files_of(database, campaign->id);
    if (!files) return std::unexpected(files.error());
    for (const casework::PopulationFile& one : *files) items.push_back(service::file_json(one));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return page_of(call, fmt::format("campaign files {}", campaign->id), items);
}

Answer get_campaign_history(const Call& call) {
  const auto id = number_of(call, "campaign");
  if (!id) return std::unexpected(id.error());
  return history_of(call, {casework::ThingKind::kCampaign, *id});
}

Answer freeze_population(const Call& call) {
  return freeze_one(call, casework::CampaignKind::kHalfYearly);
}

Answer state(const Call& call) {
  const casework::Said said{
      casework::statement_named(call.text("statement")).value_or(casework::Statement::kUnstated),
      call.text("department"), call.text("reason")};
  return act_on_campaign(call, [&](Journal& journal, int64_t id, std::optional<int64_t> seen) {
    return casework::state(journal, system_in(call, id, seen), said);
  });
}

Answer self_check_statement(const Call& call) {
  if (auto ok = may(call, office::Action::kSelfCheck, call.text("system")); !ok) {
    return std::unexpected(ok.error());
  }
  return act_on_campaign(call, [&](Journal& journal, int64_t id, std::optional<int64_t> seen) {
    return casework::self_check(journal, system_in(call, id, seen),
                                {says_true(call, "agrees"), call.text("reason")});
  });
}

Answer check_statement(const Call& call) {
  if (auto ok = may(call, office::Action::kCheck, call.text("system")); !ok) {
    return std::unexpected(ok.error());
  }
  return act_on_campaign(call, [&](Journal& journal, int64_t id, std::optional<int64_t> seen) {
    return casework::check_statement(journal, system_in(call, id, seen),
                                     {says_true(call, "agrees"), call.text("reason")});
  });
}

Answer approve_campaign(const Call& call) {
  if (auto ok = may(call, office::Action::kApprove, "", call.text("stands_in_for")); !ok) {
    return std::unexpected(ok.error());
  }
  return act_on_campaign(call, [&](Journal& journal, int64_t id, std::optional<int64_t> seen) {
    return casework::approve(journal, id, seen, {call.text("number"), call.text("stands_in_for")});
  });
}

Answer return_campaign(const Call& call) {
  for (const std::string& system : texts_of(call, "systems")) {
    if (auto ok = may(call, office::Action::kSendBack, system); !ok) {
      return std::unexpected(ok.error());
    }
  }
  return act_on_campaign(call, [&](Journal& journal, int64_t id, std::optional<int64_t> seen) {
    return casework::send_back(journal, id, seen, texts_of(call, "systems"), call.text("reason"));
  });
}

Answer read_campaign(const Call& call) {
  if (auto ok = may(call, office::Action::kReadLater, ""); !ok) {
    return std::unexpected(ok.error());
  }
  return act_on_campaign(call, [&](Journal& journal, int64_t id, std::optional<int64_t>) {
    return casework::read_later(journal, id);
  });
}

}  // namespace sekisho::http
