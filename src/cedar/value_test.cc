#include "cedar/value.h"

#include <gtest/gtest.h>

#include "cedar/evaluator.h"
#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

Value entity(const char* type, const char* id) {
  return Value::entity({type, id});
}

TEST(Value, SetsIgnoreOrderAndRepetition) {
  const Value a = Value::set({Value::integer(2), Value::string("x"), Value::integer(2)});
  const Value b = Value::set({Value::string("x"), Value::integer(2)});
  EXPECT_EQ(a, b);
  EXPECT_EQ(a.elements().size(), 2u);
  EXPECT_TRUE(a.contains(Value::string("x")));
  EXPECT_FALSE(a.contains(Value::string("2")));
}

TEST(Value, RecordsAreSortedAndTheLastOfANameHolds) {
  const Value record =
      Value::record({{"b", Value::integer(1)}, {"a", Value::integer(2)}, {"b", Value::integer(3)}});
  EXPECT_EQ(to_string(record), "{a: 2, b: 3}");
  EXPECT_EQ(record.find("b")->as_long(), 3);
  EXPECT_EQ(record.find("c"), nullptr);
  EXPECT_EQ(Value::integer(1).find("a"), nullptr);
}

TEST(Value, KindsNeverMix) {
  EXPECT_NE(Value::integer(0), Value::boolean(false));
  EXPECT_NE(Value::datetime(5), Value::duration(5));
  EXPECT_NE(Value::string("User::\"a\""), entity("User", "a"));
  EXPECT_EQ(Value(), Value::record({}));
}

TEST(Value, TextEvaluatesToItself) {
  const std::vector<Value> values = {
      Value::boolean(true),
      Value::integer(INT64_MIN),
      Value::string("tab\t, quote \", star *, 東京, \x01"),
      entity("A::B", "x\"y"),
      Value::set({Value::integer(1), Value::set({})}),
      Value::record({{"if", Value::integer(1)}, {"ok", Value()}}),
      Value::decimal(Decimal{-12'345}),
      Value::datetime(1'728'992'282'101),
      Value::datetime(INT64_MIN),
      Value::duration(-5),
      Value::ip_address(*parse_ip_address("fd00::/8")),
  };
  for (const Value& value : values) {
    const auto expr = parse_expression(to_string(value));
    ASSERT_TRUE(expr) << to_string(value) << "\n" << to_string(expr.error());
    EXPECT_EQ(evaluate(**expr, {}, {}).value(), value) << to_string(value);
  }
}

TEST(EntityUid, KnowsNames) {
  EXPECT_TRUE(is_type_name("App::User"));
  EXPECT_FALSE(is_type_name("App::"));
  EXPECT_FALSE(is_type_name("__cedar::User"));
  EXPECT_FALSE(is_identifier("in"));
  EXPECT_FALSE(is_identifier("9a"));
  EXPECT_TRUE(is_identifier("_9a"));
}

}  // namespace
}  // namespace sekisho::cedar
