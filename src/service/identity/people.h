#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crypto/password.h"
#include "identity/administration.h"
#include "identity/api_tokens.h"
#include "identity/breached_passwords.h"
#include "identity/enrolment.h"
#include "identity/log_in.h"
#include "identity/notices.h"
#include "identity/sessions.h"
#include "identity/settings.h"
#include "service/identity/members.h"
#include "service/identity/stored_identities.h"

namespace sekisho::service {

// Everybody who has an account of a store, and all that src/identity does with them. Its parts
// refer to one another: it stays where it is. Any number of threads.
struct People {
  // `ledger` outlives it.
  explicit People(Ledger& ledger, identity::Settings settings = {}, crypto::PasswordCost cost = {},
                  identity::BreachedPasswords breached = {});
  People(const People&) = delete;
  People& operator=(const People&) = delete;

  // The pseudonym of somebody by their code in the registers: the record knows them by it, and so
  // does their account.
  identity::UserId user_of(std::string_view person);

  // The code with which the first administrator of an empty store enrols, under this login name;
  // nothing where there is one. They administer Sekisho itself, and may nothing else.
  Result<std::optional<identity::EnrolmentCode>> first_administrator(std::string_view login_name,
                                                                     Instant now);

  Ledger& ledger;
  const identity::Settings settings;
  const crypto::PasswordHasher hasher;
  const identity::BreachedPasswords breached;
  StoredIdentities storage;
  const identity::Means means;
  identity::LogIn log_in;
  identity::Sessions sessions;
  identity::ApiTokens tokens;
  identity::Enrolments enrolments;
  identity::Administration administration;
  identity::Notices notices;
  Members members;
};

}  // namespace sekisho::service
