#include "mask/json_masker.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "mask/limits.h"
#include "mask/plain_json_test.h"
#include "mask/sample_plan_test.h"
#include "text/json_random_test.h"

namespace sekisho::mask {
namespace {

constexpr std::string_view kDemand =
    "mask:phone=last4, mask:name=pseudonym, mask:supplier=remove, mask:usage=redact, "
    "mask:date=month, mask:address=city";

Result<std::string> masked(std::string_view text, std::string_view demand = kDemand) {
  return in_pieces(JsonMasker(sample_plan(demand)), text, text.size() + 1);
}

TEST(JsonMasker, MasksByPaths) {
  EXPECT_EQ(masked(R"({"id": 1, "phone": "090-1234-5678", "usage": 312.5, "ok": true})").value(),
            R"({"id": 1, "phone": "***5678", "usage": "***", "ok": true})");
  EXPECT_EQ(
      masked(R"({"date":"令和4年10月5日","address":"福岡県福岡市中央区渡辺通2-1-82"})").value(),
      R"({"date":"2022-10","address":"福岡県福岡市"})");
  EXPECT_EQ(masked(R"({"list":["0901234567","x"],"電話":"0921112222"})").value(),
            R"({"list":["***4567","x"],"電話":"***2222"})");
  EXPECT_EQ(masked(R"({"a":{"phone":null,"usage":null}})").value(),
            R"({"a":{"phone":null,"usage":null}})");
  EXPECT_EQ(masked(R"({"phone":12345678,"usage":false,"name":-1})").value(),
            R"({"phone":"***5678","usage":"***","name":")" +
                sample_plan(kDemand).treated("-1", {policy::mask_named("pseudonym").value()}) +
                "\"}");
}

TEST(JsonMasker, RemovesWithItsComma) {
  EXPECT_EQ(masked(R"({"supplier":"A"})").value(), "{}");
  EXPECT_EQ(masked(R"({ "supplier" : "A" , "b" : 1 })").value(), R"({ "b" : 1 })");
  EXPECT_EQ(masked(R"({"a":1,"supplier":{"x":[1,2]}})").value(), R"({"a":1})");
  EXPECT_EQ(masked(R"({"a":1 , "supplier":3 , "b":2})").value(), R"({"a":1  , "b":2})");
  EXPECT_EQ(masked(R"({"supplier":1,"supplier":2,"a":[],"supplier":[]})").value(), R"({"a":[]})");
  EXPECT_EQ(masked(R"([{"supplier":1},{"supplier":2}])").value(), "[{},{}]");
  EXPECT_EQ(masked("[1,2]", "mask:*=remove").value(), "[]");
  EXPECT_EQ(masked("7", "mask:*=remove").value(), "null");
}

// The leaks that were reproduced: an escaped key, a nested value, a key twice.
TEST(JsonMasker, ComparesKeysUnescaped) {
  EXPECT_EQ(masked(R"({"\u0070hone":"0901234567","pho\u006Ee":"0901234567"})").value(),
            R"({"\u0070hone":"***4567","pho\u006Ee":"***4567"})");
  EXPECT_EQ(masked(R"({"\u96fb\u8a71":"0901234567"})").value(), R"({"\u96fb\u8a71":"***4567"})");
  EXPECT_FALSE(masked(R"({"\ud83dphone":1})"));
}

TEST(JsonMasker, MasksWholeSubtrees) {
  EXPECT_EQ(masked(R"({"usage":{"2022-10":[312,{"x":"313"}]},"b":1})").value(),
            R"({"usage":"***","b":1})");
  EXPECT_EQ(masked(R"({"phone":["090-1111-2222",["080-3333-4444",{"n":"070"}],55556666]})").value(),
            R"({"phone":["***2222",["***4444","***"],"***6666"]})");
}

TEST(JsonMasker, MasksKeysThatOccurTwice) {
  EXPECT_EQ(masked(R"({"phone":"0901234567","phone":"0801234568"})").value(),
            R"({"phone":"***4567","phone":"***4568"})");
}

TEST(JsonMasker, MasksOthersUnlessTheyAreLabels) {
  EXPECT_EQ(masked(R"({"page":1,"phone":"0921112222","x":{"y":["z",2,null,true]},"supplier":1})",
                   "mask:minimum")
                .value(),
            R"({"page":1,"phone":"0921112222","x":{"y":["***","***",null,"***"]}})");
}

TEST(JsonMasker, SearchesFreeText) {
  EXPECT_EQ(
      masked(R"({"notes":"折り返し ０９０－１２３４－５６７８ まで","x":"090-1234-5678"})").value(),
      R"({"notes":"折り返し ***５６７８ まで","x":"090-1234-5678"})");
  EXPECT_EQ(masked(R"({"notes":"\u0030\u0039\u0030-1234-5678"})").value(),
            R"({"notes":"***5678"})");
}

TEST(JsonMasker, TakesTheStrongerOfTwo) {
  EXPECT_EQ(
      masked(R"({"supplier":{"phone":"1"},"phone":{"supplier":1},"name":{"phone":"x"}})").value(),
      R"({"phone":"***","name":"***"})");
}

TEST(JsonMasker, RefusesWhatIsNoJson) {
  for (const std::string_view text : {"",
                                      " ",
                                      "{",
                                      "[1",
                                      "[1,]",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "[1 2]",
                                      "[1}",
                                      "{]",
                                      "tru",
                                      "nul",
                                      "01",
                                      "1.",
                                      "+1",
                                      "[\"\n\"]",
                                      "\"a",
                                      "\"\\q\"",
                                      "\"\\u12\"",
                                      "1 2",
                                      "{1:2}",
                                      "[,1]",
                                      "{\"a\":1 \"b\":2}",
                                      "\"a\"1",
                                      "1\"a\"",
                                      "\xEF\xBB\xBF{}",
                                      "[\"\xFF\"]",
                                      "[\"\xE3\x81\"]",
                                      "{\"a\":1}}",
                                      "nan",
                                      "'a'",
                                      "[1]//x"}) {
    const auto result = masked(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().code, ErrorCode::kBadInput) << text;
    EXPECT_FALSE(masked(text, "mask:phone=show")) << text;
  }
}

TEST(JsonMasker, GivesNothingOfTheDoubtfulValue) {
  JsonMasker masker(sample_plan(kDemand));
  std::string out;
  EXPECT_FALSE(masker.push(
      std::string(200, ' ') + R"({"a":"shown","phone":"0901234567"x,)" + std::string(200, ' '),
      out));
  EXPECT_FALSE(out.contains("4567\"x"));
  EXPECT_FALSE(out.contains("090"));
  const std::string before = out;
  EXPECT_FALSE(masker.push(",\"b\":1}", out));
  EXPECT_FALSE(masker.finish(out));
  EXPECT_EQ(out, before);
}

TEST(JsonMasker, IsBounded) {
  EXPECT_EQ(masked(std::string(kMaxNesting + 1, '[')).error().code, ErrorCode::kLimit);
  const std::string huge = "[\"" + std::string(3 * kMaxHeldBytes, 'a') + "\"]";
  EXPECT_EQ(masked(huge).error().code, ErrorCode::kLimit);
  EXPECT_EQ(masked("[" + std::string(3 * kMaxHeldBytes, ' ') + "1]").error().code,
            ErrorCode::kLimit);
}

TEST(JsonMasker, TakesLines) {
  const auto lines = [] { return JsonMasker(sample_plan(kDemand), {.lines = true}); };
  EXPECT_EQ(in_pieces(lines(), "{\"phone\":\"0901234567\"}\n{\"supplier\":1}\n", 7).value(),
            "{\"phone\":\"***4567\"}\n{}\n");
  EXPECT_FALSE(in_pieces(lines(), "{}\n{\n", 7));
  EXPECT_FALSE(in_pieces(JsonMasker(sample_plan(kDemand)), "{}\n{}\n", 7));
}

// Keys and values of the sample plan among random JSON.
std::string random_document(int depth) {
  std::string out = text::random_json(depth);
  const std::vector<std::string> keys{"phone", "supplier", "name",      "usage", "date",
                                      "notes", "holder",   "customers", "page",  "\\u0070hone"};
  for (size_t at = 0; (at = out.find("\"key\"", at)) != std::string::npos; at += 2) {
    out.replace(at, 5, "\"" + *rc::gen::elementOf(keys) + "\"");
  }
  for (size_t at = 0; (at = out.find("\"x\"", at)) != std::string::npos; at += 2) {
    out.replace(at, 3, "\"" + *rc::gen::elementOf(keys) + "\"");
  }
  return out;
}

RC_GTEST_PROP(JsonMasker, EqualsThePlainMaskerHoweverTheTextIsCut, ()) {
  const std::string good = random_document(4);
  const std::string text = text::damaged(good);
  const auto demand = *rc::gen::elementOf(std::vector<std::string>{
      std::string("mask:phone=redact, mask:name=redact, mask:supplier=remove, mask:usage=remove"),
      std::string("mask:minimum"), std::string("mask:*=remove, mask:phone=redact")});
  const Places& places = *rc::gen::arbitrary<bool>() ? sample_places() : places_without_index();
  const Plan plan = sample_plan(demand, places);
  const auto memory = std::make_shared<JsonMemory>(plan);
  if (*rc::gen::arbitrary<bool>()) {
    const auto read_before = in_pieces(JsonMasker(plan, {}, memory), good, good.size());
    RC_ASSERT(read_before.has_value());
  }
  const auto whole = in_pieces(JsonMasker(plan), text, text.size() + 1);
  const size_t piece = *rc::gen::inRange<size_t>(1, 70);
  const auto engine = *rc::gen::element(JsonScan::Engine::kScalar, JsonScan::Engine::kAvx2);
  const auto cut = in_pieces(JsonMasker(plan, {.engine = engine}, memory), text, piece);
  RC_ASSERT(whole.has_value() == cut.has_value());
  const auto parsed = text::JsonValue::parse(text);
  if (!whole) {
    RC_ASSERT(!parsed.has_value());
    return;
  }
  RC_ASSERT(*whole == *cut);
  if (!parsed) return;  // a number beyond 64 bits is JSON nonetheless
  const auto obligations = obligations_named(demand);
  const auto expected = PlainJson(places, obligations, plan).masked(*parsed);
  RC_ASSERT(text::JsonValue::parse(*whole).value() == expected);
}

// Where the masker takes items in a row, what is masked, removed or odd stands among them.
TEST(JsonMasker, MasksAmongUsualItems) {
  const std::string shown = R"({"a":1,"b":"x","c":[true,{"d":null},[]],"e":{}})";
  const auto list = [&](std::string_view item) {
    std::string out = "[";
    for (int i = 0; i < 40; ++i) out += shown + ", " + std::string(item) + " ,";
    return out + "0]";
  };
  const Plan plan = sample_plan(kDemand, places_without_index());
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"({"a":1,"phone":"0901234567","b":2})", R"({"a":1,"phone":"***4567","b":2})"},
      {R"({"supplier":"A","supplier":1,"b":[1,2]})", R"({"b":[1,2]})"},
      {R"({"x":{"supplier":{"y":[1,"z"]}},"b":2})", R"({"x":{},"b":2})"},
      {R"({"x":[{"usage":{"y":[{"z":1}]}},3]})", R"({"x":[{"usage":"***"},3]})"},
      {R"({"\u0070hone":"0901234567","x":-1.5e3})", R"({"\u0070hone":"***4567","x":-1.5e3})"},
      {R"({"usage":12345678,"name":{"a":1}})", R"({"usage":"***","name":"***"})"}};
  for (const auto& [item, masked] : cases) {
    for (const size_t piece : {size_t{1}, size_t{64}, size_t{1000}, size_t{1} << 20}) {
      EXPECT_EQ(in_pieces(JsonMasker(plan), list(item), piece).value(), list(masked)) << item;
    }
  }
  for (const std::string_view bad :
       {R"({"a":1,"b"})", R"({"a":01})", R"({"a" "b"})", R"([1,2})", R"({"a":tru,"b":1})", R"([,])",
        R"({"a":1,})", R"({"a":{"b":1]})", R"({"usage":{"a":[1,02]}})", R"({"usage":[1}])"}) {
    EXPECT_FALSE(in_pieces(JsonMasker(plan), list(bad), 1000)) << bad;
  }
}

// What was remembered of one document holds for the next, and nowhere else.
TEST(JsonMasker, RemembersWithOthers) {
  const Plan plan = sample_plan(kDemand, places_without_index());
  const auto memory = std::make_shared<JsonMemory>(plan);
  const auto again = [&](std::string_view text, bool lines = false) {
    return in_pieces(JsonMasker(plan, {.lines = lines}, memory), text, text.size());
  };
  const std::string behind(40, ' ');
  const std::string text = R"({"supplier":"A","x":1,"supplier":{"y":2},"usage":[1,2],"z":["a"]})";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(again(text + behind).value(), R"({"x":1,"usage":"***","z":["a"]})" + behind);
    EXPECT_EQ(again(text + "\n" + text + behind, true).value(),
              R"({"x":1,"usage":"***","z":["a"]})"
              "\n"
              R"({"x":1,"usage":"***","z":["a"]})" +
                  behind);
    EXPECT_FALSE(again(text + "\n" + text + behind));
    EXPECT_FALSE(again("1" + text + behind));
    EXPECT_FALSE(again(R"({"supplier":"A"}{"x":1})" + behind));
    EXPECT_FALSE(again(R"({"supplier":"A","x":1]})" + behind));
    EXPECT_FALSE(again(R"(["supplier":"A","x":1])" + behind));
  }
}

// Not even of what is shown, nor where a value ends early or late.
TEST(JsonMasker, RemembersNothingOfAValue) {
  const Plan plan = sample_plan(kDemand, places_without_index());
  const auto memory = std::make_shared<JsonMemory>(plan);
  for (const std::string_view value :
       {R"("424242")", "424242", "-4.24242e42", R"(["424242",[424242]])", R"({"a":"424242"})",
        R"("\"424242\"")", R"("424242\\")", R"("\u0034424242")"}) {
    std::string text = "[";
    for (int i = 0; i < 3; ++i) {
      for (const std::string_view key : {"x", "phone", "supplier", "usage", "\\u0070hone", ""}) {
        text += fmt::format(R"({{"{}":{},"last":{}}},)", key, value, value);
      }
    }
    for (const size_t piece : {size_t{1}, size_t{64}, text.size()}) {
      ASSERT_TRUE(in_pieces(JsonMasker(plan, {}, memory), text + "0]", piece));
    }
  }
  ASSERT_GT(memory->gaps.all().size(), 10U);
  for (const JsonGap& gap : memory->gaps.all()) {
    const std::string_view held(gap.text.data(), gap.text.size());
    EXPECT_FALSE(held.contains("42")) << held;
  }
}

// Documents with ever other nesting: what is remembered of it is bounded, and begins anew.
TEST(JsonMasker, ForgetsHowDocumentsWereNested) {
  const Plan plan = sample_plan("mask:phone=last4, mask:supplier=remove", places_without_index());
  const auto memory = std::make_shared<JsonMemory>(plan);
  std::string text = "[0";
  std::string expected = "[0";
  constexpr unsigned kDepth = 11;
  for (unsigned shape = 0; shape < 1U << kDepth; ++shape) {
    std::string open;
    std::string close;
    for (unsigned bit = 0; bit < kDepth; ++bit) {
      const bool object = (shape >> bit & 1) == 1;
      open += object ? "{\"k\":" : "[";
      close.insert(0, object ? ",\"supplier\":[3],\"l\":4}" : ",5]");
    }
    const std::string item = R"({"supplier":"A","phone":"0901234567"})";
    text += "," + open + item + close;
    while (close.contains(R"("supplier":[3],)")) {
      close.erase(close.find(R"("supplier":[3],)"), std::string_view(R"("supplier":[3],)").size());
    }
    expected += "," + open + R"({"phone":"***4567"})" + close;
  }
  text += "]" + std::string(40, ' ');
  expected += "]" + std::string(40, ' ');
  for (const size_t piece : {size_t{1}, size_t{1000}, size_t{1} << 20}) {
    EXPECT_EQ(in_pieces(JsonMasker(plan, {}, memory), text, piece).value(), expected);
  }
  EXPECT_TRUE(memory->levels.full());
}

TEST(JsonMasker, GivesOutWhileItTakesItemsInARow) {
  JsonMasker masker(sample_plan(kDemand, places_without_index()));
  std::string out;
  ASSERT_TRUE(masker.push("[", out));
  const std::string item = R"({"a":"x","list":[1,2],"phone":null},)" + std::string(28, ' ');
  for (size_t i = 0; i < 4 * kMaxHeldBytes / item.size(); ++i) ASSERT_TRUE(masker.push(item, out));
  EXPECT_GT(out.size(), 4 * kMaxHeldBytes - 1000);
}

RC_GTEST_PROP(JsonMasker, PassesWhatIsShownByteForByte, ()) {
  const std::string text = text::random_json(4);
  const Plan plan = sample_plan("mask:phone=show");
  RC_ASSERT(in_pieces(JsonMasker(plan), text, 64).value() == text);
}

}  // namespace
}  // namespace sekisho::mask
