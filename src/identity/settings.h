#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/instant.h"
#include "crypto/password.h"
#include "identity/identity_storage.h"
#include "identity/limits.h"
#include "identity/records.h"

namespace sekisho::identity {

// Whether a password has to be changed now and then. NIST SP 800-63B says that nobody may be asked
// to without a sign that it became known; the improvement plan (定期変更) promises that everybody
// is.
enum class PasswordChange : uint8_t { kNever, kPeriodic };

struct PasswordProfile {
  PasswordChange change = PasswordChange::kNever;
  int days = 0;  // kPeriodic: how long a password holds

  static PasswordProfile nist() { return {}; }
  static PasswordProfile plan(int days) { return {PasswordChange::kPeriodic, days}; }
};

// What a utility may set. Lengths of time are in microseconds.
struct Settings {
  PasswordProfile passwords = {};
  size_t min_password_characters = 12;
  bool totp_allowed = true;
  std::string relying_party = "localhost";  // of WebAuthn: the host that people see
  std::vector<std::string> origins = {"https://localhost"};

  int64_t session_idle = 30 * kMicrosPerMinute;
  int64_t session_whole = 12 * kMicrosPerHour;
  int64_t pending_login = 5 * kMicrosPerMinute;
  int64_t step_up = 5 * kMicrosPerMinute;
  int64_t enrolment = 72 * kMicrosPerHour;
  int64_t first_administrator = kMicrosPerHour;
  int64_t recovery = 24 * kMicrosPerHour;
  int64_t device = 90 * kMicrosPerDay;
  int64_t api_token = 365 * kMicrosPerDay;  // at most
  int64_t notice = 400 * kMicrosPerDay;     // how long a change can be looked up
  int64_t warning = 30 * kMicrosPerDay;     // so long before something runs out

  bool allows(FactorKind kind) const { return kind != FactorKind::kTotp || totp_allowed; }
};

// Fills bytes that nobody can guess: crypto::fill_random, or a test's.
using Random = std::function<void(std::span<unsigned char>)>;

class BreachedPasswords;

// What the parts of this folder work with. Everything outlives them.
struct Means {
  IdentityStorage& storage;
  const Settings& settings;
  const crypto::PasswordHasher& hasher;
  const BreachedPasswords& breached;
  Random random;
};

}  // namespace sekisho::identity
