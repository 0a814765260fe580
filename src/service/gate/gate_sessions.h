#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "crypto/sha256.h"
#include "identity/records.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// A session at the gates, opened from one of Sekisho's own.
struct GateSessionRecord {
  std::string id;            // as the token has it
  identity::ItemId session;  // from which it was opened
  identity::UserId user;
  std::string person, terminal;  // as the registers have them
  std::optional<crypto::Digest> card = {};
  Instant begun, last_used, ends;
  std::vector<std::string> rests_on;  // service/gate/grounds.h
};

// One that ends, and why: for the record. Empty: its time is over, which is nobody's act.
struct EndedGateSession {
  std::string id;
  identity::UserId user;
  std::string_view reason;
};

// The gates' sessions in the store. Beginnings and ends are entries of the record, in the
// transaction of the row. Any number of threads.
class GateSessions {
 public:
  // `ledger` outlives it.
  explicit GateSessions(Ledger& ledger) : ledger_(ledger) {}

  Result<std::vector<GateSessionRecord>> all();
  // Opens one; those whose place it takes end.
  Result<void> open(const GateSessionRecord& opened, std::span<const EndedGateSession> ended,
                    Instant now);
  Result<void> end(std::span<const EndedGateSession> ended, Instant now);
  // When they were used last.
  Result<void> note_use(std::span<const GateSessionRecord> used, Instant now);
  // Those of which what they were opened by is gone: the session, the card, the account.
  Result<std::vector<EndedGateSession>> without_proof();

 private:
  Ledger& ledger_;
};

}  // namespace sekisho::service
