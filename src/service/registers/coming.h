#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "service/knowledge.h"
#include "store/database.h"
#include "store/fact.h"

// What is coming: facts that are known already and begin or end later, such as transfer orders
// (発令) of next month, and what that changes for people.
namespace sekisho::service {

// How many sessions of a person run, in whatever may end them.
using SessionsOf = std::function<uint64_t(const std::string& person)>;

struct ComingQuestion {
  std::string table = {};  // a register; empty: all
  std::string until = {};  // not after that; empty: whatever is known
  uint64_t from = 0;       // a position
  uint64_t most = 100;
};

// A fact begins, or it ends.
struct ComingEvent {
  Instant at;
  bool begins = false;
  store::Fact fact;
  std::optional<store::Order> order;
};

// What an account lets its holder do, just before and at the event, by the rules.
struct AccountChange {
  std::string system, account;
  std::string before, after;  // a verdict, or "denied"
};

// What changes for a person at an instant.
struct ComingEffect {
  Instant at;
  std::string person, name;
  std::vector<AccountChange> accounts;  // whose verdict changes
  std::vector<std::string> stays_open;  // accounts in force still, though nothing permits them then
  std::vector<std::string> terminals;   // that they keep (端末管理責任者) at that time
  uint64_t sessions = 0;                // that run now
};

struct Coming {
  std::string revision;               // what the store knew
  std::vector<ComingEvent> events;    // by time, then number
  uint64_t total = 0;                 // of them, wherever the part began
  std::vector<ComingEffect> effects;  // of these events, by time and person
  uint64_t not_compared = 0;          // people beyond kMaxComingPeople
};

// `database` and `knowledge` are of one store. kUsage where the register or the time makes no
// sense; kLimit where there are more events than kMaxComingEvents.
Result<Coming> what_is_coming(store::Database& database, const Knowledge& knowledge,
                              const ComingQuestion& question, Instant now,
                              const SessionsOf& sessions);

std::string coming_text(const Coming& coming, bool japanese);
// `next` leads to the rest; empty: there is none.
std::string coming_json(const Coming& coming, std::string_view next = {});

}  // namespace sekisho::service
