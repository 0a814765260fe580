#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "disaster/disaster_rules.h"
#include "disaster/lending.h"

// Irregularities: what was not returned or not deleted when it was due, what was found missing,
// what paper contradicts. They are told from lendings and pools each time, so that one is there the
// moment that it is; one that was late stays one. They are closed by a reason alone. Use outside
// the period is what reviews find (StandingKind, `outside-disaster`), and is not repeated here.
namespace sekisho::disaster {

enum class IrregularityKind : uint8_t { kNotReturned, kNotDeleted, kMissing, kPaper };
inline constexpr std::array<std::string_view, 4> kIrregularityKinds{
    "terminal-not-returned", "account-not-deleted", "missing", "paper-contradiction"};

struct Irregularity {
  std::string name;  // `lending-7-terminal`
  IrregularityKind kind = IrregularityKind::kNotReturned;
  std::string code;  // of the terminal or the ID
  std::string office;
  int64_t disaster = 0, opening = 0, lending = 0;  // 0: of none
  int64_t item = 0;                                // of a pool; 0: of none
  Instant since;
  std::optional<Instant> closed = {};
  std::string closed_by = {}, reason = {};
};

// All of them, the oldest first; of one disaster, where its number is not 0.
Result<std::vector<Irregularity>> irregularities(store::Database& database,
                                                 const DisasterRules& rules, Instant now,
                                                 int64_t disaster = 0);
// Within a transaction. kNotFound; kUsage where it is closed.
Result<void> close_irregularity(Journal& journal, const DisasterRules& rules,
                                const std::string& name, const std::string& reason);

}  // namespace sekisho::disaster
