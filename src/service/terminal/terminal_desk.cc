#include "service/terminal/terminal_desk.h"

#include <fmt/format.h>

#include <utility>

#include "service/casework/review_findings.h"
#include "service/identity/people.h"
#include "service/installation.h"
#include "store/store_view.h"

namespace sekisho::service {

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

Result<void> TerminalDesk::may(office::Action action, const office::Thing& thing) const {
  const auto decision = office_.may(caller_, action, thing);
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

Result<void> look_into(const StorePlace& place,
                       const std::function<Result<void>(store::Database&)>& work) {
  return store::with_store(place.directory, [&](const store::StoreView& view) {
    return view.database.reading([&] { return work(view.database); });
  });
}

}  // namespace sekisho::service
