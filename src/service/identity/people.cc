#include "service/identity/people.h"

#include <utility>

#include "crypto/random.h"

namespace sekisho::service {

People::People(Ledger& door, identity::Settings wanted, crypto::PasswordCost cost,
               identity::BreachedPasswords known)
    : ledger(door),
      settings(std::move(wanted)),
      hasher(cost),
      breached(std::move(known)),
      storage(door),
      means{storage, settings, hasher, breached, crypto::fill_random},
      log_in(means),
      sessions(means),
      tokens(means),
      enrolments(means),
      administration(means),
      notices(means),
      members(door) {}

identity::UserId People::user_of(std::string_view person) {
  return {ledger.pseudonym(person)};
}

Result<std::optional<identity::EnrolmentCode>> People::first_administrator(
    std::string_view login_name, Instant now) {
  const Result<identity::Installation> installation = storage.installation();
  if (!installation) return std::unexpected(installation.error());
  if (installation->has_administrator) return std::nullopt;
  const identity::UserId user = user_of(login_name);
  const auto known = members.find(user);
  if (!known) return std::unexpected(known.error());
  if (!*known) {
    const Member member{.user = user,
                        .person = std::string(login_name),
                        .roles = {std::string(office::name_of(office::Role::kSystemAdministrator))},
                        .administers = {std::string(kOwnSystem)}};
    auto put = members.put(member, {.by = user, .number = "first administrator"}, now);
    if (!put) return std::unexpected(put.error());
  }
  Result<identity::EnrolmentCode> code = administration.first_administrator(user, login_name, now);
  if (!code) return std::unexpected(code.error());
  return std::move(*code);
}

}  // namespace sekisho::service
