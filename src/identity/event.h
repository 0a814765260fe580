#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "identity/records.h"
#include "text/json.h"

// What the evidence record is told of log-ins and accounts. No secret, no login name and no address
// stands in an entry: people and addresses appear under pseudonyms.
namespace sekisho::identity {

// The actor of a log-in to an account that nobody has. What was typed is not kept, not even as a
// hash: people type passwords into the wrong field.
inline constexpr std::string_view kNobody = "unknown-account";

// A log-in, a further proof within a session, or an attempt at one.
struct LoginEvent {
  Instant time;
  std::string actor;  // a UserId, or kNobody
  bool success = false;
  std::vector<std::string> factors = {};  // that were shown: `password`, `card`, …
  std::optional<ItemId> session = {};
  std::string reason = {};  // of a failure, or what a further proof was for
  std::string source = {};  // source_of() the address that it came from; of a further proof empty
};

enum class ActKind : uint8_t { kAdd, kChange, kRemove };

// A change of an account: of a password, a factor, a token, a session, a state.
struct ActEvent {
  Instant time;
  UserId actor;
  ActKind act = ActKind::kChange;
  UserId subject;
  std::string target;  // `factor/ID`, `password`, …
  UserId approved_by;
  std::string number;  // of the decision; kOwnAccount for what everybody may do to their own
  std::string reason = {};
};

inline constexpr std::string_view kOwnAccount = "own account";

using Event = std::variant<LoginEvent, ActEvent>;

// What stands for an address, as source_of() has it.
using SourcePseudonym = std::function<std::string(std::string_view source)>;

// A draft of an entry of the kind `login` or `act`, which evidence/entry.h makes an entry of.
// `system` is Sekisho's own name in its register of systems. Without `pseudonym` nothing stands
// there for an address.
text::JsonValue draft_of(const Event& event, std::string_view system,
                         const SourcePseudonym& pseudonym = {});

}  // namespace sekisho::identity
