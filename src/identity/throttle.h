#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/change.h"
#include "identity/records.h"

// How fast somebody may guess. Attempts are counted by account *and* source, so nobody can lock out
// somebody else: what one source does never changes what another may do. A device or a card that an
// account was used from before has a budget of its own, whatever happens around it.
namespace sekisho::identity {

// Failures are free at first; then each one costs a wait that doubles. They are forgotten one by
// one.
struct BudgetRule {
  uint32_t free;
  int64_t first_wait;    // microseconds
  int64_t longest_wait;  // microseconds
  int64_t forgotten;     // microseconds for each failure
};
enum class BudgetKind : uint8_t {
  kAccount,  // one account from one place: 5 at once, 18 in the first hour, then 4 an hour
  kSource,   // one source over all accounts, for guessing one password at many of them
};
const BudgetRule& rule_of(BudgetKind kind);

// A budget may be forgotten after this: nothing of it counts any more.
inline constexpr int64_t kBudgetLife = kMicrosPerDay;

// The address as one source: of IPv6 the first 64 bits, which one subscriber has; an IPv4 address
// in IPv6 as IPv4. Anything else is one source together.
std::string source_of(std::string_view address);

// Where somebody speaks from, as the server knows it.
struct Origin {
  std::string source;               // source_of() of the address
  std::string device = {};          // the token that an earlier log-in left there
  std::optional<Digest> card = {};  // fingerprint of a client certificate that is valid now, of a
                                    // trusted issuer, and whose owner TLS proved
  Instant card_valid_until = kForever;
};

// What an attempt counts against.
struct BudgetUse {
  Digest key;
  BudgetKind kind;
  Instant closed_until = kBeginning;  // what spend() made of it
};
// Of an attempt at `account`, a folded login name that `user` has, or nobody. From a place that the
// account was used from before it is that place's own budget.
Result<std::vector<BudgetUse>> budgets_of(IdentityStorage& storage, const Origin& origin,
                                          std::string_view account, const std::optional<User>& user,
                                          Instant now);

// Counts an attempt as if it failed, before anybody looks at it, so that attempts at the same time
// are no way around. Nothing is counted where it comes too early: then the instant from which
// another one is looked at is returned.
Result<std::optional<Instant>> spend(IdentityStorage& storage, std::vector<BudgetUse>& uses,
                                     Instant now);

// Adds to `change` that the attempt which was spent did not fail. `wholly`: the person has proved
// who they are, and earlier failures at the account are forgotten. Otherwise the budgets are as
// they were before, but for what others did since.
Result<void> refund(IdentityStorage& storage, const std::vector<BudgetUse>& uses, bool wholly,
                    Change& change);

}  // namespace sekisho::identity
