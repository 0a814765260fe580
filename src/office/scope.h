#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "office/names.h"

// What a token may be used for: `view` for an action with all things, `view.policy-set` with some.
namespace sekisho::office {

std::string scope_of(Action action, ThingKind thing);
// Whether it names an action, or an action and a thing.
bool is_scope(std::string_view scope);
// A kind of thing as scopes write it: `policy-set`.
std::optional<ThingKind> thing_in_scope(std::string_view name);

}  // namespace sekisho::office
