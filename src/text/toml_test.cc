#include "text/toml.h"

#include <gtest/gtest.h>

#include "text/limits.h"

namespace sekisho::text {
namespace {

constexpr std::string_view kProfile = R"(name = "nol"
version = 3
strict = true
ratio = 0.5
formats = ["iso", "era"]
glob = "*.csv"

[columns]
zeta = "日時"
alpha = { name = "端末", fold = true }

[[clock]]
offset = 1
[[clock]]
offset = -2
)";

TomlTable profile() {
  auto table = TomlTable::parse(kProfile, "p.toml");
  EXPECT_TRUE(table) << to_string(table.error());
  return *table;
}

TEST(Toml, GivesTypedValues) {
  const TomlTable table = profile();
  EXPECT_EQ(*table.string("name"), "nol");
  EXPECT_EQ(*table.string_or("name", "x"), "nol");
  EXPECT_EQ(*table.string_or("none", "x"), "x");
  EXPECT_FALSE(table.optional_string("none")->has_value());
  EXPECT_EQ(*table.integer("version"), 3);
  EXPECT_EQ(*table.integer_or("none", 9), 9);
  EXPECT_TRUE(*table.boolean("strict"));
  EXPECT_FALSE(*table.boolean_or("none", false));
  EXPECT_EQ(*table.number("ratio"), 0.5);
  EXPECT_EQ(*table.number("version"), 3.0);
  EXPECT_EQ(*table.strings("formats"), (std::vector<std::string>{"iso", "era"}));
  EXPECT_EQ(*table.strings("glob"), std::vector<std::string>{"*.csv"});
  EXPECT_TRUE(table.optional_strings("none")->empty());
  EXPECT_EQ(table.table("columns")->keys(), (std::vector<std::string>{"zeta", "alpha"}));
  EXPECT_TRUE(*table.table("columns")->table("alpha")->boolean("fold"));
  ASSERT_EQ(table.tables("clock")->size(), 2U);
  EXPECT_EQ(*table.tables("clock")->at(1).integer("offset"), -2);
  EXPECT_TRUE(table.tables("none")->empty());
  EXPECT_TRUE(table.is_table("columns") && table.is_array("clock") && table.is_string("name"));
  EXPECT_EQ(table.keys().front(), "name");
}

TEST(Toml, PointsAtMistakes) {
  const TomlTable table = profile();
  const Error missing = table.string("none").error();
  EXPECT_EQ(missing.message, "`none` is missing");
  EXPECT_EQ(missing.place.file, "p.toml");
  const Error wrong = table.integer("name").error();
  EXPECT_EQ(to_string(wrong), "p.toml:1:1: `name` must be an integer, but it is a string");
  EXPECT_EQ(table.place("ratio").line, 4U);
  EXPECT_EQ(table.table("columns")->place("alpha").line, 10U);
  EXPECT_FALSE(table.strings("version"));
  EXPECT_FALSE(table.tables("columns"));
  EXPECT_FALSE(table.table("clock"));
  EXPECT_FALSE(table.boolean("version"));
  EXPECT_FALSE(table.number("name"));
}

TEST(Toml, RefusesUnknownKeys) {
  const TomlTable clock = profile().tables("clock")->front();
  EXPECT_TRUE(clock.only({"offset", "until"}));
  const Error slip = clock.only({"offsets", "until"}).error();
  EXPECT_EQ(to_string(slip), "p.toml:13:1: unknown key `offset`\n  help: Did you mean `offsets`?");
  EXPECT_EQ(clock.only({"from", "until"}).error().help, "Known here: `from` `until`.");
}

TEST(Toml, RefusesWhatIsNoToml) {
  const Error error = TomlTable::parse("a = 1\nb = = 2\n", "x.toml").error();
  EXPECT_TRUE(error.message.starts_with("invalid TOML: ")) << error.message;
  EXPECT_EQ(error.place.line, 2U);
  EXPECT_FALSE(TomlTable::parse("a = 1\na = 2\n", "x.toml"));
  EXPECT_FALSE(TomlTable::parse("a = \"\xFF\"\n", "x.toml"));
  EXPECT_FALSE(TomlTable::parse("a = " + std::string(100'000, '['), "x.toml"));
  EXPECT_FALSE(TomlTable::parse(std::string(kMaxTomlBytes + 1, '\n'), "x.toml"));
}

}  // namespace
}  // namespace sekisho::text
