#include "mask/csv_masker.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "mask/limits.h"
#include "mask/plain_csv_test.h"
#include "mask/sample_plan_test.h"

namespace sekisho::mask {
namespace {

constexpr std::string_view kDemand =
    "mask:phone=last4, mask:name=first1, mask:supplier=remove, mask:usage=redact, mask:date=month";

Result<std::string> masked(std::string_view text, std::string_view demand = kDemand,
                           CsvMasker::Options options = {}) {
  return in_pieces(CsvMasker(sample_plan(demand), options), text, text.size() + 1);
}

TEST(CsvMasker, MasksByColumns) {
  EXPECT_EQ(masked("No,氏名,電話番号,小売電気事業者,使用量,契約日\r\n"
                   "1,髙橋一郎,090-1234-5678,アルソネ電力,312,R4.10.5\r\n"
                   "2,\"山田, 花\",,,,\r\n")
                .value(),
            "No,氏名,電話番号,使用量,契約日\r\n"
            "1,髙***,***5678,***,2022-10\r\n"
            "2,\"山***\",,,\r\n");
  EXPECT_EQ(masked("小売電気事業者,No\nA,1\n\nB,2").value(), "No\n1\n\n2");
  EXPECT_EQ(masked("No\t小売電気事業者\n1\tA\n", kDemand, {.delimiter = '\t'}).value(), "No\n1\n");
  EXPECT_EQ(masked("小売電気事業者\nA\n").value(), "\n\n");
  EXPECT_EQ(masked("").value(), "");
}

TEST(CsvMasker, KnowsColumnsInAnySpelling) {
  EXPECT_EQ(masked("\xEF\xBB\xBF\"ｔｅｌ\",N o\n0901234567,1\n").value(),
            "\xEF\xBB\xBF\"ｔｅｌ\",N o\n***4567,1\n");
  EXPECT_EQ(masked("\"電話\n番号\",TEL,tel\n0901234567,0901234567,0901234567\n").value(),
            "\"電話\n番号\",TEL,tel\n0901234567,***4567,***4567\n");
}

TEST(CsvMasker, MasksCp932) {
  const CsvMasker::Options cp932{.encoding = CsvMasker::Encoding::kCp932};
  const auto in = [](std::string_view utf8) { return text::to_cp932(utf8).value(); };
  EXPECT_EQ(masked(in("氏名,ＴＥＬ,備考\r\n髙橋①,０９０-1234-5678,ﾎﾟﾝﾌﾟ表ソ\r\n"), kDemand, cp932)
                .value(),
            in("氏名,ＴＥＬ,備考\r\n髙***,***5678,ﾎﾟﾝﾌﾟ表ソ\r\n"));
  // Parts stay as they were written: 8754 and FA4A are the same character.
  EXPECT_EQ(
      masked(in("TEL,氏名\n") + "\x95\x5C\x83\x5C\xFA\x4A\x87\x54\x95\x5C,\"\x87\x54\x83\x5C\"\n",
             kDemand, cp932)
          .value(),
      in("TEL,氏名\n") + "***\x83\x5C\xFA\x4A\x87\x54\x95\x5C,\"\x87\x54***\"\n");
  // A lead byte that takes nothing with it: some readers would not see the comma.
  EXPECT_FALSE(masked(in("氏名,TEL\n") + "a\x82,0901234567\n", kDemand, cp932));
  EXPECT_FALSE(masked(in("氏名,TEL\n") + "a,\"1\x82\"\n", kDemand, cp932));
  EXPECT_FALSE(masked(in("氏名,TEL\n") + "a,1\x82", kDemand, cp932));
}

TEST(CsvMasker, SearchesFreeText) {
  EXPECT_EQ(
      masked("備考,x\n\"折返し ０９０－１２３４－５６７８\n\"\"至急\"\"\",0901234567\n").value(),
      "備考,x\n\"折返し ***５６７８\n\"\"至急\"\"\",0901234567\n");
}

TEST(CsvMasker, MasksOthersUnlessTheyAreLabels) {
  EXPECT_EQ(masked("No,住所,第三者,小売電気事業者\n1,福岡,秘密,A\n", "mask:minimum").value(),
            "No,住所,第三者\n1,福岡,***\n");
}

TEST(CsvMasker, RefusesWhatReadersMayReadInTwoWays) {
  const auto line = [](std::string_view text) { return masked(text).error().place.line; };
  EXPECT_EQ(line("TEL,x\n1,2\n1,2,3\n"), 3U) << "a comma too many moves columns";
  EXPECT_EQ(line("TEL,x\n1\n"), 2U);
  EXPECT_EQ(line("TEL,x\na\"b,2\n"), 2U);
  EXPECT_EQ(line("TEL,x\n\"a\"b,2\n"), 2U);
  EXPECT_EQ(line("TEL,x\n\"a\n,2\n"), 4U);
  EXPECT_EQ(line("TEL,x\n\"a\nb\",\"\n\"x\n"), 4U);
  EXPECT_EQ(line("x,y\n1,2\n"), 1U) << "nothing of this header is known";
  EXPECT_EQ(line("\nTEL\n"), 1U);
  EXPECT_EQ(line("TEL,x\n\xFF,2\n"), 1U);
}

TEST(CsvMasker, GivesNothingOfTheDoubtfulRecord) {
  CsvMasker masker(sample_plan(kDemand));
  std::string out;
  EXPECT_TRUE(masker.push("TEL,x\n0901234567,a\nb,0", out));
  EXPECT_EQ(out, "TEL,x\n***4567,a\n");
  EXPECT_FALSE(masker.push("901234567,\n", out));
  EXPECT_FALSE(masker.push("1,2\n", out));
  EXPECT_EQ(out, "TEL,x\n***4567,a\n");
}

TEST(CsvMasker, IsBounded) {
  EXPECT_EQ(masked("TEL,x\n\"" + std::string(3 * kMaxHeldBytes, 'a') + "\",\n").error().code,
            ErrorCode::kLimit);
  EXPECT_EQ(masked(std::string(kMaxColumns + 1, ',')).error().code, ErrorCode::kLimit);
}

RC_GTEST_PROP(CsvMasker, EqualsThePlainMaskerHoweverTheTextIsCut, ()) {
  const auto cells = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
      std::vector<std::string>{"TEL",           "氏名",    "備考",     "x",      "小売電気事業者",
                               "090-1234-5678", "\"a,b\"", "\"\"\"\"", "\"\n\"", "",
                               "ソ表",          "\"表ｱ\"", "ﾎﾟ表ソ1",  ",",      "\n",
                               "\r\n",          ",",       ",",        "\n",     "\"",
                               "使用量"}));
  std::string text = "TEL,小売電気事業者,x\r\n";
  for (const std::string& cell : cells) text += cell;
  const bool cp932 = *rc::gen::arbitrary<bool>();
  const auto demand = *rc::gen::elementOf(
      std::vector<std::string>{std::string(kDemand), "mask:minimum", "mask:*=remove"});
  const CsvMasker::Options options{.encoding = cp932 ? CsvMasker::Encoding::kCp932
                                                     : CsvMasker::Encoding::kUtf8};
  const std::string bytes = cp932 ? text::to_cp932(text).value() : text;
  const auto whole = masked(bytes, demand, options);
  const size_t piece = *rc::gen::inRange<size_t>(1, 9);
  const auto cut = in_pieces(CsvMasker(sample_plan(demand), options), bytes, piece);
  RC_ASSERT(whole.has_value() == cut.has_value());
  if (!whole) return;
  RC_ASSERT(*whole == *cut);
  std::string utf8;
  RC_ASSERT(
      text::append_utf8(cp932 ? text::Encoding::kCp932 : text::Encoding::kUtf8, *whole, utf8));
  const auto records = records_of(text, ',');
  RC_ASSERT(records.has_value());
  const auto obligations = obligations_named(demand);
  Records expected = masked_records(*records, sample_places(), obligations, sample_plan(demand));
  // Nothing can be told of a record of which nothing is left.
  std::erase_if(expected, [](const auto& fields) {
    return fields.empty() || fields == std::vector<std::string>{""};
  });
  Records got = *records_of(utf8, ',');
  std::erase_if(got, [](const auto& fields) { return fields == std::vector<std::string>{""}; });
  RC_ASSERT(got == expected);
}

}  // namespace
}  // namespace sekisho::mask
