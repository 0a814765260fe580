#include "cedar/entities_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "cedar/check_type.h"
#include "cedar/conformance.h"
#include "cedar/json_value.h"
#include "text/json.h"

namespace sekisho::cedar {
namespace {

using text::JsonMember;
using text::JsonValue;

// Reads one element of the array.
class EntityReader {
 public:
  EntityReader(const JsonValue& json, const Schema* schema) : json_(json), schema_(schema) {}

  Result<Entity> read() {
    if (auto error = check_members()) return std::unexpected(std::move(*error));
    auto uid = uid_from_json(*json_.find("uid"), "the uid of an entity");
    if (!uid) return std::unexpected(std::move(uid.error()));
    entity_.uid = std::move(*uid);
    if (schema_ != nullptr) info_ = schema_->entity_type(entity_.uid.type);
    for (const auto step :
         {&EntityReader::attributes, &EntityReader::tags, &EntityReader::parents}) {
      if (auto done = (this->*step)(); !done) return std::unexpected(std::move(done.error()));
    }
    return std::move(entity_);
  }

 private:
  std::optional<Error> check_members() const {
    static constexpr std::array<std::string_view, 4> kKnown = {"uid", "attrs", "parents", "tags"};
    for (const JsonMember& member : json_.members()) {
      if (std::ranges::find(kKnown, member.key) == kKnown.end()) {
        return Error{ErrorCode::kBadInput,
                     fmt::format("an entity has no member `{}`", member.key),
                     {},
                     "The members are uid, attrs, parents and tags."};
      }
    }
    for (const std::string_view needed : {"uid", "attrs", "parents"}) {
      if (json_.find(needed) == nullptr) {
        return Error{ErrorCode::kBadInput, fmt::format("an entity has no `{}`", needed)};
      }
    }
    return std::nullopt;
  }

  // What the schema declares for the attribute.
  const SchemaType* attribute_type(std::string_view name) const {
    if (info_ == nullptr) return nullptr;
    const auto found = info_->attributes->attributes.find(name);
    return found == info_->attributes->attributes.end() ? nullptr : found->second.type.get();
  }

  template <class TypeOf>
  Result<Value::Fields> fields(const JsonValue& json, std::string_view what, TypeOf type_of) const {
    if (!json.is_object()) {
      return fail(ErrorCode::kBadInput,
                  fmt::format("the {}s of `{}` are not an object", what, to_string(entity_.uid)));
    }
    Value::Fields out;
    for (const JsonMember& member : json.members()) {
      const std::string where =
          fmt::format("{} `{}` of `{}`", what, member.key, to_string(entity_.uid));
      auto value = value_from_json(member.value, type_of(member.key), where);
      if (!value) return std::unexpected(std::move(value.error()));
      out.emplace_back(member.key, std::move(*value));
    }
    return out;
  }

  Result<void> attributes() {
    auto read = fields(*json_.find("attrs"), "attribute",
                       [&](std::string_view name) { return attribute_type(name); });
    if (!read) return std::unexpected(std::move(read.error()));
    const size_t given = read->size();
    entity_.attributes = Value::record(std::move(*read));
    if (entity_.attributes.fields().size() == given) return {};
    return fail(ErrorCode::kBadInput,
                fmt::format("`{}` has an attribute twice", to_string(entity_.uid)));
  }

  Result<void> tags() {
    const JsonValue* json = json_.find("tags");
    if (json == nullptr) return {};
    const SchemaType* type = info_ == nullptr ? nullptr : info_->tags.get();
    auto read = fields(*json, "tag", [&](std::string_view) { return type; });
    if (!read) return std::unexpected(std::move(read.error()));
    entity_.tags = std::move(*read);
    return {};
  }

  Result<void> parents() {
    const std::string where = fmt::format("a parent of `{}`", to_string(entity_.uid));
    if (!json_.find("parents")->is_array()) {
      return fail(ErrorCode::kBadInput,
                  fmt::format("the parents of `{}` are not an array", to_string(entity_.uid)));
    }
    for (const JsonValue& item : json_.find("parents")->items()) {
      auto uid = uid_from_json(item, where);
      if (!uid) return std::unexpected(std::move(uid.error()));
      if (is_action_type_name(entity_.uid.type) && !is_action_type_name(uid->type)) {
        return fail(ErrorCode::kBadInput, fmt::format("the action `{}` is in `{}`, which is none",
                                                      to_string(entity_.uid), to_string(*uid)));
      }
      entity_.parents.push_back(std::move(*uid));
    }
    return {};
  }

  const JsonValue& json_;
  const Schema* schema_;
  const EntityTypeInfo* info_ = nullptr;
  Entity entity_;
};

// The error with the file that it is about, unless it names a place already.
template <class T>
Result<T> in_file(Result<T> result, std::string_view file) {
  if (!result && result.error().place.file.empty()) result.error().place.file = std::string(file);
  return result;
}

// The data must name all of an action's ancestors, also those that its parents imply.
Result<void> repeats(const Entity& entity, const ActionInfo& action, const Schema& schema) {
  std::vector<Error> errors = validate_entity(entity, schema);
  if (!errors.empty()) return std::unexpected(std::move(errors.front()));
  const std::set<EntityUid> parents(entity.parents.begin(), entity.parents.end());
  if (parents == action.ancestors) return {};
  return fail(ErrorCode::kBadInput,
              fmt::format("`{}` does not name all of its ancestors", to_string(entity.uid)), {},
              "Leave actions out of the entities; the schema has them.");
}

Result<Entities> read_entities(const JsonValue& json, const Schema* schema) {
  if (!json.is_array()) return fail(ErrorCode::kBadInput, "entities are not an array");
  Entities out;
  if (schema != nullptr) {
    for (const auto& [uid, info] : schema->actions()) {
      out.put({uid, {}, {}, {info.parents.begin(), info.parents.end()}});
    }
  }
  for (const JsonValue& item : json.items()) {
    auto entity = EntityReader(item, schema).read();
    if (!entity) return std::unexpected(std::move(entity.error()));
    // What the schema says of an action holds, and the data may only repeat it.
    const ActionInfo* action = schema == nullptr ? nullptr : schema->action(entity->uid);
    if (action != nullptr) {
      if (auto same = repeats(*entity, *action, *schema); !same) {
        return std::unexpected(std::move(same.error()));
      }
      continue;
    }
    if (auto added = out.add(std::move(*entity)); !added) {
      return std::unexpected(std::move(added.error()));
    }
  }
  if (auto acyclic = out.check_acyclic(); !acyclic) {
    return std::unexpected(std::move(acyclic.error()));
  }
  return out;
}

}  // namespace

Result<Entities> parse_entities_json(std::string_view json, std::string_view file,
                                     const Schema* schema) {
  const auto parsed = JsonValue::parse(json, std::string(file));
  if (!parsed) return std::unexpected(parsed.error());
  return in_file(read_entities(*parsed, schema), file);
}

Result<Value> parse_context_json(std::string_view json, std::string_view file, const Schema* schema,
                                 const EntityUid& action) {
  const auto parsed = JsonValue::parse(json, std::string(file));
  if (!parsed) return std::unexpected(parsed.error());
  const ActionInfo* info = schema == nullptr ? nullptr : schema->action(action);
  auto value =
      value_from_json(*parsed, info == nullptr ? nullptr : info->context.get(), "the context");
  if (value && !value->is_record()) {
    value = fail(ErrorCode::kBadInput, "the context is not an object");
  }
  return in_file(std::move(value), file);
}

Result<EntityUid> parse_uid_json(std::string_view json, std::string_view file) {
  const auto parsed = JsonValue::parse(json, std::string(file));
  if (!parsed) return std::unexpected(parsed.error());
  return in_file(uid_from_json(*parsed, "the uid"), file);
}

}  // namespace sekisho::cedar
