#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "logs/raw_field.h"
#include "logs/spelling_table.h"
#include "logs/time_reader.h"
#include "logs/utf16.h"
#include "text/encoding.h"

namespace sekisho::logs {
namespace {

RawField raw(std::string_view text, Form form = Form::kPlain) {
  return {text.data(), static_cast<uint32_t>(text.size()), form};
}

std::string meant(Form form, std::string_view bytes) {
  std::string out;
  unescape(form, bytes, out);
  return out;
}

TEST(RawField, UnescapesEachForm) {
  EXPECT_EQ(meant(Form::kPlain, "a\"\"b\\%41"), "a\"\"b\\%41");
  EXPECT_EQ(meant(Form::kDoubledQuotes, "a\"\"b\""), "a\"b\"");
  EXPECT_EQ(meant(Form::kBackslash, R"(a\"b\\c\x41\xzz\)"), "a\"b\\cAxzz\\");
  EXPECT_EQ(meant(Form::kPercent, "%E7%85%A7+x%2"), "照 x%2");
  EXPECT_EQ(meant(Form::kJson, R"(\u7167\n\/)"), "照\n/");
}

TEST(RawField, FindsThePartsOfARequest) {
  const RawField request = raw("GET /nintei/detail?a=1&setsubi=F1%2D2&b HTTP/1.1");
  EXPECT_EQ(request_method(request).view(), "GET");
  EXPECT_EQ(request_path(request).view(), "/nintei/detail");
  EXPECT_EQ(request_parameter(request, "setsubi").view(), "F1%2D2");
  EXPECT_EQ(request_parameter(request, "a").view(), "1");
  EXPECT_EQ(request_parameter(request, "b").data, nullptr);
  EXPECT_EQ(request_parameter(request, "set").data, nullptr);
  EXPECT_EQ(request_path(raw("https://host:8080/x/y?z#f")).view(), "/x/y");
  EXPECT_EQ(request_path(raw("https://host")).view(), "");
  EXPECT_EQ(request_parameter(raw("/x?z=1#f"), "z").view(), "1");
  EXPECT_EQ(request_method(raw("-")).data, nullptr);
}

RC_GTEST_PROP(SpellingTable, RemembersLikeAMap, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::resize(60, rc::gen::container<std::string>(rc::gen::element('a', 'b', '\0'))));
  SpellingTable table;
  std::map<std::pair<std::string, int>, uint32_t> plain;
  std::string memory;
  for (const std::string& word : words) {
    const auto form = static_cast<Form>(word.size() % 2);
    memory = word + "tail that must not matter";
    const RawField field{memory.data(), static_cast<uint32_t>(word.size()), form};
    const char* const end = memory.data() + memory.size();
    const auto known = plain.find({word, static_cast<int>(form)});
    RC_ASSERT(table.find(field, end) ==
              (known == plain.end() ? SpellingTable::kUnknown : known->second));
    RC_ASSERT(table.find(field, memory.data() + word.size()) == table.find(field, end));
    if (known != plain.end()) continue;
    const auto meaning = static_cast<uint32_t>(plain.size());
    plain[{word, static_cast<int>(form)}] = meaning;
    table.remember(field, meaning);
  }
  RC_ASSERT(table.size() == plain.size());
}

// Whatever it has remembered, it says what the parser says.
RC_GTEST_PROP(TimeReader, SaysWhatTheParserSays, ()) {
  const std::vector<std::string> formats{"iso", "ymd/", "era", "clf", "jp", "epoch"};
  const auto parser = text::InstantParser::compile(formats, text::kJst);
  RC_ASSERT(parser.has_value());
  TimeReader reader(*parser, text::Encoding::kUtf8);
  static const std::vector<std::string> kDates{
      "2022/10/05 ", "2022-10-05T", "2022-02-30 ", "R4.10.5 ", "令和4年10月5日", "05/Oct/2022:", "",
      "2022/10/05",  "1 "};
  static const std::vector<std::string> kTimes{"12:34:56",   "00:00:00",   "23:59:59", "24:30:00",
                                               "12:60:00",   "1:02:03",    "12:34",    "12:34:5",
                                               "9912:34:56", "12:34:56:78"};
  static const std::vector<std::string> kEnds{"",   ".5", ".123",   ".123456", ".1234567",
                                              ",5", "Z",  "+09:00", " +0900",  ".25Z",
                                              ".",  " ",  "x",      "-03:30"};
  for (int i = 0; i < 50; ++i) {
    const std::string text =
        *rc::gen::elementOf(kDates) + *rc::gen::elementOf(kTimes) + *rc::gen::elementOf(kEnds);
    RC_ASSERT(reader.read(text) == parser->parse(text));
  }
}

TEST(Utf16Reader, TurnsPiecesAndLosesNothing) {
  std::string out;
  Utf16Reader reader(false);
  reader.append("a", out);
  reader.append(std::string_view("\0\x42\x30\x3D", 4), out);
  reader.append("\xD8", out);
  reader.append(std::string_view("\x4D\xDC\x3D\xD8z\0q", 7), out);
  EXPECT_TRUE(reader.finish(out));
  EXPECT_EQ(out, "aあ\xF0\x9F\x91\x8D\xED\xA0\xBDz\xFF");
  EXPECT_FALSE(text::valid_utf8(out));
}

}  // namespace
}  // namespace sekisho::logs
