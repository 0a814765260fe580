#include "cedar/conformance.h"

#include <gtest/gtest.h>

#include "cedar/entities_json.h"

namespace sekisho::cedar {
namespace {

class Conformance : public testing::Test {
 protected:
  std::string of_request(const Request& request) const {
    const auto valid = validate_request(request, schema_);
    return valid ? "ok" : valid.error().message;
  }

  std::string of_entity(const Entity& entity) const {
    std::string out;
    for (const Error& error : validate_entity(entity, schema_)) out += error.message + ";";
    return out;
  }

  Schema schema_ = parse_schema(R"(
    entity Team;
    entity Color enum ["red"];
    entity User in [Team] = { name: String, color?: Color, nets: Set<ipaddr> } tags Long;
    entity Doc;
    action look appliesTo { principal: User, resource: Doc, context: { n: Long, o?: { p: Bool } } };
  )")
                       .value();
  Request request_{
      {"User", "a"}, {"Action", "look"}, {"Doc", "d"}, Value::record({{"n", Value::integer(1)}})};
};

TEST_F(Conformance, ChecksRequests) {
  EXPECT_EQ(of_request(request_), "ok");
  Request request = request_;
  request.action.id = "loook";
  EXPECT_EQ(of_request(request), "the schema has no action `Action::\"loook\"`");
  EXPECT_EQ(validate_request(request, schema_).error().help, "Did you mean `Action::\"look\"`?");
  request.action = {"User", "a"};
  EXPECT_EQ(of_request(request), "the schema has no action `User::\"a\"`");
  request = request_;
  request.principal.type = "Usr";
  EXPECT_EQ(of_request(request), "the schema has no entity type `Usr` (principal)");
  request = request_;
  request.resource = {"Team", "t"};
  EXPECT_EQ(of_request(request), "the action does not apply to a resource of type `Team`");
  request = request_;
  request.context = Value();
  EXPECT_EQ(of_request(request), "`context` lacks the attribute `n`");
  request.context = Value::record({{"n", Value::integer(1)}, {"m", Value::integer(1)}});
  EXPECT_EQ(of_request(request), "`context` has the attribute `m`, which is not declared");
  request.context =
      Value::record({{"n", Value::integer(1)}, {"o", Value::record({{"p", Value::integer(1)}})}});
  EXPECT_EQ(of_request(request), "`context.o.p` is of type long, declared is Bool");
}

TEST_F(Conformance, ChecksEntities) {
  const Value good = Value::record({{"name", Value::string("A")}, {"nets", Value::set({})}});
  EXPECT_EQ(of_entity({{"User", "a"}, good, {{"t", Value::integer(1)}}, {{"Team", "t"}}}), "");
  EXPECT_EQ(of_entity({{"User", "a"}, Value(), {}, {}}),
            "`User::\"a\"` lacks the attribute `name`;");
  EXPECT_EQ(
      of_entity({{"User", "a"}, good, {{"t", Value()}}, {{"Doc", "d"}}}),
      "`User::\"a\".getTag(\"t\")` is of type record, declared is Long;`User::\"a\"` cannot be "
      "in `Doc::\"d\"`: the schema does not allow it;");
  EXPECT_EQ(of_entity({{"Color", "blue"}, {}, {}, {}}),
            "`Color::\"blue\"` is not one of the entities that `Color` enumerates;");
  EXPECT_EQ(of_entity({{"Doc", "d"}, {}, {{"t", Value()}}, {}}),
            "`Doc::\"d\"` has a tag, its type has none;");
  EXPECT_EQ(of_entity({{"None", "d"}, {}, {}, {}}),
            "the schema does not declare the type of `None::\"d\"`;");
  EXPECT_EQ(of_entity({{"Action", "look"}, good, {}, {}}),
            "`Action::\"look\"` is not as the schema declares it;");
  Entities entities;
  entities.put({{"None", "d"}, {}, {}, {}});
  EXPECT_EQ(validate_entities(entities, schema_).size(), 1u);
}

TEST_F(Conformance, DataMayOnlyRepeatActions) {
  const char* const repeated =
      R"([{"uid": {"type": "Action", "id": "look"}, "attrs": {}, "parents": []}])";
  EXPECT_TRUE(parse_entities_json(repeated, "", &schema_));
  const char* const other =
      R"([{"uid": {"type": "Action", "id": "look"}, "attrs": {"a": 1}, "parents": []}])";
  EXPECT_FALSE(parse_entities_json(other, "", &schema_));
}

TEST(RepeatedActions, NameAllOfTheirAncestors) {
  const Schema schema = parse_schema("action a; action b in a; action c in b; entity E;").value();
  const auto with_parents = [&](const std::string& parents) {
    return parse_entities_json(R"([{"uid": {"type": "Action", "id": "c"}, "attrs": {},)"
                               R"("parents": [)" +
                                   parents + "]}]",
                               "", &schema)
        .has_value();
  };
  const std::string a = R"({"type": "Action", "id": "a"})";
  const std::string b = R"({"type": "Action", "id": "b"})";
  EXPECT_TRUE(with_parents(a + "," + b));
  EXPECT_FALSE(with_parents(b));
  EXPECT_FALSE(with_parents(""));
  // The schema's own actions, which come with their direct parents, keep to it.
  const auto entities = parse_entities_json("[]", "", &schema);
  ASSERT_TRUE(entities);
  EXPECT_EQ(validate_entities(*entities, schema).size(), 0u);
}

TEST(Entities, KeepEveryInteger) {
  const auto attribute = [](const std::string& number) {
    const auto read = parse_entities_json(R"([{"uid": {"type": "A", "id": "a"}, "parents": [],
                                               "attrs": {"n": )" +
                                          number + "}}]");
    return read ? to_string(read->find({"A", "a"})->attributes) : "refused";
  };
  EXPECT_EQ(attribute("9223372036854775807"), "{n: 9223372036854775807}");
  EXPECT_EQ(attribute("-9223372036854775808"), "{n: -9223372036854775808}");
  EXPECT_EQ(attribute("9007199254740993"), "{n: 9007199254740993}");
  EXPECT_EQ(attribute("9223372036854775808"), "refused");
  EXPECT_EQ(attribute("1.5"), "refused");
}

TEST(Entities, RefuseWhatIsNotTheFormat) {
  const auto with = [](const std::string& members) {
    return parse_entities_json(R"([{"uid": {"type": "A", "id": "a"}, )" + members + "}]")
        .has_value();
  };
  EXPECT_TRUE(with(R"("attrs": {"x": 1}, "parents": [])"));
  for (const char* members : {R"("attrs": {}, "parents": {})", R"("attrs": {}, "parents": "All")",
                              R"("attrs": {}, "parents": [], "tag": {})",
                              R"("attrs": {"x": {"__expr": "1"}}, "parents": [])",
                              R"("attrs": {"x": {"__entity": "A"}}, "parents": [])"}) {
    EXPECT_FALSE(with(members)) << members;
  }
  EXPECT_FALSE(parse_entities_json(R"([{"uid": {"type": "N::Action", "id": "a"}, "attrs": {},
                                        "parents": [{"type": "A", "id": "a"}]}])"));
}

}  // namespace
}  // namespace sekisho::cedar
