// Holds docs/formats/evidence.md to the schema.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "evidence/entry.h"
#include "evidence/ocsf.h"
#include "evidence/schema.h"

namespace sekisho::evidence {
namespace {

std::string document() {
  std::ifstream in(SEKISHO_ROOT "/docs/formats/evidence.md");
  std::ostringstream out;
  out << in.rdbuf();
  EXPECT_FALSE(out.str().empty());
  return out.str();
}

// From a heading to the next one.
std::string section(const std::string& text, const std::string& heading) {
  const size_t begin = text.find("\n" + heading + "\n");
  EXPECT_NE(begin, std::string::npos) << heading;
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find("\n#", begin + heading.size()) - begin);
}

// The first three columns of a section's rows, as the schema would say them.
std::string rows(const std::string& section) {
  std::istringstream lines(section);
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    size_t end = 0;
    for (int column = 0; column < 3; ++column) end = line.find(" |", end + 1);
    out += line.substr(0, end) + " |\n";
  }
  return out;
}

std::string rows(std::span<const Member> members) {
  std::string out;
  for (const Member& member : members) {
    out += "| `" + std::string(member.name) + "` | " + describe(member) + " |" +
           (member.required ? " yes" : "") + " |\n";
  }
  return out;
}

TEST(Documents, EveryMemberIsThere) {
  const std::string text = document();
  EXPECT_EQ(rows(section(text, "## Members of every kind")), rows(common_members()));
  for (const ObjectRule& rule : object_rules()) {
    EXPECT_EQ(rows(section(text, "### " + std::string(rule.name))), rows(rule.members))
        << rule.name;
  }
}

TEST(Documents, EveryKindIsThereWithWhatItNeeds) {
  const std::string text = document();
  for (const Kind& kind : kinds()) {
    const std::string part = section(text, "### " + std::string(kind.name));
    EXPECT_EQ(rows(part), rows(kind.members)) << kind.name;
    std::string needs;
    for (const Member& member : common_members()) {
      if (!is_one_of(member.name, kind.needs)) continue;
      needs += (needs.empty() ? "Needs `" : ", `") + std::string(member.name) + "`";
    }
    const size_t said = part.find("Needs `");
    EXPECT_EQ(said == std::string::npos ? "" : part.substr(said, part.find('.', said) - said),
              needs)
        << kind.name;
  }
}

// What stands between the fences of a language.
std::string example(const std::string& text, const std::string& language) {
  const std::string fence = "```" + language + "\n";
  const size_t begin = text.find(fence) + fence.size();
  return text.substr(begin, text.find("\n```", begin) - begin);
}

TEST(Documents, TheExampleIsAnEntryAndAnEventOfOcsf) {
  const std::string text = document();
  const std::string entry = example(text, "json");
  const auto parsed = parse_entry(entry);
  ASSERT_TRUE(parsed) << to_string(parsed.error());
  std::string event;
  append_ocsf(event, "example.com/evidence", 7, entry);
  EXPECT_EQ(example(text, "ocsf") + "\n", event);
}

// What log-ins and accounts tell the record are drafts of entries.
TEST(Documents, WhatIdentityTellsAreEntries) {
  std::ifstream in(SEKISHO_ROOT "/docs/formats/identity.md");
  std::ostringstream whole;
  whole << in.rdbuf();
  std::string text = whole.str();
  size_t drafts = 0;
  for (; text.contains("```json\n"); ++drafts) {
    const std::string draft = example(text, "json");
    const auto entry = make_entry(text::JsonValue::parse(draft).value(), Instant{}, Nonce{});
    EXPECT_TRUE(entry) << draft << "\n" << to_string(entry.error());
    text = text.substr(text.find("```json\n") + 8);
  }
  EXPECT_EQ(drafts, 4u);
}

}  // namespace
}  // namespace sekisho::evidence
