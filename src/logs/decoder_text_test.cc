#include <gtest/gtest.h>

#include "logs/testing_test.h"

namespace sekisho::logs {
namespace {

TEST(SyslogDecoder, ReadsStructuredDataWithItsEscapes) {
  const Decoded d = decode(
      shipped_profile("cc"),
      "<134>1 2022-04-01T08:30:00+09:00 cc-app03 callcenter 2052 VIEW [cc@32473 uid=\"C00040\" "
      "term=\"C01-PC-00393\" spid=\"0900000000051276316948\" ope=\"照会\" res=\"OK\"] "
      "お客さま照会\n"
      "<134>1 2022-04-01T08:30:01.5+09:00 - - - - [x@1 uid=\"no\"][cc@32473 uid=\"a\\\"b\\]\" "
      "ope=\"ログイン\" "
      "res=\"DENY\"]\n"
      "<134>1 - cc-app01 callcenter - VIEW [cc@32473 uid=\n"
      "<134>1 2022-04-01T08:30:00+09:00 h a p m - no data\n"
      "not syslog\n"
      "<134>1 2022-04-01T08:30:00+09:00 h a p m [cc@32473 uid=\"u\" res=\"OK\"]x\n"
      "<134>1 - h a p m [cc@32473 uid=\"u\" res=\"OK\"] m\n");
  EXPECT_EQ(d.lines, (Strings{"1 2022-04-01T08:30:00+09:00 c00040 C01-PC-00393 - view allowed "
                              "0900000000051276316948 - 0",
                              "2 2022-04-01T08:30:01.500+09:00 a\"b] - - login refused - - 0"}));
  EXPECT_EQ(d.refused, (Strings{"3+1 bad-structure", "4+1 missing-field", "5+1 bad-structure",
                                "6+1 bad-structure", "7+1 bad-time"}));
}

TEST(JsonDecoder, ReadsPointersAndFindsEscapedKeysInTheLine) {
  const Decoded d =
      decode(shipped_profile("nws"),
             "{\"time\": \"2022-03-31T23:30:00.843Z\", \"actor\": {\"id\": \"x0053\"}, \"src\": "
             "\"10.20.1.237\", "
             "\"op\": \"read\", \"point\": \"0900000000030759771772\", \"status\": 200}\n"
             "{\"time\": \"2022-\n"
             "{\"status\":403,\"point\":\"\\uff109\\u002d00000000030759771772\",\"op\":\"login\","
             "\"src\":null,"
             "\"actor\":{\"id\":\"\\u0058\"},\"time\":\"2022-03-31T23:30:00Z\"}\n"
             "[]\n");
  EXPECT_EQ(
      d.lines,
      (Strings{"1 2022-04-01T08:30:00.843+09:00 x0053 - 10.20.1.237 view allowed "
               "0900000000030759771772 - 0",
               "3 2022-04-01T08:30:00+09:00 x - - login refused 0900000000030759771772 - 0"}));
  EXPECT_EQ(d.refused, (Strings{"2+1 bad-structure", "4+1 missing-field"}));
}

TEST(JsonDecoder, FindsAParameterOfAnEscapedRequest) {
  const LogProfile profile = profile_of(R"(kind = "log"
system = "x"
files = []
format = "jsonl"
object_kind = "facility"
[fields]
time = "/t"
action = { from = "/r", part = "method" }
object = { from = "/r", query = "id" }
customer = { from = "/r", part = "path" }
[values.action]
GET = "view"
)");
  const Decoded d = decode(profile, R"({"t":"2022-10-05","r":"GET \/map\/x?id=P%2B7 HTTP\/1.1"})");
  EXPECT_EQ(d.lines, (Strings{"1 2022-10-05T00:00:00+09:00 - - - view unknown P+7 /map/x 0"}));
}

TEST(AccessLogDecoder, ReadsCombinedLinesAndTheRequestsParts) {
  const Decoded d =
      decode(shipped_profile("re"),
             "10.20.0.24 - KTD0001 [01/Apr/2022:08:30:00 +0900] \"GET "
             "/nintei/detail?setsubi=F705964K41 HTTP/1.1\" 200 "
             "4097 \"-\" \"Mozilla/5.0\"\n"
             "10.20.0.24 - - [01/Apr/2022:08:30:01 +0900] \"POST /login HTTP/1.1\" 401 -\n"
             "10.20.0.24 - KTD0001 [01/Apr/2022:08:30:02 +0900] \"GET "
             "/nintei/detail?x=1&setsubi=%46%2D1 HTTP/1.1\" 403 1 "
             "\"a\\\"b\" \"c\" 0.012\n"
             "10.20.0.24 - K T D [01/Apr/2022:08:30:03 +0900] \"-\" 400 0\n"
             "10.20.0.24 - KTD0001 [01/Apr/2022:08:30:00 +0900] \"GET /nin\n");
  EXPECT_EQ(d.lines,
            (Strings{"1 2022-04-01T08:30:00+09:00 KTD0001 - 10.20.0.24 view allowed F705964K41 - 0",
                     "2 2022-04-01T08:30:01+09:00 - - 10.20.0.24 login refused - - 0",
                     "3 2022-04-01T08:30:02+09:00 KTD0001 - 10.20.0.24 view refused F-1 - 0",
                     "4 2022-04-01T08:30:03+09:00 K T D - 10.20.0.24 other unknown - - 0"}));
  EXPECT_EQ(d.events.object_kind[0], ObjectKind::kFacility);
  EXPECT_EQ(d.refused, (Strings{"5+1 bad-structure"}));
}

constexpr std::string_view kPattern = R"(
kind = "log"
system = "x"
files = ["x.txt"]
format = "pattern"
pattern = '(?P<at>\d+/\d+/\d+ [\d:]+) (?P<who>\S+)@(?P<term>\S+) 画面=(?P<screen>\S+)(?: 地点=(?P<point>\S*))?'
object_kind = "other"
encoding = "cp932"
skip_prefixes = ["--"]
empty_lines = "skip"
[dates]
formats = ["ymd/"]
zone = "Asia/Tokyo"
[fields]
time = "at"
account = "who"
terminal = "term"
screen = "screen"
object = "point"
[defaults]
action = "other"
[screens]
"契約*" = { action = "view", items = ["氏名", "住所"] }
"検索" = { action = "search" }
)";

TEST(PatternDecoder, ReadsGroupsAndScreens) {
  const LogProfile profile = profile_of(kPattern);
  const Decoded d =
      decode(profile, cp932("-- 一覧\n\n2022/10/05 01:02:03 k1@端末Ａ 画面=契約詳細 地点=甲－１\n"
                            "2022/10/05 01:02:04 k1@T 画面=検索\n何か\n"));
  EXPECT_EQ(d.lines, (Strings{"3 2022-10-05T01:02:03+09:00 k1 端末A - view unknown 甲-1 - 1",
                              "4 2022-10-05T01:02:04+09:00 k1 T - search unknown - - 0"}));
  EXPECT_EQ(d.refused, (Strings{"5+1 pattern-mismatch"}));
  EXPECT_EQ(d.counts.header_lines, 2U);
  EXPECT_EQ(profile.item_sets[1], (Strings{"住所", "氏名"}));
}

TEST(PatternDecoder, KnowsNoEscapes) {
  const Decoded d =
      decode(profile_of(kPattern), cp932("2022/10/05 01:02:03 A\\b@T 画面=契約 地点=\\\"x\n"));
  EXPECT_EQ(d.lines, (Strings{"1 2022-10-05T01:02:03+09:00 A\\b T - view unknown \\\"x - 1"}));
}

TEST(Decoder, ChecksEachLineWhereABlockIsNotItsEncoding) {
  const Decoded d =
      decode(shipped_profile("cc"),
             "<134>1 2022-04-01T08:30:00+09:00 h a p m [cc@32473 uid=\"u\" res=\"OK\"] \xFF\n"
             "<134>1 2022-04-01T08:30:00+09:00 h a p m [cc@32473 uid=\"u\" res=\"OK\"] x\n");
  EXPECT_EQ(d.refused, (Strings{"1+1 bad-encoding"}));
  EXPECT_EQ(d.events.line, (std::vector<uint64_t>{2}));
}

TEST(Decoder, GivesOneSymbolToAllSpellingsOfAnAccount) {
  Decoder decoder(shipped_profile("nws"));
  const auto line = [](std::string_view id) {
    return "{\"time\":\"2022-03-31T23:30:00Z\",\"actor\":{\"id\":\"" + std::string(id) +
           "\"},\"op\":\"read\"}\n";
  };
  const std::string bytes =
      line("ab1") + line("AB1") + line("ａｂ１") + line(" ab1 ") + line("ab2");
  const Decoded d = decode(decoder, block_of(bytes));
  EXPECT_EQ(d.events.account, (std::vector<uint32_t>{0, 0, 0, 0, 1}));
  EXPECT_EQ(decoder.accounts().size(), 2U);
  EXPECT_EQ(decoder.accounts().text(0), "ab1");
}

TEST(Decoder, ForgetsSymbolsWhenThereAreTooMany) {
  Decoder decoder(profile_of(
      "kind = \"log\"\nsystem = \"x\"\nfiles = []\nformat = \"csv\"\ncolumns = [\"t\", \"a\"]\n"
      "[fields]\ntime = \"t\"\naccount = \"a\"\n[defaults]\naction = \"view\"\n"));
  EventBlock events;
  std::vector<Reject> rejects;
  uint64_t next = 0;
  constexpr uint64_t kRows = 100'000;
  for (int block = 0; block < 20 && decoder.epoch() == 0; ++block) {
    std::string bytes;
    for (uint64_t i = 0; i < kRows; ++i)
      bytes += "2022-03-31T23:30:00Z," + std::to_string(next++) + "\n";
    decoder.decode(block_of(bytes), events, rejects);
    ASSERT_EQ(events.size(), kRows);
    ASSERT_EQ(decoder.accounts().text(events.account[0]), std::to_string(next - kRows));
  }
  EXPECT_EQ(decoder.epoch(), 1U);
  EXPECT_EQ(decoder.accounts().size(), kRows);
}

}  // namespace
}  // namespace sekisho::logs
