#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "random.h"

namespace sekisho::cedar::oracle {

// A schema that makes sense, as the generators of policies, entities and requests look at it.
struct TypeModel;
using TypePtr = std::shared_ptr<const TypeModel>;

struct AttributeModel {
  std::string name;
  bool required = true;
  TypePtr type;
};

struct TypeModel {
  enum class Kind : uint8_t { kBool, kLong, kString, kEntity, kSet, kRecord, kExtension };
  Kind kind = Kind::kBool;
  size_t entity = 0;           // of kEntity: an index into the entity types
  std::string extension = {};  // of kExtension: `ipaddr`, …
  TypePtr element = {};
  std::vector<AttributeModel> attributes = {};
  std::string common = {};  // the complete name of the common type that says the same, or empty
};

struct EntityModel {
  std::string space;
  std::string name;
  std::vector<size_t> parents = {};
  TypePtr attributes;                     // a record
  TypePtr tags = {};                      // null: none
  std::vector<std::string> choices = {};  // not empty: an enumeration

  std::string complete_name() const { return space.empty() ? name : space + "::" + name; }
};

struct ActionModel {
  std::string space;
  std::string id;
  std::vector<size_t> parents = {};
  bool applies = false;
  std::vector<size_t> principals = {};
  std::vector<size_t> resources = {};
  TypePtr context;  // a record

  std::string type() const { return space.empty() ? "Action" : space + "::Action"; }
};

struct CommonModel {
  std::string space;
  std::string name;
  TypePtr type;
};

struct SchemaModel {
  std::vector<std::string> spaces;
  std::vector<CommonModel> commons;
  std::vector<EntityModel> entities;
  std::vector<ActionModel> actions;

  // Actions that some request can name; never empty.
  std::vector<size_t> applicable() const;
};

SchemaModel make_schema(Random& random);

// In the human syntax, in one of the many ways in which it can be written.
std::string to_text(const SchemaModel& schema, Random& random);

// A text literal with its quotes, now and then with escapes that nobody needs.
std::string literal(const std::string& text, Random& random);

// Space, perhaps with a comment.
std::string gap(Random& random);

// True when the text needs no quotes as the name of an attribute.
bool is_plain_name(const std::string& text);

}  // namespace sekisho::cedar::oracle
