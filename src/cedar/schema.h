#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cedar/policy.h"
#include "cedar/schema_ast.h"
#include "cedar/schema_type.h"

namespace sekisho::cedar {

// What a schema says of one type of entities. All names are complete: `App::User`.
struct EntityTypeInfo {
  SchemaTypePtr attributes;  // a record
  SchemaTypePtr tags = {};   // null: no tags
  bool is_enum = false;
  std::vector<std::string> choices = {};  // the only ids, when it is an enumeration
  std::set<std::string> parents = {};     // types that an entity may be in directly
  std::set<std::string> ancestors = {};   // the same through any number of steps
  Annotations annotations = {};
};

struct ActionInfo {
  std::set<EntityUid> parents = {};
  std::set<EntityUid> ancestors = {};  // through any number of steps, not the action itself
  std::set<std::string> principals = {};
  std::set<std::string> resources = {};
  SchemaTypePtr context;  // a record
  Annotations annotations = {};
};

// A schema with every name resolved. Immutable once made; any number of threads may read it.
class Schema {
 public:
  const EntityTypeInfo* entity_type(std::string_view name) const;
  const ActionInfo* action(const EntityUid& uid) const;
  const std::map<std::string, EntityTypeInfo, std::less<>>& entity_types() const {
    return entity_types_;
  }
  const std::map<EntityUid, ActionInfo>& actions() const { return actions_; }
  // True for the type of some action: `Action`, `App::Action`.
  bool is_action_type(std::string_view name) const { return action_types_.contains(name); }

  // True when an entity of type `child` can be `in` one of type `ancestor`, being it included.
  bool may_be_in(std::string_view child, std::string_view ancestor) const;

 private:
  friend class SchemaResolver;
  std::map<std::string, EntityTypeInfo, std::less<>> entity_types_;
  std::map<EntityUid, ActionInfo> actions_;
  std::set<std::string, std::less<>> action_types_;
};

// Same entity types, actions and types, however they were written.
bool same_schema(const Schema& a, const Schema& b);

// Resolves the names of one fragment or of several together. Errors have a place where the
// fragment was text: an unknown name ("did you mean"), a name declared twice or shadowed, a
// circle among common types or actions, a context that is not a record.
Result<Schema> resolve_schema(const std::vector<SchemaFragment>& fragments);

// Both steps: the human syntax, or JSON when the text starts with `{`.
Result<Schema> parse_schema(std::string_view text, std::string_view file = {});

}  // namespace sekisho::cedar
