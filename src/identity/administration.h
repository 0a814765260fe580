#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "identity/settings.h"

namespace sekisho::identity {

// A code that somebody enrols with (enrolment.h). It is shown once.
struct EnrolmentCode {
  std::string code;  // `ABCDE-23456-…`
  Instant ends;
};

// What administrators do to the accounts of others. Whether they may is asked of `office` first;
// that two people are two is seen to here. Every step is an entry of the evidence record, with who
// decided and under which number. Any number of threads.
class Administration {
 public:
  explicit Administration(const Means& means) : means_(means) {}

  // The one who invites all others: the code appears on the server's terminal. Only until the first
  // administrator has finished enrolling; kUsage afterwards, for ever.
  Result<EnrolmentCode> first_administrator(const UserId& user, std::string_view login_name,
                                            Instant now);

  // An account for somebody who has none, or who has not enrolled yet; an earlier code of theirs
  // ends. kUsage where the name is another one's, or the person is active.
  struct Decision {
    UserId by;
    std::string number;       // 決裁番号
    std::string source = {};  // where they speak from, as Origin has it; empty: at the machine
  };
  // The code ends at `latest` if it would later.
  Result<EnrolmentCode> invite(const Decision& decision, const UserId& user,
                               std::string_view login_name, Instant now, Instant latest = kForever);

  // The account may do nothing any more; sessions, tokens and devices end at once. False where it
  // was so before.
  Result<bool> disable(const Decision& decision, const UserId& subject, Instant now);
  // Takes an account out of the store with all that its owner proved themselves with: of somebody
  // who had it for a time. They may be invited again. False where there is none.
  Result<bool> remove(const Decision& decision, const UserId& subject, Instant now);

  // For a person who cannot log in any more: one administrator begins, another one approves, and
  // neither is that person; kUsage otherwise. Approval takes password, factors, sessions, tokens
  // and devices away and gives a code to enrol anew. kNotFound where the recovery has ended.
  Result<ItemId> begin_recovery(const Decision& decision, const UserId& subject, Instant now);
  // The person is told of both (notices.h).
  Result<EnrolmentCode> approve_recovery(const UserId& second, const ItemId& recovery, Instant now,
                                         std::string_view source = {});

 private:
  Result<EnrolmentCode> admit(const Decision& decision, const UserId& user,
                              std::string_view login_name, EnrolmentCause cause, Instant now,
                              Instant latest = kForever);

  const Means& means_;
};

// The account of somebody who is invited, as it has to be stored: a new one, or theirs while they
// have not enrolled. kUsage where the name is another one's, or the account is in use.
Result<User> new_account(IdentityStorage& storage, const Administration::Decision& decision,
                         const UserId& user, std::string_view login_name);

// Adds to `change` the end of everything by which `user` is or gets in: sessions and API tokens.
// `kept` is a session that goes on.
Result<void> end_everything(IdentityStorage& storage, const UserId& user,
                            const std::optional<Digest>& kept, Change& change);

}  // namespace sekisho::identity
