#pragma once

#include <string>
#include <utility>
#include <vector>

#include "random.h"
#include "schema_model.h"

namespace sekisho::cedar::oracle {

// One policy or template as text.
struct PolicyText {
  std::string id;
  std::string text;
  bool for_principal = false;  // has the slot `?principal`
  bool for_resource = false;   // has the slot `?resource`

  bool is_template() const { return for_principal || for_resource; }
};

// A policy that mostly fits the schema: typed by it, optional attributes asked for first. Now and
// then something does not fit, so that both sides have something to refuse.
PolicyText make_policy(const SchemaModel& schema, std::string id, Random& random);

// `Type::"id"` of an entity that the entities of a case may hold.
std::string entity_literal(const EntityModel& entity, Random& random);
std::string entity_id(const EntityModel& entity, Random& random);

// The texts of the extension types' constructors, mostly well-formed ones.
std::string extension_argument(const std::string& extension, Random& random);

// Changes one to three tokens or characters. The result need not parse.
std::string mutate_text(const std::string& text, Random& random);

// Changes one place of a JSON value: its shape, a name, a value.
std::string mutate_json(const std::string& json, Random& random);

}  // namespace sekisho::cedar::oracle
