#include "authzen/answers.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "authzen/limits.h"

namespace sekisho::authzen {
namespace {

using text::JsonValue;

JsonValue json(std::string_view text) {
  auto value = JsonValue::parse(text);
  EXPECT_TRUE(value) << text;
  return value ? *value : JsonValue();
}

// Permits what is listed as `subject action resource`, and counts what it is asked.
class ListedPoint final : public DecisionPoint {
 public:
  std::set<std::string> permitted = {"alice read 1", "alice read 3"};
  std::vector<std::string> asked = {};
  std::vector<std::string> found = {};
  bool broken = false;

  Result<std::vector<Decision>> decide(std::span<const Evaluation> evaluations,
                                       Semantic semantic) override {
    if (broken) return fail(ErrorCode::kIo, "the record cannot be written");
    std::vector<Decision> out;
    for (const Evaluation& one : evaluations) {
      asked.push_back(one.subject.id + " " + one.action.name + " " + one.resource.id);
      out.push_back({permitted.contains(asked.back()),
                     one.context.is_null() ? "" : R"({"saw":)" + one.context.to_json() + "}"});
      if (ends(semantic, out.back().allowed)) break;
    }
    return out;
  }

  Result<std::vector<std::string>> find(Sought, const Evaluation&) override { return found; }
};

std::string three(std::string_view semantic) {
  return R"({"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
             "options": {"evaluations_semantic": ")" +
         std::string(semantic) + R"("},
             "evaluations": [{"resource": {"type": "doc", "id": "1"}},
                             {"resource": {"type": "doc", "id": "2"}},
                             {"resource": {"type": "doc", "id": "3"}}]})";
}

TEST(AuthzenAnswers, OneDecision) {
  ListedPoint point;
  const auto request = json(
      R"({"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
          "resource": {"type": "doc", "id": "1"}, "foo": "bar", "context": {"ip": "192.0.2.1"}})");
  EXPECT_EQ(to_json(*decide_evaluation(request, point)),
            R"({"decision":true,"context":{"saw":{"ip":"192.0.2.1"}}})");
}

TEST(AuthzenAnswers, SemanticsEndARequest) {
  const auto answered = [](std::string_view semantic) {
    ListedPoint point;
    auto out = answer_evaluations(json(three(semantic)), point);
    return std::pair(out.value_or("error"), point.asked.size());
  };
  EXPECT_EQ(
      answered("execute_all"),
      std::pair(std::string(
                    R"({"evaluations":[{"decision":true},{"decision":false},{"decision":true}]})"),
                size_t{3}));
  EXPECT_EQ(answered("deny_on_first_deny"),
            std::pair(std::string(R"({"evaluations":[{"decision":true},{"decision":false}]})"),
                      size_t{2}));
  EXPECT_EQ(answered("permit_on_first_permit"),
            std::pair(std::string(R"({"evaluations":[{"decision":true}]})"), size_t{1}));
  EXPECT_EQ(answered("whatever").first, "error");
}

TEST(AuthzenAnswers, WhatCannotBeAskedIsDeniedInItsPlace) {
  const auto answered = [](std::string_view semantic) {
    ListedPoint point;
    const auto out = answer_evaluations(
        json(R"({"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
                 "options": {"evaluations_semantic": ")" +
             std::string(semantic) + R"("},
                 "evaluations": [{}, {"resource": {"type": "doc", "id": "1"}},
                                 {"resource": 7}]})"),
        point);
    const JsonValue answer = json(out.value_or("null"));
    std::string decisions;
    for (const JsonValue& one : answer.find("evaluations")->items()) {
      decisions += one.find("decision")->as_bool() == true ? "+" : "-";
      if (one.find("context") != nullptr) decisions += "!";
    }
    return decisions + " " + std::to_string(point.asked.size());
  };
  EXPECT_EQ(answered("execute_all"), "-!+-! 1");
  EXPECT_EQ(answered("deny_on_first_deny"), "-! 0");
  EXPECT_EQ(answered("permit_on_first_permit"), "-!+ 1");
}

TEST(AuthzenAnswers, DefaultsAreTheRequests) {
  ListedPoint point;
  const auto out = answer_evaluations(
      json(R"({"subject": {"type": "user", "id": "alice"}, "action": {"name": "write"},
               "resource": {"type": "doc"}, "context": {"a": "1"},
               "evaluations": [{"action": {"name": "read"}, "resource": {"id": "1"}},
                               {"resource": {"id": "2"}, "context": {"b": "2"}}]})"),
      point);
  EXPECT_EQ(*out, R"({"evaluations":[{"decision":true,"context":{"saw":{"a":"1"}}},)"
                  R"({"decision":false,"context":{"saw":{"b":"2"}}}]})");
  EXPECT_EQ(point.asked, (std::vector<std::string>{"alice read 1", "alice write 2"}));
}

TEST(AuthzenAnswers, WhatIsNoQuestion) {
  ListedPoint point;
  const auto whole = std::string(
      R"({"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
          "resource": {"type": "doc", "id": "1"}})");
  const std::map<std::string, std::string> spoilt = {
      {R"("subject": {"type": "user", "id": "alice"}, )", ""},
      {R"("subject": {"type": "user", "id": "alice"})", R"("subject": "alice")"},
      {R"("type": "user", )", ""},
      {R"("id": "alice")", R"("id": "")"},
      {R"("name": "read")", R"("name": 123)"},
      {R"("id": "1")", R"("id": "1", "id": "2")"},
      {R"("action": )", R"("action": {"name": "write"}, "action": )"},
      {R"("id": "1")", R"("id": "1", "properties": [])"},
      {R"("id": "1")", R"("id": ")" + std::string(kMaxNameBytes + 1, 'x') + "\""},
  };
  ASSERT_TRUE(decide_evaluation(json(whole), point));
  for (const auto& [from, to] : spoilt) {
    std::string text = whole;
    text.replace(text.find(from), from.size(), to);
    const auto out = decide_evaluation(json(text), point);
    ASSERT_FALSE(out) << text;
    EXPECT_EQ(out.error().code, ErrorCode::kBadInput) << text;
  }
  EXPECT_EQ(point.asked.size(), 1U);
  std::string many = R"({"evaluations": [{})";
  for (size_t i = 0; i < kMaxEvaluations; ++i) many += ",{}";
  EXPECT_FALSE(answer_evaluations(json(many + "]}"), point));
}

TEST(AuthzenAnswers, WithoutItemsItIsOneEvaluation) {
  ListedPoint point;
  const auto request = json(
      R"({"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
          "resource": {"type": "doc", "id": "1"}, "evaluations": []})");
  EXPECT_EQ(*answer_evaluations(request, point), R"({"decision":true})");
  point.broken = true;
  EXPECT_EQ(answer_evaluations(request, point).error().code, ErrorCode::kIo);
}

TEST(AuthzenAnswers, SearchesHavePages) {
  ListedPoint point;
  point.found = {"a", "b", "c"};
  const auto page = [&](const std::string& of) {
    return answer_search(json(R"({"subject": {"type": "user"}, "action": {"name": "read"},
                                  "resource": {"type": "doc", "id": "1"}, "page": )" +
                              of + "}"),
                         Sought::kSubject, point)
        .value_or("error");
  };
  EXPECT_EQ(page(R"({"limit": 2})"),
            R"({"results":[{"type":"user","id":"a"},{"type":"user","id":"b"}],)"
            R"("page":{"next_token":"2","count":2,"total":3}})");
  EXPECT_EQ(
      page(R"({"limit": 2, "token": "2"})"),
      R"({"results":[{"type":"user","id":"c"}],"page":{"next_token":"","count":1,"total":3}})");
  EXPECT_EQ(page(R"({"token": "99"})"),
            R"({"results":[],"page":{"next_token":"","count":0,"total":3}})");
  EXPECT_EQ(page(R"({"token": "x"})"), "error");
  EXPECT_EQ(page(R"({"limit": 0})"), "error");
  const auto actions = answer_search(
      json(
          R"({"subject": {"type": "user", "id": "alice"}, "resource": {"type": "doc", "id": "1"}})"),
      Sought::kAction, point);
  EXPECT_TRUE(actions->starts_with(R"({"results":[{"name":"a"},)")) << *actions;
}

TEST(AuthzenAnswers, TheConfigurationNamesEndpoints) {
  const JsonValue found = json(configuration("https://pdp.example"));
  EXPECT_EQ(found.find("policy_decision_point")->as_string(), "https://pdp.example");
  EXPECT_EQ(found.find("search_action_endpoint")->as_string(),
            "https://pdp.example/access/v1/search/action");
}

}  // namespace
}  // namespace sekisho::authzen
