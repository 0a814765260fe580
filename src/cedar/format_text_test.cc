#include "cedar/format_text.h"

#include <gtest/gtest.h>

#include "cedar/est_json.h"
#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

std::string formatted(std::string_view text, size_t width = 60) {
  const auto out = format_policies(text, {width});
  if (!out) return to_string(out.error());
  const auto twice = format_policies(*out, {width});
  EXPECT_EQ(twice ? *twice : to_string(twice.error()), *out);
  EXPECT_EQ(to_est_json(*parse_policies(*out)), to_est_json(*parse_policies(text)));
  return *out;
}

TEST(Format, LaysOutClauses) {
  EXPECT_EQ(formatted("@id ( \"a\" )@x permit ( principal,action  ,resource )when{principal.age>-1}"
                      "unless { ! ( context . ok ) };forbid(principal,action,resource);"),
            "@id(\"a\")\n@x\npermit (principal, action, resource)\nwhen { principal.age > -1 }\n"
            "unless { !(context.ok) };\n\nforbid (principal, action, resource);\n");
}

TEST(Format, BreaksLongExpressions) {
  EXPECT_EQ(
      formatted("permit(principal is Some::Long::Type in Some::Group::\"x\", action in "
                "[Action::\"a\"], resource) when { principal.first == context.first && "
                "(principal.second == 1 || {a: context.list, \"b\": [1,2]} == context.rec) };"),
      "permit (\n  principal is Some::Long::Type in Some::Group::\"x\",\n"
      "  action in [Action::\"a\"],\n  resource\n)\nwhen {\n"
      "  principal.first == context.first &&\n  (\n    principal.second == 1 ||\n"
      "    { a: context.list, \"b\": [1, 2] } == context.rec\n  )\n};\n");
  EXPECT_EQ(formatted("permit(principal, action, resource) when { if principal.some == 1 then "
                      "context.other == 22 else context.third == 333 };"),
            "permit (principal, action, resource)\nwhen {\n  if principal.some == 1\n"
            "  then context.other == 22\n  else context.third == 333\n};\n");
}

TEST(Format, KeepsComments) {
  EXPECT_EQ(
      formatted("// head\n\n// about\npermit(principal, // who\n action,\nresource)\n"
                "when { // open\n// own\ntrue && // left\nfalse // last\n}; // end\n\n// tail"),
      "// head\n\n// about\npermit (\n  principal, // who\n  action,\n  resource\n)\n"
      "when { // open\n  // own\n  true && // left\n  false // last\n}; // end\n\n// tail\n");
  EXPECT_EQ(formatted("permit(principal,action,resource)when{[1,// one\n2,].contains(1)};"),
            "permit (principal, action, resource)\nwhen {\n  [\n    1, // one\n    2,\n"
            "  ].contains(1)\n};\n");
  EXPECT_EQ(formatted("// a\n// b\n\n\npermit(principal,action,resource); // c\n// d\n\n// e\n"
                      "forbid(principal,action,resource);"),
            "// a\n// b\n\npermit (principal, action, resource); // c\n\n// d\n\n// e\n"
            "forbid (principal, action, resource);\n");
  EXPECT_EQ(formatted(""), "");
  EXPECT_EQ(formatted("// only\n"), "// only\n");
}

TEST(Format, KeepsAShortClauseOnItsLine) {
  EXPECT_EQ(formatted("permit(principal,action,resource)when{{a:1,b:{}}.a == 1}// c\n"
                      "// before\nunless{false// in\n};"),
            "permit (principal, action, resource)\nwhen { { a: 1, b: {} }.a == 1 } // c\n"
            "// before\nunless {\n  false // in\n};\n");
}

TEST(Format, RefusesWhatDoesNotParse) {
  EXPECT_FALSE(format_policies("permit(", {}));
}

}  // namespace
}  // namespace sekisho::cedar
