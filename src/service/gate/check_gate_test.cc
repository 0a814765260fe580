#include "service/gate/check_gate.h"

#include <gtest/gtest.h>

#include "barrier/published_facts.h"
#include "base/file.h"
#include "service/asked.h"
#include "service/explanation_utility_test.h"
#include "service/gate/publish_facts.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

class CheckGateTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto knowledge = Knowledge::load(utility.places()).value();
    auto publisher = barrier::FactPublisher::open(utility.root() / "facts", now).value();
    ASSERT_TRUE(publish_facts(publisher, *knowledge, {}, now));
    utility.write("routes.toml", R"(
system = "nol"
static = ["/assets/"]
[[route]]
methods = ["GET"]
path = "/points/{spid}"
record = "path:spid"
kind = "supply_point"
[[route]]
methods = ["POST"]
path = "/look"
record = "json:/spid"
kind = "supply_point"
[[route]]
methods = ["GET"]
path = "/points"
action = "list"
kind = "supply_point"
[route.lists]
json = ["/points/*/spid"]
[[route.term]]
in = "query:supplier"
field = "supplier"
[[route.term]]
in = "query:name"
field = "name"
)");
  }

  GateQuestion question(const std::string& target, const std::string& person = {}) const {
    GateQuestion out;
    out.routes = path("routes.toml");
    out.target = target;
    if (!person.empty()) {
      out.facts = path("facts");
      out.person = person;
      out.address = "10.0.0.1";
    }
    return out;
  }
  std::string path(const char* name) const { return (utility.root() / name).string(); }
  // A member of the answer's JSON.
  static std::string told(const Result<GateAnswer>& answer, std::string_view pointer) {
    EXPECT_TRUE(answer) << to_string(answer.error());
    const auto json = text::JsonValue::parse(answer->json).value();
    const text::JsonValue* value = json.at_pointer(pointer);
    return value == nullptr ? "" : value->to_json();
  }

  ExplanationUtility utility;
  Instant now = asked_instant("2022-06-01 10:00").value();
  std::string point = "/points/" + std::string(ExplanationUtility::kPoint);
};

TEST_F(CheckGateTest, SaysWhatARequestIsAbout) {
  const auto answer = check_gate(question(point), now);
  EXPECT_EQ(told(answer, "/route"), R"("GET /points/{spid}")");
  EXPECT_EQ(told(answer, "/record"), "\"" + std::string(ExplanationUtility::kPoint) + "\"");
  EXPECT_EQ(told(answer, "/decision"), "");
  EXPECT_TRUE(answer->passes);
  EXPECT_EQ(told(check_gate(question("/points"), now), "/lists"), "true");
  EXPECT_EQ(told(check_gate(question("/assets/a.js"), now), "/static"), "true");
}

TEST_F(CheckGateTest, SaysWhyARequestIsNone) {
  for (const auto& [target, refusal] :
       {std::pair{"/nothing", "\"route/unknown\""}, {"/points/1%2F2", "\"route/ambiguous\""}}) {
    const auto answer = check_gate(question(target, "P1"), now);
    EXPECT_EQ(told(answer, "/refusal"), refusal);
    EXPECT_FALSE(answer->passes);
    EXPECT_NE(answer->en.find("it does not pass"), std::string::npos);
    EXPECT_NE(answer->ja.find("通しません"), std::string::npos);
  }
}

TEST_F(CheckGateTest, SaysWhatIsDecidedByWhichRule) {
  const auto yes = check_gate(question(point, "P1"), now);
  EXPECT_EQ(told(yes, "/decision"), R"("permit")");
  EXPECT_EQ(told(yes, "/account"), R"("k1")");
  EXPECT_EQ(told(yes, "/terminal"), R"("T-1")");
  EXPECT_EQ(told(yes, "/reasons/0"), R"("own-staff")");
  const auto no = check_gate(question(point, "P4"), now);
  EXPECT_EQ(told(no, "/decision"), R"("deny")");
  EXPECT_FALSE(no->passes);
  EXPECT_NE(no->en.find("decision: denied\nreason: "), std::string::npos) << no->en;
  EXPECT_NE(no->ja.find("判定: 拒否\n理由: "), std::string::npos) << no->ja;
}

class CheckGateOfAHelperTest : public CheckGateTest {
 protected:
  CheckGateOfAHelperTest() { now = asked_instant("2022-09-05 10:00").value(); }
};

TEST_F(CheckGateOfAHelperTest, SaysByWhatTheyMayNotSearch) {
  const auto asked = [&](const std::string& target) {
    GateQuestion out = question(target, "P4");
    out.address.clear();
    out.terminal = "T-4";
    return check_gate(out, now);
  };
  EXPECT_EQ(told(asked("/points?name=a"), "/decision"), R"("permit")");
  const auto no = asked("/points?supplier=R1");
  EXPECT_EQ(told(no, "/reasons/0"), R"("search/masked-field")");
  EXPECT_FALSE(no->passes);
  EXPECT_NE(no->ja.find("表示されない項目"), std::string::npos) << no->ja;
}

TEST_F(CheckGateTest, ReadsTheRecordFromABody) {
  GateQuestion asked = question("/look", "P1");
  asked.method = "POST";
  EXPECT_EQ(told(check_gate(asked, now), "/refusal"), R"("route/ambiguous")");
  utility.write("body.json", R"({"spid":")" + std::string(ExplanationUtility::kPoint) + R"("})");
  asked.body = path("body.json");
  asked.content_type = "application/json";
  EXPECT_EQ(told(check_gate(asked, now), "/decision"), R"("permit")");
}

TEST_F(CheckGateTest, RefusesFactsThatAreOldAndQuestionsThatMakeNoSense) {
  const auto old = check_gate(question(point, "P1"), shifted(now, 60 * kMicrosPerSecond));
  EXPECT_EQ(old.error().code, ErrorCode::kIo);
  GateQuestion half = question(point);
  half.person = "P1";
  EXPECT_EQ(check_gate(half, now).error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace sekisho::service
