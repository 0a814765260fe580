#include "service/evidence/days_text.h"

#include "text/time_format.h"

namespace sekisho::service {

std::string days_text(const Period& period, bool japanese) {
  if (period.empty()) return {};
  if (period.from == kBeginning && period.until == kForever) {
    return japanese ? "全期間" : "all times";
  }
  std::string out = period.from == kBeginning ? "…" : text::date_iso(period.from, text::kJst);
  out += japanese ? " ~ " : " to ";
  // Half open: its last moment is on the last day.
  return out +
         (period.until == kForever ? "…" : text::date_iso(shifted(period.until, -1), text::kJst));
}

}  // namespace sekisho::service
