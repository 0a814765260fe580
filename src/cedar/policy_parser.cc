#include "cedar/policy_parser.h"

#include <fmt/format.h>

#include <array>

#include "cedar/annotation_parser.h"
#include "text/nearest.h"

namespace sekisho::cedar {
namespace {

bool is_action_type(std::string_view type) {
  return type == "Action" || type.ends_with("::Action");
}

std::string without_margins(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

}  // namespace

std::optional<Policy> PolicyParser::policy() {
  Policy out;
  const Span start = cursor_.peek().span;
  if (!read_annotations(cursor_, out.annotations, &out.bare_annotations)) return std::nullopt;
  const auto read_effect = effect();
  if (!read_effect || !scope(out)) return std::nullopt;
  out.effect = *read_effect;
  while (!cursor_.next_is(";")) {
    auto read = clause();
    if (!read) return std::nullopt;
    out.clauses.push_back(std::move(*read));
  }
  cursor_.take();
  out.place = cursor_.place_of(cursor_.span_from(start));
  return out;
}

std::optional<Effect> PolicyParser::effect() {
  const Token token = cursor_.peek();
  if (token.is("permit") || token.is("forbid")) {
    cursor_.take();
    return token.is("permit") ? Effect::kPermit : Effect::kForbid;
  }
  static constexpr std::array<std::string_view, 2> kEffects = {"permit", "forbid"};
  cursor_.unexpected_token("`permit` or `forbid`", text::did_you_mean(token.text, kEffects));
  return std::nullopt;
}

bool PolicyParser::scope(Policy& out) {
  if (!cursor_.expect("(", "to open the scope")) return false;
  auto principal = person_or_thing(Variable::kPrincipal, Slot::kPrincipal);
  if (!principal || !cursor_.expect(",", "between principal and action")) return false;
  auto read_action = action();
  if (!read_action || !cursor_.expect(",", "between action and resource")) return false;
  auto resource = person_or_thing(Variable::kResource, Slot::kResource);
  if (!resource) return false;
  cursor_.accept(",");
  if (!cursor_.expect(")", "to close the scope")) return false;
  out.principal = std::move(*principal);
  out.action = std::move(*read_action);
  out.resource = std::move(*resource);
  return true;
}

bool PolicyParser::expect_variable(Variable variable) {
  const std::string_view name = name_of(variable);
  if (cursor_.accept(name)) {
    if (!cursor_.next_is(":")) return true;
    return cursor_.fail_at(cursor_.peek().span, "types are not given with `:` here",
                           fmt::format("Write `{} is Type`.", name));
  }
  return cursor_.unexpected_token(fmt::format("`{}`", name),
                                  "A scope is `(principal, action, resource)`, in this order.");
}

std::optional<ScopeConstraint> PolicyParser::person_or_thing(Variable variable, Slot slot) {
  using Kind = ScopeConstraint::Kind;
  ScopeConstraint out;
  const Span start = cursor_.peek().span;
  if (!expect_variable(variable)) return std::nullopt;
  if (cursor_.accept("is")) {
    auto type = expressions_.type_name();
    if (!type) return std::nullopt;
    out.type = std::move(*type);
    out.kind = Kind::kIs;
    if (cursor_.next_is("==")) {
      cursor_.fail_at(cursor_.peek().span, "`is` and `==` do not go together",
                      "`==` alone says the type already.");
      return std::nullopt;
    }
  }
  if (cursor_.next_is("in") || cursor_.next_is("==")) {
    const bool in = cursor_.take().is("in");
    out.kind = !in ? Kind::kEqual : out.kind == Kind::kIs ? Kind::kIsIn : Kind::kIn;
    if (!entity_or_slot(variable, slot, out)) return std::nullopt;
  } else if (!cursor_.next_is(",") && !cursor_.next_is(")")) {
    cursor_.unexpected_token("`==`, `in`, `is`, `,` or `)` in the scope",
                             "Every other condition belongs into `when { … }`.");
    return std::nullopt;
  }
  out.span = cursor_.span_from(start);
  return out;
}

bool PolicyParser::entity_or_slot(Variable variable, Slot slot, ScopeConstraint& out) {
  // Parentheses around either are allowed, though nobody needs them.
  const bool parenthesis = cursor_.accept("(");
  const auto closed = [&] {
    return !parenthesis || cursor_.expect(")", "to close the parenthesis");
  };
  const Token token = cursor_.peek();
  if (token.kind == TokenKind::kSlot) {
    if (token.text != name_of(slot)) {
      return cursor_.fail_at(
          token.span, fmt::format("the slot {} cannot stand here", shown(token)),
          fmt::format("The slot of `{}` is `{}`.", name_of(variable), name_of(slot)));
    }
    cursor_.take();
    out.has_slot = true;
    return closed();
  }
  auto uid = expressions_.entity_uid();
  if (!uid || !closed()) return false;
  out.entities.push_back(std::move(*uid));
  return true;
}

std::optional<ScopeConstraint> PolicyParser::action() {
  using Kind = ScopeConstraint::Kind;
  ScopeConstraint out;
  const Span start = cursor_.peek().span;
  if (!expect_variable(Variable::kAction)) return std::nullopt;
  const Token sign = cursor_.peek();
  if (sign.is("==") || sign.is("in")) {
    cursor_.take();
    out.kind = sign.is("==") ? Kind::kEqual : Kind::kIn;
    out.is_list = sign.is("in") && cursor_.accept("[");
    while (!out.is_list || !cursor_.next_is("]")) {
      const Span at = cursor_.peek().span;
      auto uid = expressions_.entity_uid();
      if (!uid) return std::nullopt;
      if (!is_action_type(uid->type)) {
        cursor_.fail_at(at, fmt::format("`{}` is not an action", to_string(*uid)),
                        "The type of an action is `Action`, in a namespace or not.");
        return std::nullopt;
      }
      out.entities.push_back(std::move(*uid));
      if (!out.is_list) break;
      if (!cursor_.accept(",") && !cursor_.next_is("]")) {
        cursor_.unexpected_token("`,` or `]` in the list of actions");
        return std::nullopt;
      }
    }
    if (out.is_list) cursor_.take();
  } else if (!sign.is(",") && !sign.is(")")) {
    cursor_.unexpected_token("`==`, `in` or `,` after `action`",
                             "Every other condition belongs into `when { … }`.");
    return std::nullopt;
  }
  out.span = cursor_.span_from(start);
  return out;
}

std::optional<Clause> PolicyParser::clause() {
  const Token keyword = cursor_.peek();
  if (!keyword.is("when") && !keyword.is("unless")) {
    cursor_.unexpected_token("`when`, `unless` or `;`", "A policy ends with `;`.");
    return std::nullopt;
  }
  cursor_.take();
  Clause out;
  out.is_unless = keyword.is("unless");
  out.place = cursor_.place_of(keyword.span);
  const Span open = cursor_.peek().span;
  if (!cursor_.expect("{", fmt::format("after `{}`", keyword.text))) return std::nullopt;
  if (cursor_.next_is("}")) {
    cursor_.fail_at(keyword.span, fmt::format("the `{}` clause is empty", keyword.text),
                    "Remove it, or write a condition.");
    return std::nullopt;
  }
  out.condition = expressions_.expression();
  if (!out.condition || !cursor_.expect("}", "to close the clause")) return std::nullopt;
  const std::string_view braced = cursor_.text_of(cursor_.span_from(open));
  out.text = without_margins(braced.substr(1, braced.size() - 2));
  return out;
}

}  // namespace sekisho::cedar
