#pragma once

#include <optional>
#include <string>
#include <string_view>

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

// Nothing where `password` is good for `user`. kIo where the list of breached passwords cannot be
// read: then no password is taken.
Result<std::optional<PasswordFault>> fault_of(std::string_view password, const User& user,
                                              const Means& means);

// Whether the profile in force asks for another password.
bool password_ran_out(const PasswordProfile& profile, const User& user, Instant now);

// Which profile is in force, for reports: what is done and after which rule.
struct ProfileWords {
  std::string name;  // `nist-sp-800-63b`, `periodic-90`
  std::string ja, en;
};
ProfileWords words_of(const PasswordProfile& profile);

}  // namespace sekisho::identity
