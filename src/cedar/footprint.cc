#include "cedar/footprint.h"

#include <algorithm>

#include "cedar/format.h"

namespace sekisho::cedar {
namespace {

// What an expression may stand for: places that can be named from a request variable or an
// entity literal, and perhaps something else (`unknown`).
struct Origin {
  std::vector<std::string> paths = {};
  bool unknown = false;
};

std::string below(const std::string& path, const std::string& name) {
  return is_identifier(name) ? path + "." + name : path + "[" + quoted(name) + "]";
}

// True when `path` starts with `prefix` and goes on below it.
bool is_below(std::string_view path, std::string_view prefix) {
  return path.size() > prefix.size() && path.starts_with(prefix) &&
         (path[prefix.size()] == '.' || path[prefix.size()] == '[');
}

// Whether evaluating can only give an entity (or an error): comparing it reads no content.
bool surely_entity(const Expr& expr) {
  if (const auto* var = std::get_if<node::Var>(&expr.node)) {
    return var->variable != Variable::kContext;
  }
  const auto* literal = std::get_if<node::Literal>(&expr.node);
  return literal != nullptr && literal->value.is_entity();
}

bool surely_scalar(const Expr& expr) {
  return surely_entity(expr) || std::holds_alternative<node::Literal>(expr.node);
}

class Analysis {
 public:
  explicit Analysis(Footprint& out) : out_(out) {}

  void add(const Policy& policy) {
    add(policy.principal, Variable::kPrincipal);
    add(policy.action, Variable::kAction);
    add(policy.resource, Variable::kResource);
    for (const Clause& clause : policy.clauses) use(*clause.condition, false);
  }

 private:
  void add(const ScopeConstraint& constraint, Variable variable) {
    using Kind = ScopeConstraint::Kind;
    if (constraint.kind == Kind::kAny) return;
    out_.variables.emplace(name_of(variable));
    out_.paths.emplace(name_of(variable));
    out_.entities.insert(constraint.entities.begin(), constraint.entities.end());
    if (!constraint.type.empty()) out_.types.insert(constraint.type);
    if (constraint.kind == Kind::kIn || constraint.kind == Kind::kIsIn) out_.uses_ancestors = true;
  }

  // The value of `expr` is used. `deep` says that everything in it may matter, as in `==` with a
  // record; otherwise it is a Boolean, number, text, or an entity of which only the uid matters.
  void use(const Expr& expr, bool deep) { use(walk(expr), deep); }

  // A set of which only one element, or none, is asked for.
  void use_set(const Expr& expr, bool deep) {
    const auto* attribute = std::get_if<node::GetAttribute>(&expr.node);
    if (attribute == nullptr) return use(expr, deep);
    use(access(*attribute->object, {attribute->name}), deep);
  }

  void use(const Origin& origin, bool deep) {
    for (const std::string& path : origin.paths) {
      out_.paths.insert(path);
      const bool entity = path == "principal" || path == "action" || path == "resource";
      if (deep && !entity) out_.deep_paths.insert(path);
      if (entity || path == "context") out_.variables.insert(path);
    }
  }

  Origin walk(const Expr& expr) {
    return std::visit([&](const auto& node) { return visit(node); }, expr.node);
  }

  static Origin computed() { return {{}, true}; }

  Origin visit(const node::Literal& node) {
    if (!node.value.is_entity()) return computed();
    out_.entities.insert(node.value.as_entity());
    return {{to_string(node.value)}, false};
  }

  static Origin visit(const node::Var& node) { return {{std::string(name_of(node.variable))}}; }

  Origin visit(const node::If& node) {
    use(*node.test, false);
    Origin out = walk(*node.then_branch);
    const Origin other = walk(*node.else_branch);
    out.paths.insert(out.paths.end(), other.paths.begin(), other.paths.end());
    out.unknown |= other.unknown;
    return out;
  }

  Origin visit(const node::Unary& node) {
    if (node.op == UnaryOp::kIsEmpty) {
      use_set(*node.operand, false);
    } else {
      use(*node.operand, false);
    }
    return computed();
  }

  Origin visit(const node::Binary& node) {
    switch (node.op) {
      case BinaryOp::kEqual:
      case BinaryOp::kNotEqual:
        // A comparison with an entity or a scalar looks at no content on the other side.
        use(*node.left, !surely_scalar(*node.right));
        use(*node.right, !surely_scalar(*node.left));
        return computed();
      case BinaryOp::kContains:
        use_set(*node.left, true);
        use(*node.right, true);
        return computed();
      case BinaryOp::kContainsAll:
      case BinaryOp::kContainsAny:
        use(*node.left, true);
        use(*node.right, true);
        return computed();
      case BinaryOp::kIn:
        out_.uses_ancestors = true;
        break;
      case BinaryOp::kGetTag:
      case BinaryOp::kHasTag:
        add_tag(*node.right);
        break;
      default:
        break;
    }
    use(*node.left, false);
    // The right side of `in` may be a set, which is read as a whole.
    use(*node.right, node.op == BinaryOp::kIn);
    return computed();
  }

  void add_tag(const Expr& key) {
    const auto* literal = std::get_if<node::Literal>(&key.node);
    if (literal != nullptr && literal->value.is_string()) {
      out_.tags.insert(literal->value.as_string());
    } else {
      out_.computed_tags = true;
    }
  }

  // The places that `names` lead to from `object`, each prefix noted as read.
  Origin access(const Expr& object, const std::vector<std::string>& names) {
    Origin out = walk(object);
    for (const std::string& name : names) {
      out_.attributes.insert(name);
      if (out.unknown) out_.paths_complete = false;
      for (std::string& path : out.paths) path = below(path, name);
    }
    return out;
  }

  Origin visit(const node::GetAttribute& node) {
    out_.whole_attributes.insert(node.name);
    return access(*node.object, {node.name});
  }

  Origin visit(const node::HasAttribute& node) {
    const Origin tested = access(*node.object, node.path);
    out_.paths.insert(tested.paths.begin(), tested.paths.end());
    return computed();
  }

  Origin visit(const node::Like& node) {
    use(*node.object, false);
    return computed();
  }

  Origin visit(const node::Is& node) {
    out_.types.insert(node.type);
    use(*node.object, false);
    if (node.group) {
      out_.uses_ancestors = true;
      use(*node.group, true);
    }
    return computed();
  }

  Origin visit(const node::Set& node) {
    for (const ExprPtr& element : node.elements) use(*element, true);
    return computed();
  }

  Origin visit(const node::Record& node) {
    for (const auto& [name, value] : node.fields) use(*value, true);
    return computed();
  }

  Origin visit(const node::Call& node) {
    for (const ExprPtr& argument : node.arguments) use(*argument, false);
    return computed();
  }

  Footprint& out_;
};

}  // namespace

bool Footprint::reads_path(std::string_view path) const {
  if (!paths_complete) {
    // Any access may lead here: the name of the last step decides.
    const size_t dot = path.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? path : path.substr(dot + 1);
    if (attributes.contains(last)) return true;
  }
  return std::ranges::any_of(
             paths,
             [&](const std::string& read) { return read == path || is_below(read, path); }) ||
         std::ranges::any_of(deep_paths,
                             [&](const std::string& read) { return is_below(path, read); });
}

Footprint footprint(const PolicySet& policies) {
  Footprint out;
  Analysis analysis(out);
  for (const Policy& policy : policies) analysis.add(policy);
  return out;
}

Footprint footprint(const Policy& policy) {
  Footprint out;
  Analysis(out).add(policy);
  return out;
}

}  // namespace sekisho::cedar
