#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cedar/schema.h"
#include "cedar/validator.h"

// The types that the validator gives to expressions, and their order. Internal to this folder.
namespace sekisho::cedar {

struct CheckType;
using CheckTypePtr = std::shared_ptr<const CheckType>;

struct CheckAttribute {
  CheckTypePtr type;
  bool required = true;
};
using CheckAttributes = std::map<std::string, CheckAttribute, std::less<>>;

struct CheckType {
  enum class Kind : uint8_t {
    kNever,  // below every type: of the elements of `[]`
    kTrue,   // surely true
    kFalse,  // surely false
    kBool,
    kLong,
    kString,
    kSet,        // `element` null: any set
    kRecord,     // `open`: perhaps with further attributes
    kEntity,     // one of `entities`
    kAnyEntity,  // some entity
    kExtension,
  };
  Kind kind = Kind::kNever;
  CheckTypePtr element = {};
  CheckAttributes attributes = {};
  bool open = false;
  std::set<std::string> entities = {};
  ValueKind extension = ValueKind::kDecimal;

  bool is_boolean() const { return kind >= Kind::kTrue && kind <= Kind::kBool; }
};

CheckTypePtr make_type(CheckType::Kind kind);
CheckTypePtr boolean_type(std::optional<bool> known);
CheckTypePtr entity_type(const std::string& name);
CheckTypePtr extension_type(ValueKind kind);
CheckTypePtr set_type(CheckTypePtr element);

// From declared types; shared parts are converted once.
class TypeConverter {
 public:
  CheckTypePtr convert(const SchemaTypePtr& type);

 private:
  std::map<const SchemaType*, CheckTypePtr> done_;
};

bool same_type(const CheckType& a, const CheckType& b);

// Every value of `a` is one of `b`.
bool is_subtype(const CheckType& a, const CheckType& b, ValidationMode mode);

// The smallest type above both, null when there is none.
CheckTypePtr least_upper_bound(const CheckTypePtr& a, const CheckTypePtr& b, ValidationMode mode);

// Of an attribute of a record or an entity, nothing when it is not declared.
std::optional<CheckAttribute> attribute_of(const CheckType& type, std::string_view name,
                                           const Schema& schema, TypeConverter& converter);

// Whether a value may have the attribute although its type does not declare it.
bool may_have_attribute(const CheckType& type, std::string_view name, const Schema& schema);

// The names of what `attribute_of` finds, for suggestions.
std::vector<std::string> attribute_names(const CheckType& type, const Schema& schema);

bool is_action_type_name(std::string_view name);

std::string to_string(const CheckType& type);

}  // namespace sekisho::cedar
