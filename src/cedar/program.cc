#include "cedar/program.h"

#include <algorithm>
#include <map>
#include <optional>
#include <type_traits>

#include "cedar/function_call.h"

namespace sekisho::cedar {
namespace {

// Keeping a value costs about as much as a comparison: only what costs more is kept.
constexpr uint32_t kMemoWeight = 8;

class ProgramCompiler {
 public:
  explicit ProgramCompiler(Program& out) : out_(out) {}

  void add(const Policy& policy) {
    const auto first = static_cast<uint32_t>(out_.clauses.size());
    for (const ScopeConstraint* constraint :
         {&policy.principal, &policy.action, &policy.resource}) {
      if (!constraint->type.empty()) out_.types.intern(constraint->type);
      for (const EntityUid& uid : constraint->entities) {
        const uint32_t id = intern_uid(uid, out_.types, out_.uids);
        if (constraint->kind != ScopeConstraint::Kind::kEqual) out_.groups.insert(id);
      }
    }
    for (const Clause& clause : policy.clauses) {
      out_.clauses.push_back({compile(*clause.condition), clause.is_unless});
      use(out_.clauses.back().node);
    }
    out_.rules.push_back({first, static_cast<uint32_t>(policy.clauses.size()), policy.effect});
  }

  void finish() {
    for (uint32_t i = 0; i < out_.nodes.size(); ++i) {
      if (uses_[i] > 1 && weights_[i] >= kMemoWeight) out_.nodes[i].memo = out_.memo_count++;
    }
  }

 private:
  uint32_t compile(const Expr& expr) {
    return std::visit([&](const auto& node) { return visit(node); }, expr.node);
  }

  void use(uint32_t node) { ++uses_[node]; }

  // The node of that content, made when it is new. `operands` are nodes below it.
  uint32_t node_of(const Node& node, uint32_t weight, std::initializer_list<uint32_t> operands) {
    return node_of(node, weight, std::vector<uint32_t>(operands));
  }
  uint32_t node_of(const Node& node, uint32_t weight, const std::vector<uint32_t>& operands) {
    const auto [place, added] = known_.try_emplace(node, out_.nodes.size());
    if (added) {
      out_.nodes.push_back(node);
      uses_.push_back(0);
      for (const uint32_t operand : operands) {
        weight = std::min(weight + weights_[operand], 1u << 20);
        use(operand);
      }
      weights_.push_back(weight);
    }
    return place->second;
  }

  uint32_t list_of(const std::vector<uint32_t>& items) {
    const auto [place, added] = lists_.try_emplace(items, out_.lists.size());
    if (added) {
      out_.lists.push_back(static_cast<uint32_t>(items.size()));
      out_.lists.insert(out_.lists.end(), items.begin(), items.end());
    }
    return place->second;
  }

  uint32_t constant(const Value& value) {
    const auto [place, added] = constants_.try_emplace(value, out_.constants.size());
    if (added) out_.constants.push_back(cell_of(value));
    return node_of({Op::kConstant, 0, place->second}, 0, {});
  }

  Cell cell_of(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kBool:
        return Cell::boolean(value.as_bool());
      case ValueKind::kLong:
        return {CellKind::kLong, value.as_long()};
      case ValueKind::kString:
        return {CellKind::kString, out_.strings.intern(value.as_string())};
      case ValueKind::kEntity:
        return {CellKind::kEntity, intern_uid(value.as_entity(), out_.types, out_.uids)};
      case ValueKind::kDecimal:
        return {CellKind::kDecimal, value.as_decimal().ten_thousandths};
      case ValueKind::kDatetime:
        return {CellKind::kDatetime, value.as_datetime().millis};
      case ValueKind::kDuration:
        return {CellKind::kDuration, value.as_duration().millis};
      case ValueKind::kSet:
        return set_of(value);
      case ValueKind::kRecord:
      case ValueKind::kIpAddress:
        return Cell::of_value(out_.values.emplace_back(value));
    }
    return Cell::error();
  }

  Cell set_of(const Value& value) {
    std::vector<Cell> elements;
    for (const Value& element : value.elements()) elements.push_back(cell_of(element));
    return Cell::of_set(out_.sets.emplace_back(make_cell_set(value, std::move(elements))));
  }

  // The values of nodes that are all constant.
  std::optional<std::vector<Value>> constant_values(const std::vector<ExprPtr>& exprs) {
    std::vector<Value> out;
    for (const ExprPtr& expr : exprs) {
      auto value = constant_value(*expr);
      if (!value) return std::nullopt;
      out.push_back(std::move(*value));
    }
    return out;
  }

  std::optional<Value> constant_value(const Expr& expr) {
    if (const auto* literal = std::get_if<node::Literal>(&expr.node)) return literal->value;
    if (const auto* set = std::get_if<node::Set>(&expr.node)) {
      auto elements = constant_values(set->elements);
      if (elements) return Value::set(std::move(*elements));
    } else if (const auto* call = std::get_if<node::Call>(&expr.node)) {
      const auto arguments = constant_values(call->arguments);
      // A call that fails has to fail when it is evaluated, and only then.
      if (!arguments) return std::nullopt;
      auto value = call_function(call->function, *arguments);
      if (value) return std::move(*value);
    }
    return std::nullopt;
  }

  uint32_t visit(const node::Literal& node) { return constant(node.value); }

  uint32_t visit(const node::Var& node) {
    if (node.variable == Variable::kContext) out_.reads_whole_context = true;
    static constexpr Op kOps[] = {Op::kPrincipal, Op::kAction, Op::kResource, Op::kContext};
    return node_of({kOps[static_cast<size_t>(node.variable)]}, 0, {});
  }

  uint32_t visit(const node::If& node) {
    const uint32_t test = compile(*node.test);
    const uint32_t then_branch = compile(*node.then_branch);
    const uint32_t else_branch = compile(*node.else_branch);
    return node_of({Op::kIf, 0, test, then_branch, else_branch}, 1,
                   {test, then_branch, else_branch});
  }

  uint32_t visit(const node::Unary& node) {
    const uint32_t operand = compile(*node.operand);
    const Op op = node.op == UnaryOp::kNot      ? Op::kNot
                  : node.op == UnaryOp::kNegate ? Op::kNegate
                                                : Op::kIsEmpty;
    return node_of({op, 0, operand}, 1, {operand});
  }

  static Op op_of(BinaryOp op) {
    switch (op) {
      case BinaryOp::kOr:
        return Op::kOr;
      case BinaryOp::kAnd:
        return Op::kAnd;
      case BinaryOp::kEqual:
        return Op::kEqual;
      case BinaryOp::kNotEqual:
        return Op::kNotEqual;
      case BinaryOp::kLess:
      case BinaryOp::kLessEqual:
      case BinaryOp::kGreater:
      case BinaryOp::kGreaterEqual:
        return Op::kOrder;
      case BinaryOp::kIn:
        return Op::kIn;
      case BinaryOp::kAdd:
      case BinaryOp::kSubtract:
      case BinaryOp::kMultiply:
        return Op::kArithmetic;
      case BinaryOp::kContains:
        return Op::kContains;
      case BinaryOp::kContainsAll:
      case BinaryOp::kContainsAny:
        return Op::kCompareSets;
      case BinaryOp::kGetTag:
      case BinaryOp::kHasTag:
        return Op::kTag;
    }
    return Op::kAnd;
  }

  uint32_t visit(const node::Binary& node) {
    const Op op = op_of(node.op);
    const uint32_t left = compile(*node.left);
    const uint32_t right = compile(*node.right);
    if (op == Op::kIn) note_group(*node.right);
    if (op == Op::kTag) out_.reads_tags = true;
    const bool detailed =
        op == Op::kOrder || op == Op::kArithmetic || op == Op::kCompareSets || op == Op::kTag;
    const bool junction = op == Op::kAnd || op == Op::kOr;
    const auto detail = detailed ? static_cast<uint8_t>(node.op) : uint8_t{0};
    return node_of({op, detail, left, right}, junction ? 1 : 2, {left, right});
  }

  // What stands right of an `in`: entities written there, or anything.
  void note_group(const Expr& expr) {
    const auto value = constant_value(expr);
    if (!value) {
      out_.any_group = true;
    } else if (value->is_entity()) {
      out_.groups.insert(intern_uid(value->as_entity(), out_.types, out_.uids));
    } else if (value->is_set()) {
      for (const Value& element : value->elements()) {
        if (!element.is_entity()) continue;
        out_.groups.insert(intern_uid(element.as_entity(), out_.types, out_.uids));
      }
    }
  }

  static bool is_context(const Expr& expr) {
    const auto* var = std::get_if<node::Var>(&expr.node);
    return var != nullptr && var->variable == Variable::kContext;
  }

  uint32_t attribute(const std::string& name) {
    const uint32_t id = out_.attributes.intern(name);
    if (id == out_.context_slots.size()) out_.context_slots.push_back(kNoId);
    return id;
  }

  uint32_t context_slot(const std::string& name) {
    const uint32_t id = attribute(name);
    if (out_.context_slots[id] == kNoId) {
      out_.context_slots[id] = static_cast<uint32_t>(out_.context_fields.size());
      out_.context_fields.push_back(id);
    }
    return out_.context_slots[id];
  }

  uint32_t visit(const node::GetAttribute& node) {
    if (is_context(*node.object)) {
      return node_of({Op::kContextField, 0, context_slot(node.name)}, 4, {});
    }
    const uint32_t object = compile(*node.object);
    return node_of({Op::kAttribute, 0, object, attribute(node.name)}, 2, {object});
  }

  uint32_t visit(const node::HasAttribute& node) {
    std::vector<uint32_t> path;
    for (const std::string& name : node.path) path.push_back(attribute(name));
    if (is_context(*node.object)) {
      path.erase(path.begin());
      return node_of({Op::kContextHas, 0, context_slot(node.path.front()), list_of(path)}, 4, {});
    }
    const uint32_t object = compile(*node.object);
    return node_of({Op::kHas, 0, object, list_of(path)}, 2, {object});
  }

  uint32_t visit(const node::Like& node) {
    const uint32_t object = compile(*node.object);
    const auto [place, added] = patterns_.try_emplace(node.pattern.pieces, out_.patterns.size());
    if (added) out_.patterns.push_back(node.pattern);
    return node_of({Op::kLike, 0, object, place->second}, 6, {object});
  }

  uint32_t visit(const node::Is& node) {
    const uint32_t object = compile(*node.object);
    const uint32_t type = out_.types.intern(node.type);
    if (!node.group) return node_of({Op::kIs, 0, object, type, kNoId}, 1, {object});
    note_group(*node.group);
    const uint32_t group = compile(*node.group);
    return node_of({Op::kIs, 0, object, type, group}, 2, {object, group});
  }

  std::vector<uint32_t> nodes_of(const std::vector<ExprPtr>& exprs) {
    std::vector<uint32_t> out;
    for (const ExprPtr& expr : exprs) out.push_back(compile(*expr));
    return out;
  }

  uint32_t visit(const node::Set& node) {
    if (auto elements = constant_values(node.elements)) {
      return constant(Value::set(std::move(*elements)));
    }
    const std::vector<uint32_t> nodes = nodes_of(node.elements);
    return node_of({Op::kSet, 0, list_of(nodes)}, 20, nodes);
  }

  uint32_t visit(const node::Record& node) {
    std::vector<uint32_t> nodes;
    std::vector<uint32_t> names;
    for (const auto& [name, expr] : node.fields) {
      nodes.push_back(compile(*expr));
      names.push_back(attribute(name));
    }
    return node_of({Op::kRecord, 0, list_of(nodes), list_of(names)}, 20, nodes);
  }

  uint32_t visit(const node::Call& node) {
    if (const auto arguments = constant_values(node.arguments)) {
      if (const auto value = call_function(node.function, *arguments)) return constant(*value);
    }
    const std::vector<uint32_t> nodes = nodes_of(node.arguments);
    return node_of({Op::kCall, static_cast<uint8_t>(node.function), list_of(nodes)}, 10, nodes);
  }

  Program& out_;
  std::map<Node, uint32_t> known_;
  std::map<std::vector<uint32_t>, uint32_t> lists_;
  std::map<Value, uint32_t> constants_;
  std::map<std::vector<std::string>, uint32_t> patterns_;
  std::vector<uint32_t> uses_;
  std::vector<uint32_t> weights_;
};

}  // namespace

uint32_t intern_uid(const EntityUid& uid, TextTable& types, TextTable& uids) {
  const uint32_t type = types.intern(uid.type);
  return uids.intern(uid.id, type);
}

Program compile_program(const PolicySet& policies) {
  Program out;
  ProgramCompiler compiler(out);
  for (const Policy& policy : policies) compiler.add(policy);
  compiler.finish();
  return out;
}

}  // namespace sekisho::cedar
