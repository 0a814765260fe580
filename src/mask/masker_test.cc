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

}  // namespace
}  // namespace sekisho::mask
