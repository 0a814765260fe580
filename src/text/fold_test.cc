#include "text/fold.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <vector>

#include "text/encoding.h"

namespace sekisho::text {
namespace {

TEST(Fold, MakesWidthVanish) {
  EXPECT_EQ(fold_width("ＡＢｃ０１２－９！～"), "ABc012-9!~");
  EXPECT_EQ(fold_width("ｶﾞｷﾞﾊﾟﾎﾟﾂﾞｳﾞﾜﾞｦﾞｱﾞ｡｢ｰ"), "ガギパポヅヴヷヺア゛。「ー");
  EXPECT_EQ(fold_width("か\u3099は\u309Aカﾞ"), "がぱガ");
  EXPECT_EQ(fold_width("姓　名\u00A0x"), "姓 名 x");
  EXPECT_EQ(fold_width("a‐b–c—d―e−f〜g～h"), "a-b-c-d-e-f~g~h");
  EXPECT_EQ(fold_width("スーパー髙﨑㈱①"), "スーパー髙﨑㈱①");
  EXPECT_EQ(fold_width("ｶ\xFFﾞ"), "カ\xFF゛");
  EXPECT_EQ(fold_width("ナﾞッﾞンﾟ"), "ナ゛ッ゛ン゜");
}

TEST(Fold, LowersAsciiOnly) {
  EXPECT_EQ(fold_case("K00123Ａé"), "k00123Ａé");
}

TEST(Fold, AppliesWhatAProfileAsksFor) {
  EXPECT_EQ((Fold{}.apply("Ｋ１")), "Ｋ１");
  EXPECT_EQ((Fold{true, false}.apply("Ｋ１")), "K1");
  EXPECT_EQ((Fold{true, true}.apply("Ｋ１")), "k1");
  std::string out = "X";
  Fold{true, true}.append("AB", out);
  EXPECT_EQ(out, "Xab");
}

TEST(Fold, KnowsAscii) {
  std::string text(64, 'a');
  EXPECT_TRUE(is_plain_ascii(""));
  EXPECT_TRUE(is_plain_ascii(text));
  for (size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = '\x80';
    EXPECT_FALSE(is_plain_ascii(other)) << i;
  }
}

TEST(Fold, NamesMeetUnderTheirKey) {
  const std::array<std::array<const char*, 2>, 10> pairs{{{"髙橋　一郎", "高橋一郎"},
                                                          {"山﨑", "山崎"},
                                                          {"渡邊", "渡辺"},
                                                          {"渡邉", "渡辺"},
                                                          {"ﾀｶﾊｼ ｲﾁﾛｳ", "たかはしいちろう"},
                                                          {"龍ヶ崎", "竜ケ崎"},
                                                          {"㈱関所", "（株）関所"},
                                                          {"葛\U000E0100城", "葛城"},
                                                          {"神田", "\uFA19田"},
                                                          {"SATO", "ｓａｔｏ"}}};
  for (const auto& [a, b] : pairs) EXPECT_EQ(match_key(a), match_key(b)) << a << " " << b;
  EXPECT_NE(match_key("斎藤"), match_key("斉藤"));
  EXPECT_NE(match_key("高橋"), match_key("高梁"));
}

std::string some_text() {
  const auto parts =
      *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
          "A",  "ｶ",  "ﾞ",  "ﾟ",  "か",   "\u3099",   "\u309A", "は", "ﾊ",      "髙", "㈱",
          "ヶ", "　", "－", "〜", "\xFF", "\xE3\x81", "ｳ",      "ヲ", "\uFA19", "ー", "゛"}));
  std::string out;
  for (const std::string& part : parts) out += part;
  return out;
}

RC_GTEST_PROP(Fold, FoldingTwiceIsFoldingOnce, ()) {
  const std::string text = some_text();
  const std::string width = fold_width(text);
  RC_ASSERT(fold_width(width) == width);
  const std::string key = match_key(text);
  RC_ASSERT(match_key(key) == key);
  RC_ASSERT(valid_utf8(text) == valid_utf8(width));
}

TEST(Fold, EveryCodePointFoldsOnce) {
  for (char32_t code = 1; code < 0x30000; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string text;
    append_code_point(code, text);
    const std::string width = fold_width(text);
    ASSERT_EQ(fold_width(width), width) << static_cast<uint32_t>(code);
    const std::string key = match_key(text);
    ASSERT_EQ(match_key(key), key) << static_cast<uint32_t>(code);
  }
}

}  // namespace
}  // namespace sekisho::text
