#pragma once

#include <string>

#include "review/scope.h"

namespace sekisho::service {

// scope.json (docs/formats/scope.md): what was seen, system by system and as a whole.
std::string scope_json(const review::Context& context, const review::Scope& scope);

}  // namespace sekisho::service
