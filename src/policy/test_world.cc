#include "policy/test_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cedar/conformance.h"
#include "cedar/parser.h"
#include "policy/test_value.h"
#include "text/nearest.h"

namespace sekisho::policy {
namespace {

namespace node = cedar::node;
using cedar::EntityUid;
using text::TomlTable;

constexpr std::string_view kParents = "in";

template <class Fields>
bool erase_field(Fields& fields, const std::string& name) {
  return std::erase_if(fields, [&](const auto& field) { return field.first == name; }) > 0;
}

}  // namespace

Result<EntityUid> TestWorld::uid_of(const TomlTable& table, const std::string& key,
                                    const std::string& text) const {
  auto uid = cedar::parse_entity_uid(text);
  if (!uid) {
    return std::unexpected(table.error(key, fmt::format("`{}` names no entity", text),
                                       "Write 'Type::\"id\"', in single quotes."));
  }
  if (schema_->entity_type(uid->type) != nullptr || schema_->is_action_type(uid->type)) return uid;
  std::vector<std::string_view> known;
  for (const auto& [name, info] : schema_->entity_types()) known.push_back(name);
  return std::unexpected(table.error(key,
                                     fmt::format("the schema has no entity type `{}`", uid->type),
                                     text::did_you_mean(uid->type, known)));
}

Result<void> TestWorld::read_request(const TomlTable& table) {
  for (auto [key, target] :
       {std::pair{"principal", &principal_}, {"action", &action_}, {"resource", &resource_}}) {
    const auto text = table.optional_string(key);
    if (!text) return std::unexpected(text.error());
    if (!*text) continue;
    auto uid = uid_of(table, key, **text);
    if (!uid) return std::unexpected(uid.error());
    *target = std::move(*uid);
  }
  return {};
}

Result<void> TestWorld::read_context(const TomlTable& table) {
  const cedar::ActionInfo* action = schema_->action(action_);
  if (action == nullptr) {
    return fail(ErrorCode::kBadInput, "a context needs the action that it is for", table.place(),
                "Give `action` of the request, one that the schema has.");
  }
  return read_fields(table, *action->context, "the context", context_);
}

Result<void> TestWorld::read_entities(const TomlTable& table) {
  for (const std::string& key : table.keys()) {
    const auto uid = uid_of(table, key, key);
    if (!uid) return std::unexpected(uid.error());
    const cedar::EntityTypeInfo* info = schema_->entity_type(uid->type);
    if (info == nullptr) {
      return std::unexpected(table.error(key, fmt::format("`{}` is an action", key),
                                         "The schema says what actions are in."));
    }
    const auto given = table.table(key);
    if (!given) return std::unexpected(given.error());
    Facts& facts = entities_[*uid];
    if (given->has(kParents)) {
      const auto names = given->strings(kParents);
      if (!names) return std::unexpected(names.error());
      facts.parents.clear();
      for (const std::string& name : *names) {
        auto parent = uid_of(*given, std::string(kParents), name);
        if (!parent) return std::unexpected(parent.error());
        facts.parents.push_back(std::move(*parent));
      }
    }
    static const cedar::SchemaType no_attributes{.kind = cedar::ValueKind::kRecord};
    const cedar::SchemaType& declared = info->attributes ? *info->attributes : no_attributes;
    auto ok =
        read_fields(*given, declared, fmt::format("`{}`", uid->type), facts.attributes, kParents);
    if (!ok) return ok;
  }
  return {};
}

Result<void> TestWorld::read_tags(const TomlTable& table) {
  for (const std::string& key : table.keys()) {
    const auto uid = uid_of(table, key, key);
    if (!uid) return std::unexpected(uid.error());
    const cedar::EntityTypeInfo* info = schema_->entity_type(uid->type);
    if (info == nullptr || !info->tags) {
      return std::unexpected(table.error(key, fmt::format("`{}` has no tags", uid->type)));
    }
    const auto given = table.table(key);
    if (!given) return std::unexpected(given.error());
    for (const std::string& name : given->keys()) {
      auto value = read_value(*given, name, *info->tags);
      if (!value) return std::unexpected(value.error());
      auto& tags = entities_[*uid].tags;
      erase_field(tags, name);
      tags.emplace_back(name, std::move(*value));
    }
  }
  return {};
}

Result<void> TestWorld::read(const TomlTable& file) {
  using Reader = Result<void> (TestWorld::*)(const TomlTable&);
  constexpr std::array<std::pair<const char*, Reader>, 4> kTables{
      {{"request", &TestWorld::read_request},
       {"context", &TestWorld::read_context},
       {"entities", &TestWorld::read_entities},
       {"tags", &TestWorld::read_tags}}};
  for (const auto& [name, reader] : kTables) {
    const auto table = file.optional_table(name);
    if (!table) return std::unexpected(table.error());
    if (!*table) continue;
    if (std::string_view(name) == "request") {
      if (auto ok = (*table)->only({"principal", "action", "resource"}); !ok) return ok;
    }
    if (auto ok = (this->*reader)(**table); !ok) return ok;
  }
  return {};
}

// `Account::"k1"`, `Account::"k1".holder`, `context.supplier`.
Result<void> TestWorld::take_away(const std::string& what) {
  const auto unclear = [&] {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` cannot be taken away", what), {},
                "Write 'Type::\"id\"', 'Type::\"id\".attribute' or 'context.attribute'.");
  };
  const auto expr = cedar::parse_expression(what);
  if (!expr) return unclear();
  if (const auto* literal = std::get_if<node::Literal>(&(*expr)->node)) {
    if (literal->value.is_entity() && entities_.erase(literal->value.as_entity()) > 0) return {};
    return unclear();
  }
  const auto* get = std::get_if<node::GetAttribute>(&(*expr)->node);
  if (get == nullptr) return unclear();
  if (const auto* var = std::get_if<node::Var>(&get->object->node)) {
    const bool gone =
        var->variable == cedar::Variable::kContext && erase_field(context_, get->name);
    if (gone) return {};
    return unclear();
  }
  const auto* literal = std::get_if<node::Literal>(&get->object->node);
  if (literal == nullptr || !literal->value.is_entity()) return unclear();
  const auto found = entities_.find(literal->value.as_entity());
  if (found == entities_.end() || !erase_field(found->second.attributes, get->name))
    return unclear();
  return {};
}

Result<void> TestWorld::change(const TomlTable& one) {
  if (auto ok = read_request(one); !ok) return ok;
  using Reader = Result<void> (TestWorld::*)(const TomlTable&);
  constexpr std::array<std::pair<const char*, Reader>, 3> kTables{
      {{"change", &TestWorld::read_entities},
       {"tags", &TestWorld::read_tags},
       {"context", &TestWorld::read_context}}};
  for (const auto& [name, reader] : kTables) {
    const auto table = one.optional_table(name);
    if (!table) return std::unexpected(table.error());
    if (!*table) continue;
    if (auto ok = (this->*reader)(**table); !ok) return ok;
  }
  const auto without = one.optional_strings("without");
  if (!without) return std::unexpected(without.error());
  for (const std::string& what : *without) {
    if (auto ok = take_away(what); !ok) {
      return std::unexpected(one.error("without", ok.error().message, ok.error().help));
    }
  }
  return {};
}

Result<std::pair<cedar::Request, cedar::Entities>> TestWorld::build() const {
  for (const auto& [uid, what] :
       {std::pair{&principal_, "principal"}, {&action_, "action"}, {&resource_, "resource"}}) {
    if (!uid->type.empty()) continue;
    return fail(ErrorCode::kBadInput, fmt::format("the request has no {}", what), {},
                "Give it under [request] or in the case.");
  }
  const cedar::Request request{principal_, action_, resource_, cedar::Value::record(context_)};
  if (auto ok = cedar::validate_request(request, *schema_); !ok) return std::unexpected(ok.error());
  cedar::Entities entities;
  for (const auto& [uid, facts] : entities_) {
    cedar::Entity entity{uid, cedar::Value::record(facts.attributes), facts.tags, facts.parents};
    for (const Error& error : cedar::validate_entity(entity, *schema_))
      return std::unexpected(error);
    entities.put(std::move(entity));
  }
  for (const auto& [uid, info] : schema_->actions()) {
    entities.put({uid, cedar::Value(), {}, {info.parents.begin(), info.parents.end()}});
  }
  if (auto ok = entities.check_acyclic(); !ok) return std::unexpected(ok.error());
  return std::pair(request, std::move(entities));
}

}  // namespace sekisho::policy
