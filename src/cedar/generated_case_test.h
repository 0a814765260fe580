#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "cedar/engine_agreement.h"
#include "cedar/format.h"
#include "cedar/policy.h"

// Policies, entities and requests made from any bytes: the property test feeds random ones, the
// fuzz target those that reach new code. Everything that the language can express comes up, typed
// or not, over names so few that they meet.
namespace sekisho::cedar {

class CaseGenerator {
 public:
  explicit CaseGenerator(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  // What differs between the engines, with the policies; none when they agree.
  std::optional<std::string> difference() {
    std::vector<Request> requests;
    for (int i = 0; i < 4; ++i) requests.push_back({uid(), uid(), uid(), record(2)});
    const Entities entities = all_entities();
    PolicySet policies;
    const size_t count = choose(4) == 3 ? 60 + choose(80) : 1 + choose(6);
    for (size_t i = 0; i < count; ++i) {
      SEKISHO_INVARIANT(policies.add(policy("p" + std::to_string(i))).has_value());
    }
    const auto snapshot = DecisionSnapshot::make(
        CompiledPolicies::compile(ValidatedPolicies::without_schema(policies)), entities);
    std::optional<std::string> out;
    for (const Request& request : requests) {
      if (!out) out = engine_difference(policies, entities, *snapshot, request);
    }
    if (!out) out = bulk_difference(*snapshot, requests);
    for (const Policy& one : policies) {
      if (out) *out += "\n" + to_string(one);
    }
    return out;
  }

 protected:
  // A number below `end`; 0 when the bytes are used up.
  size_t choose(size_t end) {
    if (next_ == bytes_.size()) return 0;
    return bytes_[next_++] % end;
  }
  template <size_t kCount>
  std::string pick(const char* const (&texts)[kCount]) {
    return texts[choose(kCount)];
  }

  std::string type() { return pick({"User", "Team", "App::Doc", "Action"}); }
  std::string name() { return pick({"a", "b", "c", "owner", "no such"}); }
  std::string text() { return pick({"", "a", "b", "ab", "10.0.0.1", "1.5", "2024-01-01", "1h"}); }
  EntityUid uid() { return {type(), pick({"a", "b", "c", "d", "e"})}; }

  Value value(int depth) {
    switch (choose(depth > 0 ? 11 : 8)) {
      case 0:
        return Value::boolean(choose(2) == 1);
      case 1:
        return Value::integer(choose(4) == 0 ? INT64_MIN : static_cast<int64_t>(choose(4)) - 1);
      case 2:
        return Value::string(text());
      case 3:
      case 4:
        return Value::entity(uid());
      case 5:
        return Value::decimal({static_cast<int64_t>(choose(3))});
      case 6:
        return Value::datetime(static_cast<int64_t>(choose(3)) * 40'000'000);
      case 7:
        return choose(2) == 0 ? Value::duration(static_cast<int64_t>(choose(3)))
                              : Value::ip_address({{10, 0, 0, 1}, false, 32});
      case 8:
      case 9: {
        std::vector<Value> elements;
        for (size_t i = choose(5); i > 0; --i) elements.push_back(value(depth - 1));
        return Value::set(std::move(elements));
      }
      default:
        return record(depth - 1);
    }
  }

  Value record(int depth) {
    Value::Fields fields;
    for (size_t i = choose(4); i > 0; --i) fields.emplace_back(name(), value(depth));
    return Value::record(std::move(fields));
  }

  Entities all_entities() {
    Entities out;
    for (size_t i = choose(24); i > 0; --i) {
      Entity entity{uid(), record(2)};
      for (size_t n = choose(3); n > 0; --n) entity.tags.emplace_back(text(), value(1));
      for (size_t n = choose(3); n > 0; --n) entity.parents.push_back(uid());
      out.put(std::move(entity));
    }
    return out;
  }

  std::vector<ExprPtr> exprs(size_t count, int depth) {
    std::vector<ExprPtr> out;
    for (; count > 0; --count) out.push_back(expr(depth));
    return out;
  }

  ExprPtr literal() {
    switch (choose(4)) {
      case 0:
        return make_expr(node::Literal{Value::boolean(choose(2) == 1)});
      case 1:
        return make_expr(node::Literal{Value::integer(static_cast<int64_t>(choose(4)) - 1)});
      case 2:
        return make_expr(node::Literal{Value::string(text())});
      default:
        return make_expr(node::Literal{Value::entity(uid())});
    }
  }

  // Any operator but for the junctions, which `expr` makes.
  BinaryOp binary_op() {
    const size_t first = static_cast<size_t>(BinaryOp::kEqual);
    return static_cast<BinaryOp>(first +
                                 choose(static_cast<size_t>(BinaryOp::kHasTag) - first + 1));
  }

  ExprPtr expr(int depth) {
    if (depth == 0) {
      if (choose(2) == 0) return literal();
      return make_expr(node::Var{static_cast<Variable>(choose(4))});
    }
    switch (choose(14)) {
      case 0:
        return literal();
      case 1:
        return make_expr(node::If{expr(depth - 1), expr(depth - 1), expr(depth - 1)});
      case 2:
        return make_expr(node::Unary{static_cast<UnaryOp>(choose(3)), expr(depth - 1)});
      case 3:
        return make_expr(node::Binary{choose(2) == 0 ? BinaryOp::kAnd : BinaryOp::kOr,
                                      expr(depth - 1), expr(depth - 1)});
      case 4:
      case 5:
      case 6:
        return make_expr(node::Binary{binary_op(), expr(depth - 1), expr(depth - 1)});
      case 7:
      case 8:
        return make_expr(node::GetAttribute{expr(depth - 1), name()});
      case 9: {
        std::vector<std::string> path(1 + choose(2));
        for (std::string& step : path) step = name();
        return make_expr(node::HasAttribute{expr(depth - 1), std::move(path)});
      }
      case 10:
        return make_expr(node::Like{expr(depth - 1), {{text(), text()}}});
      case 11:
        return make_expr(
            node::Is{expr(depth - 1), type(), choose(2) == 0 ? nullptr : expr(depth - 1)});
      case 12: {
        if (choose(2) == 0) return make_expr(node::Set{exprs(choose(4), depth - 1)});
        node::Record record;
        for (const char* field : {"a", "owner"}) record.fields.emplace_back(field, expr(depth - 1));
        return make_expr(std::move(record));
      }
      default: {
        const auto function = static_cast<Function>(choose(kFunctionCount));
        return make_expr(node::Call{function, exprs(info_of(function).arity, depth - 1)});
      }
    }
  }

  // Whether one whom the request names is in some group.
  ExprPtr membership() {
    const ExprPtr object = make_expr(node::Var{static_cast<Variable>(choose(3))});
    const ExprPtr group = make_expr(node::Literal{Value::entity(uid())});
    if (choose(2) == 0) return make_expr(node::Binary{BinaryOp::kIn, object, group});
    return make_expr(node::Binary{BinaryOp::kIn, object, make_expr(node::Set{{group, expr(1)}})});
  }

  // A test of Boolean value more often than not.
  ExprPtr condition() {
    const size_t kind = choose(6);
    if (kind < 2) return expr(4);
    if (kind == 2) return membership();
    const ExprPtr left = expr(2);
    ExprPtr test = make_expr(node::Binary{binary_op(), left, expr(2)});
    if (choose(2) == 0) return test;
    return make_expr(node::Binary{choose(2) == 0 ? BinaryOp::kAnd : BinaryOp::kOr, test,
                                  make_expr(node::Binary{binary_op(), left, expr(2)})});
  }

  ScopeConstraint scope(bool is_action) {
    using Kind = ScopeConstraint::Kind;
    ScopeConstraint out;
    const size_t kind = choose(is_action ? 4 : 7);
    if (kind == 0 || kind > 4) return out;
    out.kind = static_cast<Kind>(is_action && kind == 3 ? 2 : kind);
    if (out.kind == Kind::kIs || out.kind == Kind::kIsIn) out.type = type();
    if (out.kind == Kind::kIs) return out;
    out.entities.push_back(uid());
    out.is_list = is_action && kind == 3;
    if (out.is_list) out.entities.push_back(uid());
    return out;
  }

  Policy policy(std::string id) {
    Policy out;
    out.id = std::move(id);
    out.effect = choose(3) == 0 ? Effect::kForbid : Effect::kPermit;
    out.principal = scope(false);
    out.action = scope(true);
    out.resource = scope(false);
    for (size_t i = choose(3); i > 0; --i) {
      out.clauses.push_back({.is_unless = choose(3) == 0, .condition = condition()});
    }
    return out;
  }

 private:
  std::span<const uint8_t> bytes_;
  size_t next_ = 0;
};

}  // namespace sekisho::cedar
