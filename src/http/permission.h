#pragma once

#include <expected>
#include <set>

#include "http/authenticator.h"
#include "http/front.h"
#include "http/problem.h"
#include "http/routes.h"
#include "office/office.h"

namespace sekisho::http {

using Demands = std::set<office::Demand>;

// Whether the caller may call the operation at all: as far as it can be said without the thing that
// it is done with. What is not known of that is taken for the best, so a handler whose thing has a
// state that matters asks once more, with the thing (`may`).
std::expected<Demands, Fault> permitted(const Route& route, const Request& request,
                                        const Caller* caller, const Front& front,
                                        const office::Office& office);

// What the office says of the act; `forbidden`, with its reason, where it says no. Where a session
// lacks nothing but a fresh proof it is `step-up-needed`, with the purpose; whoever would be
// refused with every proof as well hears `forbidden` and nothing of proofs. A token can prove
// nothing.
std::expected<Demands, Fault> may(const office::Office& office, const Caller& caller,
                                  office::Action action, const office::Thing& thing);

// That the session has to be stepped up for the purpose first.
Fault step_up_needed(identity::Purpose purpose);

// Whether one of a token's scopes (office/scope.h) is for that.
bool covers(const identity::ApiToken& token, office::Action action, office::ThingKind thing);

}  // namespace sekisho::http
