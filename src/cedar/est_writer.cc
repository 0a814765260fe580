#include <array>

#include "cedar/est_json.h"
#include "text/json.h"

namespace sekisho::cedar {
namespace {

using text::JsonWriter;

constexpr size_t kMaxUtf8Bytes = 4;

class EstWriter {
 public:
  explicit EstWriter(std::string& out) : json_(out) {}

  void policy(const Policy& policy) {
    json_.begin_object();
    json_.member("effect", name_of(policy.effect));
    scope("principal", policy.principal, Slot::kPrincipal);
    scope("action", policy.action, Slot::kPrincipal);
    scope("resource", policy.resource, Slot::kResource);
    json_.key("conditions").begin_array();
    for (const Clause& clause : policy.clauses) {
      json_.begin_object().member("kind", clause.is_unless ? "unless" : "when").key("body");
      expr(*clause.condition);
      json_.end_object();
    }
    json_.end_array();
    if (!policy.annotations.empty()) {
      json_.key("annotations").begin_object();
      for (const auto& [name, value] : policy.annotations) {
        json_.key(name);
        if (policy.bare_annotations.contains(name)) {
          json_.null();
        } else {
          json_.value(value);
        }
      }
      json_.end_object();
    }
    json_.end_object();
  }

  void policy_set(const PolicySet& policies) {
    json_.begin_object();
    json_.key("staticPolicies").begin_object();
    for (const Policy& each : policies) {
      if (each.link) continue;
      json_.key(each.id);
      policy(each);
    }
    json_.end_object();
    json_.key("templates").begin_object();
    for (const Policy& each : policies.templates()) {
      json_.key(each.id);
      policy(each);
    }
    json_.end_object();
    json_.key("templateLinks").begin_array();
    for (const Policy& each : policies) {
      if (each.link) link(each);
    }
    json_.end_array();
    json_.end_object();
  }

 private:
  void link(const Policy& policy) {
    json_.begin_object();
    json_.member("templateId", policy.link->template_id).member("newId", policy.id);
    json_.key("values").begin_object();
    for (const auto& [slot, value] : policy.link->values) {
      json_.key(name_of(slot));
      uid(value);
    }
    json_.end_object();
    json_.end_object();
  }

  void uid(const EntityUid& value) {
    json_.begin_object().member("type", value.type).member("id", value.id).end_object();
  }

  void scope(std::string_view variable, const ScopeConstraint& constraint, Slot slot) {
    using Kind = ScopeConstraint::Kind;
    static constexpr std::array<const char*, 5> kOps = {"All", "==", "in", "is", "is"};
    json_.key(variable).begin_object();
    json_.member("op", kOps[static_cast<size_t>(constraint.kind)]);
    if (!constraint.type.empty()) json_.member("entity_type", constraint.type);
    if (constraint.kind == Kind::kIsIn) json_.key("in").begin_object();
    if (constraint.has_slot) {
      json_.member("slot", name_of(slot));
    } else if (constraint.entities.size() == 1) {
      json_.key("entity");
      uid(constraint.entities.front());
    } else if (constraint.is_list) {
      json_.key("entities").begin_array();
      for (const EntityUid& entity : constraint.entities) uid(entity);
      json_.end_array();
    }
    if (constraint.kind == Kind::kIsIn) json_.end_object();
    json_.end_object();
  }

  void expr(const Expr& expr) {
    json_.begin_object();
    std::visit([&](const auto& node) { visit(node); }, expr.node);
    json_.end_object();
  }

  void operand(std::string_view key, const Expr& operand_expr) {
    json_.key(key);
    expr(operand_expr);
  }

  void visit(const node::Literal& node) {
    json_.key("Value");
    switch (node.value.kind()) {
      case ValueKind::kBool:
        json_.value(node.value.as_bool());
        break;
      case ValueKind::kLong:
        json_.value(node.value.as_long());
        break;
      case ValueKind::kString:
        json_.value(node.value.as_string());
        break;
      default:
        json_.begin_object().key("__entity");
        uid(node.value.as_entity());
        json_.end_object();
        break;
    }
  }

  void visit(const node::Var& node) { json_.member("Var", name_of(node.variable)); }

  void visit(const node::If& node) {
    json_.key("if-then-else").begin_object();
    operand("if", *node.test);
    operand("then", *node.then_branch);
    operand("else", *node.else_branch);
    json_.end_object();
  }

  void visit(const node::Unary& node) {
    json_.key(node.op == UnaryOp::kNegate ? "neg" : spelling_of(node.op)).begin_object();
    operand("arg", *node.operand);
    json_.end_object();
  }

  void visit(const node::Binary& node) {
    json_.key(spelling_of(node.op)).begin_object();
    operand("left", *node.left);
    operand("right", *node.right);
    json_.end_object();
  }

  void visit(const node::GetAttribute& node) {
    json_.key(".").begin_object();
    operand("left", *node.object);
    json_.member("attr", node.name).end_object();
  }

  void visit(const node::HasAttribute& node) {
    json_.key("has").begin_object();
    operand("left", *node.object);
    if (node.path.size() == 1) {
      json_.member("attr", node.path.front());
    } else {
      json_.key("attr").begin_array();
      for (const std::string& name : node.path) json_.value(name);
      json_.end_array();
    }
    json_.end_object();
  }

  void visit(const node::Like& node) {
    json_.key("like").begin_object();
    operand("left", *node.object);
    json_.key("pattern").begin_array();
    for (size_t i = 0; i < node.pattern.pieces.size(); ++i) {
      if (i != 0) json_.value("Wildcard");
      // The standard writes one character an element.
      std::string_view rest = node.pattern.pieces[i];
      while (!rest.empty()) {
        size_t bytes = 1;
        while (bytes < rest.size() && bytes < kMaxUtf8Bytes &&
               (static_cast<unsigned char>(rest[bytes]) & 0xC0u) == 0x80u) {
          ++bytes;
        }
        json_.begin_object().member("Literal", rest.substr(0, bytes)).end_object();
        rest.remove_prefix(bytes);
      }
    }
    json_.end_array().end_object();
  }

  void visit(const node::Is& node) {
    json_.key("is").begin_object();
    operand("left", *node.object);
    json_.member("entity_type", node.type);
    if (node.group) operand("in", *node.group);
    json_.end_object();
  }

  void exprs(const std::vector<ExprPtr>& list) {
    json_.begin_array();
    for (const ExprPtr& each : list) expr(*each);
    json_.end_array();
  }

  void visit(const node::Set& node) {
    json_.key("Set");
    exprs(node.elements);
  }

  void visit(const node::Record& node) {
    json_.key("Record").begin_object();
    for (const auto& [name, value] : node.fields) operand(name, *value);
    json_.end_object();
  }

  void visit(const node::Call& node) {
    json_.key(info_of(node.function).name);
    exprs(node.arguments);
  }

  JsonWriter json_;
};

}  // namespace

std::string to_est_json(const Policy& policy) {
  std::string out;
  EstWriter(out).policy(policy);
  return out;
}

std::string to_est_json(const PolicySet& policies) {
  std::string out;
  EstWriter(out).policy_set(policies);
  return out;
}

}  // namespace sekisho::cedar
