#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "identity/settings.h"

namespace sekisho::identity {

// Why a password is refused. There are no rules about kinds of characters: NIST SP 800-63B.
enum class PasswordFault : uint8_t {
  kTooShort,  // characters, not bytes
  kTooLong,
  kNotText,  // no UTF-8
  kKnown,    // everybody tries it, or it stood in a leak
  kOwnName,  // it holds the login name
  kSame,     // it is the present one
};
std::string_view name_of(PasswordFault fault);

inline constexpr size_t kMaxPasswordCharacters = 128;

// All that is wrong with `password` for `user`, but kSame only where nothing else is: that takes a
// hash. kIo where the list of breached passwords cannot be
// read: then no password is taken.
Result<std::vector<PasswordFault>> faults_of(std::string_view password, const User& user,
                                             const Means& means);
// The first of them; nothing where the password is good.
Result<std::optional<PasswordFault>> fault_of(std::string_view password, const User& user,
                                              const Means& means);

// How long the present password holds by the profile.
Instant password_ends(const PasswordProfile& profile, const User& user);
// Whether another password is asked for: by the profile in force, or because this one is known.
bool password_ran_out(const PasswordProfile& profile, const User& user, Instant now);

// Which profile is in force, for reports: what is done and after which rule.
struct ProfileWords {
  std::string name;  // `nist-sp-800-63b`, `periodic-90`
  std::string ja, en;
};
ProfileWords words_of(const PasswordProfile& profile);

}  // namespace sekisho::identity
