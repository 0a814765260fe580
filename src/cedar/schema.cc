#include "cedar/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "cedar/limits.h"
#include "cedar/schema_json.h"
#include "cedar/schema_text.h"
#include "cedar/suggestion.h"

namespace sekisho::cedar {
namespace {

std::optional<ValueKind> builtin_named(std::string_view name) {
  if (name.starts_with("__cedar::")) name.remove_prefix(9);
  static constexpr std::array<std::pair<std::string_view, ValueKind>, 7> kBuiltins = {{
      {"Bool", ValueKind::kBool},
      {"Long", ValueKind::kLong},
      {"String", ValueKind::kString},
      {"ipaddr", ValueKind::kIpAddress},
      {"decimal", ValueKind::kDecimal},
      {"datetime", ValueKind::kDatetime},
      {"duration", ValueKind::kDuration},
  }};
  const auto found =
      std::ranges::find(kBuiltins, name, &std::pair<std::string_view, ValueKind>::first);
  return found == kBuiltins.end() ? std::nullopt : std::optional(found->second);
}

// What the JSON form uses as words of its own.
bool is_reserved_type_name(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kReserved = {
      "Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String"};
  return std::ranges::find(kReserved, name) != kReserved.end();
}

std::string qualified(const std::string& space, const std::string& name) {
  return space.empty() ? name : space + "::" + name;
}

bool same_type(const SchemaTypePtr& a, const SchemaTypePtr& b) {
  if (a == b) return true;
  if (!a || !b) return false;
  if (a->kind != b->kind || a->entity != b->entity) return false;
  if (a->kind == ValueKind::kSet) return same_type(a->element, b->element);
  return std::ranges::equal(a->attributes, b->attributes, [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.required == y.second.required &&
           same_type(x.second.type, y.second.type);
  });
}

}  // namespace

// Two passes: the first collects what is declared, the second resolves what is referred to. After
// an error every function returns at once.
class SchemaResolver {
 public:
  explicit SchemaResolver(const std::vector<SchemaFragment>& fragments) : fragments_(fragments) {}

  Result<Schema> resolve() {
    if (for_each_namespace(&SchemaResolver::collect) && check_shadowing() &&
        for_each_namespace(&SchemaResolver::resolve_namespace) && check_entity_parents() &&
        check_action_parents()) {
      return std::move(schema_);
    }
    return std::unexpected(std::move(*error_));
  }

 private:
  struct Common {
    const CommonTypeDecl* decl;
    const NamespaceDecl* space;
    SchemaTypePtr resolved;
    bool open = false;  // being resolved: meeting it again closes a circle
  };

  bool for_each_namespace(bool (SchemaResolver::*step)(const NamespaceDecl&)) {
    for (const SchemaFragment& fragment : fragments_) {
      file_ = &fragment.file;
      std::set<std::string_view> names;
      for (const NamespaceDecl& space : fragment.namespaces) {
        if (!names.insert(space.name).second) {
          return refuse(space.span, fmt::format("the namespace `{}` is declared twice", space.name),
                        "Put both parts into one block.");
        }
        if (!(this->*step)(space)) return false;
      }
    }
    return true;
  }

  bool refuse(const Span& span, std::string message, std::string help = {}) {
    if (!error_) {
      error_ = Error{ErrorCode::kBadInput, std::move(message),
                     to_place(span, file_ == nullptr ? std::string() : *file_), std::move(help)};
    }
    return false;
  }

  bool twice(const Span& span, std::string_view what, const std::string& name) {
    return refuse(span, fmt::format("the {} `{}` is declared twice", what, name));
  }

  // First pass.
  bool collect(const NamespaceDecl& space) {
    for (const CommonTypeDecl& decl : space.common_types) {
      if (is_reserved_type_name(decl.name) || !is_identifier(decl.name)) {
        return refuse(decl.span, fmt::format("`{}` cannot name a type", decl.name));
      }
      const std::string name = qualified(space.name, decl.name);
      if (!commons_.try_emplace(name, Common{&decl, &space, {}}).second) {
        return twice(decl.span, "type", name);
      }
    }
    for (const EntityDecl& decl : space.entities) {
      if (decl.name == "Action" || !is_identifier(decl.name)) {
        return refuse(decl.span, fmt::format("`{}` cannot name an entity type", decl.name));
      }
      if (decl.is_enum && decl.choices.empty()) {
        return refuse(decl.span, fmt::format("the enumeration `{}` has no id", decl.name));
      }
      const std::string name = qualified(space.name, decl.name);
      if (!entities_.insert(name).second) return twice(decl.span, "entity type", name);
    }
    const std::string action_type = qualified(space.name, "Action");
    for (const ActionDecl& decl : space.actions) {
      const EntityUid uid{action_type, decl.id};
      schema_.action_types_.insert(action_type);
      if (!schema_.actions_.try_emplace(uid).second)
        return twice(decl.span, "action", to_string(uid));
    }
    return true;
  }

  // Nothing in a namespace may hide what is declared outside of every namespace.
  bool check_shadowing() {
    const auto hidden = [&](const std::string& name) -> std::optional<std::string> {
      const size_t separator = name.rfind("::");
      if (separator == std::string::npos) return std::nullopt;
      const std::string base = name.substr(separator + 2);
      const bool known = entities_.contains(base) || commons_.contains(base);
      return known ? std::optional(base) : std::nullopt;
    };
    const auto report = [&](const std::string& name, const std::string& base) {
      return refuse({},
                    fmt::format("`{}` hides `{}`, which is outside of every namespace", name, base),
                    "Rename one of them.");
    };
    for (const std::string& name : entities_) {
      if (const auto base = hidden(name)) return report(name, *base);
    }
    for (const auto& [name, common] : commons_) {
      if (const auto base = hidden(name)) return report(name, *base);
    }
    for (const auto& [uid, info] : schema_.actions_) {
      if (uid.type != "Action" && schema_.actions_.contains({"Action", uid.id})) {
        return report(to_string(uid), to_string(EntityUid{"Action", uid.id}));
      }
    }
    return true;
  }

  // Second pass.
  bool resolve_namespace(const NamespaceDecl& space) {
    for (const CommonTypeDecl& decl : space.common_types) {
      if (!common_type(qualified(space.name, decl.name), decl.span)) return false;
    }
    for (const EntityDecl& decl : space.entities) {
      if (!entity(decl, space)) return false;
    }
    for (const ActionDecl& decl : space.actions) {
      if (!action(decl, space)) return false;
    }
    return true;
  }

  bool entity(const EntityDecl& decl, const NamespaceDecl& space) {
    EntityTypeInfo info;
    info.annotations = decl.annotations;
    info.is_enum = decl.is_enum;
    info.choices = decl.choices;
    info.attributes = record(decl.attributes, space, decl.span, "the attributes of an entity type");
    if (!info.attributes) return false;
    if (decl.tags) {
      info.tags = type(*decl.tags, space);
      if (!info.tags) return false;
    }
    for (const std::string& parent : decl.parents) {
      const auto name = entity_name(parent, space, decl.span);
      if (!name) return false;
      info.parents.insert(*name);
    }
    schema_.entity_types_.emplace(qualified(space.name, decl.name), std::move(info));
    return true;
  }

  bool action(const ActionDecl& decl, const NamespaceDecl& space) {
    ActionInfo& info = schema_.actions_.at({qualified(space.name, "Action"), decl.id});
    info.annotations = decl.annotations;
    const AppliesTo applies = decl.applies_to.value_or(AppliesTo{});
    for (const auto& [names, types] : {std::pair{&applies.principals, &info.principals},
                                       std::pair{&applies.resources, &info.resources}}) {
      for (const std::string& name : *names) {
        const auto complete = entity_name(name, space, decl.span);
        if (!complete) return false;
        types->insert(*complete);
      }
    }
    info.context = record(applies.context, space, decl.span, "a context");
    if (!info.context) return false;
    for (const ActionRef& parent : decl.parents) {
      const auto uid = action_uid(parent, space);
      if (!uid) {
        return refuse(
            decl.span,
            fmt::format("`{}` is in the action `{}`, which is not declared", decl.id, parent.id),
            action_suggestion(parent, space));
      }
      info.parents.insert(*uid);
    }
    return true;
  }

  std::optional<EntityUid> action_uid(const ActionRef& ref, const NamespaceDecl& space) const {
    const std::string type_name = ref.type.empty() ? "Action" : ref.type;
    for (const std::string& candidate : candidates(type_name, space)) {
      EntityUid uid{candidate, ref.id};
      if (schema_.actions_.contains(uid)) return uid;
    }
    return std::nullopt;
  }

  std::string action_suggestion(const ActionRef& ref, const NamespaceDecl& space) const {
    std::vector<std::string> names;
    for (const auto& [uid, info] : schema_.actions_) names.push_back(to_string(uid));
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string type = ref.type.empty() ? qualified(space.name, "Action") : ref.type;
    return suggestion(to_string(EntityUid{type, ref.id}), views);
  }

  // What a name may stand for, first choice first.
  static std::vector<std::string> candidates(const std::string& name, const NamespaceDecl& space) {
    if (space.name.empty() || name.find("::") != std::string::npos) return {name};
    return {qualified(space.name, name), name};
  }

  // A type that an attribute can have; the types of actions are among them.
  bool is_entity_type(const std::string& name) const {
    return entities_.contains(name) || schema_.action_types_.contains(name);
  }

  // A type that an entity can be in or that a request can be about. Actions are neither.
  std::optional<std::string> entity_name(const std::string& name, const NamespaceDecl& space,
                                         const Span& span) {
    for (const std::string& candidate : candidates(name, space)) {
      if (entities_.contains(candidate)) return candidate;
    }
    unknown(name, span, "an entity type");
    return std::nullopt;
  }

  bool unknown(const std::string& name, const Span& span, std::string_view what) {
    std::vector<std::string_view> known = {"Bool",    "Long",     "String",  "ipaddr",
                                           "decimal", "datetime", "duration"};
    for (const std::string& entity_type : entities_) known.push_back(entity_type);
    for (const auto& [common_name, common] : commons_) known.push_back(common_name);
    return refuse(span, fmt::format("`{}` is not {}", name, what), suggestion(name, known));
  }

  SchemaTypePtr record(const TypeExprPtr& expr, const NamespaceDecl& space, const Span& span,
                       std::string_view what) {
    if (!expr) {
      auto empty = std::make_shared<SchemaType>();
      empty->kind = ValueKind::kRecord;
      return empty;
    }
    SchemaTypePtr out = type(*expr, space);
    if (out && out->kind != ValueKind::kRecord) {
      refuse(span, fmt::format("{} must be a record, not {}", what, to_string(*out)));
      return nullptr;
    }
    return out;
  }

  SchemaTypePtr type(const TypeExpr& expr, const NamespaceDecl& space) {
    if (depth_ == kMaxTypeDepth) {
      refuse(expr.span, "the types are nested too deeply");
      return nullptr;
    }
    ++depth_;
    SchemaTypePtr out = type_here(expr, space);
    --depth_;
    return out;
  }

  SchemaTypePtr type_here(const TypeExpr& expr, const NamespaceDecl& space) {
    using Kind = TypeExpr::Kind;
    auto out = std::make_shared<SchemaType>();
    switch (expr.kind) {
      case Kind::kSet:
        out->kind = ValueKind::kSet;
        out->element = type(*expr.element, space);
        return out->element ? out : nullptr;
      case Kind::kRecord:
        out->kind = ValueKind::kRecord;
        for (const AttributeDecl& attribute : expr.attributes) {
          SchemaTypePtr inner = type(*attribute.type, space);
          if (!inner) return nullptr;
          out->attributes.emplace(attribute.name,
                                  AttributeType{std::move(inner), attribute.required});
        }
        return out;
      case Kind::kBuiltin:
        out->kind = *builtin_named(expr.name);
        return out;
      default:
        return named(expr, space);
    }
  }

  SchemaTypePtr named(const TypeExpr& expr, const NamespaceDecl& space) {
    using Kind = TypeExpr::Kind;
    auto out = std::make_shared<SchemaType>();
    for (const std::string& candidate : candidates(expr.name, space)) {
      if (expr.kind != Kind::kEntity && commons_.contains(candidate)) {
        return common_type(candidate, expr.span);
      }
      if (expr.kind != Kind::kCommon && is_entity_type(candidate)) {
        out->kind = ValueKind::kEntity;
        out->entity = candidate;
        return out;
      }
    }
    const auto builtin = expr.kind == Kind::kEntity ? std::nullopt : builtin_named(expr.name);
    if (!builtin) {
      unknown(expr.name, expr.span, "a type");
      return nullptr;
    }
    out->kind = *builtin;
    return out;
  }

  SchemaTypePtr common_type(const std::string& name, const Span& span) {
    Common& common = commons_.at(name);
    if (common.resolved) return common.resolved;
    if (common.open) {
      refuse(span, fmt::format("the type `{}` contains itself", name));
      return nullptr;
    }
    common.open = true;
    common.resolved = type(*common.decl->type, *common.space);
    common.open = false;
    return common.resolved;
  }

  bool check_entity_parents() {
    for (auto& [name, info] : schema_.entity_types_) {
      std::vector<std::string> todo(info.parents.begin(), info.parents.end());
      while (!todo.empty()) {
        const std::string next = std::move(todo.back());
        todo.pop_back();
        if (!info.ancestors.insert(next).second) continue;
        const auto found = schema_.entity_types_.find(next);
        if (found == schema_.entity_types_.end()) continue;
        todo.insert(todo.end(), found->second.parents.begin(), found->second.parents.end());
      }
    }
    return true;
  }

  bool check_action_parents() {
    for (auto& [uid, info] : schema_.actions_) {
      std::vector<EntityUid> todo(info.parents.begin(), info.parents.end());
      while (!todo.empty()) {
        const EntityUid next = std::move(todo.back());
        todo.pop_back();
        if (!info.ancestors.insert(next).second) continue;
        if (next == uid) {
          return refuse({}, fmt::format("the action `{}` is its own ancestor", to_string(uid)),
                        "Remove one of the parents that close the circle.");
        }
        const ActionInfo& parent = schema_.actions_.at(next);
        todo.insert(todo.end(), parent.parents.begin(), parent.parents.end());
      }
    }
    return true;
  }

  const std::vector<SchemaFragment>& fragments_;
  const std::string* file_ = nullptr;
  std::map<std::string, Common> commons_;
  std::set<std::string> entities_;
  Schema schema_;
  std::optional<Error> error_;
  int depth_ = 0;
};

const EntityTypeInfo* Schema::entity_type(std::string_view name) const {
  const auto found = entity_types_.find(name);
  return found == entity_types_.end() ? nullptr : &found->second;
}

const ActionInfo* Schema::action(const EntityUid& uid) const {
  const auto found = actions_.find(uid);
  return found == actions_.end() ? nullptr : &found->second;
}

bool Schema::may_be_in(std::string_view child, std::string_view ancestor) const {
  if (child == ancestor) return true;
  const EntityTypeInfo* info = entity_type(child);
  return info != nullptr && info->ancestors.contains(std::string(ancestor));
}

bool same_schema(const Schema& a, const Schema& b) {
  const auto same_entity = [](const auto& x, const auto& y) {
    const EntityTypeInfo& p = x.second;
    const EntityTypeInfo& q = y.second;
    return x.first == y.first && same_type(p.attributes, q.attributes) &&
           same_type(p.tags, q.tags) && p.is_enum == q.is_enum && p.choices == q.choices &&
           p.parents == q.parents && p.annotations == q.annotations;
  };
  const auto same_action = [](const auto& x, const auto& y) {
    const ActionInfo& p = x.second;
    const ActionInfo& q = y.second;
    return x.first == y.first && p.parents == q.parents && p.principals == q.principals &&
           p.resources == q.resources && same_type(p.context, q.context) &&
           p.annotations == q.annotations;
  };
  return std::ranges::equal(a.entity_types(), b.entity_types(), same_entity) &&
         std::ranges::equal(a.actions(), b.actions(), same_action);
}

Result<Schema> resolve_schema(const std::vector<SchemaFragment>& fragments) {
  return SchemaResolver(fragments).resolve();
}

Result<Schema> parse_schema(std::string_view text, std::string_view file) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  const bool json = first != std::string_view::npos && text[first] == '{';
  auto fragment = json ? parse_schema_json(text, file) : parse_schema_text(text, file);
  if (!fragment) return std::unexpected(std::move(fragment.error()));
  std::vector<SchemaFragment> fragments;
  fragments.push_back(std::move(*fragment));
  return resolve_schema(fragments);
}

}  // namespace sekisho::cedar
