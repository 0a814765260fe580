#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "identity/administration.h"
#include "identity/password_rules.h"
#include "identity/proof.h"
#include "identity/settings.h"

namespace sekisho::identity {

// How somebody comes to the password and the second factors that they prove themselves with: with a
// code that they were given (administration.h), or while they are logged in. Each step takes the
// code; kNotFound where it has ended or never was one. Every step that changes the account is an
// entry of the evidence record, and where the account was in use before, its owner is told
// (notices.h), also from which `source`, as Origin has it. Any number of threads.
class Enrolments {
 public:
  explicit Enrolments(const Means& means) : means_(means) {}

  // For one's own account. The session needs Purpose::kAccount, or a password that ran out.
  Result<EnrolmentCode> open_own(const Session& session, Instant now);

  // The enrolment and whose it is, to show.
  struct Shown {
    User user;
    std::vector<Factor> factors;
  };
  Result<Shown> show(std::string_view code, Instant now);

  // All that is wrong with a password that the person thinks of.
  Result<std::vector<PasswordFault>> check_password(std::string_view code,
                                                    std::string_view password, Instant now);
  // What is wrong with the password, or nothing, and it is the person's. All their other sessions
  // and their API tokens end.
  Result<std::optional<PasswordFault>> set_password(std::string_view code,
                                                    std::string_view password, Instant now,
                                                    std::string_view source = {});

  // An authenticator app: a secret to show once, as the text that people type and the URI that apps
  // read from a picture; then its first code. False where the code is wrong.
  struct AppOffer {
    std::string secret;  // base32
    std::string uri;     // `otpauth://totp/…`
  };
  Result<AppOffer> offer_app(std::string_view code, Instant now);
  Result<bool> add_app(std::string_view code, std::string_view name, std::string_view app_code,
                       Instant now, std::string_view source = {});

  // The card that the connection shows. False where it shows none, or somebody else's.
  Result<bool> add_card(std::string_view code, std::string_view name, const Origin& origin,
                        Instant now);

  // A security key, or the biometrics of a device: what the browser has to ask it for, then what it
  // answers. False where the answer is not accepted, or the credential is enrolled already.
  struct KeyOffer {
    std::string challenge;
    std::vector<std::string> known;  // credentials that the person has, so that none comes twice
  };
  Result<KeyOffer> offer_key(std::string_view code, Instant now);
  Result<bool> add_key(std::string_view code, std::string_view name, std::string_view client_data,
                       std::string_view attestation_object, Instant now,
                       std::string_view source = {});

  // False where the person has no such factor, or it is the last one that may be used.
  Result<bool> remove_factor(std::string_view code, const ItemId& factor, Instant now,
                             std::string_view source = {});

  // Ends the enrolment. From now on the person may log in. False where the password or a second
  // factor is missing.
  Result<bool> finish(std::string_view code, Instant now);

 private:
  const Means& means_;
};

}  // namespace sekisho::identity
