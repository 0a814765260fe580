#include "cedar/condition_compiler.h"

#include <algorithm>
#include <bit>
#include <ranges>
#include <set>
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

uint32_t index_of(const Dependence& about) {
  const Base base = base_of(about.kind);
  return base == Base::kContextSlot ? about.slot : static_cast<uint32_t>(base);
}

}  // namespace

void ConditionCompiler::add(const Policy& policy) {
  Condition condition;
  for (const cedar::Clause& clause : policy.clauses) {
    condition.push_back({nodes_.compile(*clause.condition), clause.is_unless});
  }
  const auto place = conditions_.try_emplace(condition).first;
  ++place->second.count;
  rules_.push_back(&*place);
  out_.rules.push_back({kConditionHolds, kNoId, policy.effect});
}

void ConditionCompiler::finish() {
  find_prefixes();
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
  find_alike();
  nodes_.place_memos(whole_nodes_);
  keep_attributes();
}

// Policies are judged by words of 64, those with equal conditions at once.
void ConditionCompiler::find_alike() {
  constexpr size_t kBits = 64;
  out_.forbids.resize((rules_.size() + kBits - 1) / kBits);
  for (size_t begin = 0; begin < rules_.size(); begin += kBits) {
    const size_t end = std::min(begin + kBits, rules_.size());
    std::map<const void*, uint64_t> alike;  // by condition
    for (size_t i = begin; i < end; ++i) {
      const uint64_t bit = uint64_t{1} << (i - begin);
      alike[rules_[i]] |= bit;
      if (out_.rules[i].effect == Effect::kForbid) out_.forbids[begin / kBits] |= bit;
    }
    for (size_t i = begin; i < end; ++i) {
      Program::Rule& rule = out_.rules[i];
      rule.alike = alike[rules_[i]];
      if (std::cmp_equal(std::popcount(rule.alike), rules_[i]->second.count)) rule.memo = kNoId;
    }
  }
}

// Conditions form a tree: those that begin alike share what they begin with. Each way from one
// clause to the next is worked out in one place.
void ConditionCompiler::find_prefixes() {
  for (const auto& [condition, use] : conditions_) {
    Condition prefix;
    for (const Clause& clause : condition) {
      prefix.push_back(clause);
      ++prefixes_[prefix].count;
    }
  }
  for (const auto& [prefix, use] : prefixes_) ++clauses_[prefix.back()].count;
}

// Whether conditions part behind it, so that how far they hold is worth keeping.
bool ConditionCompiler::parts_behind(const Condition& prefix) const {
  const uint32_t count = prefixes_.at(prefix).count;
  if (prefix.size() < 2 || count < 2) return false;
  // The first that goes on from here stands right behind in the order of the map.
  const auto next = prefixes_.upper_bound(prefix);
  const bool goes_on = next != prefixes_.end() && next->first.size() > prefix.size() &&
                       std::equal(prefix.begin(), prefix.end(), next->first.begin());
  return !goes_on || next->second.count != count;
}

// What steps can ask of entities, beside facts.
void ConditionCompiler::keep_attributes() {
  nodes_.keep_attributes(whole_nodes_);
  const uint32_t attributes = out_.attributes.size();
  std::vector<uint32_t> facts_of_slots;
  for (const Step& step : out_.steps) {
    if (step.op == StepOp::kFact && step.a.base == Base::kContextSlot) {
      facts_of_slots.push_back(out_.facts[step.b.index]);
    }
    for (const Operand& operand : {step.a, step.b}) {
      if (operand.column == kNoColumn) continue;
      if (operand.column < attributes) {
        out_.kept_attributes[operand.column] = true;
      } else if (operand.base == Base::kContextSlot) {
        // The slot may hold a record, from which the rest of the path leads on.
        const uint32_t list = out_.paths[operand.column - attributes];
        for (uint32_t i = 1; i < out_.lists[list]; ++i) {
          out_.kept_attributes[out_.lists[list + 1 + i]] = true;
        }
      }
    }
  }
  nodes_.keep_attributes(facts_of_slots);
}

uint32_t ConditionCompiler::first_step(const Condition& condition) {
  return first_step(condition, condition.size(), kConditionHolds);
}

// Of the first `length` clauses.
uint32_t ConditionCompiler::first_step(const Condition& condition, size_t length, uint32_t next) {
  if (length == 0) return next;
  const Condition prefix(condition.begin(), condition.begin() + length);
  const uint32_t memo = prefixes_.at(prefix).memo;
  const Exits exits = remembering(memo, next);
  const uint32_t last = clause_step(prefix.back(), exits);
  return recalling(memo, first_step(condition, length - 1, last), next);
}

uint32_t ConditionCompiler::clause_step(const Clause& clause, const Exits& exits) {
  const uint32_t memo = clauses_.at(clause).memo;
  const Exits inner = memo == kNoId ? exits : remembering(memo, exits.holds);
  const uint32_t first = clause.is_unless ? jump(clause.node, inner.fails, inner.holds)
                                          : jump(clause.node, inner.holds, inner.fails);
  return recalling(memo, first, exits.holds);
}

ConditionCompiler::Exits ConditionCompiler::remembering(uint32_t memo, uint32_t next) {
  if (memo == kNoId) return {next, kConditionFails};
  return {step({.op = StepOp::kHolds, .a = {.index = memo}, .on_true = next}),
          step({.op = StepOp::kFails, .a = {.index = memo}, .on_false = kConditionFails})};
}

uint32_t ConditionCompiler::recalling(uint32_t memo, uint32_t first, uint32_t next) {
  if (memo == kNoId) return first;
  return step({.op = StepOp::kRecall,
               .a = {.index = memo},
               .b = {.index = first},
               .on_true = next,
               .on_false = kConditionFails});
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
  for (auto& [prefix, use] : prefixes_) {
    if (parts_behind(prefix)) candidates.push_back(&use);
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
                   .a = {base_of(about.kind), index_of(about)},
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
      if (out_.nodes[node.b].op == Op::kRecord) break;  // nodes need not make the record
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
  out.column = column(path);
  switch (root.op) {
    case Op::kPrincipal:
      out.base = Base::kPrincipal;
      return out;
    case Op::kAction:
      out.base = Base::kAction;
      out.index = 1;
      return out;
    case Op::kResource:
      out.base = Base::kResource;
      out.index = 2;
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

uint32_t ConditionCompiler::column(const std::vector<uint32_t>& path) {
  if (path.empty()) return kNoColumn;
  if (path.size() == 1) return path.front();
  const auto [place, added] = columns_.try_emplace(
      nodes_.list_of(path), out_.attributes.size() + static_cast<uint32_t>(out_.paths.size()));
  if (added) out_.paths.push_back(place->first);
  return place->second;
}

uint32_t ConditionCompiler::step(const Step& made) {
  out_.steps.push_back(made);
  out_.steps.back().run = StepRunner::function_for(made);
  return static_cast<uint32_t>(out_.steps.size() - 1);
}

}  // namespace sekisho::cedar
