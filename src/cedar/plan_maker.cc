#include "cedar/plan_maker.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

namespace sekisho::cedar {
namespace {

bool is_end(uint32_t step) {
  return step >= kConditionErrs;
}

class PlanMaker {
 public:
  PlanMaker(const Program& program, const FoldedEntities& entities, std::span<const uint32_t> slots,
            size_t room, Plan& out)
      : program_(program), entities_(entities), slots_(slots), room_(room), out_(out) {}

  void add(uint32_t word, uint64_t policies) {
    while (policies != 0) {
      const uint32_t policy = word * 64 + static_cast<uint32_t>(std::countr_zero(policies));
      const Program::Rule& rule = program_.rules[policy];
      add(word, rule, rule.alike & policies);
      policies &= ~rule.alike;
    }
  }
  bool is_too_large() const { return out_.rules.size() + out_.steps.size() > room_; }

 private:
  const Step& step(uint32_t at) const { return program_.steps[at]; }

  void add(uint32_t word, const Program::Rule& rule, uint64_t policies) {
    const uint32_t first = emit(rule.first_step);
    if (first == kConditionFails) return;
    // Behind the facts conditions may have become equal.
    const auto alike = std::ranges::find_if(out_.rules, [&](const Plan::Rule& known) {
      return known.first == word * 64 && known.first_step == first;
    });
    if (alike != out_.rules.end()) {
      alike->policies |= policies;
      return;
    }
    const uint32_t memo = is_end(first) ? kNoId : rule.memo;
    out_.rules.push_back({word * 64, first, memo, policies, program_.forbids[word]});
  }

  uint32_t next_by_fact(const Step& fact) const {
    size_t which = static_cast<size_t>(fact.a.base);
    if (fact.a.base == Base::kContextSlot) {
      which = 3 + static_cast<size_t>(std::ranges::find(slots_, fact.a.index) - slots_.begin());
    }
    const EntityClass& kind = entities_.classes[class_in(out_.key, which)];
    if ((kind.errors >> fact.b.index & 1) != 0) return kConditionErrs;
    return (kind.truths >> fact.b.index & 1) != 0 ? fact.on_true : fact.on_false;
  }

  bool ends(uint32_t at, StepOp op, uint32_t memo) const {
    return !is_end(at) && step(at).op == op && step(at).a.index == memo;
  }

  // Where the facts lead: to a step that really tests something, or that fills a memo, or to an
  // end.
  uint32_t settle(uint32_t at) const {
    while (!is_end(at)) {
      const Step& here = step(at);
      if (here.op == StepOp::kFact) {
        at = next_by_fact(here);
      } else if (here.op == StepOp::kRecall) {
        const uint32_t inner = settle(here.b.index);
        if (ends(inner, StepOp::kHolds, here.a.index)) {
          at = here.on_true;
        } else if (ends(inner, StepOp::kFails, here.a.index)) {
          at = here.on_false;
        } else {
          return is_end(inner) ? inner : at;
        }
      } else {
        return at;
      }
    }
    return at;
  }

  // What a memo would keep when it comes from one test alone: that is as quickly done again.
  struct OneTest {
    uint32_t test;
    bool holds_on_true;
    bool holds_on_false;
  };
  std::optional<OneTest> one_test(const Step& recall) const {
    const uint32_t first = settle(recall.b.index);
    if (is_end(first) || step(first).op == StepOp::kHolds || step(first).op == StepOp::kFails) {
      return std::nullopt;
    }
    const auto verdict = [&](uint32_t at) -> std::optional<bool> {
      const uint32_t end = settle(at);
      if (ends(end, StepOp::kHolds, recall.a.index)) return true;
      if (end == kConditionFails || ends(end, StepOp::kFails, recall.a.index)) return false;
      return std::nullopt;
    };
    const auto on_true = verdict(step(first).on_true);
    const auto on_false = verdict(step(first).on_false);
    if (!on_true || !on_false) return std::nullopt;
    if (step(first).op != StepOp::kRecall) return OneTest{first, *on_true, *on_false};
    auto inner = one_test(step(first));
    if (!inner) return std::nullopt;
    inner->holds_on_true = inner->holds_on_true ? *on_true : *on_false;
    inner->holds_on_false = inner->holds_on_false ? *on_true : *on_false;
    return inner;
  }

  // The step of the plan that does what the program does from there on.
  uint32_t emit(uint32_t from) {
    const uint32_t at = settle(from);
    if (is_end(at) || is_too_large()) return at;
    if (const auto known = emitted_.find(at); known != emitted_.end()) return known->second;
    Step made = step(at);
    const auto alone = made.op == StepOp::kRecall ? one_test(made) : std::nullopt;
    if (alone) {
      const Step recall = made;
      made = step(alone->test);
      made.on_true = emit(alone->holds_on_true ? recall.on_true : recall.on_false);
      made.on_false = emit(alone->holds_on_false ? recall.on_true : recall.on_false);
    } else {
      if (made.op == StepOp::kRecall) made.b.index = emit(made.b.index);
      if (made.op != StepOp::kFails) made.on_true = emit(made.on_true);
      if (made.op != StepOp::kHolds) made.on_false = emit(made.on_false);
    }
    out_.steps.push_back(made);
    const auto index = static_cast<uint32_t>(out_.steps.size() - 1);
    emitted_.emplace(at, index);
    return index;
  }

  const Program& program_;
  const FoldedEntities& entities_;
  std::span<const uint32_t> slots_;
  size_t room_;
  Plan& out_;
  std::unordered_map<uint32_t, uint32_t> emitted_;
};

// Where a step that only keeps or asks for a memo leads.
uint32_t without_memos(const Plan& plan, uint32_t at) {
  while (!is_end(at)) {
    const Step& step = plan.steps[at];
    if (step.op == StepOp::kRecall) {
      at = step.b.index;
    } else if (step.op == StepOp::kHolds) {
      at = step.on_true;
    } else if (step.op == StepOp::kFails) {
      at = step.on_false;
    } else {
      break;
    }
  }
  return at;
}

void make_links(Plan& plan) {
  std::map<std::tuple<StepOp, Operand, Operand>, uint32_t> known;
  std::vector<uint32_t> links(plan.steps.size());  // by step
  const auto link_of = [&](uint32_t at) {
    const uint32_t to = without_memos(plan, at);
    return is_end(to) ? to : links[to];
  };
  for (uint32_t i = 0; i < plan.steps.size(); ++i) {
    const Step& step = plan.steps[i];
    if (without_memos(plan, i) != i) continue;
    if (step.a.base == Base::kNode || step.b.base == Base::kNode) return;
    const auto [place, added] = known.try_emplace({step.op, step.a, step.b}, plan.tests.size());
    if (added) plan.tests.push_back({step.op, step.a, step.b});
    links[i] = static_cast<uint32_t>(plan.links.size());
    plan.links.push_back({place->second, link_of(step.on_true), link_of(step.on_false)});
  }
  for (const Plan::Rule& rule : plan.rules) plan.first_links.push_back(link_of(rule.first_step));
  plan.is_for_many = true;
}

}  // namespace

Plan make_plan(const Program& program, const FoldedEntities& entities, const RowShape& shape,
               std::span<const uint32_t> slots, PlanKey key, size_t room) {
  Plan out;
  out.key = key;
  out.slots.assign(slots.begin(), slots.end());
  PlanMaker maker(program, entities, slots, room, out);
  std::array<const uint64_t*, 3> words;  // by party
  for (size_t i = 0; i < words.size(); ++i) {
    words[i] = entities.rows.words(entities.classes[class_in(key, i)].rows[i]);
  }
  for (uint32_t word = 0; word < shape.words && !maker.is_too_large(); ++word) {
    maker.add(word, words[0][word] & words[1][word] & words[2][word]);
  }
  if (!maker.is_too_large()) {
    make_links(out);
    return out;
  }
  out = {};
  out.key = key;
  out.is_usable = false;
  return out;
}

}  // namespace sekisho::cedar
