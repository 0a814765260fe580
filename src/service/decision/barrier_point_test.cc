#include "service/decision/barrier_point.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "authzen/answers.h"
#include "evidence/store_reader.h"
#include "service/asked.h"
#include "service/explanation_utility_test.h"
#include "service/store/store_setup.h"

namespace sekisho::service {
namespace {

using text::JsonValue;

const std::string kAtT1 = R"("device_id": "T-1")";

std::string person(std::string_view id, std::string_view account, const std::string& place) {
  return fmt::format(
      R"("subject": {{"type": "person", "id": "{}", "properties": {{"account": "{}", {}}}}})", id,
      account, place);
}
const std::string kView = R"("action": {"name": "view"})";
const std::string kPoint = fmt::format(
    R"("resource": {{"type": "supply_point", "id": "{}", "properties": {{"system": "nol"}}}})",
    ExplanationUtility::kPoint);

class BarrierPointTest : public ::testing::Test {
 protected:
  BarrierPointTest() {
    const StorePlace place{(utility_.root() / "store").string(), {}};
    EXPECT_TRUE(begin_store({place.directory, {}, "example.com/decision"}));
    ledger_ = Ledger::open(place).value();
    auto barrier = load_barrier(utility_.places()).value();
    cedar::Schema schema = schema_of(barrier->rules).value();
    knowledge_ = std::make_shared<const Knowledge>(
        "2022-10-05.1", std::move(barrier), std::vector<logs::LogProfile>{}, std::move(schema),
        std::vector<store::MappedRegisters::Segment>{});
  }

  BarrierPoint point(std::string_view at) {
    return BarrierPoint({knowledge_, ledger_.get(), asked_instant(std::string(at)).value(),
                         [](const std::string& system) { return system == "nol"; }});
  }

  JsonValue ask(const std::vector<std::string>& members, std::string_view at = "2022-10-05 10:00") {
    BarrierPoint asked = point(at);
    const auto out = authzen::decide_evaluation(request(members), asked);
    EXPECT_TRUE(out) << out.error().message;
    return *JsonValue::parse(out ? authzen::to_json(*out) : "{}");
  }

  static JsonValue request(const std::vector<std::string>& members) {
    std::string text;
    for (const std::string& one : members) text += (text.empty() ? "{" : ", ") + one;
    return JsonValue::parse(text + "}").value();
  }

  static bool allowed(const JsonValue& answer) {
    return answer.find("decision")->as_bool().value();
  }
  static std::string reason(const JsonValue& answer) {
    return std::string(answer.at_pointer("/context/reasons/0")->as_string().value_or(""));
  }

  ExplanationUtility utility_;
  std::unique_ptr<Ledger> ledger_;
  std::shared_ptr<const Knowledge> knowledge_;
};

TEST_F(BarrierPointTest, StaffAtTheirTerminalMay) {
  const JsonValue yes = ask({person("P1", "k1", kAtT1), kView, kPoint});
  EXPECT_TRUE(allowed(yes));
  EXPECT_EQ(reason(yes), "own-staff");
  EXPECT_EQ(yes.at_pointer("/context/facts_revision")->as_string(), "2022-10-05.1");
  EXPECT_TRUE(allowed(ask({person("P1", "k1", R"("ip_address": "10.0.0.1")"), kView, kPoint})));
}

// Whoever proved who they are is the principal, whatever account they give.
TEST_F(BarrierPointTest, ALentIdDoesNotPass) {
  const JsonValue no = ask({person("P4", "k1", kAtT1), kView, kPoint});
  EXPECT_FALSE(allowed(no));
  EXPECT_EQ(reason(no), "own-staff/own-account");
  const auto ja = no.at_pointer("/context/reason_user/ja")->as_string().value();
  const auto id = no.at_pointer("/context/id")->as_string().value();
  EXPECT_NE(ja.find(fmt::format("受付番号{}", id)), std::string_view::npos) << ja;
  EXPECT_EQ(no.at_pointer("/context/reason_user/en")->as_string()->find("account"),
            std::string_view::npos);
}

TEST_F(BarrierPointTest, AnAccountStandsForItsHolder) {
  const auto account = [](std::string_view name, std::string_view terminal) {
    return fmt::format(
        R"("subject": {{"type": "account", "id": "{}", "properties": {{"device_id": "{}"}}}})",
        name, terminal);
  };
  EXPECT_TRUE(allowed(ask({account("k1", "T-1"), kView, kPoint})));
  EXPECT_FALSE(allowed(ask({account("k2", "T-2"), kView, kPoint})));  // moved in July
  EXPECT_FALSE(allowed(ask({account("k1", "nowhere"), kView, kPoint})));
  EXPECT_FALSE(allowed(ask({account("nobody", "T-1"), kView, kPoint})));
}

// Two holders at once: one reading permits, the other does not.
TEST_F(BarrierPointTest, AContradictionDenies) {
  const JsonValue no = ask({R"("subject": {"type": "account", "id": "d1",
                                "properties": {"device_id": "T-1"}})",
                            kView, kPoint});
  EXPECT_FALSE(allowed(no));
}

TEST_F(BarrierPointTest, MasksAreForThoseWhoMask) {
  const std::string helper = person("P4", "h4", R"("device_id": "T-4")");
  const std::string in_the_storm = "2022-09-05 10:00";
  const JsonValue no = ask({helper, kView, kPoint}, in_the_storm);
  EXPECT_FALSE(allowed(no));
  EXPECT_EQ(reason(no), "gate/cannot-mask");
  const JsonValue yes =
      ask({helper, kView, kPoint, R"("context": {"obligations": ["mask"]})"}, in_the_storm);
  EXPECT_TRUE(allowed(yes));
  EXPECT_EQ(yes.at_pointer("/context/obligations/mask/fields/supplier")->as_string(), "remove")
      << yes.to_json();
  EXPECT_FALSE(allowed(ask({helper, kView, kPoint, R"("context": {"obligations": ["mask"]})"})));
}

TEST_F(BarrierPointTest, WhatTheRulesDoNotKnowIsDenied) {
  const std::string staff = person("P1", "k1", kAtT1);
  EXPECT_EQ(reason(ask({R"("subject": {"type": "robot", "id": "1"})", kView, kPoint})),
            "gate/unknown-type");
  EXPECT_EQ(reason(ask({staff, R"("action": {"name": "devour"})", kPoint})), "gate/unknown-type");
  EXPECT_EQ(reason(ask({staff, kView, R"("resource": {"type": "supply_point", "id": "1"})"})),
            "gate/unknown-type");
  EXPECT_EQ(reason(ask({staff, kView, R"("resource": {"type": "system", "id": "nws"})"})),
            "gate/not-yours");
}

TEST_F(BarrierPointTest, EveryDecisionIsInTheRecordFirst) {
  BarrierPoint asked = point("2022-10-05 10:00");
  const auto out = authzen::answer_evaluations(
      request({kView, kPoint,
               fmt::format(R"("evaluations": [{{{}}}, {{{}}}])", person("P1", "k1", kAtT1),
                           person("P4", "k1", kAtT1))}),
      asked);
  ASSERT_TRUE(out);
  const JsonValue answer = JsonValue::parse(*out).value();
  ASSERT_TRUE(ledger_->publish());
  auto log = evidence::StoreReader::open(ledger_->directory().record());
  ASSERT_TRUE(log) << log.error().message;
  for (const auto& [pointer, decision] :
       {std::pair{"/evaluations/0/context/id", "permit"}, {"/evaluations/1/context/id", "deny"}}) {
    const auto id = answer.at_pointer(pointer)->as_string().value();
    const auto entry = log->prove(std::stoull(std::string(id)));
    ASSERT_TRUE(entry);
    const JsonValue json = JsonValue::parse(entry->entry).value();
    EXPECT_EQ(json.find("decision")->as_string(), decision);
    EXPECT_EQ(json.find("kind")->as_string(), "decision");
    EXPECT_EQ(json.find("subject")->as_string(), ledger_->pseudonym(ExplanationUtility::kPoint));
    EXPECT_EQ(entry->entry.find(ExplanationUtility::kPoint), std::string::npos);
  }
}

TEST_F(BarrierPointTest, Searches) {
  BarrierPoint asked = point("2022-10-05 10:00");
  const auto found = [&](authzen::Sought sought, const std::vector<std::string>& members) {
    const auto out = authzen::answer_search(request(members), sought, asked);
    if (!out) return out.error().message;
    return JsonValue::parse(*out)->find("results")->to_json();
  };
  const std::string staff = person("P1", "k1", kAtT1);
  EXPECT_EQ(found(authzen::Sought::kSubject, {R"("subject": {"type": "person"})", kView, kPoint}),
            R"([{"type":"person","id":"P1"}])");  // P3 would be doubtful
  EXPECT_EQ(found(authzen::Sought::kResource, {staff, kView, R"("resource": {"type": "system"})"}),
            R"([{"type":"system","id":"nol"}])");
  EXPECT_EQ(
      found(authzen::Sought::kResource, {staff, kView, R"("resource": {"type": "supply_point"})"}),
      "records cannot be listed");
  EXPECT_EQ(found(authzen::Sought::kResource, {staff, kView, R"("resource": {"type": "cup"})"}),
            "[]");
  EXPECT_TRUE(found(authzen::Sought::kAction, {staff, kPoint}).starts_with(R"([{"name":"view"})"));
}

}  // namespace
}  // namespace sekisho::service
