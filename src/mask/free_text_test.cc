#include "mask/free_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "mask/folded_text.h"
#include "mask/personal_numbers.h"
#include "mask/sample_plan_test.h"
#include "text/encoding.h"

namespace sekisho::mask {
namespace {

constexpr std::string_view kNames[] = {"phone", "postal", "mail", "point", "my", "bank", "address"};

// `phone<090-1234-5678>` for everything that was found, one a line.
std::string found(std::string_view text) {
  std::string out;
  for (const FoundData& data : find_personal_data(text)) {
    if (!out.empty()) out += ' ';
    out += kNames[static_cast<size_t>(data.kind)];
    out += "<" + std::string(text.substr(data.begin, data.end - data.begin)) + ">";
  }
  return out;
}

TEST(FreeText, FindsTelephones) {
  EXPECT_EQ(found("電話 090-1234-5678 まで"), "phone<090-1234-5678>");
  EXPECT_EQ(found("０９０－１２３４－５６７８"), "phone<０９０－１２３４－５６７８>");
  EXPECT_EQ(found("09012345678"), "phone<09012345678>");
  EXPECT_EQ(found("(092)123-4567"), "phone<(092)123-4567>");
  EXPECT_EQ(found("092（123）4567"), "phone<092（123）4567>");
  EXPECT_EQ(found("090ー1234ー5678と090−1234−5678"), "phone<090ー1234ー5678> phone<090−1234−5678>");
  EXPECT_EQ(found("090‐1234‑5678、090–1234—5678"), "phone<090‐1234‑5678> phone<090–1234—5678>");
  EXPECT_EQ(found("090 1234 5678"), "phone<090 1234 5678>");
  EXPECT_EQ(found("090\u200B1234\u200B5678"), "phone<090\u200B1234\u200B5678>");
  EXPECT_EQ(found("+81-90-1234-5678"), "phone<+81-90-1234-5678>");
  EXPECT_EQ(found("0120-123-456"), "phone<0120-123-456>");
  EXPECT_EQ(found("令和4年10月5日 12:34 312.5kWh 6600V 100円"), "");
}

TEST(FreeText, FindsPostalCodesAndMail) {
  EXPECT_EQ(found("〒810-0004"), "postal<〒810-0004>");
  EXPECT_EQ(found("〒8100004です"), "postal<〒8100004>");
  EXPECT_EQ(found("８１０－０００４"), "postal<８１０－０００４>");
  EXPECT_EQ(found("8100004"), "");
  EXPECT_EQ(found("連絡はhana.yamada@example.co.jpへ"), "mail<hana.yamada@example.co.jp>");
  EXPECT_EQ(found("ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ"), "mail<ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ>");
  EXPECT_EQ(found("3@4"), "");
}

TEST(FreeText, FindsNumbersOfPeopleAndPoints) {
  EXPECT_EQ(found("0912345678901234567890"), "point<0912345678901234567890>");
  EXPECT_EQ(found("09-1234-5678-9012-3456-7890"), "point<09-1234-5678-9012-3456-7890>");
  EXPECT_EQ(found("1012345678901234567890"), "point<1012345678901234567890>");
  EXPECT_EQ(found("090-1234-5678 090-1234-5678"),
            "phone<090-1234-5678> point<090-1234-5678 090-1234-5678> phone<090-1234-5678>");
  EXPECT_EQ(found("1112345678901234567890"), "") << "there is no area 11";
  EXPECT_EQ(found("0012345678901234567890"), "");
  EXPECT_TRUE(is_my_number(U"123456789018"));
  EXPECT_EQ(found("番号 1234 5678 9018"), "my<1234 5678 9018>");
  EXPECT_EQ(found("１２３４５６７８９０１８"), "my<１２３４５６７８９０１８>");
  EXPECT_EQ(found("123456789012"), "") << "its check digit is wrong";
  EXPECT_EQ(found("普通口座 1234567"), "bank<1234567>");
  EXPECT_EQ(found("0001-123-7654321"), "bank<0001-123-7654321>");
  EXPECT_EQ(found("記号12345 番号 12345671"), "bank<12345> bank<12345671>");
}

TEST(FreeText, FindsAddresses) {
  EXPECT_EQ(found("住所は福岡県福岡市中央区渡辺通2-1-82です"),
            "address<福岡県福岡市中央区渡辺通2-1-82>");
  EXPECT_EQ(found("福岡市中央区渡辺通２丁目１番８２号、電気ビル"),
            "address<福岡市中央区渡辺通２丁目１番８２号>");
  EXPECT_EQ(found("横浜市西区みなとみらい2-3-1に"), "address<横浜市西区みなとみらい2-3-1>");
  EXPECT_EQ(found("渡辺通2丁目の電柱"), "address<渡辺通2丁目>");
  EXPECT_EQ(found("埼玉県さいたま市浦和区高砂三丁目15番1号"),
            "address<埼玉県さいたま市浦和区高砂三丁目15番1号>");
  EXPECT_EQ(found("福岡県の停電は復旧した。市の窓口へ"), "");
}

std::string masked_text(std::string_view utf8, const Plan& plan) {
  std::string out;
  return mask_text(utf8, plan, out) ? out : std::string(utf8);
}

TEST(FreeText, MasksByTheFieldOfEachKind) {
  const Plan plan = sample_plan("mask:phone=last4, mask:address=city, mask:mail=redact");
  EXPECT_EQ(masked_text("福岡県福岡市中央区渡辺通2-1-82、090-1234-5678、a@b.jp", plan),
            "福岡県福岡市、***5678、***");
  EXPECT_EQ(masked_text("1234-5678-9018", sample_plan("mask:usage=redact")), "***")
      << "a My Number is redacted whatever the rest";
  EXPECT_EQ(masked_text("090-1234-5678", sample_plan("mask:phone=remove")), "");
  EXPECT_EQ(masked_text("090-1234-5678", sample_plan("mask:address=redact")), "090-1234-5678");
}

// The look at bytes says of every character what the search would.
TEST(FreeText, MayHoldSomethingWhereACharacterBeginsIt) {
  for (char32_t code = 1; code < 0x10000; ++code) {
    if (code >= 0xD800 && code < 0xE000) continue;
    std::string text = "お";
    const size_t begin = text.size();
    text::append_code_point(code, text);
    size_t at = begin;
    const char32_t seen = FoldedText::next(text, at);
    const bool begins = FoldedText::is_digit(seen) || seen == U'@' || may_be_address(seen);
    ASSERT_EQ(may_hold_personal_data(text), begins) << static_cast<uint32_t>(code);
  }
}

RC_GTEST_PROP(FreeText, IsInBoundsForAnyBytes, ()) {
  const auto parts =
      *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
          "0", "90", "1234", "-", "－",  "@",  "a.b", "県", "福岡",   "市",   "丁目",
          "2", "〒", "\xE3", "(", "+81", "＠", "１",  " ",  "\u200B", "普通", "番地"}));
  std::string text;
  for (const std::string& part : parts) text += part;
  const std::vector<FoundData> all = find_personal_data(text);
  std::string out;
  RC_ASSERT(mask_text(text, sample_plan("mask:*=redact"), out) == !all.empty());
  size_t begin = 0;
  for (const FoundData& data : all) {
    RC_ASSERT(data.begin >= begin);
    RC_ASSERT(data.begin < data.end);
    RC_ASSERT(data.end <= text.size());
    begin = data.begin;
  }
}

}  // namespace
}  // namespace sekisho::mask
