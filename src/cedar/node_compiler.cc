#include "cedar/node_compiler.h"

#include <algorithm>
#include <utility>

#include "cedar/function_call.h"

namespace sekisho::cedar {
namespace {

// Keeping a value costs about as much as a comparison: only what costs more is kept.
constexpr uint32_t kMemoWeight = 8;
constexpr uint32_t kMaxWeight = 1u << 20;

std::optional<Value> constant_value(const Expr& expr);

// The values of expressions that are all constant.
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

Op op_of(BinaryOp op) {
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

// How many of a, b and c are nodes; those of `is` without a group are one.
size_t arity_of(const Node& node) {
  switch (node.op) {
    case Op::kConstant:
    case Op::kPrincipal:
    case Op::kAction:
    case Op::kResource:
    case Op::kContext:
    case Op::kSelf:
    case Op::kContextField:
    case Op::kContextHas:
    case Op::kSet:
    case Op::kRecord:
    case Op::kCall:
      return 0;
    case Op::kAttribute:
    case Op::kHas:
    case Op::kNot:
    case Op::kNegate:
    case Op::kIsEmpty:
    case Op::kLike:
    case Op::kIs:
      return 1;
    case Op::kIf:
      return 3;
    default:
      return 2;
  }
}

bool has_list_of_nodes(const Node& node) {
  return node.op == Op::kSet || node.op == Op::kRecord || node.op == Op::kCall;
}

// Operators that take an entity as their first operand.
bool asks_entity(Op op) {
  return op == Op::kAttribute || op == Op::kHas || op == Op::kIs || op == Op::kIn || op == Op::kTag;
}

bool is_context(const Expr& expr) {
  const auto* var = std::get_if<node::Var>(&expr.node);
  return var != nullptr && var->variable == Variable::kContext;
}

}  // namespace

uint32_t NodeCompiler::compile(const Expr& expr) {
  return std::visit([&](const auto& node) { return visit(node); }, expr.node);
}

uint32_t NodeCompiler::node_of(const Node& node, uint32_t weight,
                               const std::vector<uint32_t>& operands) {
  const auto [place, added] = known_.try_emplace(node, out_.nodes.size());
  if (added) {
    for (const uint32_t operand : operands) {
      weight = std::min(weight + weights_[operand], kMaxWeight);
    }
    out_.nodes.push_back(node);
    weights_.push_back(weight);
    dependences_.push_back(dependence_of(node, operands));
  }
  return place->second;
}

Dependence NodeCompiler::dependence_of(const Node& node,
                                       const std::vector<uint32_t>& operands) const {
  using Kind = Dependence::Kind;
  switch (node.op) {
    case Op::kPrincipal:
      return {Kind::kPrincipal};
    case Op::kAction:
      return {Kind::kAction};
    case Op::kResource:
      return {Kind::kResource};
    case Op::kContextField:
      return {Kind::kContextSlot, node.a};
    case Op::kContext:
    case Op::kContextHas:
      return {Kind::kMuch};
    default:
      break;
  }
  Dependence out;
  for (size_t i = 0; i < operands.size(); ++i) {
    Dependence one = dependences_[operands[i]];
    const bool as_value = i != 0 || !asks_entity(node.op);
    if (as_value && out_.nodes[operands[i]].op == Op::kContextField) one = {Kind::kMuch};
    if (one.kind == Kind::kNothing || one == out) continue;
    out = out.kind == Kind::kNothing ? one : Dependence{Kind::kMuch};
  }
  return out;
}

std::vector<uint32_t> NodeCompiler::operands_of(const Node& node) const {
  if (has_list_of_nodes(node)) {
    const auto* list = out_.lists.data() + node.a;
    return {list + 1, list + 1 + *list};
  }
  const uint32_t all[] = {node.a, node.b, node.c};
  std::vector<uint32_t> out(all, all + arity_of(node));
  if (node.op == Op::kIs && node.c != kNoId) out.push_back(node.c);
  return out;
}

uint32_t NodeCompiler::about_self(uint32_t index) {
  if (const auto known = about_self_.find(index); known != about_self_.end()) return known->second;
  Node node = out_.nodes[index];
  uint32_t weight = weights_[index];
  std::vector<uint32_t> operands = operands_of(node);
  if (dependences_[index].kind == Dependence::Kind::kNothing) {
    return index;
  }
  if (operands.empty()) {
    node = {Op::kSelf};
  } else {
    for (uint32_t& operand : operands) {
      weight -= std::min(weight, weights_[operand]);
      operand = about_self(operand);
    }
    if (has_list_of_nodes(node)) {
      node.a = list_of(operands);
    } else {
      uint32_t* const places[] = {&node.a, &node.b, &node.c};
      for (size_t i = 0; i < arity_of(node); ++i) *places[i] = operands[i];
      if (operands.size() > arity_of(node)) node.c = operands.back();
    }
  }
  const uint32_t out = node_of(node, weight, operands);
  about_self_.emplace(index, out);
  return out;
}

uint32_t NodeCompiler::list_of(const std::vector<uint32_t>& items) {
  const auto [place, added] = lists_.try_emplace(items, out_.lists.size());
  if (added) {
    out_.lists.push_back(static_cast<uint32_t>(items.size()));
    out_.lists.insert(out_.lists.end(), items.begin(), items.end());
  }
  return place->second;
}

void NodeCompiler::for_each_use(std::span<const uint32_t> roots,
                                const std::function<void(uint32_t, bool)>& visit) const {
  std::vector<bool> seen(out_.nodes.size());
  std::vector<uint32_t> todo;
  const auto use = [&](uint32_t node) {
    const bool is_first = !seen[node];
    visit(node, is_first);
    if (is_first) todo.push_back(node);
    seen[node] = true;
  };
  for (const uint32_t root : roots) use(root);
  while (!todo.empty()) {
    const Node& node = out_.nodes[todo.back()];
    todo.pop_back();
    for (const uint32_t operand : operands_of(node)) use(operand);
  }
}

void NodeCompiler::place_memos(std::span<const uint32_t> roots) {
  for_each_use(roots, [&](uint32_t index, bool is_first) {
    Node& node = out_.nodes[index];
    if (is_first || node.memo != kNoId || weights_[index] < kMemoWeight) return;
    node.memo = out_.memo_count++;
  });
}

void NodeCompiler::keep_attributes(std::span<const uint32_t> roots) {
  out_.kept_attributes.resize(out_.attributes.size());
  for_each_use(roots, [&](uint32_t index, bool) {
    const Node& node = out_.nodes[index];
    const bool of_self =
        (node.op == Op::kAttribute || node.op == Op::kHas) && out_.nodes[node.a].op == Op::kSelf;
    if (node.op == Op::kAttribute && !of_self) out_.kept_attributes[node.b] = true;
    if (node.op != Op::kHas && node.op != Op::kContextHas) return;
    for (const uint32_t name : list(node.b).subspan(of_self ? 1 : 0)) {
      out_.kept_attributes[name] = true;
    }
  });
}

uint32_t NodeCompiler::constant(const Value& value) {
  const auto [place, added] = constants_.try_emplace(value, out_.constants.size());
  if (added) out_.constants.push_back(out_.store.make(value));
  return node_of({Op::kConstant, 0, place->second}, 0, {});
}

uint32_t NodeCompiler::attribute(const std::string& name) {
  const uint32_t id = out_.attributes.intern(name);
  if (id == out_.context_slots.size()) out_.context_slots.push_back(kNoId);
  return id;
}

uint32_t NodeCompiler::context_slot(const std::string& name) {
  const uint32_t id = attribute(name);
  if (out_.context_slots[id] == kNoId) {
    out_.context_slots[id] = static_cast<uint32_t>(out_.context_fields.size());
    out_.context_fields.push_back(id);
  }
  return out_.context_slots[id];
}

// What stands right of an `in`: entities written there, or anything.
void NodeCompiler::note_group(const Expr& expr) {
  const auto value = constant_value(expr);
  if (!value) {
    out_.any_group = true;
  } else if (value->is_entity()) {
    out_.groups.insert(out_.store.intern(value->as_entity()));
  } else if (value->is_set()) {
    for (const Value& element : value->elements()) {
      if (element.is_entity()) out_.groups.insert(out_.store.intern(element.as_entity()));
    }
  }
}

std::vector<uint32_t> NodeCompiler::nodes_of(const std::vector<ExprPtr>& exprs) {
  std::vector<uint32_t> out;
  for (const ExprPtr& expr : exprs) out.push_back(compile(*expr));
  return out;
}

uint32_t NodeCompiler::visit(const node::Literal& node) {
  return constant(node.value);
}

uint32_t NodeCompiler::visit(const node::Var& node) {
  if (node.variable == Variable::kContext) out_.reads_whole_context = true;
  static constexpr Op kOps[] = {Op::kPrincipal, Op::kAction, Op::kResource, Op::kContext};
  return node_of({kOps[static_cast<size_t>(node.variable)]}, 0, {});
}

uint32_t NodeCompiler::visit(const node::If& node) {
  const uint32_t test = compile(*node.test);
  const uint32_t then_branch = compile(*node.then_branch);
  const uint32_t else_branch = compile(*node.else_branch);
  return node_of({Op::kIf, 0, test, then_branch, else_branch}, 1, {test, then_branch, else_branch});
}

uint32_t NodeCompiler::visit(const node::Unary& node) {
  const uint32_t operand = compile(*node.operand);
  const Op op = node.op == UnaryOp::kNot      ? Op::kNot
                : node.op == UnaryOp::kNegate ? Op::kNegate
                                              : Op::kIsEmpty;
  return node_of({op, 0, operand}, 1, {operand});
}

uint32_t NodeCompiler::visit(const node::Binary& node) {
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

uint32_t NodeCompiler::visit(const node::GetAttribute& node) {
  if (is_context(*node.object)) {
    return node_of({Op::kContextField, 0, context_slot(node.name)}, 4, {});
  }
  const uint32_t object = compile(*node.object);
  return node_of({Op::kAttribute, 0, object, attribute(node.name)}, 2, {object});
}

uint32_t NodeCompiler::visit(const node::HasAttribute& node) {
  std::vector<uint32_t> path;
  for (const std::string& name : node.path) path.push_back(attribute(name));
  if (is_context(*node.object)) {
    path.erase(path.begin());
    return node_of({Op::kContextHas, 0, context_slot(node.path.front()), list_of(path)}, 4, {});
  }
  const uint32_t object = compile(*node.object);
  return node_of({Op::kHas, 0, object, list_of(path)}, 2, {object});
}

uint32_t NodeCompiler::visit(const node::Like& node) {
  const uint32_t object = compile(*node.object);
  const auto [place, added] = patterns_.try_emplace(node.pattern.pieces, out_.patterns.size());
  if (added) out_.patterns.push_back(node.pattern);
  return node_of({Op::kLike, 0, object, place->second}, 6, {object});
}

uint32_t NodeCompiler::visit(const node::Is& node) {
  const uint32_t object = compile(*node.object);
  const uint32_t type = out_.store.types.intern(node.type);
  if (!node.group) return node_of({Op::kIs, 0, object, type, kNoId}, 1, {object});
  note_group(*node.group);
  const uint32_t group = compile(*node.group);
  return node_of({Op::kIs, 0, object, type, group}, 2, {object, group});
}

uint32_t NodeCompiler::visit(const node::Set& node) {
  if (auto elements = constant_values(node.elements)) {
    return constant(Value::set(std::move(*elements)));
  }
  const std::vector<uint32_t> nodes = nodes_of(node.elements);
  return node_of({Op::kSet, 0, list_of(nodes)}, 20, nodes);
}

uint32_t NodeCompiler::visit(const node::Record& node) {
  std::vector<uint32_t> nodes;
  std::vector<uint32_t> names;
  for (const auto& [name, expr] : node.fields) {
    nodes.push_back(compile(*expr));
    names.push_back(attribute(name));
  }
  return node_of({Op::kRecord, 0, list_of(nodes), list_of(names)}, 20, nodes);
}

uint32_t NodeCompiler::visit(const node::Call& node) {
  if (const auto arguments = constant_values(node.arguments)) {
    if (const auto value = call_function(node.function, *arguments)) return constant(*value);
  }
  const std::vector<uint32_t> nodes = nodes_of(node.arguments);
  return node_of({Op::kCall, static_cast<uint8_t>(node.function), list_of(nodes)}, 10, nodes);
}

}  // namespace sekisho::cedar
