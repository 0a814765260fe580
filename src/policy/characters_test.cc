#include "policy/characters.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace sekisho::policy {
namespace {

using Kind = OddCharacters::Kind;

std::string seen(std::string_view text) {
  std::string out;
  for (const OddCharacters& one : odd_characters(text)) {
    out += std::to_string(static_cast<int>(one.kind)) + "@" + std::to_string(one.place.line) + ":" +
           std::to_string(one.place.column) + "+" + std::to_string(one.place.length) + " ";
  }
  return out;
}

TEST(CharactersTest, FindTurnedDirectionsInCommentsAndStrings) {
  EXPECT_EQ(seen("// check \u202E backwards\npermit"), "0@1:10+3 ");
  EXPECT_EQ(seen("permit when { x == \"a\u2066b\" };"), "0@1:22+3 ");
  // Written as an escape everybody sees it.
  EXPECT_EQ(seen(R"(permit when { x == "\u{202e}" };)"), "");
}

TEST(CharactersTest, FindWhatCannotBeSeen) {
  EXPECT_EQ(seen("\"ad\u200Bmin\""), "1@1:4+3 ");
  EXPECT_EQ(seen("\uFEFFpermit"), "");  // a byte order mark
  // 邉 with a variation selector is how a name is written.
  EXPECT_EQ(seen("\"渡邉\U000E0100\""), "");
}

TEST(CharactersTest, FindWordsOfSeveralScriptsInStringsAlone) {
  EXPECT_EQ(seen("x == \"аdmin\""), "2@1:7+6 ");  // a Cyrillic а
  EXPECT_EQ(seen("\"託送admin課カ月\" \"α版\" \"Привет\" \"é\""), "");
  EXPECT_EQ(seen("// аdmin"), "");
  EXPECT_EQ(seen("\"a\\\"а\""), "");       // two words; the string goes on behind \"
  EXPECT_EQ(seen("\"a\\\\\" // аb"), "");  // and ends behind two backslashes
}

TEST(CharactersTest, CountColumnsInCharacters) {
  EXPECT_EQ(seen("// 関所\n  \"関\u200B\""), "1@2:5+3 ");
}

TEST(CharactersTest, TheSkeletonsOfLookAlikesAreEqual) {
  EXPECT_EQ(skeleton("カ月"), skeleton("力月"));
  EXPECT_EQ(skeleton("аdmin"), skeleton("admin"));
  EXPECT_EQ(skeleton("ＫＴＤ－１"), skeleton("KTD-l"));
  EXPECT_EQ(skeleton("サーバ"), skeleton("サ一バ"));
  EXPECT_EQ(skeleton("О"), skeleton("0"));
  EXPECT_NE(skeleton("view"), skeleton("list"));
  EXPECT_NE(skeleton("T-1"), skeleton("T-2"));
}

RC_GTEST_PROP(CharactersTest, AnyBytesAreLookedAt, (const std::string& bytes)) {
  for (const OddCharacters& one : odd_characters(bytes)) {
    RC_ASSERT(one.place.length > 0U);
    RC_ASSERT(one.place.offset + one.place.length <= bytes.size());
  }
  RC_ASSERT(skeleton(skeleton(bytes)) == skeleton(bytes));
}

}  // namespace
}  // namespace sekisho::policy
