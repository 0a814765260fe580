#include "register/profile.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "register/tables.h"

namespace sekisho::reg {
namespace {

const std::string kGood = R"(kind = "register"
table = "accounts"
files = ["ids.csv"]
[columns]
system = "system"
account = "id"
kind = "type"
from = "from"
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

Error error_of(const std::string& toml) {
  const auto profile = parse_register_profile(toml, "ids.toml");
  EXPECT_FALSE(profile.has_value()) << toml;
  return profile ? Error{} : profile.error();
}

TEST(Profile, ReadsTheDefaults) {
  const auto parsed = parse_register_profile(kGood, "ids.toml");
  ASSERT_TRUE(parsed) << to_string(parsed.error());
  const RegisterProfile& profile = **parsed;
  EXPECT_EQ(profile.table, Table::kAccounts);
  EXPECT_EQ(profile.encoding, text::Encoding::kUtf8);
  EXPECT_TRUE(profile.header);
  EXPECT_FALSE(profile.inclusive_end);
  EXPECT_EQ(profile.list_separator, ";");
  EXPECT_EQ(profile.coverage, Period{});
  EXPECT_EQ(profile.zone, text::kJst);
  EXPECT_EQ(profile.fields[1].columns[0].name, "id");
  EXPECT_TRUE(profile.fields[1].required);
  EXPECT_FALSE(profile.fields[3].given());
}

TEST(Profile, SaysWhatAnImportMeans) {
  const auto plain = parse_register_profile(kGood, "ids.toml");
  ASSERT_TRUE(plain);
  EXPECT_EQ((**plain).import.mode, ImportMode::kFull);
  EXPECT_EQ((**plain).import.absent, AbsentRow::kWithdrawn);
  EXPECT_EQ((**plain).import.key, (std::vector<size_t>{0, 1, 4}));  // system, account, from
  const auto given = parse_register_profile(
      kGood + "[import]\nkey = [\"account\", \"system\", \"account\"]\nabsent = \"ended\"\n",
      "ids.toml");
  ASSERT_TRUE(given) << to_string(given.error());
  EXPECT_EQ((**given).import.key, (std::vector<size_t>{0, 1}));
  EXPECT_EQ((**given).import.absent, AbsentRow::kEnded);
}

TEST(Profile, LeavesLogProfilesAlone) {
  const auto parsed = parse_register_profile("kind = \"log\"\nsystem = \"x\"", "x.toml");
  ASSERT_TRUE(parsed);
  EXPECT_FALSE(*parsed);
}

TEST(Profile, PointsAtMistakes) {
  const struct {
    std::string toml;
    uint64_t line;
    std::string message, help;
  } cases[] = {
      {replaced(kGood, "\"register\"", "\"registre\""), 1, "`registre`",
       "Did you mean `register`?"},
      {replaced(kGood, "accounts", "acounts"), 2, "`acounts`", "Did you mean `accounts`?"},
      {replaced(kGood, "account = ", "acount = "), 6, "acount", "account"},
      {replaced(kGood, "files", "file"), 3, "file", "files"},
      {replaced(kGood, "[\"ids.csv\"]", "[\"ids[.csv\"]"), 3, "`ids[.csv`", "Close"},
      {replaced(kGood, "[\"ids.csv\"]", "[]"), 3, "names no file", ""},
      {replaced(kGood, "[columns]", "encoding = \"latin1\"\n[columns]"), 4, "`latin1`", "cp932"},
      {replaced(kGood, "[columns]", "format = \"cvs\"\n[columns]"), 4, "`cvs`", "`csv`"},
      {replaced(kGood, "[columns]", "delimiter = \";;\"\n[columns]"), 4, "`;;`", "one character"},
      {replaced(kGood, "[columns]", "quote = \",\"\n[columns]"), 4, "`,`", "delimiter"},
      {replaced(kGood, "[columns]", "skip_lines = -1\n[columns]"), 4, "`-1`", "0 to"},
      {replaced(kGood, "[columns]", "fold = \"kana\"\n[columns]"), 4, "`kana`", "width"},
      {replaced(kGood, "[columns]", "list_separator = \"\"\n[columns]"), 4, "empty", ""},
      {replaced(kGood, "[columns]", "object_key = \"other\"\n[columns]"), 4, "no meaning", ""},
      {replaced(kGood, "[columns]", "required = [\"holdr\"]\n[columns]"), 4, "`holdr`", "`holder`"},
      {replaced(kGood, "[columns]", "optional = [\"holdr\"]\n[columns]"), 4, "`holdr`", "`holder`"},
      {replaced(kGood, "[columns]", "optional = [\"account\"]\n[columns]"), 4, "cannot be optional",
       "Remove"},
      {replaced(kGood, "[columns]", "header = false\n[columns]"), 6, "no header", "number"},
      {replaced(kGood, "\"id\"", "0"), 6, "`0`", "count from 1"},
      {replaced(kGood, "\"id\"", "[]"), 6, "0 columns", ""},
      {replaced(kGood, "account = \"id\"\n", ""), 0, "`account` is required", "[constants]"},
      {kGood + "[values.kind]\n\"個人\" = \"personnal\"\n", 10, "`personnal`", "`personal`"},
      {kGood + "[values.knd]\n\"x\" = \"y\"\n", 9, "knd", "kind"},
      {kGood + "[constants]\nsystem = \"nol\"\n", 10, "has a column already", "Remove"},
      {kGood + "[dates]\nformats = [\"isoo\"]\n", 10, "isoo", ""},
      {kGood + "[dates]\nzone = \"Mars\"\n", 10, "`Mars`", "+09:00"},
      {kGood + "[dates]\nempty_from = \"never\"\n", 10, "`never`", "reject"},
      {kGood + "[coverage]\nfrom = \"soon\"\n", 10, "`soon`", "2022-04-01"},
      {kGood + "[import]\nmode = \"whole\"\n", 10, "`whole`", "full, delta"},
      {kGood + "[import]\nkey = [\"holdr\"]\n", 10, "`holdr`", "`holder`"},
      {kGood + "[import]\nkey = []\n", 10, "names no field", ""},
      {kGood + "[import]\nmode = \"delta\"\nabsent = \"ended\"\n", 11, "nothing follows", ""},
      {kGood + "[coverage]\nfrom = \"2022-04-01\"\nuntil = \"2021-04-01\"\n", 11, "before", ""},
  };
  for (const auto& c : cases) {
    const Error error = error_of(c.toml);
    EXPECT_EQ(error.place.file, "ids.toml") << c.toml;
    if (c.line != 0) EXPECT_EQ(error.place.line, c.line) << to_string(error);
    EXPECT_NE(error.message.find(c.message), std::string::npos) << to_string(error);
    EXPECT_NE(error.help.find(c.help), std::string::npos) << to_string(error);
  }
}

TEST(Profile, RefusesCsvKeysAndBarePathsInJsonLines) {
  const std::string json = replaced(kGood, "[columns]", "format = \"jsonl\"\n[columns]");
  EXPECT_NE(error_of(json).help.find("/system"), std::string::npos);
  EXPECT_NE(error_of(replaced(json, "[columns]", "delimiter = \";\"\n[columns]"))
                .message.find("no meaning"),
            std::string::npos);
}

TEST(Profile, TheShippedProfilesCoverEveryTable) {
  const auto profiles =
      load_register_profiles(std::filesystem::path(SEKISHO_ROOT) / "sources" / "registers");
  ASSERT_TRUE(profiles) << to_string(profiles.error());
  std::set<Table> tables;
  for (const RegisterProfile& profile : *profiles) tables.insert(profile.table);
  EXPECT_EQ(tables.size(), kTableCount);
}

TEST(Tables, HaveUniqueNamesAndFewFields) {
  for (const std::string_view name : table_names()) {
    const auto table = table_named(name);
    ASSERT_TRUE(table);
    EXPECT_EQ(name_of(*table), name);
    EXPECT_LE(fields_of(*table).size(), kMaxFields);
    std::set<std::string_view> fields;
    for (const FieldSpec& field : fields_of(*table)) fields.insert(field.name);
    EXPECT_EQ(fields.size(), fields_of(*table).size()) << name;
  }
  EXPECT_FALSE(table_named("nothing"));
}

}  // namespace
}  // namespace sekisho::reg
