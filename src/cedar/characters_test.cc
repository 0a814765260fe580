#include "cedar/characters.h"

#include <gtest/gtest.h>

#include <string>

#include "cedar/parser.h"
#include "cedar/schema.h"
#include "cedar/validator.h"

namespace sekisho::cedar {
namespace {

// The Cyrillic letter looks like an h.
const char* const kSpoof = "say_\u04BBello";

TEST(Characters, FindsWhatReadersTakeForSomethingElse) {
  EXPECT_EQ(lookalike_in_text("plain"), Lookalike::kNone);
  EXPECT_EQ(lookalike_in_text("東京都の電気カナ"), Lookalike::kNone);
  EXPECT_EQ(lookalike_in_text("ひらがなー、カタカナ。"), Lookalike::kNone);
  EXPECT_EQ(lookalike_in_text("naïve café 1.5 €"), Lookalike::kNone);
  EXPECT_EQ(lookalike_in_text(""), Lookalike::kNone);
  EXPECT_EQ(lookalike_in_text(kSpoof), Lookalike::kMixedScripts);
  EXPECT_EQ(lookalike_in_text("日本abc"), Lookalike::kMixedScripts);
  EXPECT_EQ(lookalike_in_text("user\u202E "), Lookalike::kDirection);
  EXPECT_EQ(lookalike_in_text("a\u200Bb"), Lookalike::kNone);
  EXPECT_EQ(lookalike_in_text("\u0378"), Lookalike::kNone);  // not assigned
}

TEST(Characters, NamesAreHeldToTheSecurityProfile) {
  EXPECT_EQ(lookalike_in_name("q r!"), Lookalike::kNone);
  EXPECT_EQ(lookalike_in_name("花子"), Lookalike::kNone);
  EXPECT_EQ(lookalike_in_name("isAdm\u200Bin"), Lookalike::kUnusual);
  EXPECT_EQ(lookalike_in_name("µ"), Lookalike::kUnusual);
  EXPECT_EQ(lookalike_in_name("ｱ"), Lookalike::kUnusual);
  EXPECT_EQ(lookalike_in_name("a\tb"), Lookalike::kUnusual);
  EXPECT_EQ(lookalike_in_name("\x7F"), Lookalike::kUnusual);
  EXPECT_EQ(lookalike_in_name("\u0378"), Lookalike::kUnusual);
  EXPECT_EQ(lookalike_in_name(kSpoof), Lookalike::kMixedScripts);
  EXPECT_EQ(lookalike_in_name("a\u2069"), Lookalike::kDirection);
}

TEST(Characters, ShowsWhatHides) {
  EXPECT_EQ(with_hidden_shown("a\u202Eb\u200B花\n"), "a\\u{202e}b\\u{200b}花\\u{a}");
}

TEST(Characters, TheValidatorWarns) {
  const auto schema = parse_schema(R"(entity User; entity Doc;
    action "view" appliesTo { principal: User, resource: Doc };)");
  ASSERT_TRUE(schema);
  const auto warnings = [&](const std::string& text) {
    const auto policies = parse_policies(text);
    if (!policies) return to_string(policies.error());
    std::string out;
    for (const ValidationIssue& issue : validate(*policies, *schema).warnings) {
      if (issue.error.message != "the policy can never apply") out += issue.error.message + ";";
    }
    return out;
  };
  const std::string spoof = kSpoof;
  const std::string mixed = "the name `" + spoof + "` mixes scripts;";
  EXPECT_EQ(warnings("permit(principal == User::\"" + spoof + "\", action, resource);"), mixed);
  EXPECT_EQ(warnings("permit(principal, action, resource) when { {\"" + spoof +
                     "\": 1} == {a: 1} "
                     "&& principal has \"" +
                     spoof + "\" && principal[\"" + spoof + "\"] == 1 };"),
            mixed + mixed + mixed);
  EXPECT_EQ(warnings("permit(principal, action, resource) when { \"" + spoof +
                     "\" == \"a\" && "
                     "\"a\" like \"*" +
                     spoof + "\" };"),
            "the text `" + spoof + "` mixes scripts;the text `*" + spoof + "` mixes scripts;");
  EXPECT_EQ(warnings("permit(principal, action, resource) when { \"user\u202E\" == \"a\" };"),
            "the text `user\\u{202e}` turns the direction of writing;");
  EXPECT_EQ(warnings("permit(principal, action, resource) when { principal has \"a\u200B\" };"),
            "the name `a\\u{200b}` has a character that names should not have;");
  EXPECT_EQ(warnings("@note(\"" + spoof + "\") permit(principal, action, resource);"), "");
}

}  // namespace
}  // namespace sekisho::cedar
