#include "barrier/presence.h"

#include <algorithm>

namespace sekisho::barrier {

Presence presence_at(const Period& row, const Period& coverage, Instant t) {
  const bool covered = coverage.contains(t);
  if (row.until < row.from) {
    const Period gap{row.until, row.from};
    return gap.contains(t) ? Presence::kMaybe : Presence::kNo;
  }
  if (row.contains(t)) return covered ? Presence::kYes : Presence::kMaybe;
  if (covered || coverage.empty()) return Presence::kNo;
  const Instant nearest = t < coverage.from ? coverage.from : shifted(coverage.until, -1);
  return row.contains(nearest) ? Presence::kMaybe : Presence::kNo;
}

void add_breakpoints(const Period& row, const Period& coverage, std::vector<Instant>& out) {
  out.push_back(row.from);
  out.push_back(row.until);
  out.push_back(coverage.from);
  out.push_back(coverage.until);
}

void finish_breakpoints(std::vector<Instant>& breakpoints) {
  breakpoints.push_back(kBeginning);
  std::sort(breakpoints.begin(), breakpoints.end());
  breakpoints.erase(std::unique(breakpoints.begin(), breakpoints.end()), breakpoints.end());
  if (breakpoints.back() == kForever) breakpoints.pop_back();
}

}  // namespace sekisho::barrier
