#include "cedar/condition_compiler.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "cedar/step_runner.h"

namespace sekisho::cedar {
namespace {

Base base_of(Dependence::Kind kind) {
  switch (kind) {
    case Dependence::Kind::kPrincipal:
      return Base::kPrincipal;
    case Dependence::Kind::kAction:
      return Base::kAction;
    case Dependence::Kind::kResource:
      return Base::kResource;
    default:
      return Base::kContextSlot;
  }
}

}  // namespace

void ConditionCompiler::add(const Policy& policy) {
  Condition condition;
  for (const cedar::Clause& clause : policy.clauses) {
    condition.push_back({nodes_.compile(*clause.condition), clause.is_unless});
  }
  const auto [place, added] = conditions_.try_emplace(condition);
  if (added) {
    for (const Clause& clause : condition) ++clauses_[clause].count;
  }
  ++place->second.count;
  rules_.push_back(&*place);
  out_.rules.push_back({kConditionHolds, kNoId, policy.effect});
}

void ConditionCompiler::finish() {
  for (const auto& [clause, use] : clauses_) count_facts(clause.node, use.count);
  choose_facts();
  choose_memos();
  std::map<const Condition*, uint32_t> starts;
  for (size_t i = 0; i < rules_.size(); ++i) {
    const auto& [condition, use] = *rules_[i];
    const auto [place, added] = starts.try_emplace(&condition);
    if (added) place->second = first_step(condition);
    out_.rules[i].first_step = place->second;
    out_.rules[i].memo = use.memo;
  }
  nodes_.place_memos(whole_nodes_);
}

uint32_t ConditionCompiler::first_step(const Condition& condition) {
  uint32_t next = kConditionHolds;
  for (const Clause& clause : std::views::reverse(condition)) {
    const uint32_t memo = clauses_.at(clause).memo;
    uint32_t holds = next;
    uint32_t fails = kConditionFails;
    if (memo != kNoId) {
      holds = step({.op = StepOp::kHolds, .a = {.index = memo}, .on_true = next});
      fails = step({.op = StepOp::kFails, .a = {.index = memo}, .on_false = kConditionFails});
    }
    const uint32_t first =
        clause.is_unless ? jump(clause.node, fails, holds) : jump(clause.node, holds, fails);
    next = memo == kNoId ? first
                         : step({.op = StepOp::kRecall,
                                 .a = {.index = memo},
                                 .b = {.index = first},
                                 .on_true = next,
                                 .on_false = kConditionFails});
  }
  return next;
}

bool ConditionCompiler::is_fact(uint32_t node) const {
  const auto kind = nodes_.dependence(node).kind;
  // A bare slot is as cheap to look at.
  if (out_.nodes[node].op == Op::kContextField) return false;
  return kind != Dependence::Kind::kNothing && kind != Dependence::Kind::kMuch;
}

void ConditionCompiler::count_facts(uint32_t index, uint32_t weight) {
  if (is_fact(index)) {
    fact_uses_[nodes_.about_self(index)] += weight;
    return;
  }
  const Node node = out_.nodes[index];
  if (node.op == Op::kAnd || node.op == Op::kOr || node.op == Op::kNot || node.op == Op::kIf) {
    count_facts(node.a, weight);
    if (node.op != Op::kNot) count_facts(node.b, weight);
    if (node.op == Op::kIf) count_facts(node.c, weight);
  }
}

void ConditionCompiler::choose_facts() {
  std::vector<std::pair<uint32_t, uint32_t>> candidates;
  for (const auto& [node, uses] : fact_uses_) candidates.emplace_back(uses, node);
  std::ranges::sort(candidates, std::ranges::greater());
  if (candidates.size() > kMaxFacts) candidates.resize(kMaxFacts);
  for (const auto& [uses, node] : candidates) {
    facts_.emplace(node, static_cast<uint32_t>(out_.facts.size()));
    out_.facts.push_back(node);
  }
}

// True when looking a verdict up would cost as much as finding it.
bool ConditionCompiler::is_cheap(uint32_t node) const {
  return is_fact(node) || out_.nodes[node].op == Op::kConstant ||
         out_.nodes[node].op == Op::kContextField;
}

void ConditionCompiler::choose_memos() {
  std::vector<Use*> candidates;
  for (auto& [condition, use] : conditions_) {
    const bool cheap = condition.empty() || (condition.size() == 1 && is_cheap(condition[0].node));
    if (use.count > 1 && !cheap) candidates.push_back(&use);
  }
  for (auto& [clause, use] : clauses_) {
    if (use.count > 1 && !is_cheap(clause.node)) candidates.push_back(&use);
  }
  std::ranges::sort(candidates, std::ranges::greater(), &Use::count);
  if (candidates.size() > kMaxMemos) candidates.resize(kMaxMemos);
  for (uint32_t i = 0; i < candidates.size(); ++i) candidates[i]->memo = i;
}

uint32_t ConditionCompiler::jump(uint32_t index, uint32_t on_true, uint32_t on_false) {
  const Node node = out_.nodes[index];
  if (is_fact(index)) {
    const auto fact = facts_.find(nodes_.about_self(index));
    if (fact != facts_.end()) {
      const Dependence about = nodes_.dependence(index);
      return step({.op = StepOp::kFact,
                   .a = {base_of(about.kind), about.slot},
                   .b = {.index = fact->second},
                   .on_true = on_true,
                   .on_false = on_false});
    }
  }
  switch (node.op) {
    case Op::kAnd: {
      const uint32_t right = jump(node.b, on_true, on_false);
      return jump(node.a, right, on_false);
    }
    case Op::kOr: {
      const uint32_t right = jump(node.b, on_true, on_false);
      return jump(node.a, on_true, right);
    }
    case Op::kNot:
      return jump(node.a, on_false, on_true);
    case Op::kIf: {
      const uint32_t then_branch = jump(node.b, on_true, on_false);
      const uint32_t else_branch = jump(node.c, on_true, on_false);
      return jump(node.a, then_branch, else_branch);
    }
    default:
      return test(index, on_true, on_false);
  }
}

uint32_t ConditionCompiler::test(uint32_t index, uint32_t on_true, uint32_t on_false) {
  const Node node = out_.nodes[index];
  const auto both = [&](StepOp op) {
    Step made{.op = op, .on_true = on_true, .on_false = on_false};
    made.a = operand(node.a);
    made.b = operand(node.b);
    return step(made);
  };
  switch (node.op) {
    case Op::kConstant: {
      const Cell& cell = out_.constants[node.a];
      if (cell.kind == CellKind::kBool) return cell.number != 0 ? on_true : on_false;
      break;
    }
    case Op::kContextHas:
      if (out_.lists[node.b] != 0) break;
      return step({.op = StepOp::kHasSlot,
                   .a = {Base::kContextSlot, node.a},
                   .on_true = on_true,
                   .on_false = on_false});
    case Op::kEqual:
      return both(StepOp::kEqual);
    case Op::kNotEqual:
      std::swap(on_true, on_false);
      return both(StepOp::kEqual);
    case Op::kOrder: {
      // a > b is !(a <= b): both err alike.
      const auto op = static_cast<BinaryOp>(node.detail);
      if (op == BinaryOp::kGreater || op == BinaryOp::kGreaterEqual) std::swap(on_true, on_false);
      const bool strict = op == BinaryOp::kLess || op == BinaryOp::kGreaterEqual;
      return both(strict ? StepOp::kLess : StepOp::kLessEqual);
    }
    case Op::kIn:
      return both(StepOp::kIn);
    case Op::kContains:
      return both(StepOp::kContains);
    case Op::kCompareSets:
      return both(static_cast<BinaryOp>(node.detail) == BinaryOp::kContainsAll
                      ? StepOp::kContainsAll
                      : StepOp::kContainsAny);
    default:
      break;
  }
  Step made{.op = StepOp::kTruth, .on_true = on_true, .on_false = on_false};
  made.a = operand(index);
  return step(made);
}

Operand ConditionCompiler::operand(uint32_t index) {
  std::vector<uint32_t> path;
  uint32_t at = index;
  for (; out_.nodes[at].op == Op::kAttribute; at = out_.nodes[at].a) {
    path.push_back(out_.nodes[at].b);
  }
  std::ranges::reverse(path);
  const Node root = out_.nodes[at];
  Operand out;
  if (!path.empty()) out.path = path.size() == 1 ? path[0] : nodes_.list_of(path) | kLongPath;
  switch (root.op) {
    case Op::kPrincipal:
      out.base = Base::kPrincipal;
      return out;
    case Op::kAction:
      out.base = Base::kAction;
      return out;
    case Op::kResource:
      out.base = Base::kResource;
      return out;
    case Op::kContextField:
      out.base = Base::kContextSlot;
      out.index = root.a;
      return out;
    case Op::kConstant:
      out.base = Base::kConstant;
      out.index = root.a;
      return out;
    default:
      whole_nodes_.push_back(index);
      return {Base::kNode, index};
  }
}

uint32_t ConditionCompiler::step(const Step& made) {
  out_.steps.push_back(made);
  out_.steps.back().run = StepRunner::function_for(made);
  return static_cast<uint32_t>(out_.steps.size() - 1);
}

}  // namespace sekisho::cedar
