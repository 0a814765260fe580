#include "logs/log_profile.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "logs/testing_test.h"

namespace sekisho::logs {
namespace {

constexpr std::string_view kGood = R"(kind = "log"
system = "x"
files = ["x/*.csv"]
format = "csv"
header = true
[fields]
time = "t"
account = "a"
[defaults]
action = "view"
)";

// `kGood` with one text put in the place of another.
std::string but(std::string_view from, std::string_view to) {
  std::string text(kGood);
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string refusal(const std::string& toml) {
  const Result<LogProfile> profile = parse_log_profile(toml, "p.toml");
  return profile ? "accepted" : to_string(profile.error());
}

TEST(LogProfile, ReadsWhatItSays) {
  const Result<LogProfile> profile = parse_log_profile(kGood, "dir/p.toml");
  ASSERT_TRUE(profile);
  EXPECT_EQ(profile->file, "p.toml");
  EXPECT_EQ(profile->system, "x");
  EXPECT_EQ(profile->sha256.size(), 64U);
  EXPECT_TRUE(profile->shows.who);
  EXPECT_FALSE(profile->shows.where);
  EXPECT_FALSE(profile->shows.whose);
  EXPECT_FALSE(profile->shows.refused);
  EXPECT_EQ(profile->object_kind, ObjectKind::kSupplyPoint);
}

TEST(LogProfile, PointsAtEachMistake) {
  EXPECT_NE(refusal(but("header = true", "heeder = true")).find("`header`"), std::string::npos);
  EXPECT_NE(refusal(but("\"csv\"", "\"excel\"")).find("p.toml:4"), std::string::npos);
  EXPECT_NE(refusal(but("\"csv\"", "\"excel\"")).find("unknown format `excel`"), std::string::npos);
  EXPECT_NE(refusal(but("time = \"t\"\n", "")).find("no field `time`"), std::string::npos);
  EXPECT_NE(refusal(but("header = true\n", "")).find("no header that could name a column `t`"),
            std::string::npos);
  EXPECT_NE(refusal(but("account = \"a\"", "account = 0")).find("`0` is not a column"),
            std::string::npos);
  EXPECT_NE(
      refusal(but("action = \"view\"", "outcome = \"allowed\"")).find("nothing says what was done"),
      std::string::npos);
  EXPECT_NE(refusal(but("\"view\"", "\"look\"")).find("unknown meaning `look`"), std::string::npos);
  EXPECT_NE(refusal(but("header = true", "header = true\ndelimiter = \"、\""))
                .find("not one ASCII character"),
            std::string::npos);
  EXPECT_NE(refusal(but("header = true", "header = true\nencoding = \"euc-jp\""))
                .find("unknown encoding `euc-jp`"),
            std::string::npos);
  EXPECT_NE(refusal(but("[defaults]", "[dates]\nformats = [\"when\"]\n[defaults]")).find("when"),
            std::string::npos);
  EXPECT_NE(refusal(but("[defaults]", "[screens]\nS1 = { action = \"view\" }\n[defaults]"))
                .find("screens are described, but no field is one"),
            std::string::npos);
  EXPECT_NE(refusal(but("\"csv\"", "\"jsonl\"")).find("`header` is an option of CSV"),
            std::string::npos);
  EXPECT_NE(refusal(std::string(kGood) +
                    "[[clock]]\nuntil = \"2022-05-01\"\n[[clock]]\nfrom = \"2022-04-01\"\n")
                .find("two periods of the clock overlap"),
            std::string::npos);
  EXPECT_NE(
      refusal(std::string(kGood) + "[[clock]]\ntolerance_seconds = -1\n").find("out of range"),
      std::string::npos);
  EXPECT_NE(refusal("kind = \"log\"\nsystem = \"x\"\nfiles = []\nformat = \"syslog5424\"\n"
                    "[fields]\ntime = \"e@1/\"\n")
                .find("no part `e@1/`"),
            std::string::npos);
  const std::string pattern = "kind = \"log\"\nsystem = \"x\"\nfiles = []\nformat = \"pattern\"\n";
  EXPECT_NE(refusal(pattern + "pattern = '('\n[fields]\ntime = \"t\"\n").find("p.toml:5"),
            std::string::npos);
  EXPECT_NE(
      refusal(pattern + "pattern = '(?P<t>.*)'\n[fields]\ntime = \"x\"\n").find("no part `x`"),
      std::string::npos);
}

TEST(LogProfile, TakesColumnsByNumberAndTimesInTwo) {
  const LogProfile profile = profile_of(
      "kind = \"log\"\nsystem = \"x\"\nfiles = []\nformat = \"csv\"\ndelimiter = \";\"\nquote = "
      "\"\"\n"
      "columns = [\"d\", \"t\", \"who\"]\n[fields]\ntime = [\"d\", \"t\"]\naccount = 3\n"
      "[defaults]\naction = \"view\"\n[dates]\nformats = [\"era\"]\nzone = \"Asia/Tokyo\"\n");
  const Decoded d = decode(profile, "R4.10.5;24:30;\"k1\"\n令和4年10月5日;12:34:56;k2\n");
  EXPECT_EQ(d.lines, (Strings{"1 2022-10-06T00:30:00+09:00 \"k1\" - - view unknown - - 0",
                              "2 2022-10-05T12:34:56+09:00 k2 - - view unknown - - 0"}));
}

TEST(LogProfile, TheShippedOnesLoad) {
  const Result<std::vector<LogProfile>> profiles = load_log_profiles(SEKISHO_ROOT "/sources/logs");
  ASSERT_TRUE(profiles) << to_string(profiles.error());
  std::vector<std::string> systems;
  for (const LogProfile& profile : *profiles) systems.push_back(profile.system);
  EXPECT_EQ(systems, (Strings{"cc", "nol", "nws", "re", "sekisho"}));
}

TEST(LogProfile, ADirectoryThatIsNotThereIsAnError) {
  const auto profiles = load_log_profiles("/nowhere/at/all");
  ASSERT_FALSE(profiles);
  EXPECT_EQ(profiles.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace sekisho::logs
