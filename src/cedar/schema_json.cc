#include "cedar/schema_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>

#include "cedar/lexer.h"
#include "cedar/limits.h"
#include "text/json.h"

namespace sekisho::cedar {
namespace {

using text::JsonMember;
using text::JsonValue;
using text::JsonWriter;

constexpr std::string_view kExtensionNames[] = {"ipaddr", "decimal", "datetime", "duration"};

bool is_annotation_name(std::string_view name) {
  return !name.empty() && starts_identifier(name.front()) &&
         std::ranges::all_of(name, continues_identifier);
}

// Reads into the declarations; after an error every function returns at once with false or null.
class SchemaJsonReader {
 public:
  Result<SchemaFragment> read(const JsonValue& json, std::string_view file) {
    SchemaFragment out;
    out.file = std::string(file);
    each(json, "a schema", [&](const JsonMember& member) {
      return name_space(member, out.namespaces.emplace_back());
    });
    if (error_) return std::unexpected(std::move(*error_));
    return out;
  }

 private:
  bool refuse(std::string message, ErrorCode code = ErrorCode::kBadInput) {
    if (!error_) error_ = Error{code, std::move(message)};
    return false;
  }

  // Calls `read` for each member of an object whose keys must differ.
  template <class Read>
  bool each(const JsonValue& json, const std::string& where, Read read) {
    if (!json.is_object()) return refuse(fmt::format("{} is not an object", where));
    std::set<std::string_view> keys;
    for (const JsonMember& member : json.members()) {
      if (!keys.insert(member.key).second) {
        return refuse(fmt::format("{} has `{}` twice", where, member.key));
      }
      if (!read(member)) return false;
    }
    return true;
  }

  bool only(const JsonValue& json, const std::string& where,
            std::initializer_list<std::string_view> known) {
    return each(json, where, [&](const JsonMember& member) {
      return std::ranges::find(known, member.key) != known.end() ||
             refuse(fmt::format("{} has an unknown member `{}`", where, member.key));
    });
  }

  bool texts(const JsonValue& json, const std::string& where, std::vector<std::string>& out) {
    if (!json.is_array()) return refuse(fmt::format("{} is not an array", where));
    for (const JsonValue& item : json.items()) {
      const auto text = item.as_string();
      if (!text) return refuse(fmt::format("{} holds something that is not text", where));
      out.emplace_back(*text);
    }
    return true;
  }

  bool annotations(const JsonValue& owner, const std::string& where, Annotations& out) {
    const JsonValue* json = owner.find("annotations");
    if (json == nullptr) return true;
    return each(*json, "the annotations of " + where, [&](const JsonMember& member) {
      if (!is_annotation_name(member.key)) {
        return refuse(fmt::format("`{}` is not the name of an annotation", member.key));
      }
      if (!member.value.is_string() && !member.value.is_null()) {
        return refuse(fmt::format("the annotation `{}` of {} is not text", member.key, where));
      }
      out.emplace(member.key, member.value.as_string().value_or(""));
      return true;
    });
  }

  bool name_space(const JsonMember& member, NamespaceDecl& out) {
    out.name = member.key;
    const std::string where = fmt::format("the namespace `{}`", member.key);
    const JsonValue& json = member.value;
    if (!out.name.empty() && !is_type_name(out.name)) {
      return refuse(fmt::format("`{}` is not the name of a namespace", out.name));
    }
    if (!only(json, where, {"commonTypes", "entityTypes", "actions", "annotations"})) return false;
    const JsonValue* entities = json.find("entityTypes");
    const JsonValue* actions = json.find("actions");
    if (entities == nullptr || actions == nullptr) {
      return refuse(fmt::format("{} needs `entityTypes` and `actions`", where));
    }
    if (const JsonValue* types = json.find("commonTypes")) {
      const bool done = each(*types, where, [&](const JsonMember& type) {
        return common_type(type, out.common_types.emplace_back());
      });
      if (!done) return false;
    }
    return annotations(json, where, out.annotations) &&
           each(
               *entities, where,
               [&](const JsonMember& type) { return entity(type, out.entities.emplace_back()); }) &&
           each(*actions, where, [&](const JsonMember& action_json) {
             return action(action_json, out.actions.emplace_back());
           });
  }

  bool common_type(const JsonMember& member, CommonTypeDecl& out) {
    out.name = member.key;
    const std::string where = fmt::format("the type `{}`", member.key);
    if (!annotations(member.value, where, out.annotations)) return false;
    out.type = type(member.value, where, {"annotations"});
    return out.type != nullptr;
  }

  bool entity(const JsonMember& member, EntityDecl& out) {
    out.name = member.key;
    const std::string where = fmt::format("the entity type `{}`", member.key);
    const JsonValue& json = member.value;
    if (!only(json, where, {"memberOfTypes", "shape", "tags", "enum", "annotations"}) ||
        !annotations(json, where, out.annotations)) {
      return false;
    }
    if (const JsonValue* choices = json.find("enum")) {
      out.is_enum = true;
      if (json.find("memberOfTypes") || json.find("shape") || json.find("tags")) {
        return refuse(fmt::format("{} is an enumeration and has other members", where));
      }
      return texts(*choices, where, out.choices);
    }
    if (const JsonValue* parents = json.find("memberOfTypes")) {
      if (!texts(*parents, where, out.parents)) return false;
    }
    if (const JsonValue* shape = json.find("shape")) {
      out.attributes = type(*shape, where);
      if (!out.attributes) return false;
    }
    if (const JsonValue* tags = json.find("tags")) {
      out.tags = type(*tags, "the tags of " + where);
      if (!out.tags) return false;
    }
    return true;
  }

  bool action(const JsonMember& member, ActionDecl& out) {
    out.id = member.key;
    const std::string where = fmt::format("the action `{}`", member.key);
    const JsonValue& json = member.value;
    if (!only(json, where, {"attributes", "appliesTo", "memberOf", "annotations"}) ||
        !annotations(json, where, out.annotations)) {
      return false;
    }
    // The standard's own implementation supports none either, not even an empty list.
    const JsonValue* attributes = json.find("attributes");
    if (attributes != nullptr && !attributes->is_null()) {
      return refuse(fmt::format("{} has attributes", where), ErrorCode::kUnsupported);
    }
    const JsonValue* parents = json.find("memberOf");
    if (parents != nullptr && !parents->is_null()) {
      if (!parents->is_array()) return refuse(fmt::format("`memberOf` of {} is no array", where));
      for (const JsonValue& item : parents->items()) {
        if (!action_ref(item, where, out.parents.emplace_back())) return false;
      }
    }
    const JsonValue* applies = json.find("appliesTo");
    if (applies == nullptr || applies->is_null()) return true;
    return applies_to(*applies, where, out.applies_to.emplace());
  }

  bool action_ref(const JsonValue& json, const std::string& where, ActionRef& out) {
    if (!only(json, "a parent of " + where, {"id", "type"})) return false;
    const JsonValue* id = json.find("id");
    const JsonValue* of_type = json.find("type");
    if (id == nullptr || !id->is_string()) {
      return refuse(fmt::format("a parent of {} has no `id`", where));
    }
    out.id = std::string(*id->as_string());
    if (of_type == nullptr || of_type->is_null()) return true;
    if (!of_type->is_string()) {
      return refuse(fmt::format("the `type` of a parent of {} is not text", where));
    }
    out.type = std::string(*of_type->as_string());
    // Empty would be read as the namespace's own actions, as without a type.
    return !out.type.empty() || refuse(fmt::format("the `type` of a parent of {} is empty", where));
  }

  bool applies_to(const JsonValue& json, const std::string& where, AppliesTo& out) {
    if (!only(json, where, {"principalTypes", "resourceTypes", "context"})) return false;
    const JsonValue* principals = json.find("principalTypes");
    const JsonValue* resources = json.find("resourceTypes");
    if (principals == nullptr || resources == nullptr) {
      return refuse(fmt::format("{} needs `principalTypes` and `resourceTypes`", where));
    }
    if (!texts(*principals, where, out.principals) || !texts(*resources, where, out.resources)) {
      return false;
    }
    const JsonValue* context = json.find("context");
    if (context == nullptr) return true;
    out.context = type(*context, "the context of " + where);
    return out.context != nullptr;
  }

  using Names = std::initializer_list<std::string_view>;

  // `beside` are the members that the place allows beside those of the type.
  TypeExprPtr type(const JsonValue& json, const std::string& where, Names beside = {}) {
    if (depth_ == kMaxNesting) {
      refuse(fmt::format("{} is nested too deeply", where), ErrorCode::kLimit);
      return nullptr;
    }
    ++depth_;
    auto out = std::make_shared<TypeExpr>();
    const bool done = type_here(json, where, beside, *out);
    --depth_;
    return done ? out : nullptr;
  }

  bool only_members(const JsonValue& json, const std::string& where, Names own, Names beside) {
    return each(json, where, [&](const JsonMember& member) {
      return member.key == "type" || std::ranges::find(own, member.key) != own.end() ||
             std::ranges::find(beside, member.key) != beside.end() ||
             refuse(fmt::format("a type in {} has an unknown member `{}`", where, member.key));
    });
  }

  bool type_here(const JsonValue& json, const std::string& where, Names beside, TypeExpr& out) {
    using Kind = TypeExpr::Kind;
    const JsonValue* kind = json.find("type");
    if (kind == nullptr || !kind->is_string()) {
      return refuse(fmt::format("{} has no `type`", where));
    }
    const std::string name(*kind->as_string());
    const bool named = name == "Entity" || name == "Extension" || name == "EntityOrCommon";
    const bool known_members =
        name == "Set" ? only_members(json, where, {"element"}, beside)
        : name == "Record"
            ? only_members(json, where, {"attributes", "additionalAttributes"}, beside)
        : named ? only_members(json, where, {"name"}, beside)
                : only_members(json, where, {}, beside);
    if (!known_members) return false;
    if (name == "Set") {
      out.kind = Kind::kSet;
      const JsonValue* element = json.find("element");
      if (element == nullptr) return refuse(fmt::format("a set in {} has no `element`", where));
      out.element = type(*element, where);
      return out.element != nullptr;
    }
    if (name == "Record") {
      out.kind = Kind::kRecord;
      return record(json, where, out);
    }
    if (named) {
      out.kind = name == "Entity"      ? Kind::kEntity
                 : name == "Extension" ? Kind::kBuiltin
                                       : Kind::kName;
      const JsonValue* referred = json.find("name");
      if (referred == nullptr || !referred->is_string()) {
        return refuse(fmt::format("{} has no `name` beside its `type`", where));
      }
      out.name = std::string(*referred->as_string());
      const bool known = std::ranges::find(kExtensionNames, out.name) != std::end(kExtensionNames);
      return name != "Extension" || known ||
             refuse(fmt::format("`{}` in {} is not an extension type", out.name, where));
    }
    const bool primitive = name == "String" || name == "Long" || name == "Boolean";
    out.kind = primitive ? Kind::kBuiltin : Kind::kCommon;
    out.name = name == "Boolean" ? "Bool" : name;
    return true;
  }

  bool record(const JsonValue& json, const std::string& where, TypeExpr& out) {
    const JsonValue* open = json.find("additionalAttributes");
    if (open != nullptr && !open->is_bool()) {
      return refuse(fmt::format("`additionalAttributes` of {} is no Boolean", where));
    }
    if (open != nullptr && *open->as_bool()) {
      return refuse(fmt::format("{} allows additional attributes", where), ErrorCode::kUnsupported);
    }
    const JsonValue* attributes = json.find("attributes");
    if (attributes == nullptr) return refuse(fmt::format("{} has no `attributes`", where));
    return each(*attributes, where, [&](const JsonMember& member) {
      AttributeDecl decl;
      decl.name = member.key;
      const std::string inner = fmt::format("`{}` of {}", member.key, where);
      const JsonValue* required = member.value.find("required");
      if (required != nullptr) {
        if (!required->is_bool())
          return refuse(fmt::format("`required` in {} is no Boolean", inner));
        decl.required = *required->as_bool();
      }
      if (!annotations(member.value, inner, decl.annotations)) return false;
      decl.type = type(member.value, inner, {"required", "annotations"});
      if (!decl.type) return false;
      out.attributes.push_back(std::move(decl));
      return true;
    });
  }

  std::optional<Error> error_;
  int depth_ = 0;
};

class SchemaJsonWriter {
 public:
  explicit SchemaJsonWriter(std::string& out) : json_(out, JsonWriter::Style::kIndented) {}

  void write(const SchemaFragment& fragment) {
    json_.begin_object();
    for (const NamespaceDecl& space : fragment.namespaces) {
      json_.key(space.name).begin_object();
      if (!space.common_types.empty()) {
        json_.key("commonTypes").begin_object();
        for (const CommonTypeDecl& decl : space.common_types) {
          json_.key(decl.name);
          type(*decl.type, decl.annotations, true);
        }
        json_.end_object();
      }
      json_.key("entityTypes").begin_object();
      for (const EntityDecl& decl : space.entities) entity(decl);
      json_.end_object();
      json_.key("actions").begin_object();
      for (const ActionDecl& decl : space.actions) action(decl);
      json_.end_object();
      annotations(space.annotations);
      json_.end_object();
    }
    json_.end_object();
  }

 private:
  void annotations(const Annotations& notes) {
    if (notes.empty()) return;
    json_.key("annotations").begin_object();
    for (const auto& [name, value] : notes) json_.member(name, value);
    json_.end_object();
  }

  // The empty record is what a missing one means.
  static bool is_empty_record(const TypeExprPtr& type_expr) {
    return !type_expr ||
           (type_expr->kind == TypeExpr::Kind::kRecord && type_expr->attributes.empty());
  }

  void texts(std::string_view key, const std::vector<std::string>& values) {
    json_.key(key).begin_array();
    for (const std::string& value : values) json_.value(value);
    json_.end_array();
  }

  void type(const TypeExpr& expr, const Annotations& notes, bool required) {
    using Kind = TypeExpr::Kind;
    json_.begin_object();
    switch (expr.kind) {
      case Kind::kSet:
        json_.member("type", "Set").key("element");
        type(*expr.element, {}, true);
        break;
      case Kind::kRecord:
        json_.member("type", "Record").key("attributes").begin_object();
        for (const AttributeDecl& attribute : expr.attributes) {
          json_.key(attribute.name);
          type(*attribute.type, attribute.annotations, attribute.required);
        }
        json_.end_object();
        break;
      case Kind::kBuiltin:
        if (std::ranges::find(kExtensionNames, expr.name) != std::end(kExtensionNames)) {
          json_.member("type", "Extension").member("name", expr.name);
        } else {
          json_.member("type", expr.name == "Bool" ? std::string("Boolean") : expr.name);
        }
        break;
      case Kind::kCommon:
        json_.member("type", expr.name);
        break;
      case Kind::kEntity:
      case Kind::kName:
        json_.member("type", expr.kind == Kind::kEntity ? "Entity" : "EntityOrCommon")
            .member("name", expr.name);
        break;
    }
    if (!required) json_.member("required", false);
    annotations(notes);
    json_.end_object();
  }

  void entity(const EntityDecl& decl) {
    json_.key(decl.name).begin_object();
    if (decl.is_enum) texts("enum", decl.choices);
    if (!decl.parents.empty()) texts("memberOfTypes", decl.parents);
    if (!is_empty_record(decl.attributes)) {
      json_.key("shape");
      type(*decl.attributes, {}, true);
    }
    if (decl.tags) {
      json_.key("tags");
      type(*decl.tags, {}, true);
    }
    annotations(decl.annotations);
    json_.end_object();
  }

  void action(const ActionDecl& decl) {
    json_.key(decl.id).begin_object();
    if (!decl.parents.empty()) {
      json_.key("memberOf").begin_array();
      for (const ActionRef& parent : decl.parents) {
        json_.begin_object().member("id", parent.id);
        if (!parent.type.empty()) json_.member("type", parent.type);
        json_.end_object();
      }
      json_.end_array();
    }
    const AppliesTo applies = decl.applies_to.value_or(AppliesTo{});
    json_.key("appliesTo").begin_object();
    texts("principalTypes", applies.principals);
    texts("resourceTypes", applies.resources);
    if (!is_empty_record(applies.context)) {
      json_.key("context");
      type(*applies.context, {}, true);
    }
    json_.end_object();
    annotations(decl.annotations);
    json_.end_object();
  }

  JsonWriter json_;
};

}  // namespace

Result<SchemaFragment> parse_schema_json(std::string_view json, std::string_view file) {
  const auto parsed = JsonValue::parse(json, std::string(file));
  if (!parsed) return std::unexpected(parsed.error());
  auto out = SchemaJsonReader().read(*parsed, file);
  if (!out) out.error().place.file = std::string(file);
  return out;
}

std::string to_schema_json(const SchemaFragment& fragment) {
  std::string out;
  SchemaJsonWriter(out).write(fragment);
  return out;
}

}  // namespace sekisho::cedar
