#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/store/store_session.h"

// Correcting or withdrawing one fact by hand.
namespace sekisho::service {

struct FactCorrection {
  StorePlace store;
  int64_t fact = 0;
  std::vector<std::string> set;  // `field=value`; `from` and `until` as people write dates
  store::Consent consent;
};
struct FactWithdrawal {
  StorePlace store;
  int64_t fact = 0;
  store::Consent consent;
};

struct FactChanged {
  int64_t change = 0;
  uint64_t entry = 0;
  store::Fact before;
  std::optional<store::Statement> after;
};

// The fact is otherwise than it was known. kUsage where a field is not one of its register or the
// value is none that the register has; where nothing is otherwise; where the fact is not what is
// known any more. A later full import of the profile that read it compares its rows with the
// corrected fact: a file that was not corrected takes the correction back, and its preview shows
// so.
Result<FactChanged> correct_fact(const FactCorrection& request, Instant now);
// The fact never held.
Result<FactChanged> withdraw_fact(const FactWithdrawal& request, Instant now);

std::string changed_text(const FactChanged& changed, bool japanese);
std::string changed_json(const FactChanged& changed);

}  // namespace sekisho::service
