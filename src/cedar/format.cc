#include "cedar/format.h"

#include <fmt/format.h>

#include "cedar/lexer.h"

namespace sekisho::cedar {
namespace {

// How strongly an expression holds together. An operand that holds less than its place demands
// stands in parentheses.
enum Strength {
  kLoose,  // if-then-else
  kOrLevel,
  kAndLevel,
  kRelationLevel,
  kSumLevel,
  kProductLevel,
  kUnaryLevel,
  kMemberLevel,
};

Strength strength_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::kOr:
      return kOrLevel;
    case BinaryOp::kAnd:
      return kAndLevel;
    case BinaryOp::kAdd:
    case BinaryOp::kSubtract:
      return kSumLevel;
    case BinaryOp::kMultiply:
      return kProductLevel;
    default:
      return is_method(op) ? kMemberLevel : kRelationLevel;
  }
}

Strength strength_of(const Expr& expr) {
  if (std::holds_alternative<node::If>(expr.node)) return kLoose;
  if (const auto* binary = std::get_if<node::Binary>(&expr.node)) return strength_of(binary->op);
  if (const auto* unary = std::get_if<node::Unary>(&expr.node)) {
    return unary->op == UnaryOp::kIsEmpty ? kMemberLevel : kUnaryLevel;
  }
  if (std::holds_alternative<node::HasAttribute>(expr.node) ||
      std::holds_alternative<node::Like>(expr.node) ||
      std::holds_alternative<node::Is>(expr.node)) {
    return kRelationLevel;
  }
  if (const auto* literal = std::get_if<node::Literal>(&expr.node)) {
    // `-5` is a literal, but `-5.x` would not be.
    if (literal->value.is_long() && literal->value.as_long() < 0) return kUnaryLevel;
  }
  return kMemberLevel;
}

class Printer {
 public:
  std::string take() { return std::move(out_); }

  void print(const Expr& expr, Strength demanded) {
    const bool parentheses = strength_of(expr) < demanded;
    if (parentheses) out_ += '(';
    std::visit([&](const auto& node) { visit(node); }, expr.node);
    if (parentheses) out_ += ')';
  }

 private:
  void visit(const node::Literal& node) { out_ += to_string(node.value); }
  void visit(const node::Var& node) { out_ += name_of(node.variable); }

  void visit(const node::If& node) {
    out_ += "if ";
    print(*node.test, kLoose);
    out_ += " then ";
    print(*node.then_branch, kLoose);
    out_ += " else ";
    print(*node.else_branch, kLoose);
  }

  void visit(const node::Unary& node) {
    if (node.op == UnaryOp::kIsEmpty) {
      print(*node.operand, kMemberLevel);
      out_ += ".isEmpty()";
      return;
    }
    out_ += spelling_of(node.op);
    // Chains of signs are bounded in length, and `-5` would be read back as a literal: parentheses
    // keep both out of the way.
    const auto* literal = std::get_if<node::Literal>(&node.operand->node);
    const bool number = literal != nullptr && literal->value.is_long();
    if (number) out_ += '(';
    print(*node.operand, number ? kLoose : kMemberLevel);
    if (number) out_ += ')';
  }

  void visit(const node::Binary& node) {
    const Strength strength = strength_of(node.op);
    if (is_method(node.op)) {
      print(*node.left, kMemberLevel);
      out_ += fmt::format(".{}(", spelling_of(node.op));
      print(*node.right, kLoose);
      out_ += ')';
      return;
    }
    // Sums and products group to the left; comparisons do not chain at all.
    const auto above = static_cast<Strength>(strength + 1);
    print(*node.left, strength == kRelationLevel ? above : strength);
    out_ += fmt::format(" {} ", spelling_of(node.op));
    print(*node.right, above);
  }

  void name(const std::string& text) {
    out_ += is_identifier(text) ? "." + text : "[" + quoted(text) + "]";
  }

  void visit(const node::GetAttribute& node) {
    print(*node.object, kMemberLevel);
    name(node.name);
  }

  void visit(const node::HasAttribute& node) {
    print(*node.object, kSumLevel);
    out_ += " has ";
    if (node.path.size() == 1 && !is_identifier(node.path.front())) {
      out_ += quoted(node.path.front());
      return;
    }
    out_ += fmt::format("{}", fmt::join(node.path, "."));
  }

  void visit(const node::Like& node) {
    print(*node.object, kSumLevel);
    out_ += " like " + to_string(node.pattern);
  }

  void visit(const node::Is& node) {
    print(*node.object, kSumLevel);
    out_ += " is " + node.type;
    if (!node.group) return;
    out_ += " in ";
    print(*node.group, kSumLevel);
  }

  void list(const std::vector<ExprPtr>& exprs, size_t from) {
    for (size_t i = from; i < exprs.size(); ++i) {
      if (i != from) out_ += ", ";
      print(*exprs[i], kLoose);
    }
  }

  void visit(const node::Set& node) {
    out_ += '[';
    list(node.elements, 0);
    out_ += ']';
  }

  void visit(const node::Record& node) {
    out_ += '{';
    for (size_t i = 0; i < node.fields.size(); ++i) {
      const auto& [key, value] = node.fields[i];
      if (i != 0) out_ += ", ";
      out_ += (is_identifier(key) ? key : quoted(key)) + ": ";
      print(*value, kLoose);
    }
    out_ += '}';
  }

  void visit(const node::Call& node) {
    const FunctionInfo& info = info_of(node.function);
    size_t first = 0;
    if (info.is_method) {
      print(*node.arguments.front(), kMemberLevel);
      out_ += '.';
      first = 1;
    }
    out_ += fmt::format("{}(", info.name);
    list(node.arguments, first);
    out_ += ')';
  }

  std::string out_;
};

}  // namespace

std::string to_string(const LikePattern& pattern) {
  std::string out = "\"";
  for (size_t i = 0; i < pattern.pieces.size(); ++i) {
    if (i != 0) out += '*';
    for (const char c : pattern.pieces[i]) {
      if (c == '*') out += '\\';
      append_escaped(out, c);
    }
  }
  return out + '"';
}

std::string to_string(const Expr& expr) {
  Printer printer;
  printer.print(expr, kLoose);
  return printer.take();
}

std::string to_string(const ScopeConstraint& constraint, Variable variable) {
  using Kind = ScopeConstraint::Kind;
  std::string out(name_of(variable));
  if (constraint.kind == Kind::kIs || constraint.kind == Kind::kIsIn) {
    out += " is " + constraint.type;
  }
  if (constraint.kind == Kind::kAny || constraint.kind == Kind::kIs) return out;
  out += constraint.kind == Kind::kEqual ? " == " : " in ";
  if (constraint.has_slot) {
    return out + std::string(name_of(variable == Variable::kPrincipal ? Slot::kPrincipal
                                                                      : Slot::kResource));
  }
  if (constraint.is_list) out += '[';
  for (size_t i = 0; i < constraint.entities.size(); ++i) {
    if (i != 0) out += ", ";
    out += to_string(constraint.entities[i]);
  }
  if (constraint.is_list) out += ']';
  return out;
}

std::string to_string(const Policy& policy) {
  std::string out;
  // The id is what people look for first.
  if (const std::string* id = policy.annotation("id")) {
    out += policy.bare_annotations.contains("id") ? "@id\n" : fmt::format("@id({})\n", quoted(*id));
  }
  for (const auto& [name, value] : policy.annotations) {
    if (name == "id") continue;
    out += policy.bare_annotations.contains(name) ? fmt::format("@{}\n", name)
                                                  : fmt::format("@{}({})\n", name, quoted(value));
  }
  out += fmt::format(
      "{}({}, {}, {})", name_of(policy.effect), to_string(policy.principal, Variable::kPrincipal),
      to_string(policy.action, Variable::kAction), to_string(policy.resource, Variable::kResource));
  for (const Clause& clause : policy.clauses) {
    out += fmt::format("\n{} {{ {} }}", clause.is_unless ? "unless" : "when",
                       to_string(*clause.condition));
  }
  return out + ";\n";
}

}  // namespace sekisho::cedar
