#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "barrier/memo_key.h"

namespace sekisho::barrier {

// Which attributes of which type of entities the rules can read, and so the values that a
// footprint holds. `context` stands for the context's fields.
using Held = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;
Held held_by(const Relevant& relevant);

// Types of which a footprint names entities as they are called: the others have stand-ins, numbered
// by first appearance (`Person::"#1"`), since the rules can tell only whether two are the same.
std::set<std::string, std::less<>> named_by(const Relevant& relevant);

// Stands for users of a shared account whom the rules cannot tell apart.
inline constexpr std::string_view kOtherUser = "#other";

// A situation as far as the rules can read it, in Cedar's standard JSON:
//   {"principal", "action", "resource", "context", "entities"}
// A function of the memo key: situations of equal keys have equal values. Of people other than the
// principal nothing is said unless a rule can read it.
std::string footprint_values(const reg::Register& registers, const Relevant& relevant,
                             const Situation& situation);

}  // namespace sekisho::barrier
