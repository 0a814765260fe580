#pragma once

#include <optional>

#include "base/error.h"
#include "base/instant.h"
#include "http/front.h"
#include "http/message.h"
#include "identity/records.h"
#include "office/office.h"
#include "service/identity/people.h"

namespace sekisho::http {

// Whoever asks: a person in a browser, who has a session, or a program, which has a token of its
// owner's. Logs and jobs name callers by their pseudonym and by nothing else.
struct Caller {
  office::Caller office;
  std::optional<identity::Session> session = {};
  std::optional<identity::ApiToken> token = {};

  const std::string& pseudonym() const { return office.id; }
};

// Where it is told who asks. Called from any thread, before a body is parsed.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // Nothing where nobody knows: only what is open to everybody is answered then. An error where it
  // cannot be told: nothing is.
  virtual Result<std::optional<Caller>> authenticate(const Request& request, Instant now) = 0;
};

// By the sessions and tokens of the people in a store: `Authorization: Bearer ska_…`, else the
// cookie of a session.
class PeopleAuthenticator final : public Authenticator {
 public:
  // Both outlive it.
  PeopleAuthenticator(service::People& people, const Front& front)
      : people_(people), front_(front) {}

  Result<std::optional<Caller>> authenticate(const Request& request, Instant now) override;

 private:
  Result<Caller> caller_of(const identity::UserId& user, Instant now);

  service::People& people_;
  const Front& front_;
};

}  // namespace sekisho::http
