#include <gtest/gtest.h>

#include "cli/run_cli_test.h"
#include "text/json.h"

namespace sekisho::cli {
namespace {

Ended explain(std::vector<std::string> more) {
  std::vector<std::string> arguments{"office", "explain", "--policies",
                                     SEKISHO_ROOT "/policies/office"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_sekisho(arguments);
}

TEST(OfficeCommand, ExplainsWhatIsAllowedInBothLanguages) {
  const std::vector<std::string> question{
      "--role", "conduct-regulation", "--action", "unmask", "--on", "Case", "--fresh",
      "unmask", "--purpose",          "an answer"};
  auto japanese = question;
  japanese.insert(japanese.end(), {"--lang", "ja"});
  const Ended ja = explain(japanese);
  EXPECT_EQ(ja.code, 0) << ja.err;
  EXPECT_EQ(ja.out,
            "許可\n\n"
            "  質問: 行為規制担当部署(第二線), マスキングの解除, 調査案件\n"
            "  理由: 行為規制担当部署による利用目的を明示した平文の閲覧\n"
            "  ルール: conduct-regulation-unmasks\n"
            "  義務: 利用目的とともに証跡に記録する\n");
  auto english = question;
  english.insert(english.end(), {"--lang", "en"});
  EXPECT_TRUE(explain(english).out.starts_with("ALLOWED\n"));
}

TEST(OfficeCommand, SaysWhatIsMissing) {
  const Ended purpose = explain({"--role", "conduct-regulation", "--action", "unmask", "--on",
                                 "Case", "--fresh", "unmask", "--lang", "en"});
  EXPECT_EQ(purpose.code, 1);
  EXPECT_TRUE(purpose.out.contains("Personal data stays masked until a purpose is stated"))
      << purpose.out;
  const Ended own = explain({"--role", "conduct-regulation", "--approves", "--own-act", "--action",
                             "approve", "--on", "Register", "--json"});
  EXPECT_EQ(own.code, 1);
  const auto json = text::JsonValue::parse(own.out).value();
  EXPECT_EQ(json.find("allowed")->as_bool(), false);
  EXPECT_EQ(json.find("reason")->as_string(), "forbid/own-act");
  const Ended deputy = explain({"--role", "conduct-regulation", "--in-place-of", "ken", "--action",
                                "approve", "--on", "Register", "--json"});
  EXPECT_EQ(deputy.code, 0);
  EXPECT_TRUE(deputy.out.contains("read-later"));
}

TEST(OfficeCommand, UnknownNamesAreUsage) {
  const Ended role = explain({"--role", "conduct-regulatoin", "--action", "view", "--on", "Case"});
  EXPECT_EQ(role.code, 2);
  EXPECT_TRUE(role.err.contains("Did you mean `conduct-regulation`?")) << role.err;
  EXPECT_EQ(explain({"--action", "peek", "--on", "Case"}).code, 2);
  EXPECT_EQ(explain({"--action", "view", "--on", "Mailbox"}).code, 2);
  EXPECT_EQ(explain({"--action", "lend", "--on", "Case"}).code, 2);
  EXPECT_EQ(explain({"--action", "view", "--on", "Case", "--assignment-ends", "soon"}).code, 2);
}

TEST(OfficeCommand, PrintsTheTable) {
  const Ended table =
      run_sekisho({"office", "table", "--policies", SEKISHO_ROOT "/policies/office", "--json"});
  EXPECT_EQ(table.code, 0) << table.err;
  const auto json = text::JsonValue::parse(table.out).value();
  bool found = false;
  for (const text::JsonValue& cell : json.items()) {
    if (cell.find("role")->as_string() != "network-clerk" ||
        cell.find("action")->as_string() != "declare") {
      continue;
    }
    found = true;
    EXPECT_EQ(cell.find("thing")->as_string(), "Campaign");
    EXPECT_EQ(cell.find("conditions")->to_json(), R"(["not-own-act"])");
  }
  EXPECT_TRUE(found);
  EXPECT_EQ(run_sekisho({"office", "table", "--policies", "/no/such/directory"}).code, 3);
}

}  // namespace
}  // namespace sekisho::cli
