#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temporary_directory_test.h"
#include "cli/run_cli_test.h"

namespace sekisho::cli {
namespace {

Ended mask(std::vector<std::string> more, std::string_view input = {}) {
  std::vector<std::string> arguments{"mask", "--policies", SEKISHO_ROOT "/policies"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_sekisho(arguments, input);
}

TEST(MaskCommand, MasksFilesAndStandardInput) {
  const TemporaryDirectory directory;
  const std::string file = (directory.path() / "a.csv").string();
  ASSERT_TRUE(write_file(file, "電話番号,小売電気事業者\n0901234567,A\n"));
  const Ended csv = mask({"--profile", "supplier-blind", "--mask", "phone=last4", file});
  EXPECT_EQ(csv.code, 0) << csv.err;
  EXPECT_EQ(csv.out, "電話番号\n***4567\n");
  const Ended json = mask({"--profile", "minimum", "--type", "json", "-"}, "{\"usage\":1}");
  EXPECT_EQ(json.out, "{\"usage\":\"***\"}") << json.err;
}

TEST(MaskCommand, ExplainsInBothLanguages) {
  EXPECT_TRUE(
      mask({"--profile", "own", "--explain", "--lang", "en"}).out.contains("switch applied for"));
  EXPECT_TRUE(
      mask({"--profile", "own", "--explain", "--lang", "ja"}).out.contains("スイッチング申込状況"));
}

TEST(MaskCommand, SaysWhatIsWrong) {
  const Ended broken = mask({"--profile", "minimum", "--type", "json"}, "{\"phone\":}");
  EXPECT_EQ(broken.code, 3);
  EXPECT_TRUE(broken.err.contains("<standard input>")) << broken.err;
  EXPECT_EQ(mask({"--profile", "minimum"}, "{}").code, 2);
  EXPECT_EQ(mask({"--profile", "minimun", "--type", "json"}, "{}").code, 3);
  EXPECT_EQ(mask({"--profile", "minimum", "no/such.json"}).code, 4);
}

}  // namespace
}  // namespace sekisho::cli
