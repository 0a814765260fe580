#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "service/identity/people.h"

namespace sekisho::service {

// Who gets an account, by whose decision.
struct Admission {
  std::string login_name;
  std::string person;  // their code in the registers; empty: the login name
  std::string employer = "operator";
  std::vector<std::string> roles = {};
  std::vector<std::string> administers = {};
  bool approves = false;
  std::optional<Instant> assignment_ends = {};
  identity::UserId by;
  std::string number;            // of the decision (決裁番号)
  Instant code_ends = kForever;  // at the latest
};

// Both give the roles first: an account without them may do nothing. Errors: Members::put,
// identity::Administration::invite, identity::ApiTokens::admit_program.
Result<identity::EnrolmentCode> invite(People& people, const Admission& admission, Instant now);
Result<identity::ApiTokens::Issued> admit_program(People& people, const Admission& admission,
                                                  const identity::ApiTokens::Wish& wish,
                                                  Instant now);

// The same on the server's machine while the server does not run: by somebody who may write the
// store, named by their code in the registers.
struct LocalAdmission {
  StorePlace store;
  std::string by;
  Admission admission;
};
Result<identity::EnrolmentCode> invite_locally(LocalAdmission request, Instant now);
Result<identity::ApiTokens::Issued> admit_program_locally(LocalAdmission request,
                                                          const std::vector<std::string>& scopes,
                                                          uint64_t days, Instant now);

}  // namespace sekisho::service
