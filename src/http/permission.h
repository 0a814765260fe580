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

// What the office says of the act; `forbidden`, with its reason, where it says no.
std::expected<Demands, Fault> may(const office::Office& office, const office::Caller& caller,
                                  office::Action action, const office::Thing& thing);

// What a token may be used for is its scopes: `view` for an action with all things, `view.review`
// with some.
bool covers(const identity::ApiToken& token, office::Action action, office::ThingKind thing);
// A kind of thing as the document and scopes write it: `policy-set`.
std::optional<office::ThingKind> thing_in_document(std::string_view name);
// Whether a scope names an action, or an action and a thing of the office.
bool is_scope(std::string_view scope);

}  // namespace sekisho::http
