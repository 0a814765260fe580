#include "cedar/schema_type.h"

namespace sekisho::cedar {

std::string to_string(const SchemaType& type) {
  switch (type.kind) {
    case ValueKind::kBool:
      return "Bool";
    case ValueKind::kLong:
      return "Long";
    case ValueKind::kString:
      return "String";
    case ValueKind::kEntity:
      return type.entity;
    case ValueKind::kSet:
      return "Set<" + to_string(*type.element) + ">";
    case ValueKind::kRecord: {
      std::string out = "{";
      for (const auto& [name, attribute] : type.attributes) {
        if (out.size() > 1) out += ", ";
        out += is_identifier(name) ? name : quoted(name);
        out += (attribute.required ? ": " : "?: ") + to_string(*attribute.type);
      }
      return out + "}";
    }
    case ValueKind::kDecimal:
    case ValueKind::kDatetime:
    case ValueKind::kDuration:
    case ValueKind::kIpAddress:
      return std::string(name_of(type.kind));
  }
  return {};
}

}  // namespace sekisho::cedar
