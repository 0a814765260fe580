#pragma once

#include <vector>

#include "office/office.h"

namespace sekisho::http {

// The thing as it may be at best, before it is known which: not their own, of a system of theirs,
// approved by others. Whoever may not even then may never.
office::Thing at_best(office::ThingKind kind, const office::Caller& caller);

// What somebody may do with a kind of thing at all, in the order of office::Action: with the thing
// at best, after every fresh proof, for a stated purpose, and in their own place or as a deputy.
Result<std::vector<office::Action>> acts_at_best(const office::Office& office,
                                                 office::Caller caller, office::ThingKind kind);

}  // namespace sekisho::http
