#include "report/review_page.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "report/sample_page_test.h"
#include "text/encoding.h"

namespace sekisho::report {
namespace {

size_t count_of(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

// Every element is closed in the order in which it was opened.
std::string unbalanced(const std::string& html) {
  static const std::string_view kVoid[] = {"meta", "br", "!DOCTYPE", "rect", "path", "circle"};
  std::vector<std::string> open;
  size_t at = html.find("<html");
  while ((at = html.find('<', at)) != html.npos) {
    if (html.compare(at, 8, "<script>") == 0) at = html.find("</script>", at) + 9;
    if (html.compare(at, 7, "<style>") == 0) at = html.find("</style>", at) + 8;
    if (html[at] != '<') continue;
    const size_t end = html.find('>', at);
    if (end == html.npos) return "a tag without an end";
    const bool closing = html[at + 1] == '/';
    const bool empty = html[end - 1] == '/';
    const size_t begin = at + (closing ? 2 : 1);
    const std::string name = html.substr(begin, html.find_first_of(" />", begin) - begin);
    at = end;
    if (closing) {
      if (open.empty() || open.back() != name) return "</" + name + "> at a wrong place";
      open.pop_back();
    } else if (!empty && std::ranges::find(kVoid, name) == std::end(kVoid)) {
      open.push_back(name);
    }
  }
  return open.empty() ? "" : open.back() + " is not closed";
}

TEST(ReviewPage, SampleIsWholeAndCanBeLookedAt) {
  const std::string html = render_html(sample_page());
  EXPECT_EQ(html, render_html(sample_page()));
  EXPECT_TRUE(text::valid_utf8(html));
  EXPECT_EQ(unbalanced(html), "");
  // A developer who wants to see the page names a file (tools/screenshot takes it from there).
  if (const char* file = std::getenv("SEKISHO_SAMPLE_PAGE")) std::ofstream(file) << html;
}

TEST(ReviewPage, SaysTheHeadlineInBothLanguagesWithItsWindows) {
  const std::string html = render_html(sample_page());
  EXPECT_NE(
      html.find(
          "お客さま33,870契約（小売電気事業者214社）の情報が閲覧されていたことを検出しました。"),
      html.npos);
  EXPECT_NE(html.find("33,870 contracts of 214 suppliers"), html.npos);
  for (const char* words : {"権限開放期間", "ログ現存期間", "調査対象期間", "確認不能",
                            "0～1,940契約", "0 to 1,940 contracts"}) {
    EXPECT_NE(html.find(words), html.npos) << words;
  }
}

TEST(ReviewPage, NeverAddsSystemsUp) {
  ReviewPage page = sample_page();
  page.total.reset();
  const std::string html = render_html(page);
  EXPECT_EQ(html.find("33,870"), html.npos);
  EXPECT_EQ(html.find("34,744"), html.npos);  // 8,214 + 26,530
  EXPECT_NE(html.find("合算していません"), html.npos);
  EXPECT_NE(html.find("8,214契約"), html.npos);
}

TEST(ReviewPage, UsesNoWordThatIsTheCommitteesToUse) {
  const std::string html = render_html(sample_page());
  EXPECT_EQ(count_of(html, "violation"), 0U);
  EXPECT_EQ(count_of(html, "Violation"), 0U);
  // The only mentions say that the committee concludes.
  EXPECT_EQ(count_of(html, "違反"), 1U);
  EXPECT_EQ(count_of(html, "漏えい"), 1U);
}

TEST(ReviewPage, AsksNobodyForAnything) {
  const std::string html = render_html(sample_page());
  EXPECT_EQ(html.find("http://"), html.npos);
  EXPECT_EQ(html.find("https://"), html.npos);
  EXPECT_EQ(html.find(" src="), html.npos);
  EXPECT_EQ(html.find(" style="), html.npos);
  EXPECT_EQ(html.find("@import"), html.npos);
  EXPECT_NE(html.find("default-src 'none'; script-src 'sha256-"), html.npos);
}

TEST(ReviewPage, EmptyReviewSaysSo) {
  const std::string html = render_html(ReviewPage{});
  EXPECT_EQ(unbalanced(html), "");
  EXPECT_NE(html.find("権限外アクセス（閲覧あり）は検出されませんでした。"), html.npos);
  EXPECT_NE(html.find("読込不能行はありません。"), html.npos);
  EXPECT_NE(html.find("No log was received."), html.npos);
  EXPECT_EQ(html.find("id=\"withdrawn\""), html.npos);
}

TEST(ReviewPage, MarksPresumedNamesByShapeAndText) {
  const std::string html = render_html(sample_page());
  const size_t row = html.find("小野寺 恵（B300145）");
  ASSERT_NE(row, html.npos);
  const std::string cells = html.substr(row, html.find("</tr>", row) - row);
  EXPECT_NE(cells.find("unsure"), cells.npos);
  EXPECT_NE(cells.find("○"), cells.npos);
  EXPECT_NE(cells.find("推定"), cells.npos);
}

TEST(ReviewPage, ShowsUnreadableBytes) {
  const std::string html = render_html(sample_page());
  EXPECT_NE(html.find("R5.5.8,&quot;\\x8C_\\x96\\xF1,tk00417"), html.npos);
  EXPECT_NE(html.find("R5.5.8,&quot;契約,tk00417"), html.npos);
}

TEST(ReviewPage, SaysHowManyRowsAreElsewhere) {
  ReviewPage page = sample_page();
  page.matrix.viewers.rows.resize(70, page.matrix.viewers.rows[0]);
  page.matrix.viewers.total = 70;
  const std::string html = render_html(page);
  EXPECT_NE(html.find("全70件のうち50件を示しました。すべての内容は findings.csv にあります。"),
            html.npos);
  EXPECT_NE(html.find("1 of 505 are shown. All of them are in undetermined.csv."), html.npos);
}

TEST(ReviewPage, DrawsManyDaysByMonth) {
  ReviewPage page;
  page.timeline.grain = Grain::kDay;
  for (int64_t day = 0; day < 900; ++day) {
    page.timeline.bars.push_back({.from = Instant{day * kMicrosPerDay}, .viewed = 1});
  }
  const std::string html = render_html(page);
  EXPECT_NE(html.find("Accesses by month"), html.npos);
  EXPECT_LT(count_of(html, "class=\"f-viewed\""), 40U);
}

TEST(ReviewPage, BearsExtremeTimesAndCounts) {
  ReviewPage page = sample_page();
  const uint64_t huge = UINT64_MAX;
  page.total->contracts = huge;
  page.total->first = kBeginning;
  page.total->last = kForever;
  page.windows.exposure.period = Period{kBeginning, kForever};
  page.timeline.bars = {{.from = kBeginning, .viewed = huge, .refused = huge, .doubtful = huge},
                        {.from = kForever, .viewed = 1}};
  page.coverage[0].days = {{.day = INT64_MIN, .events = huge}, {.day = INT64_MAX, .events = huge}};
  EXPECT_EQ(unbalanced(render_html(page)), "");
}

// Names and lines are whatever somebody else wrote.
TEST(ReviewPage, HostileTextStaysText) {
  const std::string hostile[] = {"<script>alert(1)</script>",
                                 "\"><img src=x onerror=alert(1)>",
                                 "=cmd|' /C calc'!A0",
                                 "</style></script></title>",
                                 "' onfocus='alert(1)",
                                 "\xE2\x80\xAE"
                                 "moc.live",
                                 "مرحبا",
                                 std::string(100'000, 'x'),
                                 std::string("a\0b\x1F\x7F", 5),
                                 "\xFF\xFE\x80",
                                 "&lt;b&gt;"};
  for (const std::string& name : hostile) {
    ReviewPage page = sample_page();
    const Bilingual both{name, name + "!"};
    page.organisation = page.title.ja = page.title.en = page.run.run_id = name;
    page.run.reproduce_command = page.zone_name = name;
    page.systems[0].name = both;
    page.systems[0].id = name;
    page.matrix.viewers.rows[0].viewer = name;
    page.matrix.viewers.rest_in = name;
    page.timeline.bands[0].label = both;
    page.routes[0].title = page.routes[0].explanation = both;
    page.routes[0].systems = {both};
    page.findings.rows[0].source = {name, 1, name, name};
    page.findings.rows[0].viewer = page.findings.rows[0].clause_source = name;
    page.findings.rows[0].facts[0].reference = name;
    page.findings.rows[0].fields[0].value = name;
    page.undeterminable[0].what = page.undeterminable[0].unit = both;
    page.rejects.rows[0].example = {name, 1, name, name};
    page.contradictions.rows[0].rows[0] = {name, 0, name, ""};
    page.coverage[0].remarks = {both};
    const std::string html = render_html(page);
    EXPECT_EQ(unbalanced(html), "") << name.substr(0, 40);
    EXPECT_TRUE(text::valid_utf8(html)) << name.substr(0, 40);
    EXPECT_EQ(count_of(html, "<script"), 1U) << name.substr(0, 40);
    EXPECT_EQ(count_of(html, "<img"), 0U) << name.substr(0, 40);
    EXPECT_EQ(html.find("\xE2\x80\xAE"), html.npos);
    EXPECT_EQ(html.find('\0'), html.npos);
    EXPECT_LT(html.size(), 4'000'000U) << name.substr(0, 40);
  }
}

RC_GTEST_PROP(ReviewPage, AnyTextStaysText, (const std::string& text)) {
  ReviewPage page;
  page.organisation = text;
  page.matrix.systems = {{text, text}};
  page.matrix.viewers.rows = {{text, text, {{1, 1, Certainty::kPresumed}}}};
  page.findings.rows.resize(1);
  page.findings.rows[0].source = {text, 1, text, ""};
  const std::string html = render_html(page);
  RC_ASSERT(text::valid_utf8(html));
  RC_ASSERT(unbalanced(html).empty());
}

}  // namespace
}  // namespace sekisho::report
