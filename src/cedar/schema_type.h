#pragma once

#include <map>
#include <memory>
#include <string>

#include "cedar/value.h"

namespace sekisho::cedar {

struct SchemaType;
using SchemaTypePtr = std::shared_ptr<const SchemaType>;

struct AttributeType {
  SchemaTypePtr type;
  bool required = true;
};

// A type as a schema declares it, with every name resolved.
struct SchemaType {
  ValueKind kind = ValueKind::kBool;
  std::string entity = {};                                            // of kEntity: the type
  SchemaTypePtr element = {};                                         // of kSet
  std::map<std::string, AttributeType, std::less<>> attributes = {};  // of kRecord
};

// As the human schema syntax writes it: `Set<User>`, `{name: String, age?: Long}`.
std::string to_string(const SchemaType& type);

}  // namespace sekisho::cedar
