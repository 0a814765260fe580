#pragma once

#include <vector>

#include "base/error.h"
#include "cedar/entity.h"
#include "cedar/evaluator.h"
#include "cedar/schema.h"

// Do requests and entities keep to a schema? Validated policies rely on it.
namespace sekisho::cedar {

// The action is declared, principal and resource are of types that it applies to, the context has
// the declared type, and every entity of an enumerated type is one of its ids.
[[nodiscard]] Result<void> validate_request(const Request& request, const Schema& schema);

// Everything that is wrong with one entity: its type, attributes, tags and parents.
std::vector<Error> validate_entity(const Entity& entity, const Schema& schema);

// The same for all of them, in no particular order.
std::vector<Error> validate_entities(const Entities& entities, const Schema& schema);

}  // namespace sekisho::cedar
