#include <gtest/gtest.h>

#include "base/file.h"
#include "cedar/format_text.h"
#include "cedar/schema_json.h"
#include "cedar/schema_text.h"

namespace sekisho::cedar {
namespace {

std::string formatted(std::string_view text, size_t width = 60) {
  const auto out = format_schema(text, {width});
  if (!out) return to_string(out.error());
  const auto twice = format_schema(*out, {width});
  EXPECT_EQ(twice ? *twice : to_string(twice.error()), *out);
  EXPECT_EQ(to_schema_json(*parse_schema_text(*out)), to_schema_json(*parse_schema_text(text)));
  return *out;
}

TEST(FormatSchema, PutsOneAttributeOnALine) {
  EXPECT_EQ(
      formatted("entity Team;entity User,Robot in[ Team ]={name:String,\"the age\"?:Long,home:"
                "{city:String,},teams:Set < Team >,}tags Set<String>;entity E{};"
                "entity Color enum[\"red\",\"green\"];type T=Set<Long>;"),
      "entity Team;\n"
      "entity User, Robot in [Team] = {\n  name: String,\n  \"the age\"?: Long,\n"
      "  home: { city: String },\n  teams: Set<Team>,\n} tags Set<String>;\n"
      "entity E {};\nentity Color enum [\"red\", \"green\"];\ntype T = Set<Long>;\n");
}

TEST(FormatSchema, BreaksLongActions) {
  EXPECT_EQ(formatted("action a appliesTo{principal:User,resource:[A::B,C]};"),
            "action a appliesTo { principal: User, resource: [A::B, C] };\n");
  EXPECT_EQ(
      formatted("action \"view\",\"search\",\"list\",\"print\",\"export\",\"update\",\"login\" in"
                "[\"use\"] appliesTo{principal:[Person],resource:[Record,Nothing],context:"
                "{account:Account,terminal:Terminal,night:Bool}};"),
      "action \"view\", \"search\", \"list\", \"print\", \"export\",\n"
      "  \"update\", \"login\" in [\"use\"]\n"
      "  appliesTo {\n    principal: [Person],\n    resource: [Record, Nothing],\n"
      "    context: {\n      account: Account,\n      terminal: Terminal,\n"
      "      night: Bool\n    }\n  };\n");
}

TEST(FormatSchema, KeepsCommentsAndEmptyLines) {
  EXPECT_EQ(formatted("// head\n\n// about\n@doc(\"x\")entity User={// open\nname:String, // who\n"
                      "// own\nage:Long,// how old\n\n\nok:Bool // last\n}; // end\n// tail"),
            "// head\n\n// about\n@doc(\"x\")\nentity User = {  // open\n"
            "  name: String,  // who\n  // own\n  age: Long,  // how old\n\n"
            "  ok: Bool  // last\n};          // end\n// tail\n");
  EXPECT_EQ(formatted("namespace A::B{\n// in\nentity E;\n\n\nentity F; // f\n// out\n}\n"),
            "namespace A::B {\n  // in\n  entity E;\n\n  entity F;  // f\n  // out\n}\n");
  EXPECT_EQ(formatted("entity A = { \"//\": Long, // x\n \"a\\\"//\"?: Long };"),
            "entity A = {\n  \"//\": Long,  // x\n  \"a\\\"//\"?: Long\n};\n");
  // A string may hold a line's end.
  EXPECT_EQ(formatted("entity A = { \"a\nb  // c\": Long };"),
            "entity A = {\n  \"a\nb  // c\": Long\n};\n");
  EXPECT_EQ(formatted(""), "");
  EXPECT_EQ(formatted("// only\n"), "// only\n");
}

TEST(FormatSchema, KeepsAnnotationsOfAttributes) {
  EXPECT_EQ(formatted("entity A={@doc(\"n\")@x n:Long,m:Long};"),
            "entity A = {\n  @doc(\"n\")\n  @x\n  n: Long,\n  m: Long\n};\n");
}

TEST(FormatSchema, RefusesWhatDoesNotParse) {
  EXPECT_FALSE(format_schema("entity", {}));
  EXPECT_FALSE(format_schema("{}", {}));
}

TEST(FormatSchema, LeavesTheShippedSchemaAsItIs) {
  const std::string file = SEKISHO_ROOT "/policies/barrier.cedarschema";
  const auto text = read_file(file, 1 << 20);
  ASSERT_TRUE(text);
  const auto out = format_schema(*text, {100}, file);
  ASSERT_TRUE(out) << to_string(out.error());
  EXPECT_EQ(*out, *text);
}

}  // namespace
}  // namespace sekisho::cedar
