#include "http/masking.h"

namespace sekisho::http {
namespace {

constexpr std::string_view kMasked = "masked-";
constexpr size_t kShownDigits = 10;

}  // namespace

std::expected<Mask, Fault> Mask::of(const Call& call, office::ThingKind kind, std::string_view id) {
  return of(call, kind, id, call.demands);
}

std::expected<Mask, Fault> Mask::of(const Call& call, office::ThingKind kind, std::string_view id,
                                    const Demands& demands) {
  service::Ledger& ledger = *call.services.ledger;
  if (!demands.contains(office::Demand::kMaskPersonalData)) return Mask(ledger, false);
  if (call.who == nullptr || !call.who->session) return Mask(ledger, true);
  const auto looks =
      call.services.unmaskings->in_force(*call.who->session, office::name_of(kind), id, call.now);
  if (!looks) return std::unexpected(fault_of(looks.error()));
  return Mask(ledger, !*looks);
}

bool Mask::is_masked(std::string_view shown) {
  return shown.starts_with(kMasked);
}

std::string Mask::shown(std::string_view plain) const {
  if (!masks_ || plain.empty()) return std::string(plain);
  return std::string(kMasked) + ledger_->pseudonym(plain).substr(0, kShownDigits);
}

}  // namespace sekisho::http
