#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "identity/proof.h"
#include "identity/settings.h"

namespace sekisho::identity {

// Too many attempts: nothing is looked at before `from`.
struct TryLater {
  Instant from;
};

// Not so. Whether the name, the password or the second factor is wrong is not told.
struct Refused {};

// The password is right; one of `kinds` has to be shown as well, before `ends`.
struct SecondFactorNeeded {
  std::string token;  // `skl_…`, for finish()
  std::vector<FactorKind> kinds;
  std::string challenge;                 // of WebAuthn
  std::vector<std::string> credentials;  // of WebAuthn: ids of those that may sign
  Instant ends;
};

struct LoggedIn {
  std::string token;   // `sks_…`, for Sessions
  std::string device;  // `skd_…`, which the browser keeps; empty: it has one
  Session session;
};

using LoginStep = std::variant<TryLater, Refused, SecondFactorNeeded, LoggedIn>;

// Log in: the password, then a second factor; a card that the connection has shown already is
// enough for that. An attempt is counted before it is looked at (throttle.h), the same work is done
// whether or not there is such an account, and every refusal and every session is an entry of the
// evidence record. Any number of threads.
class LogIn {
 public:
  explicit LogIn(const Means& means) : means_(means) {}

  Result<LoginStep> begin(std::string_view login_name, std::string_view password,
                          const Origin& origin, Instant now);
  // TryLater, Refused or LoggedIn. A token takes kMaxProofs attempts.
  Result<LoginStep> finish(std::string_view token, const Proof& proof, const Origin& origin,
                           Instant now);

 private:
  Result<void> look_at_password(User& user, std::string_view password, Instant now);
  Result<LoginStep> ask_for_factor(const User& user, const std::vector<BudgetUse>& uses,
                                   const Origin& origin, Instant now);
  Result<LoginStep> prove(const UserId& user, Instant password_set, const PendingLogin* pending,
                          const Proof& proof, const Origin& origin, Instant now);

  const Means& means_;
};

// `name` as accounts are looked up: width and case do not matter.
std::string folded_login_name(std::string_view name);

}  // namespace sekisho::identity
