#include "text/canonical_json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include "text/encoding.h"
#include "text/json_random_test.h"
#include "text/limits.h"

namespace sekisho::text {
namespace {

std::string canonical(std::string_view json) {
  const auto value = JsonValue::parse(json);
  if (!value) return to_string(value.error());
  const auto out = canonical_json(*value);
  return out ? *out : to_string(out.error());
}

std::string number(double value) {
  std::string out;
  return append_canonical_number(out, value) ? out : "refused";
}

// RFC 8785, section 3.2.2.
TEST(CanonicalJson, WritesTheExampleOfTheStandard) {
  EXPECT_EQ(canonical(R"({
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  })"),
            R"({"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],)"
            R"("string":"€$\u000f\nA'B\"\\\\\"/"})");
}

// RFC 8785, section 3.2.3: a character beyond U+FFFF is a surrogate, and comes before U+FB33.
TEST(CanonicalJson, SortsKeysByUtf16) {
  EXPECT_EQ(canonical(R"({
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis"
  })"),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
            "\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
}

// RFC 8785, appendix B.
TEST(CanonicalJson, WritesTheNumbersOfTheStandard) {
  const struct {
    uint64_t bits;
    const char* text;
  } cases[] = {
      {0x0000000000000000, "0"},
      {0x8000000000000000, "0"},
      {0x0000000000000001, "5e-324"},
      {0x8000000000000001, "-5e-324"},
      {0x7fefffffffffffff, "1.7976931348623157e+308"},
      {0xffefffffffffffff, "-1.7976931348623157e+308"},
      {0x4340000000000000, "9007199254740992"},
      {0xc340000000000000, "-9007199254740992"},
      {0x4430000000000000, "295147905179352830000"},
      {0x7fffffffffffffff, "refused"},
      {0x7ff0000000000000, "refused"},
      {0xfff0000000000000, "refused"},
      {0x44b52d02c7e14af5, "9.999999999999997e+22"},
      {0x44b52d02c7e14af6, "1e+23"},
      {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
      {0x444b1ae4d6e2ef4e, "999999999999999700000"},
      {0x444b1ae4d6e2ef4f, "999999999999999900000"},
      {0x444b1ae4d6e2ef50, "1e+21"},
      {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
      {0x3eb0c6f7a0b5ed8d, "0.000001"},
      {0x41b3de4355555553, "333333333.3333332"},
      {0x41b3de4355555554, "333333333.33333325"},
      {0x41b3de4355555555, "333333333.3333333"},
      {0x41b3de4355555556, "333333333.3333334"},
      {0x41b3de4355555557, "333333333.33333343"},
      {0xbecbf647612f3696, "-0.0000033333333333333333"},
      {0x43143ff3c1cb0959, "1424953923781206.2"},
  };
  for (const auto& c : cases) EXPECT_EQ(number(std::bit_cast<double>(c.bits)), c.text);
}

TEST(CanonicalJson, EscapesOnlyWhatJsonNeeds) {
  EXPECT_EQ(canonical(R"("\u0000\b\t\n\u000b\f\r\u001f\"\\\/<&\u007f\u2028髙")"),
            "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/<&\x7F\u2028髙\"");
}

TEST(CanonicalJson, NamesThePlaceOfWhatItRefuses) {
  EXPECT_EQ(canonical(R"({"a":[1,{"b/c~":1,"x":2,"b/c~":3}]})"),
            "`/a/1/b~1c~0`: the key stands there twice");
  EXPECT_EQ(canonical(R"({"size":9007199254740993})"),
            "`/size`: an integer beyond 2^53\n"
            "  help: Write it as a string: most readers would round it.");
  EXPECT_TRUE(canonical("18446744073709551615").starts_with("``: an integer beyond 2^53"));
  EXPECT_TRUE(canonical("[1e20]").starts_with("`/0`: an integer beyond 2^53"));
  EXPECT_EQ(canonical("[9007199254740992,-9007199254740992,1e21,-0,-0.0]"),
            "[9007199254740992,-9007199254740992,1e+21,0,0]");
  EXPECT_TRUE(canonical("[-9007199254740993]").starts_with("`/0`"));

  const JsonValue half = JsonValue::array({JsonValue::string("\xED\xA0\xBD")});
  EXPECT_EQ(canonical_json(half).error().message, "`/0`: text that is not UTF-8");
  const JsonValue key = JsonValue::object({{"\xFF", JsonValue::integer(1)}});
  EXPECT_EQ(canonical_json(key).error().message, "``: text that is not UTF-8");

  JsonValue deep = JsonValue::integer(1);
  for (size_t i = 0; i < kMaxJsonDepth; ++i) deep = JsonValue::array({deep});
  EXPECT_TRUE(canonical_json(deep));
  EXPECT_EQ(canonical_json(JsonValue::array({deep})).error().code, ErrorCode::kLimit);
}

RC_GTEST_PROP(CanonicalJson, IsAFixedPoint, ()) {
  const auto value = JsonValue::parse(random_json(4));
  RC_ASSERT(value.has_value());
  const auto once = canonical_json(*value);
  RC_PRE(once.has_value());
  RC_ASSERT(canonical(*once) == *once);
}

RC_GTEST_PROP(CanonicalJson, DoesNotDependOnTheOrderOfMembers, (std::vector<std::string> names)) {
  std::vector<JsonMember> members;
  for (size_t i = 0; i < names.size(); ++i) {
    members.push_back({"k" + std::to_string(i) + std::string(names[i].size(), 'x'),
                       JsonValue::integer(static_cast<int64_t>(i))});
  }
  const std::string one = canonical_json(JsonValue::object(members)).value();
  std::ranges::reverse(members);
  RC_ASSERT(one == canonical_json(JsonValue::object(members)).value());
}

std::u16string utf16(std::string_view utf8) {
  std::u16string out;
  for (size_t at = 0; at < utf8.size();) {
    const char32_t code = *next_code_point(utf8, at);
    if (code < 0x10000) {
      out += static_cast<char16_t>(code);
    } else {
      out += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
      out += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
    }
  }
  return out;
}

RC_GTEST_PROP(CanonicalJson, OrdersAnyTwoKeysAsUtf16Does, ()) {
  const auto key = [] {
    std::string out;
    const int count = *rc::gen::inRange(0, 4);
    for (int i = 0; i < count; ++i) {
      append_code_point(
          *rc::gen::element<char32_t>(0, 'a', 'b', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xEFFF,
                                      0xF000, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF),
          out);
    }
    return out;
  };
  const std::string a = key();
  const std::string b = key();
  if (a == b) return;
  const auto written =
      canonical_json(JsonValue::object({{a, JsonValue::integer(1)}, {b, JsonValue::integer(2)}}));
  RC_ASSERT((written->find(":1") < written->find(":2")) == (utf16(a) < utf16(b)));
}

// Any bits: the text reads back as the same number, with an exponent where ECMAScript has one.
RC_GTEST_PROP(CanonicalJson, NumbersSurvive, (uint64_t bits)) {
  const auto value = std::bit_cast<double>(bits);
  RC_PRE(std::isfinite(value));
  const std::string text = number(value);
  double again = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), again);
  RC_ASSERT(read.ptr == text.data() + text.size());
  RC_ASSERT(again == value);
  const double size = std::abs(value);
  const bool exponent = text.find('e') != std::string::npos;
  RC_ASSERT(exponent == (size != 0 && (size >= 1e21 || size < 1e-6)));
}

}  // namespace
}  // namespace sekisho::text
