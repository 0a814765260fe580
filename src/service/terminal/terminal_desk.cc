#include "service/terminal/terminal_desk.h"

#include <fmt/format.h>

#include <utility>

#include "casework/statement.h"
#include "service/identity/people.h"
#include "service/installation.h"
#include "store/store_view.h"

namespace sekisho::service {
namespace {

// Whose account is gone has no authority any more that another could use.
Result<office::Superior> superior_named(Ledger& ledger, const std::string& code) {
  const identity::UserId id{ledger.pseudonym(code)};
  const auto user = StoredIdentities(ledger).user(id);
  if (!user) return std::unexpected(user.error());
  auto member = Members(ledger).find(id);
  if (!member) return std::unexpected(member.error());
  if (!*user || (*user)->state == identity::UserState::kDisabled) member->reset();
  return superior_of(id, *member);
}

Result<casework::Campaign> campaign_of(TerminalDesk& desk, int64_t id,
                                       std::vector<casework::CampaignSystem>* systems) {
  casework::Campaign out;
  const auto done = desk.desk().read([&](store::Database& database) -> Result<void> {
    auto found = casework::find_campaign(database, id);
    if (!found) return std::unexpected(found.error());
    out = std::move(*found);
    if (systems == nullptr) return {};
    auto all = casework::systems_of(database, id);
    if (!all) return std::unexpected(all.error());
    *systems = std::move(*all);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

}  // namespace

Result<std::unique_ptr<TerminalDesk>> TerminalDesk::open(const StorePlace& place,
                                                         const std::string& by, Instant now) {
  auto ledger = Ledger::open(place);
  if (!ledger) return std::unexpected(ledger.error());
  const auto policies = shipped("policies");
  if (!policies) return std::unexpected(policies.error());
  auto office = office::Office::load(*policies / "office");
  if (!office) return std::unexpected(office.error());
  auto rules = DeskRules::load({});
  if (!rules) return std::unexpected(rules.error());

  const identity::UserId user{(*ledger)->pseudonym(by)};
  StoredIdentities identities(**ledger);
  const auto known = identities.user(user);
  if (!known) return std::unexpected(known.error());
  if (!*known || (*known)->state == identity::UserState::kDisabled) {
    return fail(ErrorCode::kUsage, fmt::format("`{}` has no account in this store", by), {},
                "Name the code of somebody who has one; `sekisho user invite` makes it.");
  }
  const auto member = Members(**ledger).find(user);
  if (!member) return std::unexpected(member.error());
  return std::make_unique<TerminalDesk>(std::move(*ledger), std::move(*office), std::move(*rules),
                                        office_caller(user, *member, now));
}

Result<void> TerminalDesk::may(office::Action action, const office::Thing& thing,
                               const std::string& stands_in_for) const {
  office::Caller caller = caller_;
  if (!stands_in_for.empty()) {
    auto superior = superior_named(*ledger_, stands_in_for);
    if (!superior) return std::unexpected(superior.error());
    caller.stands_in_for = std::move(*superior);
  }
  const auto decision = office_.may(caller, action, thing);
  if (!decision) return std::unexpected(decision.error());
  if (decision->allowed) return {};
  return fail(ErrorCode::kUsage, fmt::format("they may not do this: {}", decision->why.en), {},
              "`sekisho office explain` says who may.");
}

Result<void> TerminalDesk::act(const Desk::Work& work) {
  const auto done = desk_.act({caller_.id, caller_.now}, work);
  return done ? Result<void>() : std::unexpected(done.error());
}

Result<casework::Gathered> gather_review(TerminalDesk& desk, const std::filesystem::path& review,
                                         const std::string& scope) {
  const std::string name = review.filename().string();
  const auto findings = findings_to_gather(FinishedReviews(review.parent_path()), name);
  if (!findings) return std::unexpected(findings.error());
  casework::Gathered out;
  const auto done = desk.act([&](casework::Journal& journal) -> Result<void> {
    auto made = casework::gather(journal, scope, name, *findings);
    if (!made) return std::unexpected(made.error());
    out = std::move(*made);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<void> may_act(TerminalDesk& desk, const CampaignAct& act) {
  std::vector<casework::CampaignSystem> systems;
  const auto campaign = campaign_of(desk, act.campaign, &systems);
  if (!campaign) return std::unexpected(campaign.error());
  office::Thing thing{.kind = office::ThingKind::kCampaign,
                      .id = std::to_string(act.campaign),
                      .actors = casework::actors_of(systems, act.system)};
  if (!campaign->awaits_reading.empty()) thing.awaits_reading = {campaign->awaits_reading};
  return desk.may(act.action, thing, act.stands_in_for);
}

Result<void> freeze_campaign(TerminalDesk& desk, int64_t id, std::optional<int64_t> seen,
                             const std::filesystem::path& review,
                             const std::vector<SystemOwner>& owners) {
  const auto campaign = campaign_of(desk, id, nullptr);
  if (!campaign) return std::unexpected(campaign.error());
  const bool audit = campaign->kind == casework::CampaignKind::kAudit;
  auto may = desk.may(audit ? office::Action::kRePerform : office::Action::kRun,
                      {.kind = office::ThingKind::kReview});
  if (!may) return may;
  const auto population =
      population_of(FinishedReviews(review.parent_path()), review.filename().string(), owners);
  if (!population) return std::unexpected(population.error());
  return desk.act(
      [&](casework::Journal& journal) { return casework::freeze(journal, id, seen, *population); });
}

Result<void> look_into(const StorePlace& place,
                       const std::function<Result<void>(store::Database&)>& work) {
  return store::with_store(place.directory, [&](const store::StoreView& view) {
    return view.database.reading([&] { return work(view.database); });
  });
}

}  // namespace sekisho::service
