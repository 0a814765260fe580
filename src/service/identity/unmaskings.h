#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"
#include "identity/records.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// A look at the personal data of one thing in plain, within one session, while it lasts.
struct Unmasking {
  std::string id;
  Instant ends;
  uint64_t entry = 0;  // of the record
};

// Whether somebody may look is asked of the office before; that they do is an entry of the record:
// a decision with the action `unmask`, the thing and the purpose among its reasons. Any number of
// threads.
class Unmaskings {
 public:
  // `policies`: SHA-256 of the rules of the office, in hexadecimal digits. `ledger` outlives it.
  Unmaskings(Ledger& ledger, std::string policies)
      : ledger_(ledger), policies_(std::move(policies)) {}

  struct Wish {
    std::string thing;    // its kind, as office::name_of says it
    std::string id;       // which one
    std::string purpose;  // 利用目的
  };
  // For kUnmaskingMicros, but not beyond the session.
  Result<Unmasking> begin(const identity::Session& session, const Wish& wish, Instant now);

  // Whether the session has one that is in force.
  Result<bool> in_force(const identity::Session& session, std::string_view thing,
                        std::string_view id, Instant now);

 private:
  Ledger& ledger_;
  const std::string policies_;
};

}  // namespace sekisho::service
