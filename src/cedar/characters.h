#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Characters that readers take for others: a policy must say what it seems to say. Internal to this
// folder. Pure; any number of threads.
namespace sekisho::cedar {

// What makes a text look like something else, the most serious first.
enum class Lookalike : uint8_t {
  kNone,
  kDirection,    // control characters turn the direction of writing
  kUnusual,      // a character that UTS #39 does not allow in identifiers
  kMixedScripts  // letters of scripts that are not written together (UTS #39, 5.1)
};

// Of a text literal or a pattern; never kUnusual. `text` is UTF-8.
Lookalike lookalike_in_text(std::string_view text);
// Of the name of an attribute or the id of an entity. Printable ASCII is always allowed.
Lookalike lookalike_in_name(std::string_view name);

// The text with every character outside of printable ASCII that hides (controls, characters without
// width) as `\u{…}`, so that a message shows what is there.
std::string with_hidden_shown(std::string_view text);

}  // namespace sekisho::cedar
