#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "cedar/value.h"

// The expression tree, as written: `a != b`, `a > b` and `e has a.b.c` are kept, so that a policy
// prints and converts the way its author wrote it. Trees are immutable and shared.
namespace sekisho::cedar {

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

// Where something stands in the text that it was parsed from. All zero when it was not parsed.
struct Span {
  uint32_t offset = 0;  // bytes from the start
  uint32_t length = 0;  // bytes
  uint32_t line = 0;    // from 1
  uint32_t column = 0;  // characters, from 1
};
Place to_place(const Span& span, std::string file = {});

enum class Variable : uint8_t { kPrincipal, kAction, kResource, kContext };
std::string_view name_of(Variable variable);

enum class UnaryOp : uint8_t { kNot, kNegate, kIsEmpty };

enum class BinaryOp : uint8_t {
  kOr,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kAdd,
  kSubtract,
  kMultiply,
  kContains,
  kContainsAll,
  kContainsAny,
  kGetTag,
  kHasTag,
};

// The operator's sign (`&&`) or the method's name (`containsAll`).
std::string_view spelling_of(UnaryOp op);
std::string_view spelling_of(BinaryOp op);
// True for those that are written as a method: `a.contains(b)`.
bool is_method(BinaryOp op);

// The functions and methods of the extension types.
enum class Function : uint8_t {
  kIp,
  kDecimal,
  kDatetime,
  kDuration,
  kIsIpv4,
  kIsIpv6,
  kIsLoopback,
  kIsMulticast,
  kIsInRange,
  kLessThan,
  kLessThanOrEqual,
  kGreaterThan,
  kGreaterThanOrEqual,
  kOffset,
  kDurationSince,
  kToDate,
  kToTime,
  kToMilliseconds,
  kToSeconds,
  kToMinutes,
  kToHours,
  kToDays,
};
inline constexpr int kFunctionCount = 22;

struct FunctionInfo {
  Function function;
  std::string_view name;
  bool is_method;  // `a.name(…)`, otherwise `name(…)`
  uint8_t arity;   // with the receiver of a method
};
const FunctionInfo& info_of(Function function);
std::optional<Function> function_named(std::string_view name);

// A pattern of `like`: text pieces, each `*` between two of them matching any text.
// `"a*b"` has the pieces `a` and `b`; `"*"` has two empty ones.
struct LikePattern {
  std::vector<std::string> pieces;
  bool matches(std::string_view text) const;
  bool operator==(const LikePattern&) const = default;
};

namespace node {

struct Literal {
  Value value;  // bool, Long, String or entity
};
struct Var {
  Variable variable;
};
struct If {
  ExprPtr test, then_branch, else_branch;
};
struct Unary {
  UnaryOp op;
  ExprPtr operand;
};
struct Binary {
  BinaryOp op;
  ExprPtr left, right;
};
struct GetAttribute {
  ExprPtr object;
  std::string name;
};
// `object has a.b.c`: one name, or several of the extended form.
struct HasAttribute {
  ExprPtr object;
  std::vector<std::string> path;
};
struct Like {
  ExprPtr object;
  LikePattern pattern;
};
// `object is type` or `object is type in group`; `group` is null in the first form.
struct Is {
  ExprPtr object;
  std::string type;
  ExprPtr group;
};
struct Set {
  std::vector<ExprPtr> elements;
};
struct Record {
  std::vector<std::pair<std::string, ExprPtr>> fields;  // as written, names distinct
};
// An extension function; a method's receiver is the first argument.
struct Call {
  Function function;
  std::vector<ExprPtr> arguments;
};

}  // namespace node

struct Expr {
  using Node = std::variant<node::Literal, node::Var, node::If, node::Unary, node::Binary,
                            node::GetAttribute, node::HasAttribute, node::Like, node::Is, node::Set,
                            node::Record, node::Call>;
  Node node;
  Span span = {};
  // Levels of the tree below and with this node; bounded by kMaxExprHeight.
  uint32_t height = 1;
};

// Makes a node and works out its height. The caller bounds the height.
ExprPtr make_expr(Expr::Node node, Span span = {});

// The direct operands of a node, in the order of evaluation.
std::vector<const Expr*> operands(const Expr& expr);

// Equal in meaning as written; places do not count.
bool same_expr(const Expr& a, const Expr& b);

}  // namespace sekisho::cedar
