#include "cedar/conformance.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "cedar/check_type.h"
#include "cedar/suggestion.h"
#include "text/nearest.h"

namespace sekisho::cedar {
namespace {

std::string step(const std::string& name) {
  return is_identifier(name) ? "." + name : "[" + quoted(name) + "]";
}

std::string type_suggestion(std::string_view type, const Schema& schema) {
  std::vector<std::string_view> known;
  for (const auto& [name, info] : schema.entity_types()) known.push_back(name);
  return suggestion(type, known);
}

Error unknown_action(const EntityUid& uid, const Schema& schema) {
  std::vector<std::string> names;
  for (const auto& [known, info] : schema.actions()) names.push_back(to_string(known));
  const std::vector<std::string_view> views(names.begin(), names.end());
  return {ErrorCode::kBadInput,
          fmt::format("the schema has no action `{}`", to_string(uid)),
          {},
          suggestion(to_string(uid), views)};
}

// What is wrong with naming this entity: an unknown action, or an id that is not enumerated.
std::optional<Error> wrong_uid(const EntityUid& uid, const Schema& schema) {
  if (is_action_type_name(uid.type) && schema.action(uid) == nullptr) {
    return unknown_action(uid, schema);
  }
  const EntityTypeInfo* info = schema.entity_type(uid.type);
  if (info == nullptr || !info->is_enum) return std::nullopt;
  if (std::ranges::find(info->choices, uid.id) != info->choices.end()) return std::nullopt;
  const std::vector<std::string_view> views(info->choices.begin(), info->choices.end());
  return Error{
      ErrorCode::kBadInput,
      fmt::format("`{}` is not one of the entities that `{}` enumerates", to_string(uid), uid.type),
      {},
      text::did_you_mean(uid.id, views)};
}

// Finds the first difference between a value and its declared type.
class ValueCheck {
 public:
  explicit ValueCheck(const Schema& schema) : schema_(schema) {}

  // `path` names the value and grows on the way down.
  std::optional<Error> check(const Value& value, const SchemaType& type, const std::string& path) {
    if (value.kind() != type.kind) return mismatch(value, type, path);
    switch (value.kind()) {
      case ValueKind::kEntity:
        if (value.as_entity().type != type.entity) return mismatch(value, type, path);
        return wrong_uid(value.as_entity(), schema_);
      case ValueKind::kSet:
        for (const Value& element : value.elements()) {
          if (auto error = check(element, *type.element, path + "[…]")) return error;
        }
        return std::nullopt;
      case ValueKind::kRecord:
        return check_record(value, type, path);
      default:
        return std::nullopt;
    }
  }

  std::optional<Error> check_record(const Value& value, const SchemaType& type,
                                    const std::string& path) {
    for (const auto& [name, attribute] : type.attributes) {
      if (attribute.required && value.find(name) == nullptr) {
        return Error{ErrorCode::kBadInput,
                     fmt::format("`{}` lacks the attribute `{}`", path, name)};
      }
    }
    for (const auto& [name, field] : value.fields()) {
      const auto declared = type.attributes.find(name);
      if (declared == type.attributes.end()) {
        std::vector<std::string_view> names;
        for (const auto& [known, attribute] : type.attributes) names.push_back(known);
        return Error{ErrorCode::kBadInput,
                     fmt::format("`{}` has the attribute `{}`, which is not declared", path, name),
                     {},
                     text::did_you_mean(name, names)};
      }
      if (auto error = check(field, *declared->second.type, path + step(name))) return error;
    }
    return std::nullopt;
  }

 private:
  static Error mismatch(const Value& value, const SchemaType& type, const std::string& path) {
    const std::string got =
        value.is_entity() ? value.as_entity().type : std::string(name_of(value.kind()));
    return {ErrorCode::kBadInput,
            fmt::format("`{}` is of type {}, declared is {}", path, got, to_string(type))};
  }

  const Schema& schema_;
};

std::optional<Error> wrong_party(std::string_view role, const EntityUid& uid,
                                 const std::set<std::string>& allowed, const Schema& schema) {
  if (schema.entity_type(uid.type) == nullptr) {
    return Error{ErrorCode::kBadInput,
                 fmt::format("the schema has no entity type `{}` ({})", uid.type, role),
                 {},
                 type_suggestion(uid.type, schema)};
  }
  if (auto error = wrong_uid(uid, schema)) return error;
  if (allowed.contains(uid.type)) return std::nullopt;
  return Error{ErrorCode::kBadInput,
               fmt::format("the action does not apply to a {} of type `{}`", role, uid.type),
               {},
               fmt::format("It applies to {}.", fmt::join(allowed, ", "))};
}

std::vector<Error> validate_action(const Entity& entity, const Schema& schema) {
  const ActionInfo* info = schema.action(entity.uid);
  if (info == nullptr) return {unknown_action(entity.uid, schema)};
  const std::set<EntityUid> parents(entity.parents.begin(), entity.parents.end());
  const bool same = entity.attributes.fields().empty() && entity.tags.empty() &&
                    (parents == info->parents || parents == info->ancestors);
  if (same) return {};
  return {Error{ErrorCode::kBadInput,
                fmt::format("`{}` is not as the schema declares it", to_string(entity.uid)),
                {},
                "Leave actions out of the entities; the schema has them."}};
}

}  // namespace

Result<void> validate_request(const Request& request, const Schema& schema) {
  const ActionInfo* action = schema.action(request.action);
  if (action == nullptr) return std::unexpected(unknown_action(request.action, schema));
  for (const auto& [role, uid, allowed] :
       {std::tuple{"principal", &request.principal, &action->principals},
        std::tuple{"resource", &request.resource, &action->resources}}) {
    if (auto error = wrong_party(role, *uid, *allowed, schema)) {
      return std::unexpected(std::move(*error));
    }
  }
  if (auto error = ValueCheck(schema).check(request.context, *action->context, "context")) {
    return std::unexpected(std::move(*error));
  }
  return {};
}

std::vector<Error> validate_entity(const Entity& entity, const Schema& schema) {
  if (is_action_type_name(entity.uid.type)) return validate_action(entity, schema);
  const EntityTypeInfo* info = schema.entity_type(entity.uid.type);
  const std::string name = to_string(entity.uid);
  if (info == nullptr) {
    return {Error{ErrorCode::kBadInput,
                  fmt::format("the schema does not declare the type of `{}`", name),
                  {},
                  type_suggestion(entity.uid.type, schema)}};
  }
  std::vector<Error> out;
  const auto keep = [&](std::optional<Error> error) {
    if (error) out.push_back(std::move(*error));
  };
  ValueCheck values(schema);
  keep(wrong_uid(entity.uid, schema));
  keep(values.check_record(entity.attributes, *info->attributes, name));
  for (const auto& [key, value] : entity.tags) {
    if (info->tags) {
      keep(values.check(value, *info->tags, fmt::format("{}.getTag({})", name, quoted(key))));
    } else {
      keep(Error{ErrorCode::kBadInput, fmt::format("`{}` has a tag, its type has none", name)});
    }
  }
  for (const EntityUid& parent : entity.parents) {
    keep(wrong_uid(parent, schema));
    if (info->ancestors.contains(parent.type)) continue;
    keep(Error{ErrorCode::kBadInput,
               fmt::format("`{}` cannot be in `{}`: the schema does not allow it", name,
                           to_string(parent))});
  }
  return out;
}

std::vector<Error> validate_entities(const Entities& entities, const Schema& schema) {
  std::vector<Error> out;
  for (const auto& [uid, entity] : entities.all()) {
    for (Error& error : validate_entity(entity, schema)) out.push_back(std::move(error));
  }
  return out;
}

}  // namespace sekisho::cedar
