#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "identity/log_in.h"
#include "identity/proof.h"
#include "identity/settings.h"

namespace sekisho::identity {

std::string_view name_of(Purpose purpose);  // `export`, `policy-change`, `unmask`, `account`

// Whether a fresh proof for that was given, and still is one.
bool stepped_up(const Session& session, Purpose purpose, Instant now);

// Sessions: opaque tokens of which the store has only hashes. A session ends after a while without
// use, at its absolute end, when it is revoked, when its owner is no longer active, and, where a
// card opened it, as soon as it comes without that card. Any number of threads.
class Sessions {
 public:
  explicit Sessions(const Means& means) : means_(means) {}

  // The session that goes on with this request; nothing where there is none. What it may do beyond
  // changing the password is nothing while `must_change_password`. How long it was not used is
  // written down once a minute, so it may end up to a minute early and never late.
  Result<std::optional<Session>> use(std::string_view token, const Origin& origin, Instant now);

  // Those of a person that have not ended, the newest first: for their owner.
  Result<std::vector<Session>> of(const UserId& user, Instant now);

  // Log out. False where there was no such session any more.
  Result<bool> end(const Session& session, Instant now);
  // Of the owner's others, by id.
  Result<bool> revoke(const Session& own, const ItemId& id, Instant now);

  // For WebAuthn: what has to be signed for the next step_up(), and by which credentials.
  struct Challenge {
    std::string challenge;
    std::vector<std::string> credentials;
  };
  Result<Challenge> begin_step_up(const Session& session);

  // Gives the session `purpose` for Settings::step_up, when the owner proves once more who they
  // are. WebAuthn, which asks the person, is enough alone; a card, which may have been left in the
  // reader, and a code come with the password. Counted and recorded as a log-in is.
  struct SteppedUp {
    Session session;
  };
  using StepUp = std::variant<TryLater, Refused, SteppedUp>;
  Result<StepUp> step_up(const Session& session, Purpose purpose, std::string_view password,
                         const Proof& proof, const Origin& origin, Instant now);

 private:
  const Means& means_;
};

}  // namespace sekisho::identity
