#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "logs/csv_record.h"
#include "logs/log_format.h"
#include "logs/testing_test.h"
#include "text/csv.h"
#include "text/fold.h"

namespace sekisho::logs {
namespace {

constexpr std::string_view kHeader =
    "アクセス日時,利用者ＩＤ,端末番号,画面ＩＤ,操作,お客さま番号,供給地点特定番号,結果\r\n";

std::string nol(std::string_view lines) {
  return cp932(std::string(kHeader) + std::string(lines));
}

TEST(CsvDecoder, ReadsAnExportAsItComes) {
  const Decoded d = decode(
      shipped_profile("nol"),
      nol("2022/10/05 12:34:56,k00123,KTD-PC-00123,NOL-203,\"照会, "
          "詳細\",7000001234,0900000000012345678901,正常\r\n"
          "R4.10.5 12:34:57,Ｋ００１２３,KTD-PC-00123,NOL-203,\"照会, 詳細\",７０００００１２３４,"
          "09-0000-0000-0123-4567-8901,拒否\r\n"
          "2022/10/05 24:30:00,k00123,KTD-PC-00123,NOL-1,\"ログイン\",,,正常\r\n"));
  EXPECT_EQ(
      d.lines,
      (Strings{
          "2 2022-10-05T12:34:56+09:00 k00123 KTD-PC-00123 - view allowed 0900000000012345678901 "
          "7000001234 0",
          "3 2022-10-05T12:34:57+09:00 k00123 KTD-PC-00123 - view refused 0900000000012345678901 "
          "7000001234 0",
          "4 2022-10-06T00:30:00+09:00 k00123 KTD-PC-00123 - login allowed - - 0"}));
  EXPECT_EQ(d.counts.header_lines, 1U);
  EXPECT_EQ(d.events.object_kind[0], ObjectKind::kSupplyPoint);
  EXPECT_EQ(d.events.object_kind[2], ObjectKind::kNone);
}

TEST(CsvDecoder, RejectsWhatItCannotReadAndNothingElse) {
  const std::string good =
      "2022/10/05 12:34:56,k1,T,NOL-203,照会,1,0900000000012345678901,正常\r\n";
  std::string bytes = nol(good + "\r\n" +                                           // 3
                          "2022/10/05 12:34:56,k1\r\n" +                            // 4
                          "2022/10/05 12:34:56,k1,T,\"途中で切れた\r\n" +           // 5
                          "?\?\?\?/13/45 99:99:99,x,y,z,a,b,c,d\r\n" +              // 6
                          "2022/02/30 12:34:56,k1,T,NOL-203,照会,1,,正常\r\n" +     // 7
                          "2022/10/05 12:34:56,,T,NOL-203,照会,1,,正常\r\n" +       // 8
                          "2022/10/05 12:34:56,k1,T,NOL-203,照会,1,123,正常\r\n" +  // 9
                          "2022/10/05 12:34:56,k1,T,NOL-203,照会,1,,異常\r\n" +     // 10
                          "2022/10/05 12:34:56,k1,T,NOL-203,照会,1,,正常,9\r\n" +   // 11
                          "2022/10/05 12:34:56,k1,T,NOL-203,\"照会\"x,1,,正常\r\n" + good);
  bytes += cp932("2022/10/05 12:34:56,k1,T,NOL-203,照会,") + "\x82" + cp932(",,正常\r\n");
  bytes += cp932("2022/10/05 12:34:56,k1,T,NOL-203,照会,1,,正") + "\xFF\r\n";
  bytes += std::string("a\0b\r\n", 5) + cp932(good);
  const Decoded d = decode(shipped_profile("nol"), bytes);
  EXPECT_EQ(d.refused,
            (Strings{"3+1 empty-line", "4+1 too-few-fields", "5+1 broken-quote", "6+1 bad-time",
                     "7+1 bad-time", "8+1 missing-field", "9+1 unknown-value", "10+1 unknown-value",
                     "11+1 too-many-fields", "12+1 broken-quote", "14+1 bad-encoding",
                     "15+1 bad-encoding", "16+1 nul-byte"}));
  EXPECT_EQ(d.events.line, (std::vector<uint64_t>{2, 13, 17}));
  EXPECT_EQ(d.rejects[3].detail, "time `?\?\?\?/13/45 99:99:99`");
  EXPECT_EQ(bytes.substr(d.rejects[1].raw.offset, d.rejects[1].raw.length),
            "2022/10/05 12:34:56,k1");
}

TEST(CsvDecoder, TakesTheHeadersOrderFromTheFile) {
  const Decoded d = decode(
      shipped_profile("nol"),
      cp932(
          "結果,供給地点特定番号,利用者ID,備考,端末番号,画面ID,操作,お客さま番号,アクセス日時\n"
          "正常,0900000000012345678901,k1,何か,T1,NOL-2,印刷,77,2022/10/05 01:02:03\n"
          "結果,供給地点特定番号,利用者ID,備考,端末番号,画面ID,操作,お客さま番号,アクセス日時\n"));
  EXPECT_EQ(
      d.lines,
      (Strings{"2 2022-10-05T01:02:03+09:00 k1 T1 - print allowed 0900000000012345678901 77 0"}));
  EXPECT_EQ(d.counts.header_lines, 2U);  // it came again, as where files are put together
}

TEST(CsvDecoder, SaysOnceThatAFileIsOfAnotherLayoutOrEncoding) {
  std::string utf8 = std::string(kHeader);
  for (int i = 0; i < 50; ++i) utf8 += "2022/10/05 12:34:56,k1,T,NOL-203,照会,1,,正常\r\n";
  const Decoded wrong = decode(shipped_profile("nol"), utf8);
  EXPECT_EQ(wrong.refused, (Strings{"1+51 bad-encoding"}));
  EXPECT_NE(wrong.rejects[0].detail.find("the file is in utf-8, the profile says cp932"),
            std::string::npos);
  const Decoded other = decode(shipped_profile("nol"), "a,b,c\n1,2,3\n4,5,6\n");
  EXPECT_EQ(other.refused, (Strings{"1+3 bad-structure"}));
  EXPECT_EQ(other.counts.reject_lines, 3U);
}

constexpr std::string_view kPlain = R"(
kind = "log"
system = "x"
files = ["x.csv"]
format = "csv"
columns = ["time", "account", "terminal", "word", "key", "note"]
object_kind = "other"
[fields]
time = "time"
account = "account"
terminal = "terminal"
action = "word"
object = "key"
[values.action]
v = "view"
s = "search"
[defaults]
action = "other"
)";

TEST(CsvDecoder, SumsUpALongRunOfRejects) {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += "x\n";
  bytes += "2022-10-05 01:02:03,a,t,v,k,n\nx\n";
  const Decoded d = decode(profile_of(kPlain), bytes);
  ASSERT_EQ(d.rejects.size(), 1002U);
  EXPECT_EQ(d.refused[1000], "1001+4000 too-few-fields");
  EXPECT_EQ(d.refused[1001], "5002+1 too-few-fields");
  EXPECT_EQ(d.counts.reject_lines, 5001U);
}

TEST(CsvDecoder, KeepsTheBeginningOfALineThatIsTooLong) {
  const Decoded d =
      decode(profile_of(kPlain), std::string(3 << 20, 'x') + "\n2022-10-05 01:02:03,a,t,v,k,n");
  EXPECT_EQ(d.refused, (Strings{"1+1 too-long"}));
  EXPECT_EQ(d.rejects[0].raw.length, 4096U);
  EXPECT_EQ(d.events.line, (std::vector<uint64_t>{2}));
}

TEST(CsvDecoder, FillsShortLinesAndCutsLongOnesWhereTheProfileSaysSo) {
  std::string toml(kPlain);
  toml.insert(toml.find("object_kind"), "short_lines = \"fill\"\nlong_lines = \"ignore\"\n");
  const Decoded d =
      decode(profile_of(toml), "2022-10-05 01:02:03,a\n2022-10-05 01:02:03,a,t,v,k,n,,,\n");
  EXPECT_EQ(d.lines, (Strings{"1 2022-10-05T01:02:03+09:00 a - - other unknown - - 0",
                              "2 2022-10-05T01:02:03+09:00 a t - view unknown k - 0"}));
}

TEST(CsvDecoder, ReadsRecordsOfSeveralLinesAndRecovers) {
  std::string toml(kPlain);
  toml.insert(toml.find("object_kind"), "records = \"multiline\"\n");
  const Decoded d = decode(profile_of(toml),
                           "2022-10-05 01:02:03,a,t,v,k1,\"one\ntwo\n\"\"three\"\"\"\r\n"
                           "2022-10-05 01:02:04,a,t,v,k2,\"never closed\n"
                           "2022-10-05 01:02:05,a,t,v,k3,\"fine\"\n"
                           "2022-10-05 01:02:06,a,t,v,k4,x\n");
  EXPECT_EQ(d.events.line, (std::vector<uint64_t>{1, 5, 6}));
  EXPECT_EQ(d.refused, (Strings{"4+1 broken-quote"}));
  EXPECT_EQ(d.counts.event_lines, 5U);
}

TEST(CsvDecoder, KnowsATrailByteFromAPipe) {
  std::string toml(kPlain);
  toml.insert(toml.find("object_kind"), "encoding = \"cp932\"\ndelimiter = \"|\"\n");
  // 暗 is 88C3 and 亜 889F; ポ is 837C, whose second byte is the pipe.
  const Decoded d = decode(profile_of(toml), cp932("2022-10-05 01:02:03|ポポ|ポ1|v|k|ソフト\n"));
  EXPECT_EQ(d.lines, (Strings{"1 2022-10-05T01:02:03+09:00 ポポ ポ1 - view unknown k - 0"}));
}

TEST(CsvDecoder, TakesQuotesInAnUnquotedFieldAsText) {
  const Decoded d = decode(profile_of(kPlain),
                           "2022-10-05 01:02:03,a\"\"b,t,v,k\"\"1,n\n"
                           "2022-10-05 01:02:03,\"a\"\"b\",t,v,\"\"\"k\"\"1\",n\n");
  EXPECT_EQ(d.lines, (Strings{"1 2022-10-05T01:02:03+09:00 a\"\"b t - view unknown k\"\"1 - 0",
                              "2 2022-10-05T01:02:03+09:00 a\"b t - view unknown \"k\"1 - 0"}));
}

TEST(CsvDecoder, TakesAnyCharacterAsTheQuote) {
  std::string toml(kPlain);
  toml.insert(toml.find("object_kind"), "quote = \"'\"\n");
  const Decoded d =
      decode(profile_of(toml), "2022-10-05 01:02:03,'a''b',\"t\"\"\",v,'k''\"\"',n\n");
  EXPECT_EQ(d.lines,
            (Strings{"1 2022-10-05T01:02:03+09:00 a'b \"t\"\"\" - view unknown k'\"\" - 0"}));
}

TEST(CsvDecoder, TakesOutTheClocksOffset) {
  std::string toml(kPlain);
  toml +=
      "[[clock]]\nuntil = \"2022-10-05T02:00:00Z\"\noffset_seconds = 90\ntolerance_seconds = 5\n";
  const LogProfile profile = profile_of(toml);
  const Decoded d =
      decode(profile, "2022-10-05 01:02:03Z,a,t,v,k,n\n2022-10-05 03:02:03Z,a,t,v,k,n\n");
  EXPECT_EQ(text::rfc3339(d.events.time[0], text::kUtc), "2022-10-05T01:00:33Z");
  EXPECT_EQ(text::rfc3339(d.events.time[1], text::kUtc), "2022-10-05T03:02:03Z");
  EXPECT_EQ(profile.tolerance_at(d.events.time[0]), 5 * kMicrosPerSecond);
  EXPECT_EQ(profile.tolerance_at(d.events.time[1]), 0);
}

// What a line is, found the plain way: with the reader of register files.
std::string plain_reading(std::string_view line) {
  if (line.find('\0') != std::string_view::npos || !text::valid_utf8(line)) return "reject";
  text::CsvReader reader(line, {});
  text::CsvRecord record;
  if (!reader.next(record) || record.error || record.fields.size() != 6) return "reject";
  const auto parser = text::InstantParser::compile(std::vector<std::string>{"iso"}, text::kJst);
  const auto time = parser->parse(record.fields[0]);
  if (!time || record.fields[0].empty()) return "reject";
  const auto clean = [](std::string_view field) {
    std::string folded = text::fold_width(field);
    const size_t first = folded.find_first_not_of(" \t");
    if (first == std::string::npos) return std::string("-");
    return folded.substr(first, folded.find_last_not_of(" \t") - first + 1);
  };
  const auto trimmed_account = [](std::string_view field) {
    const size_t first = field.find_first_not_of(" \t");
    return first == std::string_view::npos
               ? std::string("-")
               : std::string(field.substr(first, field.find_last_not_of(" \t") - first + 1));
  };
  const std::string word = clean(record.fields[3]);
  const std::string account =
      clean(record.fields[1]) == "-" ? "-" : trimmed_account(record.fields[1]);
  return text::rfc3339(*time, text::kJst) + " " + account + " " + clean(record.fields[2]) + " - " +
         (word == "v"   ? "view"
          : word == "s" ? "search"
                        : "other") +
         " unknown " + clean(record.fields[4]) + " - 0";
}

// Every line is what the plain reading says, wherever the fast path's chunks end.
void expect_plain_reading(const std::string& bytes) {
  const Decoded d = decode(profile_of(kPlain), bytes);
  std::vector<std::string> found(d.counts.lines + 1, "nothing");
  for (size_t i = 0; i < d.lines.size(); ++i) {
    found[d.events.line[i]] = d.lines[i].substr(d.lines[i].find(' ') + 1);
  }
  for (const Reject& reject : d.rejects) {
    for (uint64_t k = 0; k < reject.lines; ++k) found[reject.line + k] = "reject";
  }
  uint64_t number = 0;
  for (size_t at = 0; at < bytes.size();) {
    size_t end = bytes.find('\n', at);
    if (end == std::string::npos) end = bytes.size();
    std::string_view line = std::string_view(bytes).substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    ASSERT_LT(number, found.size());
    ASSERT_EQ(found[number], plain_reading(line)) << "line " << number << ": " << line;
    at = end + 1;
  }
  ASSERT_EQ(number, d.counts.lines);
}

RC_GTEST_PROP(CsvDecoder, AgreesWithThePlainReaderOnMutatedLines, ()) {
  static const std::vector<std::string> kPieces{"2022-10-05 01:02:03",
                                                "2022-10-05T23:59:59.25Z",
                                                "20221005",
                                                ",",
                                                ",",
                                                ",",
                                                ",",
                                                ",",
                                                "\"",
                                                "\"\"",
                                                "\n",
                                                "\n",
                                                "\r\n",
                                                "\r",
                                                "v",
                                                "s",
                                                "ｖ",
                                                "key",
                                                "k00001",
                                                "アカウント",
                                                "  ",
                                                " a ",
                                                "Ａ－１",
                                                "\xFF",
                                                "\xE3\x81",
                                                std::string(1, '\0'),
                                                "2022-10-05 01:02:03,a,t,v,k,n\n",
                                                "2022-10-05 24:10:03,\"a,b\",t,v,\"k\"\"k\",n\r\n",
                                                "x\"y",
                                                std::string(40, 'z')};
  const auto indices =
      *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, static_cast<int>(kPieces.size())));
  std::string bytes;
  for (const int i : indices) bytes += kPieces[static_cast<size_t>(i)];
  expect_plain_reading(bytes);
}

TEST(CsvDecoder, AgreesWithThePlainReaderAcrossChunks) {
  std::string bytes;
  for (int i = 0; i < 20'000; ++i) {
    bytes += i % 7 == 3 ? "2022-10-05 01:02:03,\"a\"\"" + std::to_string(i % 50) + "\",t,v,k,n\r\n"
             : i % 11 == 5
                 ? "\"broken," + std::string(static_cast<size_t>(i % 90), 'x') + "\n"
                 : "2022-10-05 01:02:" + std::to_string(10 + i % 50) + ",ａ" + std::to_string(i) +
                       ",t," + (i % 2 == 0 ? "v" : "s") + ",k" + std::to_string(i) + ",n\n";
  }
  expect_plain_reading(bytes);
}

// The byte-by-byte cutter, which reads multi-line records, cuts lines as CsvReader does.
RC_GTEST_PROP(CsvRecord, CutsLinesAsTheRegisterReaderDoes, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '\r', 'b'));
  LogFormat format;
  CsvCut cut;
  text::CsvReader reader(text, {});
  text::CsvRecord record;
  std::string_view rest = text;
  while (!rest.empty()) {
    cut_csv_record(rest, format, 0, true, cut);
    RC_ASSERT(reader.next(record));
    RC_ASSERT((cut.error != nullptr) == record.error.has_value());
    if (cut.error == nullptr && !record.fields.empty()) {
      RC_ASSERT(cut.values.size() == record.fields.size());
      for (size_t i = 0; i < cut.values.size(); ++i) {
        std::string plain;
        unescape(cut.values[i].form, cut.values[i].view(), plain);
        RC_ASSERT(plain == record.fields[i]);
      }
    }
    rest.remove_prefix(cut.next);
  }
  RC_ASSERT(!reader.next(record));
}

}  // namespace
}  // namespace sekisho::logs
