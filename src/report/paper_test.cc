
#include "report/paper.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "report/limits.h"
#include "report/paper_layout.h"
#include "report/paper_pdf.h"
#include "report/paper_xlsx.h"
#include "text/civil.h"

namespace sekisho::report {

namespace {

// With one of everything.
Paper sample_paper(Language language) {
  const auto day = [](int year, int month, int date) {
    return text::to_instant({.year = year, .month = month, .day = date}, text::kJst);
  };
  Paper paper;
  paper.language = language;
  paper.title = "影響範囲報告書";
  paper.subtitle = "2022年度 下期";
  paper.organisation = "汐路送配電株式会社";
  paper.mark = "run-7 / SHA-256 0123456789abcdef";
  paper.made_at = day(2023, 4, 3);
  paper.facts = {{"実行ID", "run-7"}, {"調査対象期間", "2022-10-01 ~ 2023-03-31"}};
  paper.signatures = {{"作成", ""}, {"承認", "送配電本部長"}};
  paper.blocks.emplace_back(PaperHeading{"概要"});
  paper.blocks.emplace_back(PaperParagraph{"権限のないアクセスが検出された。"});
  paper.blocks.emplace_back(PaperNotice{"ログから分からないこと", {"印刷", "口頭での伝達"}});
  paper.blocks.emplace_back(
      PaperBars{"月別", {"閲覧あり", "拒否済み"}, {{"2022-10", {12, 3}}, {"2022-11", {1200, 0}}}});
  paper.blocks.emplace_back(PaperRanking{"経路別", "契約数", {{"貸与ID", 104}, {"異動後", 22}}});
  paper.blocks.emplace_back(PaperMatrix{
      "閲覧者×システム", "閲覧者", {"託送", "受付"}, {{"E1", {3, 0}}, {"E2", {40, 9}}}, {}});
  paper.blocks.emplace_back(PaperSpans{
      "期間",
      "システム",
      {"権限開放", "ログ現存"},
      {{"託送", {{Period{day(2020, 1, 5), kForever}, "2020-01-05から"}, {std::nullopt, "なし"}}}}});
  paper.blocks.emplace_back(PaperTable{
      "一覧", {{"供給地点特定番号", 2}, {"件数", 1}}, {{"0500000000002030058339", 3U}}, {}, "注"});
  return paper;
}

// Every character half an em wide, a line as high as its size: no fonts are needed.
double plain_height(const std::string& text, TextStyle style, double width, int lines) {
  const double size = style == TextStyle::kTitle ? 20 : 10;
  const double needed = static_cast<double>(text.size()) * size / 4 / width;
  const double taken = std::max(1.0, std::ceil(needed));
  return size * (lines > 0 ? std::min(taken, static_cast<double>(lines)) : taken);
}

std::vector<std::string> texts_of(const Page& page) {
  std::vector<std::string> out;
  for (const Mark& mark : page.marks) {
    if (const auto* text = std::get_if<TextMark>(&mark)) out.push_back(text->text);
  }
  return out;
}

size_t count_of(const Page& page, const std::string& wanted) {
  const std::vector<std::string> texts = texts_of(page);
  return static_cast<size_t>(std::ranges::count(texts, wanted));
}

bool stamped(const Page& page) {
  return std::ranges::any_of(page.marks,
                             [](const Mark& m) { return std::holds_alternative<StampMark>(m); });
}

// The lowest edge of anything between head and foot.
double lowest(const Page& page) {
  double out = 0;
  for (const Mark& mark : page.marks) {
    const auto* text = std::get_if<TextMark>(&mark);
    if (text == nullptr || text->y > 790) continue;
    out = std::max(out, text->y + plain_height(text->text, text->style, text->width, text->lines));
  }
  return out;
}

Paper of_rows(size_t rows) {
  Paper paper = sample_paper(Language::kEnglish);
  paper.blocks.clear();
  PaperTable table{"List", {{"Supply point", 2}, {"Looks", 1}}, {}, {}, {}};
  for (size_t i = 0; i < rows; ++i) {
    table.rows.push_back({fmt::format("05{:020}", i), uint64_t{i}});
  }
  paper.blocks.emplace_back(std::move(table));
  return paper;
}

TEST(PaperLayoutTest, HeadingsOfATableStandOnEveryPage) {
  const std::vector<Page> pages = lay_out(of_rows(400), plain_height);
  ASSERT_GT(pages.size(), 5U);
  size_t rows = 0;
  for (size_t i = 0; i < pages.size(); ++i) {
    EXPECT_EQ(count_of(pages[i], "Supply point"), 1U) << i;
    EXPECT_EQ(count_of(pages[i], fmt::format("{}/{}", i + 1, pages.size())), 1U) << i;
    EXPECT_EQ(count_of(pages[i], "run-7 / SHA-256 0123456789abcdef"), 1U) << i;
    EXPECT_LE(lowest(pages[i]), kBodyBottom) << i;
    for (const std::string& text : texts_of(pages[i])) rows += text.starts_with("0500") ? 1 : 0;
  }
  EXPECT_EQ(rows, 400U);
}

TEST(PaperLayoutTest, DraftIsOnEveryPageUnlessApproved) {
  Paper paper = of_rows(100);
  for (const Page& page : lay_out(paper, plain_height)) EXPECT_TRUE(stamped(page));
  paper.approval = "決裁-5-123";
  const std::vector<Page> pages = lay_out(paper, plain_height);
  for (const Page& page : pages) EXPECT_FALSE(stamped(page));
  EXPECT_EQ(count_of(pages[0], "Approval no. 決裁-5-123"), 1U);
}

TEST(PaperLayoutTest, EmptyPartsSayThatThereIsNothing) {
  Paper paper = sample_paper(Language::kEnglish);
  paper.blocks = {PaperTable{"List", {{"Supply point", 1}}, {}, "none was seen", {}}, PaperMatrix{},
                  PaperSpans{}, PaperBars{}, PaperRanking{}};
  const std::vector<Page> pages = lay_out(paper, plain_height);
  EXPECT_EQ(count_of(pages[0], "none was seen"), 1U);
  EXPECT_GE(count_of(pages[0], "None"), 2U);
}

TEST(PaperLayoutTest, OverlongTextsLeaveThePageWhole) {
  Paper paper = of_rows(3);
  auto& table = std::get<PaperTable>(paper.blocks[0]);
  table.rows[1][0] = std::string(1'000'000, 'x');
  table.caption = std::string(5000, 'c');
  paper.title = std::string(5000, 't');
  paper.blocks.emplace_back(PaperParagraph{std::string(50'000, 'p')});
  for (const Page& page : lay_out(paper, plain_height)) EXPECT_LE(lowest(page), kBodyBottom + 1);
}

TEST(PaperLayoutTest, AHeadingIsNotLeftAtTheEndOfAPage) {
  for (size_t rows = 20; rows < 60; ++rows) {
    Paper paper = of_rows(rows);
    paper.blocks.emplace_back(PaperHeading{"Next"});
    paper.blocks.emplace_back(PaperParagraph{"what follows"});
    for (const Page& page : lay_out(paper, plain_height)) {
      EXPECT_EQ(count_of(page, "1  Next"), count_of(page, "what follows")) << rows;
    }
  }
}

// What a program that is not ours reads of a file; nothing where it is not installed.
std::string said_by(const std::string& command) {
  std::FILE* pipe = popen(command.c_str(), "r");
  std::string out;
  std::array<char, 65536> buffer;
  for (size_t got; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    out.append(buffer.data(), got);
  }
  return pclose(pipe) == 0 ? out : "";
}

class PaperFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = ::testing::TempDir() + "sekisho_" + info->name();
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    std::stringstream out;
    out << file.rdbuf();
    return out.str();
  }
  // The text of a PDF, page by page as its lines stand.
  std::string text_of(const std::string& pdf) const {
    std::ofstream(path_, std::ios::binary) << pdf;
    return said_by("pdftotext -layout '" + path_ + "' - 2>/dev/null");
  }
  std::string sheet(int number) const {
    return said_by("python3 -c \"import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile('" +
                   path_ + "').read('xl/worksheets/sheet" + std::to_string(number) + ".xml'))\"");
  }

  std::string path_;
};

TEST_F(PaperFileTest, TheSamePaperGivesTheSameBytes) {
  for (const Language language : {Language::kJapanese, Language::kEnglish}) {
    const auto first = paper_pdf(sample_paper(language));
    ASSERT_TRUE(first) << to_string(first.error());
    EXPECT_EQ(*first, *paper_pdf(sample_paper(language)));
    EXPECT_NE(first->find("(20230402150000Z)"), first->npos);
  }
  ASSERT_TRUE(write_paper_xlsx(sample_paper(Language::kJapanese), path_));
  const std::string book = bytes();
  ASSERT_TRUE(write_paper_xlsx(sample_paper(Language::kJapanese), path_));
  EXPECT_EQ(book, bytes());
}

TEST_F(PaperFileTest, APdfSaysWhatThePaperSays) {
  if (said_by("pdftotext -v 2>&1").empty()) GTEST_SKIP() << "pdftotext is not installed";
  const auto pdf = paper_pdf(sample_paper(Language::kJapanese));
  ASSERT_TRUE(pdf);
  const std::string text = text_of(*pdf);
  for (const char* said : {"影響範囲報告書", "0500000000002030058339", "口頭での伝達", "1,200",
                           "決裁番号:未取得(案)"}) {
    EXPECT_NE(text.find(said), text.npos) << said << "\n" << text;
  }
}

TEST_F(PaperFileTest, TenThousandRowsAreAllThere) {
  const auto pdf = paper_pdf(of_rows(10'000));
  ASSERT_TRUE(pdf) << to_string(pdf.error());
  if (said_by("pdftotext -v 2>&1").empty()) GTEST_SKIP() << "pdftotext is not installed";
  const std::string text = text_of(*pdf);
  for (const char* said : {"0500000000000000000000", "0500000000000000009999", "9,999"}) {
    EXPECT_NE(text.find(said), text.npos) << said;
  }
}

TEST_F(PaperFileTest, HostileTextIsTextInThePdf) {
  Paper paper = of_rows(1);
  auto& table = std::get<PaperTable>(paper.blocks[0]);
  table.rows = {{std::string("\xFF\x80 <b>&amp; \x01 \u202Eabc"), uint64_t{1}}};
  const auto pdf = paper_pdf(paper);
  ASSERT_TRUE(pdf) << to_string(pdf.error());
  if (said_by("pdftotext -v 2>&1").empty()) GTEST_SKIP() << "pdftotext is not installed";
  const std::string text = text_of(*pdf);
  EXPECT_NE(text.find("<b>&amp;"), text.npos) << text;
  EXPECT_EQ(text.find("\u202E"), text.npos);
}

TEST_F(PaperFileTest, AWorkbookHasCountsAsNumbersAndTheRestAsText) {
  Paper paper = of_rows(1);
  auto& table = std::get<PaperTable>(paper.blocks[0]);
  table.rows = {{"0500000000002030058339", uint64_t{1200}},
                {"=cmd|' /C calc'!A0", uint64_t{0}},
                {"+1", "@SUM(A1)"},
                {std::string(40'000, 'x'), uint64_t{1}}};
  ASSERT_TRUE(write_paper_xlsx(paper, path_));
  const std::string xml = sheet(2);
  EXPECT_NE(xml.find("<t>0500000000002030058339</t>"), xml.npos) << xml.substr(0, 2000);
  EXPECT_NE(xml.find("<t>=cmd|' /C calc'!A0</t>"), xml.npos);
  EXPECT_NE(xml.find("<t>@SUM(A1)</t>"), xml.npos);
  EXPECT_NE(xml.find("<v>1200</v>"), xml.npos);
  EXPECT_EQ(xml.find("<f>"), xml.npos);
  EXPECT_EQ(xml.find(std::string(33'000, 'x')), xml.npos);
  EXPECT_NE(xml.find("DRAFT"), xml.npos);
  EXPECT_NE(xml.find("&amp;P / &amp;N"), xml.npos);
}

TEST_F(PaperFileTest, AWorkbookThatCannotBeWrittenIsAnError) {
  const auto written = write_paper_xlsx(sample_paper(Language::kEnglish), "/nowhere/at/all.xlsx");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace sekisho::report
