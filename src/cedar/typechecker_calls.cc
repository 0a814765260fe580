// Typing of tags and of the extension functions.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cedar/format.h"
#include "cedar/function_call.h"
#include "cedar/typechecker.h"

namespace sekisho::cedar {
namespace {

using Answer = Typechecker::Answer;
using Kind = CheckType::Kind;

struct Signature {
  CheckTypePtr result;
  std::vector<CheckTypePtr> arguments;
};

Signature signature_of(Function function) {
  const CheckTypePtr text = make_type(Kind::kString);
  const CheckTypePtr truth = boolean_type(std::nullopt);
  const CheckTypePtr number = make_type(Kind::kLong);
  const CheckTypePtr ip = extension_type(ValueKind::kIpAddress);
  const CheckTypePtr decimal = extension_type(ValueKind::kDecimal);
  const CheckTypePtr datetime = extension_type(ValueKind::kDatetime);
  const CheckTypePtr duration = extension_type(ValueKind::kDuration);
  switch (function) {
    case Function::kIp:
      return {ip, {text}};
    case Function::kDecimal:
      return {decimal, {text}};
    case Function::kDatetime:
      return {datetime, {text}};
    case Function::kDuration:
      return {duration, {text}};
    case Function::kIsIpv4:
    case Function::kIsIpv6:
    case Function::kIsLoopback:
    case Function::kIsMulticast:
      return {truth, {ip}};
    case Function::kIsInRange:
      return {truth, {ip, ip}};
    case Function::kLessThan:
    case Function::kLessThanOrEqual:
    case Function::kGreaterThan:
    case Function::kGreaterThanOrEqual:
      return {truth, {decimal, decimal}};
    case Function::kOffset:
      return {datetime, {datetime, duration}};
    case Function::kDurationSince:
      return {duration, {datetime, datetime}};
    case Function::kToDate:
      return {datetime, {datetime}};
    case Function::kToTime:
      return {duration, {datetime}};
    default:
      return {number, {duration}};
  }
}

bool is_constructor(Function function) {
  return !info_of(function).is_method;
}

std::string tag_access(const node::Binary& node) {
  return fmt::format("{}.getTag({})", to_string(*node.left), to_string(*node.right));
}

}  // namespace

std::vector<CheckTypePtr> Typechecker::tag_types(const CheckType& entity) {
  std::vector<CheckTypePtr> out;
  for (const auto& [name, info] : schema_.entity_types()) {
    const bool possible = entity.kind == Kind::kAnyEntity || entity.entities.contains(name);
    if (possible && info.tags) out.push_back(converter_.convert(info.tags));
  }
  return out;
}

Answer Typechecker::has_tag(const node::Binary& node, const Capabilities& known) {
  const Answer object = expect(*node.left, known, {make_type(Kind::kAnyEntity)});
  const Answer key = expect(*node.right, known, {make_type(Kind::kString)});
  if (!object.type) return {nullptr, false, {}};
  Answer out{boolean_type(std::nullopt), object.ok && key.ok, {}};
  if (tag_types(*object.type).empty()) {
    out.type = boolean_type(false);
  } else if (known.contains(tag_access(node))) {
    out.type = boolean_type(true);
  }
  if (out.ok) out.granted.insert(tag_access(node));
  return out;
}

Answer Typechecker::get_tag(const Expr& expr, const node::Binary& node, const Capabilities& known) {
  const Answer object = expect(*node.left, known, {make_type(Kind::kAnyEntity)});
  const Answer key = expect(*node.right, known, {make_type(Kind::kString)});
  if (!object.type) return {nullptr, false, {}};
  if (!known.contains(tag_access(node))) {
    report(expr, fmt::format("the tag in `{}` may be absent", to_string(expr)),
           fmt::format("Ask first: `{}.hasTag({}) && …`.", to_string(*node.left),
                       to_string(*node.right)));
    return {nullptr, false, {}};
  }
  const std::vector<CheckTypePtr> types = tag_types(*object.type);
  CheckTypePtr bound = make_type(Kind::kNever);
  for (const CheckTypePtr& type : types) {
    if (bound) bound = least_upper_bound(bound, type, mode_);
  }
  if (types.empty() || !bound) {
    report(expr, fmt::format("entities of type {} have no tags{}", to_string(*object.type),
                             types.empty() ? "" : " of one type"));
    return {nullptr, false, {}};
  }
  return {bound, object.ok && key.ok, {}};
}

// A constructor's text is checked now, so that it cannot fail at run time.
void Typechecker::check_constructor(const Expr& expr, const node::Call& node, bool& ok) {
  const auto is_literal = [](const ExprPtr& argument) {
    return std::holds_alternative<node::Literal>(argument->node);
  };
  if (is_strict() && !std::ranges::all_of(node.arguments, is_literal)) {
    report(expr,
           fmt::format("`{}` is called with something that is not a literal",
                       info_of(node.function).name),
           "Only a literal text can be checked in advance.");
    ok = false;
  }
  if (node.arguments.empty()) return;
  const auto* literal = std::get_if<node::Literal>(&node.arguments.front()->node);
  if (literal == nullptr || !literal->value.is_string()) return;
  const std::array<Value, 1> argument = {literal->value};
  if (auto value = call_function(node.function, argument); !value) {
    report(expr, std::move(value.error().message), std::move(value.error().help));
    ok = false;
  }
}

Answer Typechecker::visit(const Expr& expr, const node::Call& node, const Capabilities& known) {
  const Signature signature = signature_of(node.function);
  bool ok = true;
  if (node.arguments.size() != signature.arguments.size()) {
    report(expr, fmt::format("`{}` takes {} values, not {}", info_of(node.function).name,
                             signature.arguments.size(), node.arguments.size()));
    ok = false;
  }
  if (is_constructor(node.function)) check_constructor(expr, node, ok);
  if (!ok) {
    for (const ExprPtr& argument : node.arguments) check(*argument, known);
    return {signature.result, false, {}};
  }
  for (size_t i = 0; i < node.arguments.size(); ++i) {
    ok = expect(*node.arguments[i], known, {signature.arguments[i]}).ok && ok;
  }
  return {signature.result, ok, {}};
}

}  // namespace sekisho::cedar
