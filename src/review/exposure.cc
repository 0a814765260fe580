#include "review/exposure.h"

#include <algorithm>

namespace sekisho::review {
namespace {

class ExposureFinder {
 public:
  explicit ExposureFinder(const Context& context)
      : base_(context.base), judge_(context.base, context.rules) {}

  // Looks at one access; those of an account come together.
  void add(AccountId account, Instant t) {
    if (account != account_) {
      account_ = account;
      seen_.clear();
    }
    const auto covers = [&](const Period& period) { return period.contains(t); };
    if (!account.known() || std::any_of(seen_.begin(), seen_.end(), covers)) return;
    const barrier::Moment moment = base_.accounts().at(account.value, t);
    Period period{moment.from, moment.until};
    if (stands_open(account, t)) {
      period = widened(account, period);
      found_.push_back({account, period});
    }
    seen_.push_back(period);
  }

  std::vector<Exposure> take() { return std::move(found_); }

 private:
  // The neighbouring periods in which the account stands open too.
  Period widened(AccountId account, Period period) {
    while (period.from != kBeginning && stands_open(account, shifted(period.from, -1))) {
      period.from = base_.accounts().at(account.value, shifted(period.from, -1)).from;
    }
    while (period.until != kForever && stands_open(account, period.until)) {
      period.until = base_.accounts().at(account.value, period.until).until;
    }
    return period;
  }

  bool stands_open(AccountId account, Instant t) {
    const barrier::Readings& readings =
        base_.account_readings(base_.accounts().at(account.value, t).state);
    const bool in_force =
        !readings.empty() && std::all_of(readings.begin(), readings.end(),
                                         [&](uint32_t i) { return base_.account(i).in_force; });
    return in_force && judge_.at_best(account, t) == barrier::Verdict::kDenied;
  }

  const barrier::FactBase& base_;
  Judge judge_;
  AccountId account_;
  std::vector<Period> seen_;  // of the account: periods that were looked at
  std::vector<Exposure> found_;
};

}  // namespace

std::vector<Exposure> exposures_of(const Context& context, const std::vector<Finding>& findings) {
  // In the order of accounts and times, so that one exposure covers a run of findings.
  std::vector<std::pair<AccountId, Instant>> looks;
  for (const Finding& finding : findings) {
    if (finding.disposition == Disposition::kViolation)
      looks.emplace_back(finding.account_id, finding.time);
  }
  std::sort(looks.begin(), looks.end());
  ExposureFinder finder(context);
  for (const auto& [account, time] : looks) finder.add(account, time);
  return finder.take();
}

}  // namespace sekisho::review
