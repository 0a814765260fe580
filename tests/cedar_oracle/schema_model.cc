#include "schema_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "cedar/lexer.h"

namespace sekisho::cedar::oracle {
namespace {

using Kind = TypeModel::Kind;

constexpr const char* kAttributeNames[] = {"name", "age",   "owner", "manager", "teams",
                                           "open", "since", "home",  "q r",     "if",
                                           "日本", "level", "in",    "",        "type"};
constexpr const char* kTypeNames[] = {"User", "Team", "Doc",    "Folder", "Org",
                                      "List", "Box",  "Device", "Site"};
constexpr const char* kCommonNames[] = {"Address", "Level", "Profile", "Names"};
constexpr const char* kActionIds[] = {"view", "edit", "delete it", "all", "read", "管理", "share"};
constexpr const char* kExtensions[] = {"ipaddr", "decimal", "datetime", "duration"};
constexpr const char* kChoices[] = {"red", "green", "blue", "no such", ""};

class Maker {
 public:
  explicit Maker(Random& random) : random_(random) {}

  SchemaModel make() {
    schema_.spaces = {""};
    if (random_.chance(50)) schema_.spaces.emplace_back("App");
    if (random_.chance(20)) schema_.spaces.emplace_back("App::Core");
    if (random_.chance(15)) schema_.spaces.erase(schema_.spaces.begin());
    if (schema_.spaces.empty()) schema_.spaces.emplace_back("Only");
    // Names first, so that every type can refer to every entity type.
    const size_t count = 2 + random_.below(5);
    const size_t shift = random_.below(std::size(kTypeNames));
    for (size_t i = 0; i < count; ++i) {
      EntityModel entity;
      entity.space = random_.pick(schema_.spaces);
      entity.name = kTypeNames[(i + shift) % std::size(kTypeNames)];
      schema_.entities.push_back(std::move(entity));
    }
    for (size_t i = random_.below(4); i > 0; --i) {
      const std::string space = random_.pick(schema_.spaces);
      const std::string name = kCommonNames[i];
      auto type = std::make_shared<TypeModel>(*make_type(2));
      schema_.commons.push_back({space, name, type});
      type->common = space.empty() ? name : space + "::" + name;
    }
    for (EntityModel& entity : schema_.entities) fill(entity);
    make_actions();
    return std::move(schema_);
  }

 private:
  void fill(EntityModel& entity) {
    if (random_.chance(12)) {
      const size_t choices = 1 + random_.below(3);
      for (size_t i = 0; i < choices; ++i) entity.choices.emplace_back(kChoices[i]);
      entity.attributes = std::make_shared<TypeModel>(TypeModel{.kind = Kind::kRecord});
      return;
    }
    entity.attributes = record(2, 5);
    for (size_t i = random_.below(3); i > 0; --i) {
      const size_t parent = random_.below(schema_.entities.size());
      if (std::ranges::find(entity.parents, parent) == entity.parents.end()) {
        entity.parents.push_back(parent);
      }
    }
    if (random_.chance(25)) entity.tags = make_type(1);
  }

  void make_actions() {
    const size_t count = 1 + random_.below(4);
    const size_t shift = random_.below(std::size(kActionIds));
    for (size_t i = 0; i < count; ++i) {
      ActionModel action;
      action.space = random_.pick(schema_.spaces);
      action.id = kActionIds[(i + shift) % std::size(kActionIds)];
      for (size_t parent = 0; parent < i; ++parent) {
        if (random_.chance(30)) action.parents.push_back(parent);
      }
      action.applies = i == 0 || random_.chance(80);
      if (action.applies) {
        action.principals = some_entities();
        action.resources = some_entities();
      }
      action.context = record(action.applies && random_.chance(70) ? 2 : 0, 4);
      schema_.actions.push_back(std::move(action));
    }
  }

  std::vector<size_t> some_entities() {
    std::vector<size_t> out;
    for (size_t i = 0; i < schema_.entities.size(); ++i) {
      if (random_.chance(35)) out.push_back(i);
    }
    if (out.empty()) out.push_back(random_.below(schema_.entities.size()));
    return out;
  }

  TypePtr record(int depth, size_t most) {
    auto out = std::make_shared<TypeModel>(TypeModel{.kind = Kind::kRecord});
    for (size_t i = depth > 0 ? random_.below(most + 1) : 0; i > 0; --i) {
      AttributeModel attribute;
      attribute.name = random_.pick(kAttributeNames);
      attribute.required = random_.chance(65);
      attribute.type = make_type(depth - 1);
      const auto same = [&](const AttributeModel& other) { return other.name == attribute.name; };
      if (std::ranges::none_of(out->attributes, same)) {
        out->attributes.push_back(std::move(attribute));
      }
    }
    return out;
  }

  TypePtr make_type(int depth) {
    if (!schema_.commons.empty() && random_.chance(15)) {
      return random_.pick(schema_.commons).type;
    }
    auto out = std::make_shared<TypeModel>();
    switch (random_.below(depth > 0 ? 9 : 6)) {
      case 0:
        out->kind = Kind::kBool;
        break;
      case 1:
        out->kind = Kind::kLong;
        break;
      case 2:
        out->kind = Kind::kString;
        break;
      case 3:
      case 4:
        out->kind = Kind::kEntity;
        out->entity = random_.below(schema_.entities.size());
        break;
      case 5:
        out->kind = Kind::kExtension;
        out->extension = random_.pick(kExtensions);
        break;
      case 6:
      case 7:
        out->kind = Kind::kSet;
        out->element = make_type(depth - 1);
        break;
      default:
        return record(depth, 3);
    }
    return out;
  }

  Random& random_;
  SchemaModel schema_;
};

class TextWriter {
 public:
  TextWriter(const SchemaModel& schema, Random& random) : schema_(schema), random_(random) {}

  std::string write() {
    for (const std::string& space : schema_.spaces) {
      // Outside of every namespace an annotation would belong to the first declaration.
      if (!space.empty()) {
        annotations();
        out_ += fmt::format("namespace {}{}{{", space, gap(random_));
      }
      std::vector<std::string> parts;
      for (const CommonModel& common : schema_.commons) {
        if (common.space == space) parts.push_back(declaration(common));
      }
      for (const EntityModel& entity : schema_.entities) {
        if (entity.space == space) parts.push_back(declaration(entity));
      }
      for (const ActionModel& action : schema_.actions) {
        if (action.space == space) parts.push_back(declaration(action));
      }
      while (!parts.empty()) {
        const size_t next = random_.below(parts.size());
        out_ += parts[next];
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(next));
      }
      if (!space.empty()) out_ += "}\n";
    }
    return std::move(out_);
  }

 private:
  std::string notes() {
    std::string out;
    if (random_.chance(12)) out += "@doc(" + literal("of \"use\"", random_) + ")" + gap(random_);
    if (random_.chance(6)) out += "@bare" + gap(random_);
    return out;
  }
  void annotations() { out_ += notes(); }

  std::string name_of(const std::string& complete, const std::string& space) {
    const std::string prefix = space + "::";
    const bool here =
        complete.starts_with(prefix) && complete.find("::", prefix.size()) == std::string::npos;
    return here && random_.chance(70) ? complete.substr(prefix.size()) : complete;
  }

  std::string attribute_name(const std::string& name) {
    return is_plain_name(name) && random_.chance(80) ? name : literal(name, random_);
  }

  std::string type(const TypeModel& type_model, const std::string& space, bool by_name = true) {
    if (by_name && !type_model.common.empty()) return name_of(type_model.common, space);
    switch (type_model.kind) {
      case Kind::kBool:
        return random_.chance(10) ? "__cedar::Bool" : "Bool";
      case Kind::kLong:
        return "Long";
      case Kind::kString:
        return random_.chance(10) ? "__cedar::String" : "String";
      case Kind::kEntity:
        return name_of(schema_.entities[type_model.entity].complete_name(), space);
      case Kind::kSet:
        return "Set" + gap(random_) + "<" + type(*type_model.element, space) + ">";
      case Kind::kRecord:
        return record(type_model, space);
      case Kind::kExtension:
        return type_model.extension;
    }
    return {};
  }

  std::string record(const TypeModel& type_model, const std::string& space) {
    std::string out = "{";
    for (size_t i = 0; i < type_model.attributes.size(); ++i) {
      const AttributeModel& attribute = type_model.attributes[i];
      if (i > 0) out += ",";
      out += gap(random_) + notes() + attribute_name(attribute.name);
      out += fmt::format("{}:{}{}", attribute.required ? "" : "?", gap(random_),
                         type(*attribute.type, space));
    }
    if (!type_model.attributes.empty() && random_.chance(40)) out += ",";
    return out + gap(random_) + "}";
  }

  std::string list(std::vector<std::string> items) {
    if (items.size() == 1 && random_.chance(60)) return items.front();
    return fmt::format("[{}]", fmt::join(items, "," + gap(random_)));
  }

  std::string types(const std::vector<size_t>& indexes, const std::string& space) {
    std::vector<std::string> names;
    for (const size_t index : indexes) {
      names.push_back(name_of(schema_.entities[index].complete_name(), space));
    }
    return list(std::move(names));
  }

  std::string declaration(const CommonModel& common) {
    return fmt::format("{}type {} = {};{}", notes(), common.name,
                       type(*common.type, common.space, false), gap(random_));
  }

  std::string declaration(const EntityModel& entity) {
    std::string out = notes() + "entity " + entity.name;
    if (!entity.choices.empty()) {
      std::vector<std::string> ids;
      for (const std::string& id : entity.choices) ids.push_back(literal(id, random_));
      return out + fmt::format(" enum [{}];{}", fmt::join(ids, ", "), gap(random_));
    }
    if (!entity.parents.empty()) out += " in " + types(entity.parents, entity.space);
    if (!entity.attributes->attributes.empty() || random_.chance(20)) {
      out += random_.chance(50) ? " = " : gap(random_);
      out += record(*entity.attributes, entity.space);
    }
    if (entity.tags) out += " tags " + type(*entity.tags, entity.space);
    return out + ";" + gap(random_);
  }

  std::string declaration(const ActionModel& action) {
    std::string out = notes() + "action " + attribute_name(action.id);
    std::vector<std::string> parents;
    for (const size_t index : action.parents) {
      const ActionModel& parent = schema_.actions[index];
      const bool here = parent.space == action.space && random_.chance(70);
      parents.push_back(here ? attribute_name(parent.id)
                             : fmt::format("{}::{}", parent.type(), literal(parent.id, random_)));
    }
    if (!parents.empty()) out += " in " + list(std::move(parents));
    if (action.applies) {
      std::vector<std::string> parts = {"principal: " + types(action.principals, action.space),
                                        "resource: " + types(action.resources, action.space)};
      if (!action.context->attributes.empty() || random_.chance(20)) {
        parts.push_back("context: " + record(*action.context, action.space));
      }
      if (random_.chance(30)) std::ranges::rotate(parts, parts.begin() + 1);
      out += fmt::format(" appliesTo {{{}{}{}}}", gap(random_), fmt::join(parts, ", "),
                         random_.chance(40) ? "," : "");
    }
    return out + ";" + gap(random_);
  }

  const SchemaModel& schema_;
  Random& random_;
  std::string out_;
};

}  // namespace

std::vector<size_t> SchemaModel::applicable() const {
  std::vector<size_t> out;
  for (size_t i = 0; i < actions.size(); ++i) {
    if (actions[i].applies) out.push_back(i);
  }
  return out;
}

SchemaModel make_schema(Random& random) {
  return Maker(random).make();
}

std::string to_text(const SchemaModel& schema, Random& random) {
  return TextWriter(schema, random).write();
}

std::string literal(const std::string& text, Random& random) {
  std::string out = "\"";
  for (const char c : text) {
    if (c >= 'a' && c <= 'z' && random.chance(2)) {
      out += random.chance(50) ? fmt::format("\\u{{{:x}}}", static_cast<unsigned>(c))
                               : fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      append_escaped(out, c);
    }
  }
  return out + "\"";
}

std::string gap(Random& random) {
  switch (random.below(12)) {
    case 0:
      return "\n";
    case 1:
      return "\n  ";
    case 2:
      return " // a note; with } signs \"\n";
    case 3:
      return "\t";
    case 4:
      return "\r\n\n";
    default:
      return " ";
  }
}

bool is_plain_name(const std::string& text) {
  return !text.empty() && starts_identifier(text.front()) &&
         std::ranges::all_of(text, continues_identifier) && !is_reserved_word(text);
}

}  // namespace sekisho::cedar::oracle
