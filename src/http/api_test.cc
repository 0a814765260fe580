#include "http/api.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "http/limits.h"
#include "http/negotiation.h"
#include "office/office.h"
#include "text/pattern.h"

namespace sekisho::http {
namespace {

using text::JsonMember;
using text::JsonValue;

void follow(const JsonValue& document, const JsonValue& value, int& references, int& patterns) {
  const JsonValue* reference = value.find("$ref");
  if (reference != nullptr && reference->is_string()) {
    ++references;
    EXPECT_FALSE(resolved(document, value).is_null()) << value.to_json();
  }
  const JsonValue* pattern = value.find("pattern");
  if (pattern != nullptr && pattern->is_string()) {
    ++patterns;
    EXPECT_TRUE(text::Pattern::compile(*pattern->as_string())) << value.to_json();
  }
  for (const JsonMember& member : value.members()) {
    follow(document, member.value, references, patterns);
  }
  for (const JsonValue& item : value.items()) follow(document, item, references, patterns);
}

TEST(ApiDocument, ItsReferencesLeadSomewhereAndItsPatternsCompile) {
  const Routes routes;
  int references = 0, patterns = 0;
  follow(routes.document(), routes.document(), references, patterns);
  EXPECT_GT(references, 100);
  EXPECT_GT(patterns, 2);
}

TEST(ApiDocument, ItsParametersHaveOneOrder) {
  const Routes routes;
  for (const Route& route : routes.all()) {
    for (const Parameter& one : route.parameters) {
      if (one.in != Parameter::In::kPath) continue;
      EXPECT_TRUE(one.required) << route.id;
      EXPECT_NE(std::ranges::find(route.segments, "{" + one.name + "}"), route.segments.end())
          << route.id;
    }
  }
}

TEST(Routes, FindWhatIsServed) {
  const Routes routes;
  EXPECT_EQ(routes.find("GET", "/api/v1/reviews/x/scope").value()->id, "getScope");
  EXPECT_EQ(routes.find("GET", "/api/v1/reviews/").error().problem, Problem::kNotFound);
  EXPECT_EQ(routes.find("GET", "/api/v1/reviews//scope").error().problem, Problem::kNotFound);
  EXPECT_EQ(routes.find("GET", "").error().problem, Problem::kNotFound);
  const Fault fault = routes.find("PATCH", "/api/v1/reviews").error();
  EXPECT_EQ(fault.problem, Problem::kMethodNotAllowed);
  EXPECT_EQ(fault.headers[0].value, "GET, HEAD, POST");
}

TEST(Routes, AskTheOfficeWhatItUnderstands) {
  const auto office = office::Office::load(SEKISHO_ROOT "/policies/office");
  ASSERT_TRUE(office) << to_string(office.error());
  for (const Route& route : Routes().all()) {
    if (route.asks != Asks::kOffice) continue;
    EXPECT_TRUE(office->makes_sense(route.action, route.thing)) << route.id;
  }
}

TEST(Routes, FillInDefaultsAndDecode) {
  const Routes routes;
  const Route& route = *routes.find("GET", "/api/v1/reviews/x/findings").value();
  const Arguments usual =
      routes.arguments(route, {.path = "/api/v1/reviews/%78/findings", .body = ""}).value();
  EXPECT_EQ(usual.text("review"), "x");
  EXPECT_EQ(usual.number("limit"), 100U);
  EXPECT_EQ(usual.text("sort"), "file");
  EXPECT_EQ(usual.text("viewer"), "");
  const Arguments given = routes
                              .arguments(route, {.path = "/api/v1/reviews/x/findings",
                                                 .body = "",
                                                 .query = "viewer=%E9%AB%98+%E6%A9%8B&limit=7&"})
                              .value();
  EXPECT_EQ(given.text("viewer"), "高 橋");
  EXPECT_EQ(given.number("limit"), 7U);
  for (const char* query : {"limit=0", "limit=1001", "limit=7x", "limit=", "limit=1&limit=1",
                            "sort=color", "nobody=1", "disposition=", "=1"}) {
    EXPECT_EQ(
        routes.arguments(route, {.path = "/api/v1/reviews/x/findings", .body = "", .query = query})
            .error()
            .problem,
        Problem::kInvalidRequest)
        << query;
  }
}

TEST(Routes, DecodePercentsStrictly) {
  EXPECT_EQ(percent_decoded("a+b%2B%2f", true), "a b+/");
  EXPECT_EQ(percent_decoded("a+b", false), "a+b");
  for (const char* bad : {"%", "%1", "%zz", "%00", "%ff", "%E9%AB"}) {
    EXPECT_EQ(percent_decoded(bad, true), std::nullopt) << bad;
  }
}

TEST(SchemaCheck, NamesEachPlaceThatIsWrong) {
  const JsonValue document =
      JsonValue::parse(
          R"({"name":{"type":"string","minLength":2,"maxLength":3,"pattern":"^[a-z]+$"},
        "all":{"type":"object","additionalProperties":false,"required":["n","must"],"properties":{
          "n":{"$ref":"#/name"},"must":{"type":"integer","minimum":1,"maximum":5},
          "list":{"type":"array","minItems":1,"maxItems":3,"items":{"enum":["a",1,null]}},"on":{"type":"boolean"}}}})")
          .value();
  const auto wrong = [&](const char* json) {
    std::vector<Complaint> out;
    check_schema(document, *document.find("all"), JsonValue::parse(json).value(), "", out);
    std::string places;
    for (const Complaint& one : out) places += one.at + " ";
    return places;
  };
  EXPECT_EQ(wrong(R"({"n":"abc","must":5,"list":["a",1,null],"on":true})"), "");
  EXPECT_EQ(wrong(R"({})"), "/n /must ");
  EXPECT_EQ(wrong(R"([])"), " ");
  EXPECT_EQ(wrong(R"({"n":"a","must":0,"list":["a",true],"on":1,"more":1})"),
            "/n /must /list/1 /on /more ");
  EXPECT_EQ(wrong(R"({"n":"ABC","must":1.5})"), "/n /must ");
  EXPECT_EQ(wrong(R"({"n":"abcd","must":6})"), "/n /must ");
  EXPECT_EQ(wrong(R"({"n":"abc","must":1,"must":2})"), "/must ");
  EXPECT_EQ(wrong(R"({"n":"abc","must":1,"list":[]})"), "/list ");
  EXPECT_EQ(wrong(R"({"n":"abc","must":1,"list":[1,1,1,true]})"), "/list ");
  // Three characters of three bytes each are not too long; they do not fit the pattern.
  EXPECT_EQ(wrong(R"({"n":"高高高","must":1})"), "/n ");
}

TEST(Negotiation, TakesTheFormThatIsWantedMost) {
  const std::vector<std::string> offered{"text/csv", "application/x-ndjson"};
  const auto chosen = [&](std::string_view accept) { return acceptable(accept, offered); };
  EXPECT_EQ(chosen(""), "text/csv");
  EXPECT_EQ(chosen("*/*"), "text/csv");
  EXPECT_EQ(chosen("application/*"), "application/x-ndjson");
  EXPECT_EQ(chosen("text/csv;q=0.5, Application/X-NDJSON"), "application/x-ndjson");
  EXPECT_EQ(chosen("*/*;q=0.1, text/csv;q=0"), "application/x-ndjson");
  EXPECT_EQ(chosen("image/png"), "");
  EXPECT_EQ(chosen("text/csv;q=nonsense"), "");
  EXPECT_EQ(media_type("Text/CSV ; charset=utf-8"), "text/csv");
}

TEST(Negotiation, TellsJapaneseFromEnglish) {
  for (const char* japanese : {"ja", "ja-JP", "JA", "en;q=0.5,ja;q=0.6", "fr, ja;q=0.1"}) {
    EXPECT_TRUE(prefers_japanese(japanese)) << japanese;
  }
  for (const char* english : {"", "en", "en,ja", "fr", "*", "ja;q=0", "jap"}) {
    EXPECT_FALSE(prefers_japanese(english)) << english;
  }
}

TEST(RateLimit, CountsEachCallerInWindows) {
  RateLimit limit;
  Instant now{1'000'000'000};
  for (uint64_t i = 0; i < 3; ++i) {
    const RateLimit::Verdict verdict = limit.count("one", 3, now);
    EXPECT_TRUE(verdict.allowed);
    EXPECT_EQ(verdict.remaining, 2 - i);
    EXPECT_EQ(verdict.seconds, static_cast<uint64_t>(kRateSeconds));
  }
  EXPECT_FALSE(limit.count("one", 3, now).allowed);
  EXPECT_TRUE(limit.count("other", 3, now).allowed);
  now = shifted(now, kRateSeconds * kMicrosPerSecond);
  EXPECT_TRUE(limit.count("one", 3, now).allowed);
}

TEST(RateLimit, ForgetsThoseWhoseWindowIsOver) {
  RateLimit limit;
  Instant now{1};
  for (size_t i = 0; i < kMaxCallersCounted; ++i) {
    ASSERT_TRUE(limit.count(std::to_string(i), 1, now).allowed);
  }
  EXPECT_FALSE(limit.count("one more", 1, now).allowed);
  now = shifted(now, kRateSeconds * kMicrosPerSecond);
  EXPECT_TRUE(limit.count("one more", 1, now).allowed);
}

TEST(ProblemRows, AreInTheOrderOfTheirNames) {
  EXPECT_EQ(row_of(Problem::kNotFound).name, "not-found");
  EXPECT_EQ(row_of(Problem::kNotReady).name, "not-ready");
  EXPECT_EQ(find_problem("busy")->status, 503);
  EXPECT_EQ(find_problem("nobody"), nullptr);
}

TEST(Faults, OfTheSystemTellNoDetail) {
  EXPECT_EQ(fault_of({ErrorCode::kIo, "cannot read `/secret`"}).detail, "");
  EXPECT_EQ(row_of(fault_of({ErrorCode::kIo, "x"}).problem).status, 500);
  EXPECT_EQ(fault_of({ErrorCode::kUsage, "`x` is no time"}).detail, "`x` is no time");
  EXPECT_EQ(conflict_of({ErrorCode::kUsage, "x"}).problem, Problem::kConflict);
}

}  // namespace
}  // namespace sekisho::http
