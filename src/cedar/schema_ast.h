#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cedar/expr.h"
#include "cedar/policy.h"

// A schema as written, before names are resolved: what the two syntaxes have in common, and what
// conversion between them works on. Plain data.
namespace sekisho::cedar {

struct TypeExpr;
using TypeExprPtr = std::shared_ptr<const TypeExpr>;

struct AttributeDecl {
  std::string name;
  bool required = true;
  TypeExprPtr type;
  Annotations annotations = {};
};

struct TypeExpr {
  enum class Kind : uint8_t {
    kName,     // common type, entity type or built-in, whichever the name resolves to
    kEntity,   // surely an entity type (JSON only)
    kBuiltin,  // surely a primitive or extension type (JSON only): `String`, `ipaddr`
    kCommon,   // surely not an entity type (JSON only)
    kSet,
    kRecord,
  };
  Kind kind = Kind::kName;
  std::string name = {};                       // of the named kinds
  TypeExprPtr element = {};                    // of kSet
  std::vector<AttributeDecl> attributes = {};  // of kRecord, in the order written
  Span span = {};
};

struct EntityDecl {
  std::string name;
  std::vector<std::string> parents = {};
  TypeExprPtr attributes = {};  // null: none
  TypeExprPtr tags = {};        // null: none
  bool is_enum = false;
  std::vector<std::string> choices = {};  // the ids, when it is an enumeration
  Annotations annotations = {};
  Span span = {};
};

// An action named in another declaration; its type is `Action` of the same namespace when empty.
struct ActionRef {
  std::string type = {};
  std::string id;
};

struct AppliesTo {
  std::vector<std::string> principals = {};
  std::vector<std::string> resources = {};
  TypeExprPtr context = {};  // null: the empty record
};

struct ActionDecl {
  std::string id;
  std::vector<ActionRef> parents = {};
  std::optional<AppliesTo> applies_to = {};
  Annotations annotations = {};
  Span span = {};
};

struct CommonTypeDecl {
  std::string name;
  TypeExprPtr type;
  Annotations annotations = {};
  Span span = {};
};

struct NamespaceDecl {
  std::string name = {};  // empty: outside every namespace
  std::vector<CommonTypeDecl> common_types = {};
  std::vector<EntityDecl> entities = {};
  std::vector<ActionDecl> actions = {};
  Annotations annotations = {};
  Span span = {};
};

struct SchemaFragment {
  std::string file = {};
  std::vector<NamespaceDecl> namespaces = {};
};

}  // namespace sekisho::cedar
