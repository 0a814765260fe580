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
#include "disaster/disaster_rules.h"

// Disasters (非常災害). Each office (事業所) opens a disaster for a period of its own, extends it
// and lifts it; offices and disasters overlap. An opening is a row of the register of disasters
// under a code of its own, D7-2, from when it is open.
namespace sekisho::disaster {

using casework::Journal;

// kProposed: a second person has not approved it, and nobody is lent anything. kEnding: lifted, and
// what is under way may be finished.
enum class OpeningState : uint8_t { kProposed, kComing, kOpen, kEnding, kOver };
inline constexpr std::array<std::string_view, 5> kOpeningStates{"proposed", "coming", "open",
                                                                "ending", "over"};

struct OpeningWish {
  std::string office;
  std::optional<Instant> from = {};  // without it, now
  Instant until = kForever;          // kForever: until it is lifted
  std::vector<std::string> areas;
  std::vector<std::string> systems;
  std::string number = {};  // 決裁番号; empty: a second person is awaited
};

struct Opening {
  int64_t id = 0;
  int64_t disaster = 0;
  std::string code;
  std::string office;
  bool is_open = false;  // somebody stands by it beside who declared it
  Period period;
  std::vector<std::string> areas, systems;
  std::string declared_by;
  Instant declared;
  std::string approved_by;  // a pseudonym; empty: by number
  std::string approval;     // 決裁番号
  std::optional<Instant> lifted = {};
  std::string lifted_by = {}, lifting_reason = {};

  OpeningState state(Instant now) const;
};

struct Disaster {
  int64_t id = 0;
  int64_t revision = 0;
  std::string name;
  std::string declared_by;
  Instant declared;
  std::vector<Opening> openings;  // by number
};

// All below within a transaction; what the registers are to say goes into `facts`. kBadInput where
// something is missing or too much, kUsage where the state does not permit it, kNotFound.
//
// Returns the number of the disaster.
Result<int64_t> declare(Journal& journal, DeskFacts& facts, const std::string& name,
                        const std::vector<OpeningWish>& wishes);
// A further office. kUsage where it has opened this disaster already and it is not over.
Result<int64_t> open_office(Journal& journal, DeskFacts& facts, int64_t disaster,
                            const OpeningWish& wish);
// Somebody else stands by it, or a number does. Whether they may is asked of the office before.
Result<void> approve(Journal& journal, DeskFacts& facts, int64_t opening,
                     const std::string& number);
// Another end, or kForever. What is lent stays as it is.
Result<void> extend(Journal& journal, DeskFacts& facts, int64_t opening, Instant until,
                    const std::string& reason, const std::string& number);
// Ends it after the grace, and all that is lent for it with it.
struct Lifting {
  std::string reason;
  std::optional<int64_t> grace_minutes = {};  // without it, as the rules say
};
Result<void> lift(Journal& journal, DeskFacts& facts, const DisasterRules& rules, int64_t opening,
                  const Lifting& lifting);
// When an end takes effect that is said now. kBadInput where the grace is longer than the rules
// permit.
Result<Instant> end_after(const DisasterRules& rules, const Lifting& lifting, Instant now);

Result<Disaster> find_disaster(store::Database& database, int64_t id);
Result<Opening> find_opening(store::Database& database, int64_t id);
// The newest first.
Result<std::vector<Disaster>> list_disasters(store::Database& database);

Thing thing_of_disaster(int64_t id);

// Lists as the store has them: a line each.
std::string lines_of(const std::vector<std::string>& words);
std::vector<std::string> words_of(std::string_view lines);

}  // namespace sekisho::disaster
