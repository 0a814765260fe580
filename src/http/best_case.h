#pragma once

#include "office/office.h"

namespace sekisho::http {

// The thing as it may be at best, before it is known which: not their own, of a system of theirs,
// approved by others. Whoever may not even then may never.
office::Thing at_best(office::ThingKind kind, const office::Caller& caller);

}  // namespace sekisho::http
