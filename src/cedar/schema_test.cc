#include "cedar/schema.h"

#include <gtest/gtest.h>

#include "cedar/entities_json.h"
#include "cedar/schema_json.h"
#include "cedar/schema_text.h"

namespace sekisho::cedar {
namespace {

const char* const kText = R"(
@doc("who works where")
namespace App {
  type Address = { city: String, "zip code"?: String };
  entity Team;
  entity User, Guest in [Team] = {
    @note name: String,
    home?: Address,
    net: ipaddr,
    friends: Set<User>,
  } tags Set<Long>;
  entity Color enum ["red", "green"];
  action look, "read it" in [all] appliesTo {
    principal: [User, Guest],
    resource: Doc::File,
    context: { when: __cedar::datetime, hue: Color },
  };
  action all;
}
namespace Doc { entity File; }
type Outside = Long;
)";

std::string error_of(std::string_view text) {
  const auto schema = parse_schema(text, "s");
  return schema ? "accepted" : to_string(schema.error());
}

TEST(Schema, ResolvesNames) {
  const auto schema = parse_schema(kText);
  ASSERT_TRUE(schema) << to_string(schema.error());
  const EntityTypeInfo* user = schema->entity_type("App::User");
  ASSERT_NE(user, nullptr);
  EXPECT_EQ(to_string(*user->attributes),
            "{friends: Set<App::User>, home?: {city: String, \"zip code\"?: String}, name: String, "
            "net: ipaddr}");
  EXPECT_EQ(to_string(*user->tags), "Set<Long>");
  EXPECT_TRUE(schema->may_be_in("App::Guest", "App::Team"));
  EXPECT_FALSE(schema->may_be_in("App::Team", "App::Guest"));
  const ActionInfo* look = schema->action({"App::Action", "read it"});
  ASSERT_NE(look, nullptr);
  EXPECT_TRUE(look->ancestors.contains(EntityUid{"App::Action", "all"}));
  EXPECT_TRUE(look->resources.contains("Doc::File"));
  EXPECT_EQ(to_string(*look->context), "{hue: App::Color, when: datetime}");
  EXPECT_TRUE(schema->entity_type("App::Color")->is_enum);
  EXPECT_EQ(schema->entity_type("User"), nullptr);
}

TEST(Schema, BothSyntaxesConvertIntoEachOther) {
  const SchemaFragment fragment = parse_schema_text(kText).value();
  const Schema schema = resolve_schema({fragment}).value();
  const auto from_json = parse_schema_json(to_schema_json(fragment));
  ASSERT_TRUE(from_json) << to_string(from_json.error());
  EXPECT_TRUE(same_schema(schema, resolve_schema({*from_json}).value()));
  const auto from_text = parse_schema_text(to_schema_text(*from_json));
  ASSERT_TRUE(from_text) << to_string(from_text.error()) << to_schema_text(*from_json);
  EXPECT_TRUE(same_schema(schema, resolve_schema({*from_text}).value()));
  EXPECT_EQ(to_schema_text(*from_text), to_schema_text(fragment));
}

TEST(Schema, ExplainsWhatIsWrong) {
  EXPECT_EQ(error_of("entity A = { b: Strng };"),
            "s:1:17: `Strng` is not a type\n  help: Did you mean `String`?");
  EXPECT_EQ(error_of("entity A; entity A;"), "s:1:11: the entity type `A` is declared twice");
  EXPECT_EQ(error_of("type A = { b: B }; type B = Set<A>;"),
            "s:1:33: the type `A` contains itself");
  EXPECT_EQ(error_of("action a in b; action b in a;"),
            "s: the action `Action::\"a\"` is its own ancestor\n  help: Remove one of the parents "
            "that close the circle.");
  EXPECT_EQ(
      error_of("entity A; namespace N { entity A; }"),
      "s: `N::A` hides `A`, which is outside of every namespace\n  help: Rename one of them.");
  EXPECT_EQ(error_of("entity A; action a appliesTo { principal: A, resource: A, context: A };"),
            "s:1:11: a context must be a record, not A");
}

TEST(Schema, RefusesWhatIsMalformed) {
  for (
      const char* text : {
          "entity A",
          "entity in;",
          "entity A enum [];",
          "entity A in B;",
          "entity Action;",
          "type Long = String;",
          "type A = Set<>;",
          "entity A = Long;",
          "namespace N { } namespace N { }",
          "action a appliesTo { principal: A };",
          "action a appliesTo { };",
          "action a, a;",
          "entity A; action a appliesTo { principal: [], resource: A };",
          "entity A { x: Long, x: Long };",
          "action a in none;",
          "@a @a entity A;",
          "action a; entity A in Action;",
          "entity A; action a appliesTo { principal: Action, resource: A };",
          "entity A = { x: {y: __cedar::Foo} };",
          "entity __cedar;",
          "\xFF",
          R"({"": {"entityTypes": {}}})",
          R"({"": {"entityTypes": {"A": {"shape": {"type": "Record"}}}, "actions": {}}})",
          R"({"": {"entityTypes": {"A": {"enum": ["x"], "tags": {"type": "Long"}}}, "actions": {}}})",
          R"({"": {"entityTypes": {}, "actions": {}, "more": 1}})",
          R"({"": {"entityTypes": {"A": {"tags": {"type": "Long", "name": "A"}}}, "actions": {}}})",
          R"({"": {"entityTypes": {"A": {"tags": {"type": "Long", "required": true}}},
              "actions": {}}})",
          R"({"": {"entityTypes": {"A": {"annotations": {"a b": ""}}}, "actions": {}}})",
          R"({"": {"entityTypes": {}, "actions": {"a": {"memberOf": {}}}}})",
          R"({"": {"entityTypes": {"A": {"tags": {"type": "Record", "attributes": {},
              "additionalAttributes": 1}}}, "actions": {}}})",
          R"({"": {"entityTypes": {}, "actions": {"a": {"attributes": {}}}}})",
          R"({"": {"entityTypes": {}, "actions": {"a": {}, "b": {"memberOf": [{"id": "a", "type": 1}]}}}})",
          R"({"": {"entityTypes": {}, "actions": {"a": {}, "b": {"memberOf": [{"id": "a", "type": ""}]}}}})",
          R"({"N": {"entityTypes": {}, "actions": {}}, "N": {"entityTypes": {}, "actions": {}}})",
      }) {
    EXPECT_FALSE(parse_schema(text)) << text;
  }
}

TEST(Schema, GuidesTheReadingOfData) {
  const Schema schema = parse_schema(kText).value();
  const auto entities = parse_entities_json(R"([
    {"uid": {"type": "App::User", "id": "a"}, "parents": [],
     "attrs": {"name": "A", "net": "10.0.0.1", "friends": [{"type": "App::User", "id": "b"}]}}])",
                                            "e.json", &schema);
  ASSERT_TRUE(entities) << to_string(entities.error());
  const Entity* user = entities->find({"App::User", "a"});
  EXPECT_EQ(to_string(user->attributes),
            "{friends: [App::User::\"b\"], name: \"A\", net: ip(\"10.0.0.1\")}");
  EXPECT_TRUE(entities->is_in({"App::Action", "look"}, {"App::Action", "all"}));
  const auto context =
      parse_context_json(R"({"when": "2024-01-01", "hue": {"type": "App::Color", "id": "red"}})",
                         "", &schema, {"App::Action", "look"});
  ASSERT_TRUE(context) << to_string(context.error());
  EXPECT_EQ(context->find("when")->kind(), ValueKind::kDatetime);
}

}  // namespace
}  // namespace sekisho::cedar
