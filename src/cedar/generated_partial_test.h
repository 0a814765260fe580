#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cedar/generated_case_test.h"
#include "cedar/parser.h"
#include "cedar/partial.h"

// Checks the law of partial evaluation on cases made from any bytes: a whole case is made first;
// then some of it is hidden, and several completions are made of what is left.
namespace sekisho::cedar {

class PartialCaseGenerator : CaseGenerator {
 public:
  using CaseGenerator::CaseGenerator;

  // How a residual differs from its policies under a completion; none when it does not.
  std::optional<std::string> difference() {
    make_case();
    const PartialAnswer partial =
        partially_authorize(policies_, hidden_request_, hidden_, {.inline_parts = choose(4)});
    return compare(partial, nullptr);
  }

  // The same where completions conform to `schema`, over User and Team with kAttributes.
  std::optional<std::string> difference_by(const Schema& schema) {
    schema_ = &schema;
    make_case();
    const PartialAnswer partial =
        partially_authorize(policies_, hidden_request_, hidden_, {.schema = &schema});
    return compare(partial, &schema);
  }

  static constexpr const char* kSchema = R"(
    entity User in [Team] = {a: Bool, b?: Long, c: Set<User>, owner: Team};
    entity Team in [Team] = {a: String, b?: {a: Bool, b?: User}, owner?: User};
    action a, b appliesTo {principal: [User, Team], resource: [User, Team],
                           context: {a: Bool, b?: User, c?: {a: User, b?: Long}, owner: Team}};
  )";

 private:
  std::string one_id() { return pick({"a", "b", "c"}); }
  Value user() { return Value::entity({"User", one_id()}); }
  Value team() { return Value::entity({"Team", one_id()}); }
  Value flag() { return Value::boolean(choose(2) == 1); }
  Value number() { return Value::integer(static_cast<int64_t>(choose(3))); }

  // Attributes as kSchema declares them; of any kind where there is no schema.
  Value attributes_of(const EntityUid& uid) {
    if (schema_ == nullptr) return record(2);
    Value::Fields fields;
    if (uid.type == "User") {
      std::vector<Value> users;
      for (size_t i = choose(3); i > 0; --i) users.push_back(user());
      fields = {{"a", flag()}, {"c", Value::set(std::move(users))}, {"owner", team()}};
      if (choose(2) == 0) fields.emplace_back("b", number());
    } else {
      fields = {{"a", Value::string(text())}};
      if (choose(2) == 0) fields.emplace_back("owner", user());
      if (choose(2) == 0) {
        Value::Fields inner{{"a", flag()}};
        if (choose(2) == 0) inner.emplace_back("b", user());
        fields.emplace_back("b", Value::record(std::move(inner)));
      }
    }
    return Value::record(std::move(fields));
  }
  Value context() {
    if (schema_ == nullptr) return record(2);
    Value::Fields fields{{"a", flag()}, {"owner", team()}};
    if (choose(2) == 0) fields.emplace_back("b", user());
    if (choose(2) == 0) {
      Value::Fields inner{{"a", user()}};
      if (choose(2) == 0) inner.emplace_back("b", number());
      fields.emplace_back("c", Value::record(std::move(inner)));
    }
    return Value::record(std::move(fields));
  }
  EntityUid any_uid() {
    if (schema_ == nullptr) return uid();
    return {choose(2) == 0 ? "User" : "Team", one_id()};
  }
  EntityUid any_action() {
    return schema_ == nullptr ? uid() : EntityUid{"Action", pick({"a", "b"})};
  }

  ExprPtr attribute(ExprPtr object, std::string name) {
    return make_expr(node::GetAttribute{std::move(object), std::move(name)});
  }
  ExprPtr binary(BinaryOp op, ExprPtr left, ExprPtr right) {
    return make_expr(node::Binary{op, std::move(left), std::move(right)});
  }
  ExprPtr user_expr(int depth) {
    switch (choose(depth > 0 ? 5 : 3)) {
      case 0:
        return make_expr(node::Var{Variable::kPrincipal});
      case 1:
        return make_expr(node::Var{Variable::kResource});
      case 2:
        return make_expr(node::Literal{user()});
      case 3:
        return attribute(make_expr(node::Var{Variable::kContext}), "b");
      default:
        return attribute(team_expr(depth - 1), "owner");
    }
  }
  ExprPtr team_expr(int depth) {
    if (depth == 0) return make_expr(node::Literal{team()});
    if (choose(2) == 0) return attribute(make_expr(node::Var{Variable::kContext}), "owner");
    return attribute(user_expr(depth - 1), "owner");
  }
  ExprPtr set_expr(int depth) {
    if (depth > 0 && choose(2) == 0) return attribute(user_expr(depth - 1), "c");
    node::Set set;
    for (size_t i = choose(3); i > 0; --i) set.elements.push_back(user_expr(0));
    return make_expr(std::move(set));
  }
  ExprPtr long_expr(int depth) {
    if (depth == 0) return make_expr(node::Literal{number()});
    if (choose(3) == 0) return binary(BinaryOp::kAdd, long_expr(depth - 1), long_expr(depth - 1));
    return attribute(user_expr(depth - 1), "b");
  }
  // Reads a field of a record that is written out.
  ExprPtr field_of_record(int depth) {
    node::Record record;
    record.fields.emplace_back("a", bool_expr(depth - 1));
    record.fields.emplace_back("b", long_expr(depth - 1));
    ExprPtr object = make_expr(std::move(record));
    if (choose(3) != 0) return attribute(std::move(object), "a");
    return make_expr(node::HasAttribute{std::move(object), {pick({"a", "c"})}});
  }
  ExprPtr has_and_reads(int depth) {
    const std::string name = pick({"a", "b"});
    const ExprPtr object = choose(2) == 0
                               ? user_expr(depth - 1)
                               : attribute(make_expr(node::Var{Variable::kContext}), "c");
    const ExprPtr has = make_expr(node::HasAttribute{object, {name}});
    const ExprPtr read = binary(BinaryOp::kEqual, attribute(object, name), long_expr(0));
    return binary(choose(4) == 0 ? BinaryOp::kOr : BinaryOp::kAnd, has, read);
  }

  // Mostly of the right types under kSchema, so that evaluation gets far.
  ExprPtr bool_expr(int depth) {
    if (depth == 0) return make_expr(node::Literal{flag()});
    if (choose(20) == 0) return expr(2);
    switch (choose(15)) {
      case 0:
      case 1:
        return binary(BinaryOp::kAnd, bool_expr(depth - 1), bool_expr(depth - 1));
      case 2:
      case 3:
        return binary(BinaryOp::kOr, bool_expr(depth - 1), bool_expr(depth - 1));
      case 4:
        return make_expr(node::Unary{UnaryOp::kNot, bool_expr(depth - 1)});
      case 5:
        return make_expr(
            node::If{bool_expr(depth - 1), bool_expr(depth - 1), bool_expr(depth - 1)});
      case 6:
        return binary(choose(2) == 0 ? BinaryOp::kEqual : BinaryOp::kNotEqual, user_expr(depth - 1),
                      user_expr(depth - 1));
      case 7:
        return binary(BinaryOp::kIn, user_expr(depth - 1), team_expr(depth - 1));
      case 8:
        return binary(BinaryOp::kContains, set_expr(depth - 1), user_expr(depth - 1));
      case 9:
        return binary(choose(2) == 0 ? BinaryOp::kContainsAll : BinaryOp::kContainsAny,
                      set_expr(depth - 1), set_expr(depth - 1));
      case 10:
        return binary(choose(2) == 0 ? BinaryOp::kLess : BinaryOp::kGreaterEqual,
                      long_expr(depth - 1), long_expr(depth - 1));
      case 11:
        return make_expr(node::Is{user_expr(depth - 1), pick({"User", "Team"}),
                                  choose(2) == 0 ? nullptr : team_expr(0)});
      case 12:
        return field_of_record(depth);
      case 13:
        return has_and_reads(depth);
      default:
        return attribute(
            choose(2) == 0 ? user_expr(depth - 1) : make_expr(node::Var{Variable::kContext}), "a");
    }
  }

  Policy one_policy(std::string id) {
    Policy out = policy(std::move(id));
    if (choose(4) == 0) return out;
    if (choose(2) == 0) out.principal = {};
    if (choose(4) != 0) out.action = {};
    if (choose(2) == 0) out.resource = {};
    out.clauses.clear();
    for (size_t i = choose(4); i > 0; --i) {
      out.clauses.push_back({.is_unless = choose(3) == 0, .condition = bool_expr(4)});
    }
    return out;
  }

  Entity make_entity(EntityUid name) {
    Entity out{std::move(name)};
    out.attributes = attributes_of(out.uid);
    if (schema_ == nullptr) {
      for (size_t n = choose(3); n > 0; --n) out.tags.emplace_back(text(), value(1));
    }
    for (size_t n = choose(3); n > 0; --n) {
      out.parents.push_back(schema_ == nullptr ? uid() : team().as_entity());
    }
    return out;
  }

  void make_case() {
    Entities all;
    if (schema_ == nullptr) {
      for (size_t i = choose(16); i > 0; --i) all.put(make_entity(uid()));
    } else {
      for (const char* type : {"User", "Team"}) {
        for (const char* id : {"a", "b", "c"}) all.put(make_entity({type, id}));
      }
      for (const char* id : {"a", "b"}) all.put({.uid = {"Action", id}});
    }
    request_ = {any_uid(), any_action(), any_uid(), context()};
    for (size_t i = 0, count = 1 + choose(6); i < count; ++i) {
      SEKISHO_INVARIANT(policies_.add(one_policy("p" + std::to_string(i))).has_value());
    }
    hide_request(all);
    hide_entities(all);
  }

  PartialUid hide(const EntityUid& uid, const Entities& all) {
    const size_t how = choose(3);
    if (how == 0) return {.uid = uid};
    PartialUid out;
    if (how == 1) out.type = uid.type;
    const Entity* entity = all.find(uid);
    if (entity == nullptr || choose(2) == 0) return out;
    Value::Fields kept;
    for (const auto& field : entity->attributes.fields()) {
      if (choose(2) == 0) kept.push_back(field);
    }
    out.attributes = Value::record(std::move(kept));
    return out;
  }

  void hide_request(const Entities& all) {
    hidden_request_.principal = hide(request_.principal, all);
    hidden_request_.resource = hide(request_.resource, all);
    if (choose(3) == 0) {
      hidden_request_.action = hide(request_.action, all);
    } else {
      hidden_request_.action.uid = request_.action;
    }
    hidden_request_.context_open = choose(3) == 0;
    Value::Fields kept;
    for (const auto& field : request_.context.fields()) {
      if (choose(2) == 0) {
        kept.push_back(field);
      } else if (!hidden_request_.context_open) {
        hidden_request_.unknown_context.insert(field.first);
      }
    }
    if (choose(2) == 0) hidden_request_.unknown_context.insert("c");
    std::erase_if(kept, [&](const auto& field) {
      return hidden_request_.unknown_context.contains(field.first);
    });
    hidden_request_.context = Value::record(std::move(kept));
  }

  void hide_entities(const Entities& all) {
    hidden_.others = choose(2) == 0;
    for (const auto& [uid, entity] : all.all()) {
      if (hidden_.others && choose(3) == 0) continue;
      Entity kept = entity;
      // A schema says all of its actions.
      const bool may_have_gap = schema_ == nullptr || uid.type != "Action";
      if (may_have_gap && choose(2) == 0) {
        PartialEntities::Gap& gap = hidden_.gaps[uid];
        gap.tags = choose(2) == 0;
        gap.parents = choose(2) == 0;
        gap.other_attributes = choose(3) == 0;
        if (gap.tags) kept.tags.clear();
        if (gap.parents && !kept.parents.empty()) kept.parents.pop_back();
        Value::Fields fields;
        for (const auto& field : entity.attributes.fields()) {
          if (choose(2) == 0) {
            fields.push_back(field);
          } else if (!gap.other_attributes) {
            gap.attributes.insert(field.first);
          }
        }
        kept.attributes = Value::record(std::move(fields));
      }
      known_.put(std::move(kept));
    }
    hidden_.known = &known_;
  }

  // Another case that agrees with what was not hidden.
  void complete(Request& request, Entities& entities) {
    complete_entities(entities);
    request.principal = complete(hidden_request_.principal, any_uid(), entities);
    request.resource = complete(hidden_request_.resource, any_uid(), entities);
    request.action = complete(hidden_request_.action, any_action(), entities);
    Value::Fields fields;
    for (const auto& field : context().fields()) {
      const bool may =
          hidden_request_.context_open || hidden_request_.unknown_context.contains(field.first);
      if (may) fields.push_back(field);
    }
    // What is known goes last: of two fields of a name the last one holds.
    for (const auto& field : hidden_request_.context.fields()) fields.push_back(field);
    request.context = Value::record(std::move(fields));
  }

  void complete_entities(Entities& entities) {
    for (const auto& [uid, entity] : known_.all()) {
      Entity whole = entity;
      const auto gap = hidden_.gaps.find(uid);
      if (gap != hidden_.gaps.end()) {
        const Entity fresh = make_entity(uid);
        if (gap->second.tags) whole.tags = fresh.tags;
        if (gap->second.parents) {
          whole.parents.insert(whole.parents.end(), fresh.parents.begin(), fresh.parents.end());
        }
        Value::Fields fields;
        for (const auto& field : fresh.attributes.fields()) {
          if (gap->second.other_attributes || gap->second.attributes.contains(field.first)) {
            fields.push_back(field);
          }
        }
        for (const auto& field : entity.attributes.fields()) fields.push_back(field);
        whole.attributes = Value::record(std::move(fields));
      }
      entities.put(std::move(whole));
    }
    if (!hidden_.others) return;
    const auto add = [&](const EntityUid& uid) {
      if (entities.find(uid) == nullptr) entities.put(make_entity(uid));
    };
    if (schema_ == nullptr) {
      for (size_t i = choose(8); i > 0; --i) add(uid());
      return;
    }
    for (const char* type : {"User", "Team"}) {
      for (const char* id : {"a", "b", "c"}) add({type, id});
    }
    for (const char* id : {"a", "b"}) {
      if (entities.find({"Action", id}) == nullptr) entities.put({.uid = {"Action", id}});
    }
  }

  EntityUid complete(const PartialUid& partial, EntityUid other, Entities& entities) {
    if (partial.uid) return *partial.uid;
    if (!partial.type.empty()) other.type = partial.type;
    if (partial.attributes.fields().empty()) return other;
    // An entity of its own, which nothing else is known of, has the attributes that it must have.
    other.id = "fresh" + std::to_string(fresh_++);
    if (partial.type.empty() && schema_ != nullptr) other.type = guess_type(partial.attributes);
    Entity entity = make_entity(other);
    Value::Fields fields = entity.attributes.fields();
    for (const auto& field : partial.attributes.fields()) fields.push_back(field);
    entity.attributes = Value::record(std::move(fields));
    entities.put(std::move(entity));
    return other;
  }

  // The type whose declaration the attributes fit.
  static std::string guess_type(const Value& attributes) {
    for (const auto& [name, value] : attributes.fields()) {
      if (name == "a") return value.is_bool() ? "User" : "Team";
      if (name == "b") return value.is_long() ? "User" : "Team";
      if (name == "c") return "User";
      if (name == "owner") return value.as_entity().type == "Team" ? "User" : "Team";
    }
    return "User";
  }

  std::optional<std::string> compare(const PartialAnswer& partial, const Schema* schema) {
    const PolicySet residual = partial.residual();
    const PolicySet without_errors = partial.residual(false);
    PolicySet reparsed;
    for (const Policy& one : residual) {
      // Made policies hold names and literals that cannot be written, such as `x has no such`.
      const bool writable = parse_policies(to_string(*policies_.find(one.id))).has_value();
      const auto again = parse_policies(to_string(one));
      if (writable && !again) return "a residual does not parse: " + to_string(one);
      Policy copy = again ? again->policies().front() : one;
      copy.id = one.id;
      SEKISHO_INVARIANT(reparsed.add(std::move(copy)).has_value());
    }
    for (int i = 0; i < 4; ++i) {
      Request request;
      Entities entities;
      complete(request, entities);
      const Answer expected = is_authorized(policies_, request, entities);
      const std::string before = shown(expected, true);
      for (const PolicySet* left : {&residual, static_cast<const PolicySet*>(&reparsed)}) {
        const std::string after = shown(is_authorized(*left, request, entities), true);
        if (after != before) return report(before, after, residual, request, entities, schema);
      }
      const std::string decided = shown(expected, false);
      const std::string after = shown(is_authorized(without_errors, request, entities), false);
      if (after != decided) {
        return report(decided, after, without_errors, request, entities, schema);
      }
      if (partial.decision && *partial.decision != expected.decision) {
        return report(before, "decided: " + std::string(name_of(*partial.decision)), residual,
                      request, entities, schema);
      }
      if (auto wrong = wrong_state(partial, expected, request, entities)) {
        return report(before, *wrong, residual, request, entities, schema);
      }
    }
    return std::nullopt;
  }

  // What is claimed of each policy alone.
  std::optional<std::string> wrong_state(const PartialAnswer& partial, const Answer& expected,
                                         const Request& request, const Entities& entities) {
    for (const PartialPolicy& one : partial.policies) {
      PolicySet alone;
      SEKISHO_INVARIANT(alone.add(*policies_.find(one.residual.id)).has_value());
      const Answer answer = is_authorized(alone, request, entities);
      const bool holds = !answer.reasons.empty();
      const bool errs = !answer.errors.empty();
      const bool right = one.state == PartialState::kHolds  ? holds
                         : one.state == PartialState::kErrs ? errs
                         : one.state == PartialState::kOpen
                             ? (one.can_hold || !holds) && (one.can_err || !errs)
                             : false;
      if (!right) return "wrong state of " + one.residual.id + ", " + shown(expected, true);
    }
    return std::nullopt;
  }

  static std::string shown(const Answer& answer, bool errors) {
    std::string out =
        fmt::format("{} [{}]", name_of(answer.decision), fmt::join(answer.reasons, " "));
    if (!errors) return out;
    for (const PolicyError& error : answer.errors) out += " !" + error.policy;
    return out;
  }

  std::string report(const std::string& before, const std::string& after, const PolicySet& residual,
                     const Request& request, const Entities& entities, const Schema* schema) {
    std::string out = before + "\nbut " + after + "\n";
    for (const Policy& one : policies_) out += one.id + ": " + to_string(one) + "\n";
    out += "residual\n";
    for (const Policy& one : residual) out += one.id + ": " + to_string(one) + "\n";
    out += to_string(request.principal) + " " + to_string(request.action) + " " +
           to_string(request.resource) + " " + to_string(request.context) + "\n";
    for (const auto& [uid, entity] : entities.all()) {
      out += to_string(uid) + " " + to_string(entity.attributes);
      for (const EntityUid& parent : entity.parents) out += " in " + to_string(parent);
      out += hidden_.gaps.contains(uid) ? " gap\n" : known_.find(uid) ? "\n" : " hidden\n";
    }
    return out + (schema == nullptr ? "" : "(by schema)");
  }

  const Schema* schema_ = nullptr;
  PolicySet policies_;
  Request request_;
  PartialRequest hidden_request_;
  Entities known_;
  PartialEntities hidden_;
  size_t fresh_ = 0;
};

}  // namespace sekisho::cedar
