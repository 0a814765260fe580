#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "barrier/facts.h"
#include "base/error.h"
#include "base/instant.h"
#include "policy/obligations.h"

// What a gate asks others: what the barrier says, and that a look is on the disk. The classes that
// answer stand in files of their own; tests have theirs. Nothing here may wait.
namespace sekisho::gateway {

// Who sends a request, and from where.
struct Visitor {
  std::string session;   // its name, not the token
  std::string person;    // the employee number
  std::string terminal;  // its number; empty: only the address is known
  std::string address;
};

// An access that somebody is about to make.
struct Wanted {
  std::string_view system, person, terminal, address, action;
  barrier::RecordKind kind = barrier::RecordKind::kNothing;
  std::string_view record;               // its canonical key; empty: none
  std::string_view record_address = {};  // where it is, as the answer says; empty: nobody says it
  std::string_view route = {};           // its name
  // When the table of sessions was confirmed last, where nobody has for too long: the session goes
  // on as far as was known then.
  std::optional<Instant> session_heard = {};
};

// What the barrier says of it. A gate must answer: what is not permitted under every reading of the
// facts is denied.
struct Ruling {
  bool allowed = false;
  std::vector<std::string> reasons = {};  // permits that hold, or what speaks against it
  policy::Obligations obligations = {};
  // Before whom pseudonyms are to be the same: the codes of the legal entities for which the person
  // works, where the obligations want pseudonyms; else empty.
  std::string entity = {};
  // Whether the record lies where a disaster was declared is not known, and its address may tell.
  bool area_unknown = false;
  std::string account = {};  // with which the person would look; empty: they have none there
  // By which declaration it was decided, and since when nobody has confirmed what it was decided
  // by, where nobody has (停止時の取扱い).
  std::string outage_plan = {};
  Instant unconfirmed_since = {};
};

class Facts {
 public:
  virtual ~Facts() = default;
  // kIo where the facts, or the session, are too old to go by, and no declaration says that the
  // system stays open to this.
  virtual Result<Ruling> judge(const Wanted& wanted, Instant now) = 0;
  // Whether the system stays open at all, from where this comes: for what names no record.
  virtual bool stays_open(const Wanted& wanted, Instant now) = 0;
  // The terminal that has the address; empty: none, or several may have it.
  virtual std::string terminal_at(std::string_view address, Instant now) = 0;
  virtual std::string_view policy_set() const = 0;  // the hash of the rules
  virtual std::string_view revision() const = 0;    // of the facts
};

class Spool {
 public:
  enum class Standing : uint8_t {
    kWaiting,
    kDurable,  // the entry is on the disk
    kLost,     // it is not known to be, and never will be
  };
  virtual ~Spool() = default;
  // The entry's ticket, or in a word why it was not taken. Once a ticket's entry is durable, so are
  // those of all tickets before it.
  virtual std::expected<uint64_t, std::string_view> offer(std::string_view entry) = 0;
  virtual Standing standing(uint64_t ticket) = 0;
};

}  // namespace sekisho::gateway
