#include "cedar/expr.h"

#include <algorithm>
#include <array>
#include <type_traits>

namespace sekisho::cedar {
namespace {

constexpr std::array<FunctionInfo, kFunctionCount> kFunctions = {{
    {Function::kIp, "ip", false, 1},
    {Function::kDecimal, "decimal", false, 1},
    {Function::kDatetime, "datetime", false, 1},
    {Function::kDuration, "duration", false, 1},
    {Function::kIsIpv4, "isIpv4", true, 1},
    {Function::kIsIpv6, "isIpv6", true, 1},
    {Function::kIsLoopback, "isLoopback", true, 1},
    {Function::kIsMulticast, "isMulticast", true, 1},
    {Function::kIsInRange, "isInRange", true, 2},
    {Function::kLessThan, "lessThan", true, 2},
    {Function::kLessThanOrEqual, "lessThanOrEqual", true, 2},
    {Function::kGreaterThan, "greaterThan", true, 2},
    {Function::kGreaterThanOrEqual, "greaterThanOrEqual", true, 2},
    {Function::kOffset, "offset", true, 2},
    {Function::kDurationSince, "durationSince", true, 2},
    {Function::kToDate, "toDate", true, 1},
    {Function::kToTime, "toTime", true, 1},
    {Function::kToMilliseconds, "toMilliseconds", true, 1},
    {Function::kToSeconds, "toSeconds", true, 1},
    {Function::kToMinutes, "toMinutes", true, 1},
    {Function::kToHours, "toHours", true, 1},
    {Function::kToDays, "toDays", true, 1},
}};

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

// The content of a node apart from its operands.
bool same_label(const Expr::Node& a, const Expr::Node& b) {
  if (a.index() != b.index()) return false;
  const auto as_b = [&](const auto& node) -> const auto& {
    return *std::get_if<std::remove_cvref_t<decltype(node)>>(&b);
  };
  return std::visit(
      Overloaded{
          [&](const node::Literal& x) { return x.value == as_b(x).value; },
          [&](const node::Var& x) { return x.variable == as_b(x).variable; },
          [&](const node::If&) { return true; },
          [&](const node::Unary& x) { return x.op == as_b(x).op; },
          [&](const node::Binary& x) { return x.op == as_b(x).op; },
          [&](const node::GetAttribute& x) { return x.name == as_b(x).name; },
          [&](const node::HasAttribute& x) { return x.path == as_b(x).path; },
          [&](const node::Like& x) { return x.pattern == as_b(x).pattern; },
          [&](const node::Is& x) { return x.type == as_b(x).type && !x.group == !as_b(x).group; },
          [&](const node::Set&) { return true; },
          [&](const node::Record& x) {
            return std::ranges::equal(x.fields, as_b(x).fields, [](const auto& f, const auto& g) {
              return f.first == g.first;
            });
          },
          [&](const node::Call& x) { return x.function == as_b(x).function; },
      },
      a);
}

}  // namespace

Place to_place(const Span& span, std::string file) {
  return {std::move(file), span.line, span.column, span.offset, span.length};
}

std::string_view name_of(Variable variable) {
  static constexpr std::array<std::string_view, 4> kNames = {"principal", "action", "resource",
                                                             "context"};
  return kNames[static_cast<size_t>(variable)];
}

std::string_view spelling_of(UnaryOp op) {
  static constexpr std::array<std::string_view, 3> kSpellings = {"!", "-", "isEmpty"};
  return kSpellings[static_cast<size_t>(op)];
}

std::string_view spelling_of(BinaryOp op) {
  static constexpr std::array<std::string_view, 17> kSpellings = {
      "||", "&&", "==", "!=",       "<",           "<=",          ">",      ">=",    "in",
      "+",  "-",  "*",  "contains", "containsAll", "containsAny", "getTag", "hasTag"};
  return kSpellings[static_cast<size_t>(op)];
}

bool is_method(BinaryOp op) {
  return op >= BinaryOp::kContains;
}

const FunctionInfo& info_of(Function function) {
  return kFunctions[static_cast<size_t>(function)];
}

std::optional<Function> function_named(std::string_view name) {
  const auto found = std::ranges::find(kFunctions, name, &FunctionInfo::name);
  return found == kFunctions.end() ? std::nullopt : std::optional(found->function);
}

bool LikePattern::matches(std::string_view text) const {
  // The first and last piece are anchored; each piece between is taken where it comes first, which
  // never spoils a later match.
  const std::string& first = pieces.front();
  if (!text.starts_with(first)) return false;
  if (pieces.size() == 1) return text.size() == first.size();
  text.remove_prefix(first.size());
  const std::string& last = pieces.back();
  if (!text.ends_with(last)) return false;
  text.remove_suffix(last.size());
  for (size_t i = 1; i + 1 < pieces.size(); ++i) {
    const size_t found = text.find(pieces[i]);
    if (found == std::string_view::npos) return false;
    text.remove_prefix(found + pieces[i].size());
  }
  return true;
}

ExprPtr make_expr(Expr::Node node, Span span) {
  auto expr = std::make_shared<Expr>(Expr{std::move(node), span, 1});
  for (const Expr* operand : operands(*expr)) {
    expr->height = std::max(expr->height, operand->height + 1);
  }
  return expr;
}

std::vector<const Expr*> operands(const Expr& expr) {
  std::vector<const Expr*> out;
  const auto add = [&](const ExprPtr& operand) {
    if (operand) out.push_back(operand.get());
  };
  std::visit(Overloaded{
                 [&](const node::Literal&) {},
                 [&](const node::Var&) {},
                 [&](const node::If& x) {
                   add(x.test);
                   add(x.then_branch);
                   add(x.else_branch);
                 },
                 [&](const node::Unary& x) { add(x.operand); },
                 [&](const node::Binary& x) {
                   add(x.left);
                   add(x.right);
                 },
                 [&](const node::GetAttribute& x) { add(x.object); },
                 [&](const node::HasAttribute& x) { add(x.object); },
                 [&](const node::Like& x) { add(x.object); },
                 [&](const node::Is& x) {
                   add(x.object);
                   add(x.group);
                 },
                 [&](const node::Set& x) { std::ranges::for_each(x.elements, add); },
                 [&](const node::Record& x) {
                   for (const auto& [name, value] : x.fields) add(value);
                 },
                 [&](const node::Call& x) { std::ranges::for_each(x.arguments, add); },
             },
             expr.node);
  return out;
}

bool same_expr(const Expr& a, const Expr& b) {
  if (!same_label(a.node, b.node)) return false;
  const auto left = operands(a);
  const auto right = operands(b);
  return std::ranges::equal(
      left, right, [](const Expr* x, const Expr* y) { return x == y || same_expr(*x, *y); });
}

}  // namespace sekisho::cedar
