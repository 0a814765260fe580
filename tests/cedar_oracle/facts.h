#pragma once

#include <string>

#include "random.h"
#include "schema_model.h"

namespace sekisho::cedar::oracle {

// Entities that mostly keep to the schema, as a JSON array.
std::string make_entities(const SchemaModel& schema, Random& random);

// `{"principal", "action", "resource", "context"}`, mostly of a kind that the schema allows.
std::string make_request(const SchemaModel& schema, Random& random);

}  // namespace sekisho::cedar::oracle
