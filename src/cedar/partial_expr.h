#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cedar/partial.h"
#include "cedar/partial_value.h"

// Partial evaluation of expressions. Internal to this folder.
namespace sekisho::cedar {

enum class Ternary : uint8_t { kFalse, kTrue, kOpen };

// For one policy: it remembers what earlier clauses made sure of. Not thread-safe.
class PartialEvaluator {
 public:
  PartialEvaluator(const PartialRequest& request, const PartialEntities& entities,
                   const PartialOptions& options)
      : request_(request), entities_(entities), options_(options) {}

  // What is left of a condition: it is only asked whether it is true, and an error if no Boolean.
  Partial condition(const ExprPtr& expr) { return fold(expr, true); }
  // From now on the condition is taken to be true: `x has a` makes `x.a` safe.
  void assume(const ExprPtr& condition);

  // Whether the constraint holds for the principal, action or resource.
  Ternary scope(const ScopeConstraint& constraint, const PartialUid& uid) const;

 private:
  struct Present {
    ExprPtr object;
    std::string name;
  };
  struct Attribute {
    enum class State : uint8_t { kValue, kAbsent, kOpen } state = State::kOpen;
    const Value* value = nullptr;
    SchemaTypePtr type = {};    // of kOpen, where known
    bool is_present = false;    // of kOpen: it is not absent
    const Partial* field = {};  // of kOpen: where the record is written out
  };

  Partial fold(const ExprPtr& expr, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::Literal& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::Var& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::If& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::Unary& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::Binary& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::GetAttribute& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::HasAttribute& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::Like& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::Is& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::Set& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::Record& node, bool as_condition);
  Partial visit(const ExprPtr& expr, const node::Call& node, bool as_condition);

  Partial junction(const ExprPtr& expr, const node::Binary& node, bool as_condition);
  Partial negation(const ExprPtr& expr, Partial operand, bool as_condition);
  Partial membership(const ExprPtr& expr, Partial left, Partial right);
  Partial equality(const ExprPtr& expr, bool equal, const Partial& left, const Partial& right);
  Partial tag(const ExprPtr& expr, BinaryOp op, const Partial& left, const Partial& right);
  Partial contains(const ExprPtr& expr, const Partial& left, const Partial& right);

  // The node with these operands in place of its own; a value when all of them are known, an
  // error when one is.
  Partial rebuilt(const ExprPtr& expr, Expr::Node node, std::initializer_list<const Partial*> parts,
                  bool total, SchemaTypePtr type);
  Partial known(Value value, ExprPtr expr) const;
  Partial evaluated(Expr::Node on_values, Expr::Node residual, const ExprPtr& expr) const;
  static Partial failing(Expr::Node node, const ExprPtr& expr);

  Attribute attribute_of(const Partial& object, const std::string& name) const;
  Attribute attribute_of(const EntityUid& uid, const std::string& name) const;
  const PartialUid* unknown_uid(const Expr& expr) const;
  const AttributeType* declared(const SchemaType* type, const std::string& name) const;
  bool is_present(const ExprPtr& object, const std::string& name) const;

  Ternary is_in(const EntityUid& child, const EntityUid& ancestor) const;
  Ternary is_in_any(const EntityUid& child, const std::vector<EntityUid>& ancestors) const;
  bool is_stand_in(const EntityUid& uid) const { return entities_.stand_ins.contains(uid.type); }

  // As an operand of a residual.
  ExprPtr as_expr(const Partial& partial) const;

  const PartialRequest& request_;
  const PartialEntities& entities_;
  const PartialOptions& options_;
  std::vector<Present> present_;
};

}  // namespace sekisho::cedar
