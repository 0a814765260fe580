#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "demo/calendar.h"

namespace sekisho::demo::demo {

// What really happened in an access. Everything but kNone, the two kUndetermined… and, once the
// correction is in, kWithdrawn stands in truth/violations.csv under the name of its label.
enum class Label : uint8_t {
  kNone,  // permitted
  kNeverClosed,
  kNeverClosedOwn,
  kNeverClosedDenied,
  kNeverClosedKeyless,
  kMovedNol,
  kUnregisteredTerminal,
  kConcurrentPost,
  kWithdrawn,
  kUndeterminedHolder,
  kOutsideDisaster,
  kOutsideDisasterOwn,
  kOutsideDisasterDenied,
  kOtherDisaster,
  kLentId,
  kLentIdCounter,
  kLentIdDenied,
  kMovedNws,
  kOtherPrincipal,
  kNotOnStaffList,
  kLoanOver,
  kContractEnded,
  kUndeterminedAddress,
  kSharedLent,
  kSharedMoved,
  kSharedNonUser,
};
inline constexpr size_t kLabelCount = 26;

// What a review has to make of it. kWithdrawn is a violation until the correction.
enum class Verdict : uint8_t { kPermitted, kViolation, kAttempt, kDoubtful, kUndetermined };

struct LabelInfo {
  std::string_view name;
  Source source;
  Verdict verdict;
  std::string_view english, japanese;  // what happened, for the one who reads README.txt
};
const LabelInfo& info_of(Label label);

enum class Certainty : uint8_t { kConfirmed, kPresumed, kUnknown };
std::string_view name_of(Certainty certainty);

inline constexpr uint32_t kNoTarget = std::numeric_limits<uint32_t>::max();

// An access: a line of a log to be. `target` is a supply point, in the renewable-energy registry a
// facility, and kNoTarget for a log-in. `viewer` and `certainty` are those of a labelled access.
struct Event {
  Instant time = {};
  AccountId account = {};
  TerminalId terminal = {};
  uint32_t target = kNoTarget;
  PersonId viewer = {};
  Label label = Label::kNone;
  Certainty certainty = Certainty::kConfirmed;
  bool refused = false;

  // By time; the other members only make the order the same everywhere.
  auto operator<=>(const Event&) const = default;
};

// The accesses that are planned one by one, by source; the rest of the traffic is drawn day by day.
using PlannedEvents = std::array<std::vector<Event>, kSourceCount>;

}  // namespace sekisho::demo::demo
