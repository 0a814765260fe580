#include "identity/password_rules.h"

#include <fmt/format.h>

#include "identity/breached_passwords.h"
#include "text/encoding.h"
#include "text/fold.h"

namespace sekisho::identity {
namespace {

constexpr size_t kMinNameBytes = 4;  // a shorter login name may stand in a password by chance

size_t characters_of(std::string_view utf8) {
  size_t count = 0;
  for (size_t offset = 0; offset < utf8.size(); ++count) {
    [[maybe_unused]] const auto point = text::next_code_point(utf8, offset);
  }
  return count;
}

}  // namespace

std::string_view name_of(PasswordFault fault) {
  switch (fault) {
    case PasswordFault::kTooShort:
      return "too-short";
    case PasswordFault::kTooLong:
      return "too-long";
    case PasswordFault::kNotText:
      return "not-text";
    case PasswordFault::kKnown:
      return "known";
    case PasswordFault::kOwnName:
      return "own-name";
    case PasswordFault::kSame:
      return "same";
  }
  return "";
}

Result<std::vector<PasswordFault>> faults_of(std::string_view password, const User& user,
                                             const Means& means) {
  using Faults = std::vector<PasswordFault>;
  if (password.size() > kMaxPasswordBytes) return Faults{PasswordFault::kTooLong};
  if (!text::valid_utf8(password)) return Faults{PasswordFault::kNotText};
  Faults out;
  const size_t characters = characters_of(password);
  if (characters < means.settings.min_password_characters) out.push_back(PasswordFault::kTooShort);
  if (characters > kMaxPasswordCharacters) out.push_back(PasswordFault::kTooLong);
  const bool named = user.login_name.size() >= kMinNameBytes &&
                     text::fold_case(password).contains(user.login_name);
  if (named) out.push_back(PasswordFault::kOwnName);
  const Result<bool> breached = means.breached.contains(password);
  if (!breached) return std::unexpected(breached.error());
  if (*breached) out.push_back(PasswordFault::kKnown);
  if (out.empty() && !user.password_hash.empty() &&
      means.hasher.matches(user.password_hash, password)) {
    out.push_back(PasswordFault::kSame);
  }
  return out;
}

Result<std::optional<PasswordFault>> fault_of(std::string_view password, const User& user,
                                              const Means& means) {
  const Result<std::vector<PasswordFault>> faults = faults_of(password, user, means);
  if (!faults) return std::unexpected(faults.error());
  return faults->empty() ? std::nullopt : std::optional(faults->front());
}

Instant password_ends(const PasswordProfile& profile, const User& user) {
  if (profile.change == PasswordChange::kNever) return kForever;
  return shifted(user.password_set, profile.days * kMicrosPerDay);
}

bool password_ran_out(const PasswordProfile& profile, const User& user, Instant now) {
  return user.password_known || now >= password_ends(profile, user);
}

ProfileWords words_of(const PasswordProfile& profile) {
  if (profile.change == PasswordChange::kNever) {
    return {"nist-sp-800-63b", "定期変更なし(NIST SP 800-63B):漏えいの兆候があるときに変更を求める",
            "no periodic change (NIST SP 800-63B): a change is asked for when a password became "
            "known"};
  }
  return {fmt::format("periodic-{}", profile.days),
          fmt::format("{}日ごとの定期変更(業務改善計画)", profile.days),
          fmt::format("periodic change every {} days (improvement plan)", profile.days)};
}

}  // namespace sekisho::identity
