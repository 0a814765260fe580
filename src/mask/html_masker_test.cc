#include "mask/html_masker.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "mask/html_words.h"
#include "mask/limits.h"
#include "mask/sample_plan_test.h"

namespace sekisho::mask {
namespace {

constexpr std::string_view kDemand =
    "mask:phone=last4, mask:name=first1, mask:supplier=remove, mask:usage=redact, mask:date=month";

Result<std::string> masked(std::string_view text, std::string_view demand = kDemand) {
  return in_pieces(HtmlMasker(sample_plan(demand)), text, text.size() + 1);
}

TEST(HtmlMasker, MasksElements) {
  EXPECT_EQ(masked("<p>x <b class='big phone'>090-1234-<i>5678</i></b> y</p>").value(),
            "<p>x <b class='big phone'>***5678</b> y</p>");
  EXPECT_EQ(masked("<div ID=name title=山田>山田 花</div><br>").value(),
            "<div ID=name>山***</div><br>");
  EXPECT_EQ(masked("<p>a<span class=supplier>A電力</span>b").value(), "<p>ab");
  EXPECT_EQ(masked("<input name=phone value='0901234567' placeholder='090'>").value(),
            "<input name=phone value=\"***4567\">");
  EXPECT_EQ(masked("<textarea name=phone>090<b>1234567</textarea>").value(),
            "<textarea name=phone>***4567</textarea>");
  EXPECT_EQ(masked("<ul><li class=phone>0901234567<li class=name>山田</ul>").value(),
            "<ul><li class=phone>***4567<li class=name>山***</ul>");
}

TEST(HtmlMasker, MasksCellsByTheHeadingsOfColumns) {
  EXPECT_EQ(masked("<table><thead><tr><th>No<th>ＴＥＬ：</th><th>小売電気事業者</th></tr></thead>"
                   "<tbody><tr><td>1</td><td>0901234567</td><td>A</td></tr>"
                   "<tr><td>2<td>0901234568<td>B</table><p>0901234567")
                .value(),
            "<table><thead><tr><th>No<th>ＴＥＬ：</th></tr></thead>"
            "<tbody><tr><td>1</td><td>***4567</td></tr>"
            "<tr><td>2<td>***4568</table><p>0901234567");
  EXPECT_EQ(masked("<table><tr><td></td><th colspan=2>電話番号</th><th>x</th></tr>"
                   "<tr><th rowspan=2>a</th><td>1111111</td><td>2222222</td><td>3</td></tr>"
                   "<tr><td>4444444</td><td>5555555</td><td>6</td></tr></table>")
                .value(),
            "<table><tr><td></td><th colspan=2>電話番号</th><th>x</th></tr>"
            "<tr><th rowspan=2>a</th><td>***1111</td><td>***2222</td><td>3</td></tr>"
            "<tr><td>***4444</td><td>***5555</td><td>6</td></tr></table>");
}

TEST(HtmlMasker, MasksCellsByTheHeadingsOfRows) {
  EXPECT_EQ(
      masked("<table><tr><th>氏名</th><td>山田花子</td><th>電話番号</th><td>0901234567</td></tr>"
             "<tr><th rowspan=2>TEL</th><td>0921111111</td></tr><tr><td>0922222222</td></tr>"
             "<tr><th>備考</th><td>なし</td></tr></table>")
          .value(),
      "<table><tr><th>氏名</th><td>山***</td><th>電話番号</th><td>***4567</td></tr>"
      "<tr><th rowspan=2>TEL</th><td>***1111</td></tr><tr><td>***2222</td></tr>"
      "<tr><th>備考</th><td>なし</td></tr></table>");
  EXPECT_EQ(
      masked("<table><tr><th>氏名</th><th>x</th></tr><tr><th>山田花子</th><td>1</td></tr></table>")
          .value(),
      "<table><tr><th>氏名</th><th>x</th></tr><tr><th>山***</th><td>1</td></tr></table>");
}

TEST(HtmlMasker, MasksListsAndLabels) {
  EXPECT_EQ(
      masked("<dl><dt>お名前<dd>山田<dt>小売電気事業者</dt><dd>A</dd><dt>x<dd>y</dl>").value(),
      "<dl><dt>お名前<dd>山***<dt>x<dd>y</dl>");
  EXPECT_EQ(masked("<label>電話番号：<input value=0901234567></label><input value=1>").value(),
            "<label>電話番号：<input value=\"***4567\"></label><input value=1>");
  EXPECT_EQ(
      masked("<label for=t>TEL</label><input id=u value=1><input id=t value=0901234567>").value(),
      "<label for=t>TEL</label><input id=u value=1><input id=t value=\"***4567\">");
  EXPECT_EQ(
      masked("<label>氏名</label> <select><option>山田<option selected>佐藤</select>").value(),
      "<label>氏名</label> <select>山***</select>");
}

TEST(HtmlMasker, MasksOthersUnlessTheyAreLabels) {
  EXPECT_EQ(
      masked("<!doctype html><h1 id=x title=山田>一覧</h1><form action=/a data-c=1><p lang=ja>山田"
             "<a href='/c/1' class='c1234567'>開く</a> <b class=address>福岡市<i>1</i></b></form>",
             "mask:minimum")
          .value(),
      "<!doctype html><h1 id=x title=山田>一覧</h1><form action=/a><p lang=ja>***"
      "<a>***</a> <b class=address>福岡市<i>1</i></b></form>");
}

TEST(HtmlMasker, DropsWhatProgramsHold) {
  EXPECT_EQ(masked("<script src=a.js>var c={phone:'0901234567'}</script><!-- 0901234567 -->"
                   "<style>a{}</style><b onclick=\"call('0901234567')\" data-x=1 title=t>c</b>"
                   "<noscript>0901234567</noscript><?php 0901234567 ?>")
                .value(),
            "<script src=a.js></script><style></style><b title=t>c</b><noscript></noscript>");
}

TEST(HtmlMasker, SearchesFreeTextAcrossElements) {
  EXPECT_EQ(
      masked("<p class=notes>折返し ０９０<b>-1234</b>&#45;&#x35;678 まで</p><p>090-1234-5678</p>")
          .value(),
      "<p class=notes>折返し ***5678 まで</p><p>090-1234-5678</p>");
  EXPECT_EQ(masked("<p class=notes>a <b>b</b></p>").value(), "<p class=notes>a <b>b</b></p>");
  EXPECT_EQ(masked("<textarea name=n class=notes>090&hyphen;1234-5678</textarea>").value(),
            "<textarea name=n class=notes>***5678</textarea>");
}

TEST(HtmlMasker, ReadsCharacterReferences) {
  EXPECT_EQ(html_unescaped("&#48;&#x39;0&#45;1&amp;&lt;&nbsp;&unknown;&&#4 5"),
            "090-1&<\u00A0&unknown;&\x04 5");
  EXPECT_EQ(masked("<b class=&#112;hone>&#48;901234567</b>").value(),
            "<b class=&#112;hone>***4567</b>");
  EXPECT_EQ(masked("<b class=name>&lt;山田&gt;</b>").value(), "<b class=name>&lt;***</b>");
}

TEST(HtmlMasker, RefusesWhatBrowsersMayReadInAnotherWay) {
  for (const std::string_view text :
       {"<div class=phone><div></span>090</div>", "<b class=phone>090",
        "<b class=phone>090<i></b></i>", "<p>a<b class=phone", "<!--> <b class=phone> --> 090",
        "<!-- a --!> b -->", "<![CDATA[090]]>", "<script>'<!--<script>'</script>--></script>",
        "</ >", "<plaintext>", "<p>\x1B$B<", "<p>\xFF", "<svg><style></style></svg>", "<title>x",
        "<!-- "}) {
    EXPECT_FALSE(masked(text)) << text;
  }
  EXPECT_EQ(
      masked(std::string("<p class=phone>") + std::string(3 * kMaxHeldBytes, 'a')).error().code,
      ErrorCode::kLimit);
  std::string deep = "<p class=address>";
  for (size_t i = 0; i <= kMaxNesting; ++i) deep += "<b>";
  EXPECT_EQ(masked(deep).error().code, ErrorCode::kLimit);
}

TEST(HtmlMasker, PassesWhatIsShownByteForByte) {
  const std::string text =
      "<!DOCTYPE html>\n<html LANG=ja><head><meta charset=\"utf-8\"><title>a &amp; "
      "b</title></head>\n"
      "<body><p >a < b & c<br/>\n<a "
      "href='x?y=1'>z</a><table><tr><td>1<td>2</table></body></html>\n";
  EXPECT_EQ(masked(text).value(), text);
}

RC_GTEST_PROP(HtmlMasker, DoesNotDependOnHowTheTextIsCut, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::elementOf(std::vector<std::string>{"<table>",
                                                  "<tr>",
                                                  "<td>",
                                                  "<th>電話番号</th>",
                                                  "</td>",
                                                  "</tr>",
                                                  "</table>",
                                                  "<b class=phone>",
                                                  "</b>",
                                                  "090-1234-5678",
                                                  "<p class=notes>",
                                                  "</p>",
                                                  "<dl><dt>TEL<dd>",
                                                  "</dl>",
                                                  "<!-- c -->",
                                                  "<",
                                                  "&#48;",
                                                  "<input name=phone value='1234567'>",
                                                  "<label>氏名",
                                                  "</label>",
                                                  "<script>",
                                                  "髙",
                                                  "</script>",
                                                  "<td class='supplier'>",
                                                  " "}));
  std::string text;
  for (const std::string& part : parts) text += part;
  const auto demand = *rc::gen::elementOf(
      std::vector<std::string>{std::string(kDemand), "mask:minimum", "mask:*=remove"});
  const auto whole = masked(text, demand);
  const auto cut =
      in_pieces(HtmlMasker(sample_plan(demand)), text, *rc::gen::inRange<size_t>(1, 9));
  RC_ASSERT(whole.has_value() == cut.has_value());
  if (whole) RC_ASSERT(*whole == *cut);
}

}  // namespace
}  // namespace sekisho::mask
