#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cedar/check_type.h"
#include "cedar/expr.h"

namespace sekisho::cedar {

// What is known of the request while a policy is checked: types, and the action itself.
struct RequestType {
  std::string principal;
  EntityUid action;
  std::string resource;
  CheckTypePtr context;
};

// Finds the type of expressions for one kind of request. Errors are added to a list; an
// expression that failed may still have a type, so that checking goes on and finds more. The
// rules, and where they give up, are those of the standard. Internal to this folder.
class Typechecker {
 public:
  // What the truth of an expression allows afterwards: `principal.name` after
  // `principal has name`. Written as the access that is safe.
  using Capabilities = std::set<std::string>;

  struct Answer {
    CheckTypePtr type;          // null when none was found
    bool ok = true;             // false when it or a part of it failed
    Capabilities granted = {};  // when it is true
  };

  Typechecker(const Schema& schema, ValidationMode mode, const RequestType& request,
              TypeConverter& converter, std::vector<Error>& errors)
      : schema_(schema), mode_(mode), request_(request), converter_(converter), errors_(errors) {}

  // The expression must be Boolean: a clause, or a scope written as one.
  Answer check_condition(const Expr& expr, const Capabilities& known);

  // From now on the type of each expression that can be evaluated is noted.
  void note_types(std::map<const Expr*, CheckTypePtr>& types) { types_ = &types; }

 private:
  Answer check(const Expr& expr, const Capabilities& known);
  Answer expect(const Expr& expr, const Capabilities& known,
                const std::vector<CheckTypePtr>& expected);
  Answer expect_boolean(const Expr& expr, const Capabilities& known);

  Answer visit(const Expr& expr, const node::Literal& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::Var& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::If& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::Unary& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::Binary& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::GetAttribute& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::HasAttribute& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::Like& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::Is& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::Set& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::Record& node, const Capabilities& known);
  Answer visit(const Expr& expr, const node::Call& node, const Capabilities& known);

  Answer conjunction(const node::Binary& node, const Capabilities& known);
  Answer disjunction(const node::Binary& node, const Capabilities& known);
  Answer equality(const Expr& expr, const node::Binary& node, const Capabilities& known);
  Answer comparison(const node::Binary& node, const Capabilities& known);
  Answer arithmetic(const node::Binary& node, const Capabilities& known);
  Answer set_operation(const Expr& expr, const node::Binary& node, const Capabilities& known);
  Answer membership(const Expr& left, const Expr& right, const Capabilities& known);
  Answer has_one(const Expr& object, const std::string& name, const Capabilities& known);
  Answer has_tag(const node::Binary& node, const Capabilities& known);
  Answer get_tag(const Expr& expr, const node::Binary& node, const Capabilities& known);
  void check_constructor(const Expr& expr, const node::Call& node, bool& ok);

  // Both sides of an equation must have a common type in strict mode.
  bool compatible(const Expr& expr, const CheckTypePtr& left, const CheckTypePtr& right);
  bool may_be_in(const CheckType& left, const CheckType& right) const;
  bool may_be_in(const std::string& child, const std::string& ancestor) const;
  std::vector<CheckTypePtr> tag_types(const CheckType& entity);
  // The literal that an expression is, the action variable being one.
  std::optional<Value> literal_of(const Expr& expr) const;
  std::optional<std::vector<EntityUid>> entity_literals_of(const Expr& expr) const;
  CheckTypePtr action_membership(const EntityUid& action, const std::vector<EntityUid>& groups);

  void report(const Expr& expr, std::string message, std::string help = {});
  bool is_strict() const { return mode_ == ValidationMode::kStrict; }

  const Schema& schema_;
  ValidationMode mode_;
  const RequestType& request_;
  TypeConverter& converter_;
  std::vector<Error>& errors_;
  std::map<const Expr*, CheckTypePtr>* types_ = nullptr;
};

}  // namespace sekisho::cedar
