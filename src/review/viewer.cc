#include "review/viewer.h"

#include <algorithm>

#include "barrier/situation.h"

namespace sekisho::review {

Viewers::Viewers(const barrier::FactBase& base) : base_(base) {}

Viewer Viewers::viewer(const Ruling& ruling, Instant t) const {
  bool first = true;
  Viewer agreed;
  for (const uint32_t i : base_.account_readings(ruling.account_state)) {
    for (const uint32_t j : base_.terminal_readings(ruling.place_state)) {
      if (!consistent(base_, base_.account(i), base_.terminal(j))) continue;
      const Viewer one = viewer_of(base_.account(i), base_.terminal(j), t);
      if (!first && one.person != agreed.person) return {};
      if (first || one.certainty > agreed.certainty) agreed = one;
      first = false;
    }
  }
  return agreed;
}

Viewer Viewers::viewer_of(const barrier::AccountFacts& account,
                          const barrier::TerminalFacts& terminal, Instant t) const {
  const bool shared = account.kind == reg::AccountKind::kShared;
  if (!shared && account.holder.known()) {
    if (terminal.custodian == account.holder) {
      return {account.holder, Certainty::kConfirmed, ViewerBasis::kCustodianIsHolder};
    }
    const std::vector<EntityId>& employers = base_.person(account.holder_facts).employers;
    const auto works_for = [&](EntityId entity) {
      return std::binary_search(employers.begin(), employers.end(), entity);
    };
    if (works_for(terminal.owner) ||
        std::any_of(terminal.ever_borrowers.begin(), terminal.ever_borrowers.end(), works_for)) {
      return {account.holder, Certainty::kPresumed, ViewerBasis::kHoldersCompany};
    }
  }
  if (terminal.custodian.known()) {
    return {terminal.custodian, Certainty::kPresumed,
            shared ? ViewerBasis::kSharedCustodian : ViewerBasis::kCustodian};
  }
  const PersonId alone = on_duty_alone(terminal.terminal, t);
  if (alone.known()) return {alone, Certainty::kPresumed, ViewerBasis::kRoster};
  return {};
}

PersonId Viewers::on_duty_alone(TerminalId terminal, Instant t) const {
  PersonId alone;
  if (!terminal.known()) return alone;
  for (const uint32_t i : base_.index().rosters[terminal.value]) {
    const reg::Duty& row = base_.registers().rosters[i];
    if (!row.period.contains(t)) continue;
    const PersonId person = base_.human(row.person, t);
    if (alone.known() && person != alone) return {};
    alone = person;
  }
  return alone;
}

}  // namespace sekisho::review
