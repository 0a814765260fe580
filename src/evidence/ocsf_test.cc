#include "evidence/ocsf.h"

#include <gtest/gtest.h>

#include "text/json.h"

namespace sekisho::evidence {
namespace {

text::JsonValue event_of(std::string_view entry) {
  std::string out;
  append_ocsf(out, "example.com/log", 3, entry);
  EXPECT_TRUE(out.ends_with("}\n"));
  return text::JsonValue::parse(out).value();
}

TEST(EvidenceOcsf, ChoosesClassAndActivity) {
  const struct {
    const char* entry;
    uint64_t type;
    uint64_t status;
  } cases[] = {
      {R"({"kind":"decision","action":"view","decision":"permit"})", 600302, 1},
      {R"({"kind":"decision","action":"list","decision":"deny"})", 600302, 2},
      {R"({"kind":"decision","action":"update","decision":"permit"})", 600303, 1},
      {R"({"kind":"decision","action":"batch","decision":"permit"})", 600399, 1},
      {R"({"kind":"login","result":"success"})", 300201, 1},
      {R"({"kind":"login","result":"failure"})", 300201, 2},
      {R"({"kind":"act","act":"add"})", 300401, 1},
      {R"({"kind":"act","act":"change"})", 300403, 1},
      {R"({"kind":"act","act":"remove"})", 300404, 1},
      {R"({"kind":"act","act":"hold"})", 300499, 1},
      {R"({"kind":"key","event":"created"})", 300401, 1},
      {R"({"kind":"key","event":"retired"})", 300403, 1},
      {R"({"kind":"destruction"})", 300404, 1},
      {R"({"kind":"export"})", 600302, 1},
      {R"({"kind":"review"})", 600399, 1},
      {R"({"kind":"record","content":{}})", 600399, 1},
      {R"({"kind":"of a later version"})", 600399, 1},
      {R"([])", 600399, 1},
      {R"(no JSON)", 600399, 1},
  };
  for (const auto& c : cases) {
    const text::JsonValue event = event_of(c.entry);
    EXPECT_EQ(event.find("type_uid")->as_uint(), c.type) << c.entry;
    EXPECT_EQ(event.find("class_uid")->as_uint(), c.type / 100) << c.entry;
    EXPECT_EQ(event.find("status_id")->as_uint(), c.status) << c.entry;
    EXPECT_EQ(event.find("raw_data")->as_string(), c.entry);
    EXPECT_EQ(event.at_pointer("/metadata/uid")->as_string(), "example.com/log#3");
  }
}

TEST(EvidenceOcsf, TellsWhoAndWhat) {
  const auto login =
      event_of(R"({"kind":"login","actor":"p-00000001","system":"nws","result":"success"})");
  EXPECT_EQ(login.at_pointer("/user/uid")->as_string(), "p-00000001");
  EXPECT_EQ(login.at_pointer("/service/uid")->as_string(), "nws");
  const auto act = event_of(R"({"kind":"act","act":"hold","on":"body","target":"case 7"})");
  EXPECT_EQ(act.find("activity_name")->as_string(), "hold");
  EXPECT_EQ(act.find("entity")->to_json(), R"({"type":"body","name":"case 7"})");
  const auto key = event_of(R"({"kind":"destruction","key":"k1"})");
  EXPECT_EQ(key.find("entity")->to_json(), R"({"type":"key","uid":"k1"})");
}

TEST(EvidenceOcsf, KeepsBytesThatAreNoText) {
  const auto event = event_of("\xFF");
  EXPECT_EQ(event.find("raw_data"), nullptr);
  EXPECT_EQ(event.at_pointer("/unmapped/raw_base64")->as_string(), "/w==");
}

}  // namespace
}  // namespace sekisho::evidence
