#include "report/xlsx.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "report/display_width.h"
#include "report/limits.h"
#include "report/xlsx_text.h"
#include "text/encoding.h"

namespace sekisho::report {
namespace {

class XlsxTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = ::testing::TempDir() + "sekisho_" + info->name() + ".xlsx";
  }
  void TearDown() override { std::filesystem::remove(path_); }

  // One member of the workbook, read by a program that is not ours.
  std::string member(const std::string& name) const {
    const std::string command =
        "python3 -c \"import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile('" + path_ +
        "').read('" + name + "'))\"";
    std::FILE* pipe = popen(command.c_str(), "r");
    std::string out;
    std::array<char, 65536> buffer;
    for (size_t got; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
      out.append(buffer.data(), got);
    }
    EXPECT_EQ(pclose(pipe), 0) << name;
    return out;
  }
  std::string sheet(int number) const {
    return member("xl/worksheets/sheet" + std::to_string(number) + ".xml");
  }
  std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    std::stringstream out;
    out << file.rdbuf();
    return out.str();
  }
  Result<XlsxWriter> open(uint32_t rows_per_sheet = kMaxSheetRows) const {
    return XlsxWriter::open(path_, {"検出事項 & 一覧", "run-7", rows_per_sheet});
  }

  std::string path_;
};

using Cells = std::vector<std::string_view>;

TEST_F(XlsxTest, EveryCellIsText) {
  auto book = open();
  ASSERT_TRUE(book);
  ASSERT_TRUE(book->begin_sheet("検出事項", {{"供給地点特定番号", 26}, {"備考"}}));
  ASSERT_TRUE(book->row(Cells{"0900418822310045110021", "=cmd|' /C calc'!A0"}));
  ASSERT_TRUE(book->row(Cells{"2023-08-17", "https://example.org/"}));
  ASSERT_TRUE(book->close());
  const std::string xml = sheet(1);
  EXPECT_NE(xml.find("<is><t>0900418822310045110021</t></is>"), xml.npos) << xml;
  EXPECT_NE(xml.find("<t>=cmd|' /C calc'!A0</t>"), xml.npos);
  EXPECT_EQ(xml.find("<f>"), xml.npos);
  EXPECT_EQ(xml.find("<v>"), xml.npos);
  EXPECT_EQ(xml.find("hyperlink"), xml.npos);
  EXPECT_EQ(book->rows(), 2U);
}

TEST_F(XlsxTest, SheetIsMadeForReadingAndPrinting) {
  auto book = open();
  ASSERT_TRUE(book);
  ASSERT_TRUE(book->begin_sheet("検出事項", {{"ファイル"}, {"行"}}));
  ASSERT_TRUE(book->row(Cells{"a", "1"}));
  ASSERT_TRUE(book->begin_sheet("判定保留", {{"ファイル"}}));
  ASSERT_TRUE(book->close());
  const std::string xml = sheet(1);
  for (const char* part :
       {"state=\"frozen\"", "<autoFilter ref=\"A1:B2\"/>", "paperSize=\"9\"",
        "orientation=\"landscape\"", "fitToHeight=\"0\"", "numberStoredAsText=\"1\"",
        "run-7&amp;R&amp;P / &amp;N", "検出事項 &amp;&amp; 一覧"}) {
    EXPECT_NE(xml.find(part), xml.npos) << part << "\n" << xml;
  }
  const std::string workbook = member("xl/workbook.xml");
  EXPECT_NE(workbook.find("name=\"判定保留\""), workbook.npos);
  EXPECT_NE(workbook.find("_xlnm.Print_Titles"), workbook.npos);
}

TEST_F(XlsxTest, FullSheetContinuesOnTheNextAndSaysSo) {
  auto book = open(5);  // a heading, three rows, the mark
  ASSERT_TRUE(book);
  ASSERT_TRUE(book->begin_sheet("検出事項", {{"番号"}}));
  for (const char* row : {"r1", "r2", "r3", "r4", "r5", "r6", "r7"})
    ASSERT_TRUE(book->row(Cells{row}));
  ASSERT_TRUE(book->close());
  const std::string first = sheet(1);
  EXPECT_NE(first.find("r3"), first.npos);
  EXPECT_EQ(first.find("r4"), first.npos);
  EXPECT_NE(first.find("続きはシート「検出事項 (2)」"), first.npos);
  EXPECT_NE(first.find("<autoFilter ref=\"A1:A4\"/>"), first.npos);
  const std::string second = sheet(2);
  EXPECT_NE(second.find("番号"), second.npos);
  EXPECT_NE(second.find("r4"), second.npos);
  const std::string third = sheet(3);
  EXPECT_NE(third.find("r7"), third.npos);
  EXPECT_EQ(third.find("続きは"), third.npos);
  EXPECT_EQ(book->rows(), 7U);
}

TEST_F(XlsxTest, ExactlyFullSheetHasNoContinuation) {
  auto book = open(5);
  ASSERT_TRUE(book);
  ASSERT_TRUE(book->begin_sheet("s", {{"番号"}}));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(book->row(Cells{"x"}));
  ASSERT_TRUE(book->close());
  EXPECT_EQ(sheet(1).find("続きは"), std::string::npos);
}

TEST_F(XlsxTest, LongCellIsCutAndCounted) {
  auto book = open();
  ASSERT_TRUE(book);
  ASSERT_TRUE(book->begin_sheet("s", {{"a"}, {"b"}}));
  const std::string fits(kMaxCellUnits, 'x');
  const std::string longer(kMaxCellUnits + 1, 'y');
  ASSERT_TRUE(book->row(Cells{fits, longer}));
  ASSERT_TRUE(book->close());
  EXPECT_EQ(book->cut_cells(), 1U);
  const std::string xml = sheet(1);
  EXPECT_NE(xml.find("<t>" + fits + "</t>"), xml.npos);
  EXPECT_NE(xml.find("y…[cut]</t>"), xml.npos);
}

TEST_F(XlsxTest, SameRowsGiveTheSameBytes) {
  std::string first;
  for (int round = 0; round < 2; ++round) {
    auto book = open();
    ASSERT_TRUE(book);
    ASSERT_TRUE(book->begin_sheet("s", {{"a"}}));
    ASSERT_TRUE(book->row(Cells{"x"}));
    ASSERT_TRUE(book->close());
    if (round == 0) {
      first = bytes();
    } else {
      EXPECT_EQ(bytes(), first);
    }
  }
  // The moment of writing is not in it.
  EXPECT_NE(member("docProps/core.xml").find(">2000-01-01T00:00:00Z<"), std::string::npos);
}

TEST_F(XlsxTest, MisuseIsAnError) {
  EXPECT_FALSE(XlsxWriter::open("/nonexistent-folder/x.xlsx", {}));
  auto book = open();
  ASSERT_TRUE(book);
  EXPECT_FALSE(book->row(Cells{"x"}));
  EXPECT_FALSE(book->begin_sheet("s", {{"a"}}));  // the first error stays

  auto twice = open();
  ASSERT_TRUE(twice);
  ASSERT_TRUE(twice->begin_sheet("Sheet", {{"a"}}));
  EXPECT_FALSE(twice->begin_sheet("sheet", {{"a"}}));

  auto wide = open();
  ASSERT_TRUE(wide);
  ASSERT_TRUE(wide->begin_sheet("s", {{"a"}}));
  const auto refused = wide->row(Cells{"x", "y"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "a row of 2 cells on a sheet of 1 columns");

  auto closed = open();
  ASSERT_TRUE(closed);
  ASSERT_TRUE(closed->begin_sheet("s", {{"a"}}));
  ASSERT_TRUE(closed->close());
  EXPECT_FALSE(closed->close());
}

TEST(XlsxText, KeepsWhatExcelWouldUndo) {
  EXPECT_EQ(xml_text("_x000D_"), "_x005F_x000D_");
  EXPECT_EQ(xml_text("_x0041_x0042_"), "_x005F_x0041_x005F_x0042_");
  EXPECT_EQ(xml_text("_x00_"), "_x00_");
  EXPECT_EQ(xml_text(std::string_view("a\0b\x01", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("\xFF"), "\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("髙﨑\t①"), "髙﨑\t①");
}

TEST(XlsxText, CutsByUtf16Units) {
  EXPECT_FALSE(cut_units("高高高", 3).cut);
  EXPECT_EQ(cut_units("𠮷𠮷𠮷𠮷𠮷", 9).text, "𠮷…[cut]");
  EXPECT_TRUE(cut_units("0123456789", 9).cut);
}

TEST(XlsxText, NamesSheets) {
  EXPECT_EQ(sheet_name("a/b:c[d]", 1), "a_b_c_d_");
  EXPECT_EQ(sheet_name("'x'", 1), "_x_");
  EXPECT_EQ(sheet_name("", 1), "Sheet");
  EXPECT_EQ(sheet_name(std::string(40, 'n'), 12), std::string(26, 'n') + " (12)");
  EXPECT_EQ(display_width("契約ab"), 6U);
}

RC_GTEST_PROP(XlsxText, AlwaysValidUtf8WithinTheBound, (const std::string& text)) {
  const CutText cut = cut_units(xml_text(text), 8);
  RC_ASSERT(text::valid_utf8(cut.text));
  RC_ASSERT(sheet_name(text, 3).size() >= 5U);
}

}  // namespace
}  // namespace sekisho::report
