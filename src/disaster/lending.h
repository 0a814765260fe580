#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "disaster/desk_facts.h"
#include "disaster/disaster.h"
#include "disaster/disaster_rules.h"
#include "disaster/pool.h"

// Lendings: a named helper (応援者) has an ID and a terminal for a disaster of an office, until a
// time. It always ends: an ID that stands for disasters without an end is irregular (domain 60).
namespace sekisho::disaster {

// kSettled: it has ended, the terminal is back and the ID is deleted.
enum class LendingState : uint8_t { kLent, kEnded, kSettled };
inline constexpr std::array<std::string_view, 3> kLendingStates{"lent", "ended", "settled"};

// Something that was handed over, by whom, to whom where it was not the helper.
struct HandedOver {
  Instant at;
  std::string by, to;
};

// In what a lending that was done on paper contradicts what is known. `other` is another lending, a
// code or a fact.
enum class ContradictionKind : uint8_t {
  kAccountLent,      // the ID was lent to somebody else at that time
  kTerminalLent,     // so was the terminal
  kNotInPool,        // nothing of that code stands in a pool of the office
  kOutsidePeriod,    // the office had not opened the disaster for that time
  kHolderElsewhere,  // the registers say that the ID was somebody's then
};
inline constexpr std::array<std::string_view, 5> kContradictionKinds{
    "account-lent", "terminal-lent", "not-in-pool", "outside-period", "holder-elsewhere"};
struct Contradiction {
  ContradictionKind kind = ContradictionKind::kAccountLent;
  std::string other;
  bool operator==(const Contradiction&) const = default;
};

// What a helper is lent. Without `person` they are not in the registers and get a row there.
struct LendingWish {
  std::string terminal, account;
  std::string person, name, kana;
  std::string employer;                  // a code of an entity, whether a register has it or not
  std::string contract = {};             // 非常災害対応の業務委託, of a contractor's people
  std::string dispatch = {}, seat = {};  // 派遣、座席
  std::optional<Instant> from = {}, until = {};
  // Of a lending that was done on paper: where the paper is, and when the terminal came back.
  struct Paper {
    std::string note;
    std::optional<Instant> returned = {};
  };
  std::optional<Paper> paper = {};
};

struct Lending {
  int64_t id = 0;
  int64_t revision = 0;
  int64_t disaster = 0, opening = 0;
  std::string office;
  int64_t terminal_item = 0, account_item = 0;  // of pools; 0: none has it
  LendingWish what;                             // `person` is known; from and until are `period`
  bool typed = false;                           // the desk typed the person
  Period period;
  std::string lent_by;
  Instant recorded;
  std::vector<Contradiction> contradictions = {};
  std::optional<HandedOver> slip = {}, code = {};
  std::optional<Instant> code_issued = {};
  std::string log_in = {};  // the user that the code made
  std::string end_reason = {}, ended_by = {};
  std::optional<Instant> ceased = {};  // everything of it has ended
  std::optional<Instant> terminal_returned = {}, account_deleted = {};
  std::string erased_by = {};

  LendingState state(Instant now) const;
};

// All below within a transaction; what the registers are to say goes into `facts`. kUsage where the
// state does not permit it; kBadInput where something is missing or makes no sense.
//
// Lends at once. INVARIANT: at no time do two lendings of one ID both have facts in the registers.
// What was done on paper is kept whatever it contradicts; it comes into the registers only where it
// contradicts nothing.
Result<int64_t> lend(Journal& journal, DeskFacts& facts, const DisasterRules& rules,
                     int64_t opening, const LendingWish& wish);
// Later, within its office's period.
Result<void> extend_lending(Journal& journal, DeskFacts& facts, const DisasterRules& rules,
                            int64_t lending, Instant until, const std::string& reason);
Result<void> end_lending(Journal& journal, DeskFacts& facts, const DisasterRules& rules,
                         int64_t lending, const Lifting& ending);
// Ends one then, or every one of an opening that would end later.
Result<void> end_one(Journal& journal, DeskFacts& facts, const Lending& lending, Instant until,
                     const std::string& reason);
Result<void> end_all(Journal& journal, DeskFacts& facts, int64_t opening, Instant until,
                     const std::string& reason);

// Those that have ended and of which that is not proven yet.
Result<std::vector<Lending>> ended_lendings(store::Database& database, Instant now);
// Proves it: an entry of the record names the ID and when it ceased. Its log-in is gone already.
Result<void> note_ceased(Journal& journal, int64_t lending);

Result<void> note_code(Journal& journal, int64_t lending, const std::string& log_in,
                       const std::string& again);
enum class Sheet : uint8_t { kSlip, kCode };
Result<void> hand_over(Journal& journal, int64_t lending, Sheet sheet, const std::string& to,
                       std::optional<Instant> at);
// Another act that changes nothing, such as a slip that was printed.
Result<void> note(Journal& journal, int64_t lending, std::string_view what);
// The ID was deleted in its own system.
Result<void> note_deletion(Journal& journal, int64_t lending, const std::string& erased_by,
                           std::optional<Instant> at);

// kNotFound.
Result<Lending> find_lending(store::Database& database, int64_t id);
struct LendingFilter {
  int64_t disaster = 0, opening = 0;  // 0: all
};
// The newest first.
Result<std::vector<Lending>> list_lendings(store::Database& database, const LendingFilter& filter);
// Those of a terminal of a pool that did not come back.
Result<std::vector<Lending>> out_with(store::Database& database, int64_t terminal_item);

Thing thing_of_lending(int64_t id);

}  // namespace sekisho::disaster
