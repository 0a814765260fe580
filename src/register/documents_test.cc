// Holds docs/formats/register-profile.md and registers.md to the code.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "register/contradictions.h"
#include "register/profile.h"
#include "register/standing.h"
#include "register/tables.h"

namespace sekisho::reg {
namespace {

std::string document(const std::string& name) {
  std::ifstream in(std::filesystem::path(SEKISHO_ROOT) / "docs/formats" / name);
  std::ostringstream out;
  out << in.rdbuf();
  EXPECT_FALSE(out.str().empty()) << name;
  return out.str();
}

TEST(Documents, EveryProfileOfTheDocumentIsAProfile) {
  const std::string text = document("register-profile.md");
  int examples = 0;
  for (size_t at = text.find("```toml\n"); at != std::string::npos;
       at = text.find("```toml\n", at)) {
    at += 8;
    const size_t end = text.find("```", at);
    const auto profile = parse_register_profile(text.substr(at, end - at), "example.toml");
    ASSERT_TRUE(profile) << to_string(profile.error());
    EXPECT_TRUE(*profile);
    at = end + 3;
    ++examples;
  }
  EXPECT_EQ(examples, 3);
}

TEST(Documents, EveryTableAndFieldIsThere) {
  const std::string text = document("registers.md");
  for (const std::string_view name : table_names()) {
    const size_t begin = text.find("\n## " + std::string(name) + "\n");
    ASSERT_NE(begin, std::string::npos) << name;
    const std::string section = text.substr(begin, text.find("\n## ", begin + 1) - begin);
    for (const FieldSpec& field : fields_of(*table_named(name))) {
      const std::string cell = "`" + std::string(field.name) + "`";
      EXPECT_NE(section.find(field.required ? "| **" + cell + "** |" : "| " + cell + " |"),
                std::string::npos)
          << name << "." << field.name;
    }
    for (const std::string_view kind : kinds_of(*table_named(name))) {
      EXPECT_NE(section.find("`" + std::string(kind) + "`"), std::string::npos) << kind;
    }
  }
}

TEST(Documents, EveryKindIsThereWithItsWords) {
  const std::string text = document("registers.md");
  const auto expect_row = [&](std::string_view name, const Sentence& title) {
    const std::string row = "| `" + std::string(name) + "` | " + std::string(title.en) + " (" +
                            std::string(title.ja) + ") |";
    EXPECT_NE(text.find(row), std::string::npos) << row;
  };
  for (size_t i = 0; i < kContradictionKindCount; ++i) {
    const auto kind = static_cast<ContradictionKind>(i);
    expect_row(name_of(kind), title_of(kind));
  }
  for (size_t i = 0; i < kStandingKindCount; ++i) {
    const auto kind = static_cast<StandingKind>(i);
    expect_row(name_of(kind), title_of(kind));
  }
}

}  // namespace
}  // namespace sekisho::reg
