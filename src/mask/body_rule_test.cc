#include "mask/body_rule.h"

#include <gtest/gtest.h>

#include <string>

#include "mask/sample_plan_test.h"

namespace sekisho::mask {
namespace {

constexpr std::string_view kTypes[] = {"json", "jsonl", "csv", "html", "text"};

std::string fate(const ResponseHead& head) {
  const BodyRule rule = body_rule(head);
  EXPECT_EQ(rule.fate == BodyFate::kRefuse, !rule.ja.empty() && !rule.en.empty());
  if (rule.fate == BodyFate::kPass) return "pass";
  if (rule.fate == BodyFate::kRefuse) return "refuse";
  std::string out(kTypes[static_cast<size_t>(rule.format.type)]);
  if (rule.format.csv.encoding == CsvMasker::Encoding::kCp932) out += " cp932";
  if (rule.format.csv.delimiter == '\t') out += " tab";
  return out;
}

std::string type(std::string_view content_type) {
  ResponseHead head;
  head.content_type = content_type;
  return fate(head);
}

TEST(BodyRule, MasksTypesThatAreListed) {
  EXPECT_EQ(type("application/json"), "json");
  EXPECT_EQ(type("Application/JSON ; Charset=\"UTF-8\""), "json");
  EXPECT_EQ(type("application/problem+json"), "json");
  EXPECT_EQ(type("application/x-ndjson"), "jsonl");
  EXPECT_EQ(type("text/html;charset=utf-8"), "html");
  EXPECT_EQ(type("text/plain"), "text");
  EXPECT_EQ(type("text/csv; charset=Shift_JIS; header=present"), "csv cp932");
  EXPECT_EQ(type("text/csv"), "csv");
  EXPECT_EQ(type("text/tab-separated-values; charset=windows-31j"), "csv cp932 tab");
}

TEST(BodyRule, RefusesEverythingElse) {
  for (const std::string_view refused :
       {"",
        "application/pdf",
        "application/octet-stream",
        "image/png",
        "text/xml",
        "application/xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel",
        "multipart/mixed; boundary=a",
        "multipart/byteranges; boundary=a",
        "text/event-stream",
        "application/javascript",
        "application/xhtml+xml",
        "text/html; charset=shift_jis",
        "text/html; charset=iso-2022-jp",
        "application/json; charset=utf-16",
        "text/csv; x=y",
        "application/json; charset",
        "application/json, text/html",
        "json"}) {
    EXPECT_EQ(type(refused), "refuse") << refused;
  }
}

TEST(BodyRule, SaysAFormWithoutWhatElseStoodThere) {
  EXPECT_EQ(form_in_words("Text/HTML; charset=UTF-8"), "text/html; charset=utf-8");
  EXPECT_EQ(form_in_words("text/csv; charset=cp932; header=present"),
            "text/csv; charset=Shift_JIS");
  EXPECT_EQ(form_in_words("application/problem+json"), "application/problem+json");
  EXPECT_EQ(form_in_words("application/supplier-7+json"), "application/json");
  for (const std::string_view none :
       {"", "text/html; name=supplier", "image/supplier", "text/html; charset=supplier"}) {
    EXPECT_EQ(form_in_words(none), "") << none;
  }
}

// Range returned raw values, and a compressed body passed as it was.
TEST(BodyRule, RefusesPartsAndEncodings) {
  ResponseHead head;
  head.content_type = "application/json";
  head.status = 206;
  EXPECT_EQ(fate(head), "refuse");
  head.status = 200;
  head.content_range = "bytes 0-9/100";
  EXPECT_EQ(fate(head), "refuse");
  head.content_range = {};
  for (const std::string_view encoding : {"gzip", "br", "identity, gzip", "x"}) {
    head.content_encoding = encoding;
    EXPECT_EQ(fate(head), "refuse") << encoding;
  }
  head.content_encoding = " Identity ";
  EXPECT_EQ(fate(head), "json");
  head.status = 101;
  EXPECT_EQ(fate(head), "refuse");
}

TEST(BodyRule, PassesWhatHoldsNothing) {
  ResponseHead head;
  head.status = 304;
  EXPECT_EQ(fate(head), "pass");
  head.status = 200;
  head.has_body = false;
  EXPECT_EQ(fate(head), "pass");
  head.has_body = true;
  head.content_type = "font/woff2";
  head.is_static = true;
  EXPECT_EQ(fate(head), "pass");
}

TEST(TextMasker, HidesTheWholeWhereItKnowsNothing) {
  EXPECT_EQ(in_pieces(TextMasker(sample_plan("mask:minimum")), "a\n\nb", 1).value(), "***");
  EXPECT_EQ(in_pieces(TextMasker(sample_plan("mask:minimum")), " \n", 1).value(), "");
  EXPECT_FALSE(in_pieces(TextMasker(sample_plan("mask:minimum")), "\xFF", 1));
  EXPECT_EQ(in_pieces(TextMasker(sample_plan("mask:phone=redact")), std::string(3 << 20, 'a'), 9999)
                .error()
                .code,
            ErrorCode::kLimit);
}

}  // namespace
}  // namespace sekisho::mask
