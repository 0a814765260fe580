#include "mask/masker.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "mask/sample_plan_test.h"
#include "text/encoding.h"

namespace sekisho::mask {
namespace {

constexpr std::string_view kDemand =
    "mask:name=first1, mask:phone=last4, mask:supplier=remove, mask:usage=redact";

std::string long_json() {
  std::string out = "[";
  for (int i = 0; i < 400; ++i) {
    out += fmt::format(R"({{"id":{},"name":"髙橋{}","phone":"090-1234-{:04}",)"
                       R"("usage":[{},2],"supplier":{{"code":"A"}},"notes":"{}"}},)",
                       i, i, i, i, std::string(i % 7 == 0 ? 3000 : 20, 'n'));
  }
  return out + "null]\n";
}

std::string long_csv() {
  std::string out = "No,氏名,TEL,小売電気事業者,使用量,x\r\n";
  for (int i = 0; i < 400; ++i) {
    out += fmt::format("{},髙橋{},\"090-1234-{:04}\",アルソネ,{},{}\r\n", i, i, i, i,
                       std::string(i % 7 == 0 ? 3000 : 20, 'n'));
  }
  return out;
}

std::string long_html() {
  std::string out = "<table><tr><th>氏名</th><th>TEL</th></tr>\n";
  for (int i = 0; i < 400; ++i) {
    out += fmt::format("<tr><td>髙橋{}</td><td>090-1234-{:04}<!-- {} --></td></tr>\n", i, i,
                       std::string(i % 7 == 0 ? 3000 : 20, 'n'));
  }
  return out + "</table>\n";
}

std::string long_text() {
  std::string out;
  for (int i = 0; i < 400; ++i) {
    out += fmt::format("折返し 090-1234-{:04} {}\n", i, std::string(i % 7 == 0 ? 3000 : 20, 'n'));
  }
  return out;
}

// In pieces of `piece` bytes, of each of which nothing is left when the next one comes.
std::string masked(const DocumentFormat& format, std::string_view document, size_t piece) {
  Masker masker(sample_plan(kDemand), format);
  std::string out;
  for (size_t at = 0; at < document.size(); at += piece) {
    std::string lent(document.substr(at, piece));
    EXPECT_TRUE(masker.push(lent, out));
    std::ranges::fill(lent, '!');
  }
  EXPECT_TRUE(masker.finish(out));
  return out;
}

TEST(Masker, MasksEachType) {
  const Plan plan = sample_plan("mask:phone=last4");
  const auto masked = [&](DocumentType document, std::string_view text) {
    return in_pieces(Masker(plan, {.type = document}), text, 3).value();
  };
  EXPECT_EQ(masked(DocumentType::kJson, R"({"phone":"0901234567"})"), R"({"phone":"***4567"})");
  EXPECT_EQ(masked(DocumentType::kJsonLines, "{\"phone\":\"0901234567\"}\n[]\n"),
            "{\"phone\":\"***4567\"}\n[]\n");
  EXPECT_EQ(masked(DocumentType::kCsv, "TEL\n0901234567\n"), "TEL\n***4567\n");
  EXPECT_EQ(masked(DocumentType::kHtml, "<b class=phone>0901234567</b>"),
            "<b class=phone>***4567</b>");
  EXPECT_EQ(masked(DocumentType::kText, "電話 090-1234-5678\n09012345678"),
            "電話 ***5678\n***5678");
}

TEST(Masker, MasksLongDocumentsHoweverLongThePiecesAre) {
  const std::vector<std::pair<DocumentFormat, std::string>> documents = {
      {{.type = DocumentType::kJson}, long_json()},
      {{.type = DocumentType::kCsv}, long_csv()},
      {{.type = DocumentType::kCsv, .csv = {.encoding = CsvMasker::Encoding::kCp932}},
       text::to_cp932(long_csv()).value()},
      {{.type = DocumentType::kHtml}, long_html()},
      {{.type = DocumentType::kText}, long_text()}};
  for (const auto& [format, document] : documents) {
    const std::string by_bytes = masked(format, document, 1);
    EXPECT_NE(by_bytes, document);
    for (const size_t piece : {13, 500, 600, 1500, 5000, 16'384, 20'000, 70'000, 1'000'000}) {
      EXPECT_EQ(masked(format, document, piece), by_bytes)
          << static_cast<int>(format.type) << " " << piece;
    }
  }
}

TEST(Maskers, MaskOneDocumentAfterAnother) {
  Maskers maskers(sample_plan(kDemand, places_without_index()));
  const std::string json = R"({"id":1,"name":"髙橋","supplier":"A","phone":"090-1234-5678"})";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(in_pieces(maskers.make({.type = DocumentType::kJson}), json + "\n", 7).value(),
              "{\"id\":1,\"name\":\"髙***\",\"phone\":\"***5678\"}\n");
    EXPECT_EQ(in_pieces(maskers.make({.type = DocumentType::kText}), "090-1234-5678", 7).value(),
              "***5678");
  }
  // Two at once.
  Masker first = maskers.make({.type = DocumentType::kJson});
  std::string out;
  ASSERT_TRUE(first.push(json.substr(0, 40), out));
  static_cast<void>(in_pieces(maskers.make({.type = DocumentType::kJson}), "[1,[2,3]]", 99));
  ASSERT_TRUE(first.push(json.substr(40), out));
  ASSERT_TRUE(first.finish(out));
  EXPECT_FALSE(first.push(" ", out));
  EXPECT_FALSE(first.finish(out)) << "once is enough";
  EXPECT_EQ(out, "{\"id\":1,\"name\":\"髙***\",\"phone\":\"***5678\"}");
}

}  // namespace
}  // namespace sekisho::mask
