// Holds docs/formats/log-profile.md, event.md and rejects.md to the code.
#include <gtest/gtest.h>

#include <sstream>

#include "logs/ocsf.h"
#include "logs/testing_test.h"
#include "text/base64.h"

namespace sekisho::logs {
namespace {

std::string document(const std::string& name) {
  std::ifstream in(SEKISHO_ROOT "/docs/formats/" + name);
  std::ostringstream out;
  out << in.rdbuf();
  EXPECT_FALSE(out.str().empty()) << name;
  return out.str();
}

// What stands between the fences of a language.
Strings examples(const std::string& text, const std::string& language) {
  Strings out;
  const std::string fence = "```" + language + "\n";
  for (size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
    at += fence.size();
    const size_t end = text.find("```", at);
    out.push_back(text.substr(at, end - at));
    at = end + 3;
  }
  return out;
}

TEST(Documents, EveryProfileOfTheDocumentIsAProfile) {
  const Strings profiles = examples(document("log-profile.md"), "toml");
  EXPECT_EQ(profiles.size(), 4U);
  for (const std::string& toml : profiles) {
    const auto profile = parse_log_profile(toml, "example.toml");
    EXPECT_TRUE(profile) << to_string(profile.error());
  }
}

TEST(Documents, EveryReasonAndProblemIsThere) {
  const std::string text = document("rejects.md");
  for (size_t i = 0; i < kRejectReasonCount; ++i) {
    const std::string name = "`" + std::string(name_of(static_cast<RejectReason>(i))) + "`";
    EXPECT_NE(text.find(name), std::string::npos) << name;
  }
  for (const auto kind : {FileProblemKind::kTruncated, FileProblemKind::kDamaged,
                          FileProblemKind::kWrongEncoding, FileProblemKind::kOtherLayout}) {
    EXPECT_NE(text.find("| `" + std::string(name_of(kind)) + "` |"), std::string::npos);
  }
  const std::string row = examples(text, "csv").at(0);
  EXPECT_NE(row.find(",4,too-few-fields," + text::base64_encode("2022/10/05 12:34:56,k1") + "\n"),
            std::string::npos);
}

TEST(Documents, TheEventIsWrittenAsTheDocumentSays) {
  const std::string text = document("event.md");
  const AccessEvent event{.time = Instant{1'664'940'896'000'000},
                          .system = "nol",
                          .system_title = "網",
                          .account = "k00123",
                          .terminal = "KTD-PC-00123",
                          .address = "",
                          .action = Action::kView,
                          .outcome = Outcome::kAllowed,
                          .object_kind = ObjectKind::kSupplyPoint,
                          .object = "0900000000012345678901",
                          .customer = "7000001234",
                          .items = {},
                          .file = "logs/nol/NOL_202210.csv",
                          .line = 3,
                          .raw = "x"};
  std::string out;
  append_ocsf(out, event);
  EXPECT_EQ(examples(text, "json").at(0), out);
  for (size_t i = 0; i < kActionCount; ++i) {
    EXPECT_NE(text.find("| `" + std::string(name_of(static_cast<Action>(i))) + "` | 600"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace sekisho::logs
