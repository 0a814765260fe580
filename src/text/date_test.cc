#include "text/date.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <regex>
#include <vector>

#include "text/civil.h"
#include "text/time_format.h"

namespace sekisho::text {
namespace {

InstantParser parser_of(std::vector<std::string> formats, Zone zone = kJst) {
  auto parser = InstantParser::compile(formats, zone);
  EXPECT_TRUE(parser) << to_string(parser.error());
  return *parser;
}

// What is parsed, as RFC 3339 in JST; "-" when it is refused.
std::string parsed(const InstantParser& parser, std::string_view text) {
  const auto instant = parser.parse(text);
  return instant ? rfc3339(*instant, kJst) : "-";
}

struct Case {
  const char* text;
  const char* expected;
};

void expect_all(const std::string& format, std::initializer_list<Case> cases) {
  const InstantParser parser = parser_of({format});
  for (const Case& c : cases)
    EXPECT_EQ(parsed(parser, c.text), c.expected) << format << " " << c.text;
}

TEST(Date, ReadsIso) {
  expect_all("iso", {{"2022-10-05", "2022-10-05T00:00:00+09:00"},
                     {"2022-10-05T12:34:56", "2022-10-05T12:34:56+09:00"},
                     {"2022-10-05 12:34:56", "2022-10-05T12:34:56+09:00"},
                     {"2022-10-05T12:34", "2022-10-05T12:34:00+09:00"},
                     {"2022-10-05T03:34:56Z", "2022-10-05T12:34:56+09:00"},
                     {"2022-10-05T03:34:56.789Z", "2022-10-05T12:34:56.789+09:00"},
                     {"2022-10-05T12:34:56,7890123+09:00", "2022-10-05T12:34:56.789012+09:00"},
                     {"2022-10-05T12:34:56+0900", "2022-10-05T12:34:56+09:00"},
                     {"2022-10-05 12:34:56 +09", "2022-10-05T12:34:56+09:00"},
                     {"2022-10-04T22:34:56-05:00", "2022-10-05T12:34:56+09:00"},
                     {"20221005T123456Z", "2022-10-05T21:34:56+09:00"},
                     {"20221005T1234", "2022-10-05T12:34:00+09:00"},
                     {"20221005", "2022-10-05T00:00:00+09:00"},
                     {"  2022-10-05\t", "2022-10-05T00:00:00+09:00"},
                     {"2022-10-05T24:00:00", "2022-10-06T00:00:00+09:00"},
                     {"2022-12-31 24:30:00", "2023-01-01T00:30:00+09:00"},
                     {"2016-12-31T23:59:60Z", "2017-01-01T09:00:00+09:00"},
                     {"２０２２－１０－０５　１２：３４：５６", "2022-10-05T12:34:56+09:00"},
                     {"2024-02-29", "2024-02-29T00:00:00+09:00"},
                     {"0001-01-01T00:00:00Z", "0001-01-01T09:00:00+09:00"}});
  expect_all("iso", {{"", "-"},
                     {"2022-02-30", "-"},
                     {"2023-02-29T00:00:00", "-"},
                     {"1900-02-29", "-"},
                     {"2022-13-01", "-"},
                     {"2022-00-01", "-"},
                     {"2022-01-00", "-"},
                     {"0000-01-01", "-"},
                     {"2022-10-05T30:00:00", "-"},
                     {"2022-10-05T12:60:00", "-"},
                     {"2022-10-05T12:34:61", "-"},
                     {"2022-10-05T12:34:5", "-"},
                     {"2022-10-05T12:34:56.", "-"},
                     {"2022-10-05T12:34:56+", "-"},
                     {"2022-10-05T12:34:56+09:", "-"},
                     {"2022-10-05T12:34:56+19:00", "-"},
                     {"2022-10-05T12:34:56Zx", "-"},
                     {"2022-10-05T12:34:56.5.5", "-"},
                     {"2022-10-05T", "-"},
                     {"2022-10-5", "-"},
                     {"2022-1005", "-"},
                     {"2022/10/05", "-"},
                     {"2022-10-05x12:34:56", "-"}});
}

TEST(Date, ReadsSlashes) {
  expect_all("ymd/", {{"2022/10/05 12:34:56", "2022-10-05T12:34:56+09:00"},
                      {"2022/10/05 12:34:56.25", "2022-10-05T12:34:56.250+09:00"},
                      {"2022/10/05", "2022-10-05T00:00:00+09:00"},
                      {"2022/1/5 9:05:07.5", "2022-01-05T09:05:07.500+09:00"},
                      {"2022/1/5 9:05", "2022-01-05T09:05:00+09:00"},
                      {"2022/ 1/ 5  9:05", "2022-01-05T09:05:00+09:00"},
                      {"２０２２／１／５", "2022-01-05T00:00:00+09:00"},
                      {"2022/10/05 25:00:00", "2022-10-06T01:00:00+09:00"},
                      {"2022/2/30", "-"},
                      {"2022/10/05 12:34:56Z", "-"},
                      {"2022/10/0512:34:56", "-"},
                      {"22/10/05", "-"},
                      {"2022/10/05 12", "-"},
                      {"2022/10/05 12:3", "-"},
                      {"2022/10-05", "-"}});
}

TEST(Date, ReadsDigits) {
  expect_all("ymd", {{"20221005", "2022-10-05T00:00:00+09:00"},
                     {"202210051234", "2022-10-05T12:34:00+09:00"},
                     {"20221005123456", "2022-10-05T12:34:56+09:00"},
                     {"20221005123456789", "2022-10-05T12:34:56.789+09:00"},
                     {"20221005 123456", "2022-10-05T12:34:56+09:00"},
                     {"20221005 12:34:56", "2022-10-05T12:34:56+09:00"},
                     {"20220230", "-"},
                     {"2022100", "-"},
                     {"202210051", "-"},
                     {"2022100512345", "-"},
                     {"202210051234567", "-"}});
}

TEST(Date, ReadsEras) {
  expect_all("era", {{"R4.10.5", "2022-10-05T00:00:00+09:00"},
                     {"r4.10.5", "2022-10-05T00:00:00+09:00"},
                     {"R04/10/05 12:34:56", "2022-10-05T12:34:56+09:00"},
                     {"H31-4-30", "2019-04-30T00:00:00+09:00"},
                     {"R041005", "2022-10-05T00:00:00+09:00"},
                     {"R 4.10. 5", "2022-10-05T00:00:00+09:00"},
                     {"令和4年10月5日", "2022-10-05T00:00:00+09:00"},
                     {"令和 4年10月 5日 12時34分56秒", "2022-10-05T12:34:56+09:00"},
                     {"令和元年5月1日 9時", "2019-05-01T09:00:00+09:00"},
                     {"R元.5.1", "2019-05-01T00:00:00+09:00"},
                     {"㋿4年10月5日", "2022-10-05T00:00:00+09:00"},
                     {"Ｒ４．１０．５", "2022-10-05T00:00:00+09:00"},
                     {"令和４年１０月５日　１２：３４", "2022-10-05T12:34:00+09:00"},
                     {"平成31年5月1日", "2019-05-01T00:00:00+09:00"},
                     {"昭和64年1月7日", "1989-01-07T00:00:00+09:00"},
                     {"S1.12.25", "1926-12-25T00:00:00+09:00"},
                     {"T1.7.30", "1912-07-30T00:00:00+09:00"},
                     {"M6.1.1", "1873-01-01T00:00:00+09:00"},
                     {"令和元年4月30日", "-"},
                     {"M5.12.31", "-"},
                     {"令和5年2月30日", "-"},
                     {"R0.1.1", "-"},
                     {"R4.13.1", "-"},
                     {"R4.10", "-"},
                     {"R4.10/5", "-"},
                     {"X4.10.5", "-"},
                     {"令和4年10月5", "-"},
                     {"令和4年10月5日12", "-"},
                     {"R4.10.5x", "-"},
                     {"2022.10.5", "-"}});
}

TEST(Date, ReadsTheOthers) {
  expect_all("jp", {{"2022年10月5日", "2022-10-05T00:00:00+09:00"},
                    {"2022年10月5日12時34分56秒", "2022-10-05T12:34:56+09:00"},
                    {"2022年 1月 5日 9:05", "2022-01-05T09:05:00+09:00"},
                    {"２０２２年１０月５日", "2022-10-05T00:00:00+09:00"},
                    {"2022年2月30日", "-"},
                    {"2022年10月", "-"}});
  expect_all("clf", {{"05/Oct/2022:12:34:56 +0900", "2022-10-05T12:34:56+09:00"},
                     {"05/Oct/2022:03:34:56 +0000", "2022-10-05T12:34:56+09:00"},
                     {"05/Oct/2022:12:34:56", "2022-10-05T12:34:56+09:00"},
                     {"05/oct/2022:12:34:56 +0900", "-"},
                     {"05/ctN/2022:12:34:56 +0900", "-"},
                     {"31/Feb/2022:12:34:56 +0900", "-"},
                     {"5/Oct/2022:12:34:56 +0900", "-"}});
  expect_all("epoch", {{"1664940896", "2022-10-05T12:34:56+09:00"},
                       {"1664940896.5", "2022-10-05T12:34:56.500+09:00"},
                       {"0", "1970-01-01T09:00:00+09:00"},
                       {"-1", "1970-01-01T08:59:59+09:00"},
                       {"253402300800", "-"},
                       {"9999999999999999999999", "-"},
                       {"1e9", "-"},
                       {"-", "-"}});
  expect_all("epoch-ms", {{"1664940896789", "2022-10-05T12:34:56.789+09:00"}, {"abc", "-"}});
  expect_all("fiscal", {{"2022年度", "2022-04-01T00:00:00+09:00"},
                        {"令和4年度", "2022-04-01T00:00:00+09:00"},
                        {"令和元年度", "2019-04-01T00:00:00+09:00"},
                        {"R4年度下期", "2022-10-01T00:00:00+09:00"},
                        {"2022年度上期", "2022-04-01T00:00:00+09:00"},
                        {"2022年度末", "2023-03-31T00:00:00+09:00"},
                        {"2022年度3月31日", "2023-03-31T00:00:00+09:00"},
                        {"2022年度10月5日", "2022-10-05T00:00:00+09:00"},
                        {"FY2022", "2022-04-01T00:00:00+09:00"},
                        {"2022年", "-"},
                        {"2022年度2月29日", "-"},
                        {"2022年度x", "-"}});
}

TEST(Date, TriesFormatsInOrder) {
  const InstantParser parser = parser_of({"ymd/", "era", "epoch"}, kUtc);
  EXPECT_EQ(parsed(parser, "2022/10/05"), "2022-10-05T09:00:00+09:00");
  EXPECT_EQ(parsed(parser, "R4.10.5"), "2022-10-05T09:00:00+09:00");
  EXPECT_EQ(parsed(parser, "0"), "1970-01-01T09:00:00+09:00");
  EXPECT_EQ(parsed(parser, "5 Oct 2022"), "-");
  EXPECT_EQ(parsed(parser, std::string(1000, '1')), "-");
}

TEST(Date, RefusesUnknownFormats) {
  EXPECT_FALSE(InstantParser::compile({}, kUtc));
  const auto slip = InstantParser::compile(std::vector<std::string>{"eras"}, kUtc);
  ASSERT_FALSE(slip);
  EXPECT_EQ(to_string(slip.error()), "unknown date format `eras`\n  help: Did you mean `era`?");
  EXPECT_FALSE(InstantParser::compile(std::vector<std::string>(17, "iso"), kUtc));
}

// The table of worked examples in docs/formats/dates.md.
TEST(Date, TheDocumentIsRight) {
  std::ifstream document(SEKISHO_ROOT "/docs/formats/dates.md");
  ASSERT_TRUE(document);
  const std::regex row(R"(\| (\S+) \| `([^`]+)` \| (\S+) \|)");
  int rows = 0;
  for (std::string line; std::getline(document, line);) {
    std::smatch cells;
    if (!std::regex_match(line, cells, row)) continue;
    EXPECT_EQ(parsed(parser_of({cells[1]}), cells[2].str()), cells[3]) << line;
    ++rows;
  }
  EXPECT_EQ(rows, 20);
}

// The plain reference: a regular expression a format, then the calendar.
std::optional<Instant> reference(const std::string& format, const std::string& text) {
  static const std::regex iso(
      R"((\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?()(?:([Zz])| ?([+-])(\d\d):?(\d\d)?)?)");
  static const std::regex slash(
      R"((\d{4})/ *(\d{1,2})/ *(\d{1,2})(?: +(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?| *)())");
  static const std::regex era(
      R"([Rr] *(\d{1,2})\. *(\d{1,2})\. *(\d{1,2})(?: +(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?| *)())");
  std::smatch m;
  if (!std::regex_match(text, m, format == "iso" ? iso : format == "era" ? era : slash)) return {};
  const auto number = [&](size_t i) { return m[i].length() == 0 ? 0 : std::stoi(m[i]); };
  CivilTime civil{number(1), number(2), number(3), number(4), number(5), number(6)};
  if (format == "era") {
    if (civil.year == 0) return {};
    civil.year += 2018;
    if (civil.year == 2019 && civil.month < 5) return {};
  }
  civil.micros = std::stoi((m[7].str() + "000000").substr(0, 6));
  Zone zone = kJst;
  if (format == "iso" && m[9].matched) zone = kUtc;
  if (format == "iso" && m[10].matched) {
    if (m[0].str().back() == ':' || number(11) > 18 || number(12) > 59) return {};
    zone.offset_seconds = (number(11) * 3600 + number(12) * 60) * (m[10] == "-" ? -1 : 1);
  }
  return checked_instant(civil, zone, Hours::kTo29);
}

std::string some_date(const std::string& format) {
  const auto in = [](int first, int last) { return *rc::gen::inRange(first, last + 1); };
  std::string out;
  if (format == "era") {
    out = fmt::format("R{}.{}.{}", in(0, 99), in(0, 13), in(0, 32));
  } else if (format == "iso") {
    out = fmt::format("{:04}-{:02}-{:02}", in(0, 9999), in(0, 13), in(0, 32));
  } else {
    out = fmt::format("{:04}/{}/{}", in(0, 9999), in(0, 13), in(0, 32));
  }
  if (format == "iso" || in(0, 3) > 0) {
    out += fmt::format(" {:02}:{:02}", in(0, 31), in(0, 61));
    if (in(0, 3) > 0) out += fmt::format(":{:02}", in(0, 61));
    if (in(0, 3) == 0) out += fmt::format(".{}", in(0, 99999999));
  }
  if (format == "iso") {
    out += *rc::gen::elementOf(
        std::vector<std::string>{"", "Z", "+09:00", "-0330", "+09", " +0100", "+19:00"});
  }
  if (in(0, 2) == 0) {
    const auto at = *rc::gen::inRange<size_t>(0, out.size());
    if (in(0, 1) == 0) {
      out[at] = *rc::gen::elementOf(std::string("0123456789 -/:.TZ+x"));
    } else {
      out.erase(at, 1);
    }
  }
  return out;
}

RC_GTEST_PROP(Date, AgreesWithThePlainReference, ()) {
  static const InstantParser iso = parser_of({"iso"});
  static const InstantParser slash = parser_of({"ymd/"});
  static const InstantParser era = parser_of({"era"});
  for (const std::string format : {"iso", "ymd/", "era"}) {
    const std::string text = some_date(format);
    // The reference knows neither spaces at the ends, nor dates alone nor basic forms of ISO 8601.
    if (text.empty() || text.front() == ' ' || text.back() == ' ') continue;
    if (format == "iso" && (text.size() < 16 || text[4] != '-' || text[13] != ':')) continue;
    if (format == "era" && text.front() != 'R') continue;
    const InstantParser& parser = format == "iso" ? iso : format == "era" ? era : slash;
    RC_LOG() << format << " `" << text << "`\n";
    RC_ASSERT(parser.parse(text) == reference(format, text));
  }
}

RC_GTEST_PROP(Date, EveryFormReadsWhatIsWritten, ()) {
  static const InstantParser parser = parser_of({"iso", "era", "jp", "epoch-ms"});
  const Instant instant{*rc::gen::inRange<int64_t>(-3'000'000'000, 4'000'000'000) * 1'000'000 +
                        *rc::gen::inRange<int64_t>(0, 1'000'000)};
  RC_ASSERT(parser.parse(rfc3339(instant, kJst)) == instant);
  RC_ASSERT(parser.parse(rfc3339(instant, kUtc)) == instant);
  const Instant day = start_of_day(instant, kJst);
  RC_ASSERT(parser.parse(date_iso(instant, kJst)) == day);
  RC_ASSERT(parser.parse(date_ja(instant, kJst)) == day);
  RC_ASSERT(parser.parse(date_era(instant, kJst)) == day);
  const Instant second{instant.micros - (instant.micros % 1'000'000 + 1'000'000) % 1'000'000};
  RC_ASSERT(parser.parse(date_time_iso(instant, kJst)) == second);
  RC_ASSERT(parser.parse(date_time_ja(instant, kJst)) == second);
}

RC_GTEST_PROP(Date, AnyBytesAreBorne, (const std::string& text)) {
  static const InstantParser parser =
      parser_of({"iso", "ymd/", "ymd", "era", "jp", "clf", "epoch", "epoch-ms", "fiscal"});
  const auto instant = parser.parse(text);
  if (instant) RC_ASSERT(parser.parse(rfc3339(*instant, kUtc)) == instant);
}

}  // namespace
}  // namespace sekisho::text
