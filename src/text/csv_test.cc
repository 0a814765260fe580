#include "text/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/limits.h"

namespace sekisho::text {
namespace {

// Every record as `first-last:field|field` or `first-last!error`.
std::vector<std::string> read(std::string_view text, CsvDialect dialect = {}) {
  std::vector<std::string> out;
  CsvReader reader(text, dialect);
  CsvRecord record;
  while (reader.next(record)) {
    std::string line = std::to_string(record.first_line);
    if (record.last_line != record.first_line) line += "-" + std::to_string(record.last_line);
    if (record.error) {
      EXPECT_TRUE(record.fields.empty());
      line += "!" + *record.error;
    } else {
      line += ":";
      for (size_t i = 0; i < record.fields.size(); ++i) {
        line += (i == 0 ? "" : "|") + std::string(record.fields[i]);
      }
    }
    out.push_back(line);
  }
  return out;
}

using Lines = std::vector<std::string>;
constexpr CsvDialect kMultiline{.multiline = true};

TEST(Csv, SplitsLines) {
  EXPECT_EQ(read("a,b\r\n,\nc"), (Lines{"1:a|b", "2:|", "3:c"}));
  EXPECT_EQ(read(""), Lines{});
  EXPECT_EQ(read("\n\r\na\n"), (Lines{"1:", "2:", "3:a"}));
  EXPECT_EQ(read("a\tb;c\n", {.delimiter = '\t'}), (Lines{"1:a|b;c"}));
  EXPECT_EQ(read("\"a\",b\n", {.quote = 0}), (Lines{"1:\"a\"|b"}));
}

TEST(Csv, ReadsQuotes) {
  EXPECT_EQ(read("\"a,b\",\"say \"\"hi\"\"\",\"\"\n"), (Lines{"1:a,b|say \"hi\"|"}));
  EXPECT_EQ(read("a\"b\"\"c,=\"00\"\n"), (Lines{"1:a\"b\"\"c|=\"00\""}));
  EXPECT_EQ(read("\"\"\"\"\n"), (Lines{"1:\""}));
}

TEST(Csv, ABrokenLineCostsThatLineOnly) {
  EXPECT_EQ(read("a,\"b\nc,d\n"), (Lines{"1!unclosed quote", "2:c|d"}));
  EXPECT_EQ(read("\"a\"b,c\nd\n"), (Lines{"1!text behind a closing quote", "2:d"}));
  EXPECT_EQ(read("\"a\"\"\nd\n"), (Lines{"1!unclosed quote", "2:d"}));
  EXPECT_EQ(read(std::string(kMaxCsvFields, ',') + "\nd\n"), (Lines{"1!too many fields", "2:d"}));
  EXPECT_EQ(read(std::string(kMaxCsvRecordBytes + 1, 'x') + "\nd\n"),
            (Lines{"1!record too long", "2:d"}));
}

TEST(Csv, ReadsRecordsOfSeveralLines) {
  EXPECT_EQ(read("\"a\nb\",c\nd\n", kMultiline), (Lines{"1-2:a\nb|c", "3:d"}));
  EXPECT_EQ(read("\"a\r\n\r\nb\"\r\nd", kMultiline), (Lines{"1-3:a\r\n\r\nb", "4:d"}));
  EXPECT_EQ(read("x,\"a \"\"q\"\"\nb\"", kMultiline), (Lines{"1-2:x|a \"q\"\nb"}));
}

TEST(Csv, FindsBackAfterAQuoteThatIsNeverClosed) {
  EXPECT_EQ(read("\"a\nb,c\nd\n", kMultiline), (Lines{"1!unclosed quote", "2:b|c", "3:d"}));
  EXPECT_EQ(read("\"a,b\nc,\"d\"\n", kMultiline), (Lines{"1!unclosed quote", "2:c|d"}));
  std::string many = "\"a\n";
  for (uint64_t i = 0; i < kMaxCsvRecordLines + 5; ++i) many += "x\n";
  const Lines lines = read(many + "\"\n", kMultiline);
  ASSERT_EQ(lines.size(), kMaxCsvRecordLines + 7);
  EXPECT_EQ(lines.front(), "1!unclosed quote");
  EXPECT_EQ(lines[1], "2:x");
}

TEST(Csv, RecordsSurviveAMove) {
  CsvReader reader("\"a\"\"b\"\n");
  CsvRecord record;
  ASSERT_TRUE(reader.next(record));
  const CsvRecord moved = std::move(record);
  EXPECT_EQ(moved.fields.at(0), "a\"b");
  EXPECT_EQ(moved.raw, "\"a\"\"b\"");
}

TEST(Csv, CountsFromTheGivenLine) {
  CsvReader reader("a\n", {}, 7);
  CsvRecord record;
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.first_line, 7U);
}

TEST(CsvWriter, QuotesWhatNeedsIt) {
  std::string out;
  CsvWriter writer(out);
  writer.field("a").field("b,c").field("d\"e").field("f\ng").field(-5).field(7U).end_row();
  writer.field("").end_row();
  writer.row({"", ""});
  EXPECT_EQ(out, "a,\"b,c\",\"d\"\"e\",\"f\ng\",-5,7\n\"\"\n,\n");
  out.clear();
  CsvWriter(out, {.delimiter = '\t'}, CsvWriter::LineEnd::kCrLf).row({"a,b", "c\td"});
  EXPECT_EQ(out, "a,b\t\"c\td\"\r\n");
}

RC_GTEST_PROP(Csv, WhatIsWrittenIsRead, ()) {
  using Rows = std::vector<std::vector<std::string>>;
  const auto field = rc::gen::resize(
      8, rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,\"\r\n;\t髙"))));
  const auto row_of_fields =
      rc::gen::resize(6, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(field)));
  const auto rows = *rc::gen::resize(10, rc::gen::container<Rows>(row_of_fields));
  std::string text;
  CsvWriter writer(text, {}, CsvWriter::LineEnd::kCrLf);
  uint64_t line = 1;
  for (const auto& row : rows) {
    for (const std::string& text_field : row) writer.field(text_field);
    writer.end_row();
  }
  CsvReader reader(text, kMultiline);
  CsvRecord record;
  for (const auto& row : rows) {
    RC_ASSERT(reader.next(record));
    RC_ASSERT(!record.error);
    RC_ASSERT(record.first_line == line);
    line = record.last_line + 1;
    RC_ASSERT(std::vector<std::string>(record.fields.begin(), record.fields.end()) == row);
  }
  RC_ASSERT(!reader.next(record));
}

// Whatever the bytes, every one belongs to exactly one record, and no line is skipped.
RC_GTEST_PROP(Csv, NoByteIsLost, (bool multiline)) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,,\"\"\"\r\n\n")));
  CsvReader reader(text, {.multiline = multiline});
  CsvRecord record;
  uint64_t line = 1;
  const char* at = text.data();
  while (reader.next(record)) {
    RC_ASSERT(record.first_line == line);
    RC_ASSERT(record.raw.data() == at);
    at += record.raw.size();
    if (at != text.data() + text.size() && *at == '\r') ++at;
    if (at != text.data() + text.size()) RC_ASSERT(*at++ == '\n');
    line = record.last_line + 1;
    if (!multiline || record.error) RC_ASSERT(record.first_line == record.last_line);
  }
  RC_ASSERT(at == text.data() + text.size());
}

}  // namespace
}  // namespace sekisho::text
