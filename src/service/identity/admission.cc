#include "service/identity/admission.h"

#include <fmt/format.h>

#include <utility>

#include "office/scope.h"

namespace sekisho::service {
namespace {

// The member that the admission makes, stored.
Result<identity::UserId> give_roles(People& people, const Admission& admission, Instant now) {
  const std::string& person = admission.person.empty() ? admission.login_name : admission.person;
  identity::UserId user = people.user_of(person);
  const auto known = people.members.find(user);
  if (!known) return std::unexpected(known.error());
  const Member member{.user = user,
                      .person = person,
                      .employer = admission.employer,
                      .roles = admission.roles,
                      .administers = admission.administers,
                      .approves = admission.approves,
                      .assignment_ends = admission.assignment_ends,
                      .revision = *known ? (*known)->revision : 0};
  // Whoever has an account is not admitted, and keeps what they may do.
  const auto account = people.storage.user(user);
  if (!account) return std::unexpected(account.error());
  if (*account && (*account)->state != identity::UserState::kInvited) {
    return fail(ErrorCode::kUsage, "the person has an account already", {},
                "Change its roles, or recover it.");
  }
  if (auto put = people.members.put(member, {admission.by, admission.number}, now); !put) {
    return std::unexpected(put.error());
  }
  return user;
}

// The ledger and the people of a store that nobody else has open.
struct Opened {
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<People> people;
};
Result<Opened> open(LocalAdmission& request) {
  if (request.by.empty()) {
    return fail(ErrorCode::kUsage, "nobody is named who asks for it", {}, "Say it with --by.");
  }
  Opened out;
  Result<std::unique_ptr<Ledger>> ledger = Ledger::open(request.store);
  if (!ledger) return std::unexpected(ledger.error());
  out.ledger = std::move(*ledger);
  out.people = std::make_unique<People>(*out.ledger);
  request.admission.by = out.people->user_of(request.by);
  return out;
}

}  // namespace

Result<identity::EnrolmentCode> invite(People& people, const Admission& admission, Instant now) {
  const Result<identity::UserId> user = give_roles(people, admission, now);
  if (!user) return std::unexpected(user.error());
  return people.administration.invite({admission.by, admission.number}, *user, admission.login_name,
                                      now, admission.code_ends);
}

Result<identity::ApiTokens::Issued> admit_program(People& people, const Admission& admission,
                                                  const identity::ApiTokens::Wish& wish,
                                                  Instant now) {
  for (const std::string& scope : wish.scopes) {
    if (office::is_scope(scope)) continue;
    return fail(ErrorCode::kUsage, fmt::format("there is no scope `{}`", scope), {},
                "A scope is an action of docs/roles.md, such as `view`, or an action with some "
                "things, such as `view.review`.");
  }
  const Result<identity::UserId> user = give_roles(people, admission, now);
  if (!user) return std::unexpected(user.error());
  return people.tokens.admit_program({admission.by, admission.number}, *user, admission.login_name,
                                     wish, now);
}

Result<identity::EnrolmentCode> invite_locally(LocalAdmission request, Instant now) {
  const Result<Opened> opened = open(request);
  if (!opened) return std::unexpected(opened.error());
  return invite(*opened->people, request.admission, now);
}

Result<identity::ApiTokens::Issued> admit_program_locally(LocalAdmission request,
                                                          const std::vector<std::string>& scopes,
                                                          uint64_t days, Instant now) {
  const Result<Opened> opened = open(request);
  if (!opened) return std::unexpected(opened.error());
  const identity::ApiTokens::Wish wish{
      .name = request.admission.login_name,
      .scopes = scopes,
      .ends = shifted(now, static_cast<int64_t>(days) * kMicrosPerDay)};
  return admit_program(*opened->people, request.admission, wish, now);
}

}  // namespace sekisho::service
