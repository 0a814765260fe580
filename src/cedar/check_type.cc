#include "cedar/check_type.h"

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::cedar {
namespace {

using Kind = CheckType::Kind;

bool attribute_subtype(const CheckAttribute& a, const CheckAttribute& b, ValidationMode mode) {
  const bool qualified =
      mode == ValidationMode::kStrict ? a.required == b.required : a.required || !b.required;
  return qualified && is_subtype(*a.type, *b.type, mode);
}

bool record_subtype(const CheckType& a, const CheckType& b, ValidationMode mode) {
  if (a.open && !b.open) return false;
  // Further attributes are allowed only under an open record, and never in strict mode.
  const bool wider = b.open && mode == ValidationMode::kPermissive;
  if (!wider && a.attributes.size() != b.attributes.size()) return false;
  return std::ranges::all_of(b.attributes, [&](const auto& attribute) {
    const auto found = a.attributes.find(attribute.first);
    return found != a.attributes.end() && attribute_subtype(found->second, attribute.second, mode);
  });
}

CheckTypePtr record_bound(const CheckType& a, const CheckType& b, ValidationMode mode) {
  const bool strict = mode == ValidationMode::kStrict;
  auto out = std::make_shared<CheckType>();
  out->kind = Kind::kRecord;
  if (strict && a.attributes.size() != b.attributes.size()) return nullptr;
  for (const auto& [name, left] : a.attributes) {
    const auto right = b.attributes.find(name);
    CheckTypePtr bound;
    if (right != b.attributes.end() && !(strict && left.required != right->second.required)) {
      bound = least_upper_bound(left.type, right->second.type, mode);
    }
    if (bound) {
      out->attributes.emplace(name, CheckAttribute{bound, left.required && right->second.required});
    } else if (strict) {
      return nullptr;
    }
  }
  // What one of them has and the bound has not may still be there.
  const auto all_kept = [&](const CheckType& record) {
    return std::ranges::all_of(record.attributes, [&](const auto& attribute) {
      return out->attributes.contains(attribute.first);
    });
  };
  out->open = a.open || b.open || !all_kept(a) || !all_kept(b);
  return out;
}

CheckTypePtr entity_bound(const CheckType& a, const CheckType& b, ValidationMode mode) {
  if (mode == ValidationMode::kStrict) return nullptr;
  if (a.kind == Kind::kAnyEntity || b.kind == Kind::kAnyEntity) return make_type(Kind::kAnyEntity);
  auto out = std::make_shared<CheckType>(a);
  out->entities.insert(b.entities.begin(), b.entities.end());
  return out;
}

bool is_entity(const CheckType& type) {
  return type.kind == Kind::kEntity || type.kind == Kind::kAnyEntity;
}

// What all of the entity types have in common.
CheckAttributes common_attributes(const CheckType& type, const Schema& schema,
                                  TypeConverter& converter) {
  CheckTypePtr common;
  for (const std::string& name : type.entities) {
    const EntityTypeInfo* info = schema.entity_type(name);
    const CheckTypePtr record =
        info == nullptr ? make_type(Kind::kRecord) : converter.convert(info->attributes);
    common = common ? record_bound(*common, *record, ValidationMode::kPermissive) : record;
  }
  return common ? common->attributes : CheckAttributes{};
}

}  // namespace

CheckTypePtr make_type(Kind kind) {
  auto out = std::make_shared<CheckType>();
  out->kind = kind;
  return out;
}

CheckTypePtr boolean_type(std::optional<bool> known) {
  static const CheckTypePtr any = make_type(Kind::kBool);
  static const CheckTypePtr yes = make_type(Kind::kTrue);
  static const CheckTypePtr no = make_type(Kind::kFalse);
  return !known ? any : *known ? yes : no;
}

CheckTypePtr entity_type(const std::string& name) {
  auto out = std::make_shared<CheckType>();
  out->kind = Kind::kEntity;
  out->entities.insert(name);
  return out;
}

CheckTypePtr extension_type(ValueKind kind) {
  auto out = std::make_shared<CheckType>();
  out->kind = Kind::kExtension;
  out->extension = kind;
  return out;
}

CheckTypePtr set_type(CheckTypePtr element) {
  auto out = std::make_shared<CheckType>();
  out->kind = Kind::kSet;
  out->element = std::move(element);
  return out;
}

CheckTypePtr TypeConverter::convert(const SchemaTypePtr& type) {
  if (const auto found = done_.find(type.get()); found != done_.end()) return found->second;
  CheckTypePtr out;
  switch (type->kind) {
    case ValueKind::kBool:
      out = boolean_type(std::nullopt);
      break;
    case ValueKind::kLong:
      out = make_type(Kind::kLong);
      break;
    case ValueKind::kString:
      out = make_type(Kind::kString);
      break;
    case ValueKind::kEntity:
      out = entity_type(type->entity);
      break;
    case ValueKind::kSet:
      out = set_type(convert(type->element));
      break;
    case ValueKind::kRecord: {
      auto record = std::make_shared<CheckType>();
      record->kind = Kind::kRecord;
      for (const auto& [name, attribute] : type->attributes) {
        record->attributes.emplace(name,
                                   CheckAttribute{convert(attribute.type), attribute.required});
      }
      out = std::move(record);
      break;
    }
    default:
      out = extension_type(type->kind);
      break;
  }
  done_.emplace(type.get(), out);
  return out;
}

bool same_type(const CheckType& a, const CheckType& b) {
  if (&a == &b) return true;
  if (a.kind != b.kind || a.open != b.open || a.entities != b.entities ||
      (a.kind == Kind::kExtension && a.extension != b.extension) || !a.element != !b.element) {
    return false;
  }
  if (a.element && !same_type(*a.element, *b.element)) return false;
  return std::ranges::equal(a.attributes, b.attributes, [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.required == y.second.required &&
           same_type(*x.second.type, *y.second.type);
  });
}

bool is_subtype(const CheckType& a, const CheckType& b, ValidationMode mode) {
  if (&a == &b || a.kind == Kind::kNever) return true;
  if (a.is_boolean() && b.kind == Kind::kBool) return true;
  if (a.kind == Kind::kEntity && b.kind == Kind::kAnyEntity) {
    return mode == ValidationMode::kPermissive;
  }
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::kSet:
      return !b.element || (a.element && is_subtype(*a.element, *b.element, mode));
    case Kind::kRecord:
      return record_subtype(a, b, mode);
    case Kind::kEntity:
      return mode == ValidationMode::kStrict ? a.entities == b.entities
                                             : std::ranges::includes(b.entities, a.entities);
    case Kind::kExtension:
      return a.extension == b.extension;
    default:
      return true;
  }
}

CheckTypePtr least_upper_bound(const CheckTypePtr& a, const CheckTypePtr& b, ValidationMode mode) {
  if (is_subtype(*a, *b, mode)) return b;
  if (is_subtype(*b, *a, mode)) return a;
  if (a->is_boolean() && b->is_boolean()) return boolean_type(std::nullopt);
  if (is_entity(*a) && is_entity(*b)) return entity_bound(*a, *b, mode);
  if (a->kind != b->kind) return nullptr;
  if (a->kind == Kind::kSet) {
    CheckTypePtr element = least_upper_bound(a->element, b->element, mode);
    return element ? set_type(std::move(element)) : nullptr;
  }
  return a->kind == Kind::kRecord ? record_bound(*a, *b, mode) : nullptr;
}

std::optional<CheckAttribute> attribute_of(const CheckType& type, std::string_view name,
                                           const Schema& schema, TypeConverter& converter) {
  const auto look_up = [&](const CheckAttributes& all) -> std::optional<CheckAttribute> {
    const auto found = all.find(name);
    return found == all.end() ? std::nullopt : std::optional(found->second);
  };
  if (type.kind == Kind::kRecord) return look_up(type.attributes);
  if (type.kind != Kind::kEntity) return std::nullopt;
  if (type.entities.size() != 1) return look_up(common_attributes(type, schema, converter));
  const EntityTypeInfo* info = schema.entity_type(*type.entities.begin());
  return info == nullptr ? std::nullopt : look_up(converter.convert(info->attributes)->attributes);
}

bool may_have_attribute(const CheckType& type, std::string_view name, const Schema& schema) {
  switch (type.kind) {
    case Kind::kNever:
    case Kind::kAnyEntity:
      return true;
    case Kind::kRecord:
      return type.open || type.attributes.contains(name);
    case Kind::kEntity:
      return std::ranges::any_of(type.entities, [&](const std::string& entity) {
        const EntityTypeInfo* info = schema.entity_type(entity);
        // Nothing is known of an undeclared type; actions never have attributes.
        if (info == nullptr) return !is_action_type_name(entity);
        return info->attributes->attributes.contains(name);
      });
    default:
      return false;
  }
}

std::vector<std::string> attribute_names(const CheckType& type, const Schema& schema) {
  std::vector<std::string> out;
  for (const auto& [name, attribute] : type.attributes) out.push_back(name);
  for (const std::string& entity : type.entities) {
    const EntityTypeInfo* info = schema.entity_type(entity);
    if (info == nullptr) continue;
    for (const auto& [name, attribute] : info->attributes->attributes) out.push_back(name);
  }
  return out;
}

bool is_action_type_name(std::string_view name) {
  return name == "Action" || name.ends_with("::Action");
}

std::string to_string(const CheckType& type) {
  switch (type.kind) {
    case Kind::kNever:
      return "nothing";
    case Kind::kTrue:
      return "true";
    case Kind::kFalse:
      return "false";
    case Kind::kBool:
      return "Bool";
    case Kind::kLong:
      return "Long";
    case Kind::kString:
      return "String";
    case Kind::kSet:
      return type.element ? fmt::format("Set<{}>", to_string(*type.element)) : "a set";
    case Kind::kRecord: {
      std::vector<std::string> parts;
      for (const auto& [name, attribute] : type.attributes) {
        parts.push_back(fmt::format("{}{}: {}", is_identifier(name) ? name : quoted(name),
                                    attribute.required ? "" : "?", to_string(*attribute.type)));
      }
      if (type.open) parts.emplace_back("…");
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
    }
    case Kind::kEntity:
      return fmt::format("{}", fmt::join(type.entities, " or "));
    case Kind::kAnyEntity:
      return "an entity";
    case Kind::kExtension:
      return std::string(name_of(type.extension));
  }
  return {};
}

}  // namespace sekisho::cedar
