#include "cedar/parser.h"

#include <gtest/gtest.h>

#include <string>

#include "cedar/format.h"

namespace sekisho::cedar {
namespace {

std::string error_of(std::string_view expression) {
  const auto parsed = parse_expression(expression);
  return parsed ? "accepted: " + to_string(**parsed) : to_string(parsed.error());
}

std::string policy_error(std::string_view text) {
  const auto parsed = parse_policies(text, {.file = "p.cedar"});
  return parsed ? "accepted" : to_string(parsed.error());
}

// The text with all parentheses that precedence implies.
std::string grouped(std::string_view expression) {
  const auto parsed = parse_expression(expression);
  if (!parsed) return to_string(parsed.error());
  const std::function<std::string(const Expr&)> print = [&](const Expr& expr) -> std::string {
    if (const auto* x = std::get_if<node::Binary>(&expr.node)) {
      return "(" + print(*x->left) + std::string(spelling_of(x->op)) + print(*x->right) + ")";
    }
    if (const auto* x = std::get_if<node::Unary>(&expr.node)) {
      return std::string(spelling_of(x->op)) + "(" + print(*x->operand) + ")";
    }
    return to_string(expr);
  };
  return print(**parsed);
}

TEST(ParseExpression, GroupsByPrecedence) {
  EXPECT_EQ(grouped("1 + 2 * 3 - 4"), "((1+(2*3))-4)");
  EXPECT_EQ(grouped("true || false && 1 == 2 || true"), "((true||(false&&(1==2)))||true)");
  EXPECT_EQ(grouped("!true && -1 < -(2)"), "(!(true)&&(-1<-(2)))");
  EXPECT_EQ(grouped("--5"), "-(-5)");
  EXPECT_EQ(grouped("-9223372036854775808"), "-9223372036854775808");
}

TEST(ParseExpression, ReadsEveryForm) {
  for (const char* text : {
           "if principal has a.b.c then context[\"x y\"] else resource.y",
           "principal is A::B in [A::B::\"x\", resource.group]",
           "resource.name like \"a\\*b*\"",
           "{a: 1, \"b c\": [true, {}]}",
           "ip(\"10.0.0.1\").isInRange(context.net)",
           "principal.getTag(\"k\").contains(1) && principal.hasTag(context.k)",
           "[1, 2].containsAll([1]) || [].isEmpty() || [1].containsAny([2])",
           "datetime(\"2024-01-01\").offset(duration(\"1d\")) < context.now",
       }) {
    const auto parsed = parse_expression(text);
    ASSERT_TRUE(parsed) << text << "\n" << to_string(parsed.error());
    EXPECT_EQ(to_string(**parsed), text);
  }
}

TEST(ParseExpression, AllowsCommasAtTheEndAndAnyWhiteSpace) {
  EXPECT_EQ(error_of("[1,\xE3\x80\x80 2,] // two\n"), "accepted: [1, 2]");
  EXPECT_EQ(error_of("{a: 1,}"), "accepted: {a: 1}");
}

TEST(ParseExpression, ReadsEscapes) {
  EXPECT_EQ(error_of(R"("\n\t\0\x41\u{6771}\'")"), "accepted: \"\\n\\t\\0A東'\"");
  EXPECT_EQ(error_of(R"("\q")"),
            "1:1: `\\q` is not an escape\n  help: The escapes are \\n \\r \\t \\0 \\\\ \\\" \\' "
            "\\x41 and \\u{3042}.");
  for (const char* bad : {R"("\x80")", R"("\u{D800}")", R"("\u{110000}")", R"("\u{}")",
                          R"("\u{1234567}")", R"("\*")", "\"a\rb\""}) {
    EXPECT_FALSE(parse_expression(bad)) << bad;
  }
}

TEST(ParseExpression, ExplainsWhatIsWrong) {
  EXPECT_EQ(error_of("a == 1"),
            "1:1: `a` is not a variable\n  help: The variables are principal, action, resource and "
            "context; text stands in double quotes.");
  EXPECT_EQ(error_of("1 = 1"), "1:3: `=` is not an operator\n  help: Compare with `==`.");
  EXPECT_EQ(error_of("1 < 2 < 3"),
            "1:7: a second comparison, `<`, follows without parentheses\n  help: Say what belongs "
            "together: `(a == b) == c`, or `a < b && b < c`.");
  EXPECT_EQ(error_of("context.now.contain(1)"),
            "1:13: `contain` is not a method\n  help: Did you mean `contains`?");
  EXPECT_EQ(error_of("9223372036854775808"),
            "1:1: `9223372036854775808` is too large for a Long\n  help: The largest is "
            "9223372036854775807.");
  EXPECT_EQ(error_of("\"open"),
            "1:1: the text `\"open` has no end\n  help: Close it with a double quote on the same "
            "line.");
  EXPECT_EQ(error_of("1 +"), "1:4: unexpected end of the text, expected an expression");
}

TEST(ParseExpression, RefusesWhatTheGrammarDoesNotHave) {
  for (const char* text : {"",
                           "1 2",
                           "1 / 2",
                           "1 % 2",
                           "!!!!!true",
                           "!-1",
                           "-!true",
                           "true && if true then 1 else 2",
                           "principal.if",
                           "{if: 1}",
                           "{a: 1, a: 2}",
                           "context[a]",
                           "context[1]",
                           "principal(1)",
                           "(1)(2)",
                           "contains([1], 1)",
                           "[1].ip()",
                           "foo()",
                           "A::b",
                           "__cedar::X::\"a\"",
                           "principal has a[\"b\"]",
                           "principal has in",
                           "\"a\" like a",
                           "1 is 2",
                           "?principal",
                           "principal is A == B::\"x\"",
                           "[1].contains()",
                           "[1].isEmpty(1)",
                           "A::{}",
                           "#"}) {
    EXPECT_FALSE(parse_expression(text)) << text;
  }
}

TEST(ParseExpression, BoundsDepth) {
  std::string nested;
  for (int i = 0; i < 5000; ++i) nested += "(";
  EXPECT_EQ(parse_expression(nested).error().code, ErrorCode::kLimit);
  std::string chain = "true";
  for (int i = 0; i < 5000; ++i) chain += " && true";
  EXPECT_EQ(parse_expression(chain).error().code, ErrorCode::kLimit);
}

TEST(ParsePolicies, ReadsScopesAnnotationsAndClauses) {
  const auto set = parse_policies(R"(
    @id("look") @title("東京") @bare
    permit(principal is User in Team::"a", action in [Action::"view", Ns::Action::"edit"],
           resource == Photo::"p")
    when { context.ok }
    unless { resource.private // why
             || false };
    forbid(principal, action == Action::"x", resource is Photo);)",
                                  {.ids_from_annotation = true, .file = "x.cedar"});
  ASSERT_TRUE(set) << to_string(set.error());
  ASSERT_EQ(set->size(), 2u);
  const Policy& first = set->policies()[0];
  EXPECT_EQ(first.id, "look");
  EXPECT_EQ(*first.annotation("title"), "東京");
  EXPECT_EQ(*first.annotation("bare"), "");
  EXPECT_EQ(first.annotation("other"), nullptr);
  EXPECT_EQ(first.place.file, "x.cedar");
  EXPECT_EQ(first.place.line, 2u);
  EXPECT_EQ(first.place.column, 5u);
  EXPECT_EQ(first.place.offset, 5u);
  EXPECT_EQ(first.action.entities.size(), 2u);
  ASSERT_EQ(first.clauses.size(), 2u);
  EXPECT_EQ(first.clauses[0].text, "context.ok");
  EXPECT_TRUE(first.clauses[1].is_unless);
  EXPECT_EQ(first.clauses[1].place.line, 6u);
  EXPECT_EQ(set->policies()[1].id, "policy1");
  EXPECT_EQ(set->find("look"), &first);
  EXPECT_EQ(set->find("policy0"), nullptr);
}

TEST(ParsePolicies, LinksTemplates) {
  auto set = parse_policies("permit(principal in ?principal, action, resource == ?resource);");
  ASSERT_TRUE(set);
  EXPECT_EQ(set->size(), 0u);
  ASSERT_EQ(set->templates().size(), 1u);
  const EntityUid team{"Team", "a"};
  const EntityUid photo{"Photo", "p"};
  EXPECT_FALSE(set->link("policy0", "l", {{Slot::kPrincipal, team}}));
  EXPECT_FALSE(set->link("none", "l", {}));
  ASSERT_TRUE(set->link("policy0", "l", {{Slot::kPrincipal, team}, {Slot::kResource, photo}}));
  EXPECT_FALSE(set->link("policy0", "l", {{Slot::kPrincipal, team}, {Slot::kResource, photo}}));
  EXPECT_EQ(to_string(set->policies()[0]),
            "permit(principal in Team::\"a\", action, resource == Photo::\"p\");\n");
  EXPECT_EQ(set->policies()[0].link->template_id, "policy0");
}

TEST(Parser, TakesParenthesesAroundWhatAScopeNames) {
  const auto one = parse_policies(
      "permit(principal == (U::\"a\"), action, resource in (?resource));"
      "permit(principal in (?principal), action, resource == (T::\"b\"));");
  ASSERT_TRUE(one) << to_string(one.error());
  EXPECT_FALSE(parse_policies("permit(principal == (?principal, action, resource);"));
}

TEST(ParsePolicies, ExplainsWhatIsWrong) {
  EXPECT_EQ(
      policy_error("permits(principal, action, resource);"),
      "p.cedar:1:1: unexpected `permits`, expected `permit` or `forbid`\n  help: Did you mean "
      "`permit`?");
  EXPECT_EQ(
      policy_error("permit(action, principal, resource);"),
      "p.cedar:1:8: unexpected `action`, expected `principal`\n  help: A scope is `(principal, "
      "action, resource)`, in this order.");
  EXPECT_EQ(policy_error("permit(principal, action == User::\"a\", resource);"),
            "p.cedar:1:29: `User::\"a\"` is not an action\n  help: The type of an action is "
            "`Action`, in a namespace or not.");
  EXPECT_EQ(policy_error("permit(principal == ?resource, action, resource);"),
            "p.cedar:1:21: the slot `?resource` cannot stand here\n  help: The slot of `principal` "
            "is `?principal`.");
  EXPECT_EQ(policy_error("permit(principal, action, resource) when { };"),
            "p.cedar:1:37: the `when` clause is empty\n  help: Remove it, or write a condition.");
}

TEST(ParsePolicies, RefusesWhatTheGrammarDoesNotHave) {
  for (const char* text :
       {"permit(principal, action, resource)", "permit(principal, action);",
        "permit(principal, action, resource, context);", "permit();",
        "permit(principal is A == A::\"x\", action, resource);",
        "permit(principal < A::\"x\", action, resource);",
        "permit(principal, action is Action, resource);",
        "permit(principal, action in ?action, resource);",
        "permit(principal: User, action, resource);", "@a @a permit(principal, action, resource);",
        "permit(principal, action, resource) if { true };", "\xFF"}) {
    EXPECT_FALSE(parse_policies(text)) << text;
  }
}

TEST(ParsePolicies, CollectsSeveralErrors) {
  const ParsedPolicies parsed = parse_policies_collecting(
      "permit(principal, action, resource) when { 1 + };\n"
      "forbid(principal, action, resource);\n"
      "permit(x);\n",
      {});
  ASSERT_EQ(parsed.errors.size(), 2u);
  EXPECT_EQ(parsed.errors[0].place.line, 1u);
  EXPECT_EQ(parsed.errors[1].place.line, 3u);
  EXPECT_EQ(parsed.policies.policies().at(0).id, "policy1");
}

TEST(ParsePolicies, RefusesAnIdTwice) {
  const auto parsed = parse_policies(
      "@id(\"a\") permit(principal, action, resource);\n"
      "@id(\"a\") permit(principal, action, resource);",
      {.ids_from_annotation = true});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().message, "two policies have the id `a`");
  EXPECT_EQ(parsed.error().place.line, 2u);
}

TEST(PolicySet, MergesAllOrNothing) {
  auto a = parse_policies("permit(principal, action, resource);").value();
  const auto b = parse_policies("forbid(principal, action, resource);").value();
  EXPECT_FALSE(a.merge(b));
  EXPECT_EQ(a.size(), 1u);
  auto c = parse_policies("@id(\"x\") forbid(principal, action, resource);",
                          {.ids_from_annotation = true})
               .value();
  EXPECT_TRUE(a.merge(c));
  EXPECT_EQ(a.size(), 2u);
  EXPECT_EQ(a.find("x")->effect, Effect::kForbid);
}

}  // namespace
}  // namespace sekisho::cedar
