#include "text/json_lines.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "text/json.h"
#include "text/json_random_test.h"
#include "text/limits.h"

namespace sekisho::text {
namespace {

using Kind = JsonField::Kind;

JsonLineReader reader_of(std::vector<std::string> pointers) {
  auto reader = JsonLineReader::compile(pointers);
  EXPECT_TRUE(reader) << to_string(reader.error());
  return std::move(*reader);
}

TEST(JsonLines, ExtractsScalars) {
  JsonLineReader reader = reader_of(
      {"/ts", "/user/name", "/id", "/ok", "/none", "/missing", "/list/1", "/user", "/e~1f"});
  std::vector<JsonField> out(9);
  ASSERT_TRUE(reader.read(
      R"({"ts":"2022-10-05T12:34:56.789Z","user":{"x":1,"name":"\u9ad9\"橋"}, "id":0.5e1,)"
      R"("ok":true,"none":null,"list":[1, 1012345678901234567890 ],"e\/f":[ ]})",
      out));
  EXPECT_EQ(out[0], (JsonField{Kind::kString, "2022-10-05T12:34:56.789Z"}));
  EXPECT_EQ(out[1], (JsonField{Kind::kString, "髙\"橋"}));
  EXPECT_EQ(out[2], (JsonField{Kind::kNumber, "0.5e1"}));
  EXPECT_EQ(out[3], (JsonField{Kind::kBool, "true"}));
  EXPECT_EQ(out[4], (JsonField{Kind::kNull, "null"}));
  EXPECT_EQ(out[5], JsonField{});
  EXPECT_EQ(out[6], (JsonField{Kind::kNumber, "1012345678901234567890"}));
  EXPECT_EQ(out[7], (JsonField{Kind::kContainer, R"({"x":1,"name":"\u9ad9\"橋"})"}));
  EXPECT_EQ(out[8], (JsonField{Kind::kContainer, "[ ]"}));
}

TEST(JsonLines, RefusesWhatIsNoRecordAndGoesOn) {
  JsonLineReader reader = reader_of({"/a", "/b/c"});
  std::vector<JsonField> out(2);
  const struct {
    const char* line;
    const char* reason;
  } cases[] = {
      {"", "invalid JSON at byte 1: expected a value"},
      {"{\"a\":1", "invalid JSON at byte 7: expected `,` or `}`"},
      {"{\"a\":1} {", "invalid JSON at byte 9: text behind the end of the record"},
      {"{\"a\":1,\"x\":[1,}]}", "invalid JSON at byte 15: expected a value"},
      {"{\"a\":\"\xFF\"}", "bytes that are not UTF-8"},
      {"{\"a\":1,\"\\u0061\":2}", "invalid JSON at byte 17: an asked-for key occurs twice"},
      {"{\"b\":{\"c\":1},\"b\":{}}", "invalid JSON at byte 18: an asked-for key occurs twice"},
  };
  for (const auto& c : cases) {
    EXPECT_FALSE(reader.read(c.line, out)) << c.line;
    EXPECT_EQ(reader.reason(), c.reason);
    EXPECT_EQ(out[0], JsonField{});
    ASSERT_TRUE(reader.read(R"({"b":{"c":"x"},"a":2})", out));
    EXPECT_EQ(out[0].text, "2");
    EXPECT_EQ(out[1].text, "x");
  }
}

TEST(JsonLines, KeepsTheLineOfHalfASurrogatePair) {
  JsonLineReader reader = reader_of({"/agent"});
  std::vector<JsonField> out(1);
  ASSERT_TRUE(reader.read(R"({"agent":"cut \ud83d"})", out));
  EXPECT_EQ(out[0].text, "cut \uFFFD");
}

TEST(JsonLines, RefusesPointersThatAreNone) {
  for (const char* bad : {"a", "/~", "/a~2"}) {
    EXPECT_FALSE(JsonLineReader::compile(std::vector<std::string>{bad})) << bad;
  }
  EXPECT_FALSE(JsonLineReader::compile(std::vector<std::string>(kMaxJsonPointers + 1, "/a")));
}

// The tree is the plain reference: same verdict on every line, same values at every pointer.
RC_GTEST_PROP(JsonLines, AgreesWithTheTree, ()) {
  static const std::vector<std::string> pointers = {"",      "/key",          "/a",     "/0",
                                                    "/1",    "/key/key",      "/a/0",   "/0/0",
                                                    "/髙橋", "/twelve bytes", "/x/a/1", "/😀"};
  static JsonLineReader reader = reader_of(pointers);
  const std::string line = damaged(random_json(3));
  std::vector<JsonField> out(pointers.size());
  const bool read = reader.read(line, out);
  const auto tree = JsonValue::parse(line);
  if (!read) {
    if (!reader.reason().ends_with("occurs twice")) RC_ASSERT(!tree);
    return;
  }
  if (!tree) return;  // out of range, or half a surrogate pair
  for (size_t i = 0; i < pointers.size(); ++i) {
    const JsonValue* value = tree->at_pointer(pointers[i]);
    RC_ASSERT((value == nullptr) == (out[i].kind == Kind::kAbsent));
    if (value == nullptr) continue;
    if (value->is_string()) {
      RC_ASSERT(out[i].kind == Kind::kString);
      RC_ASSERT(out[i].text == *value->as_string());
    } else {
      RC_ASSERT(*JsonValue::parse(out[i].text) == *value);
    }
  }
}

}  // namespace
}  // namespace sekisho::text
