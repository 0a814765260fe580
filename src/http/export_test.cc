// What goes out of the house, and who is shown what.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "crypto/secret_stream.h"
#include "crypto/sha256.h"
#include "http/api_world_test.h"

namespace sekisho::http {
namespace {

using text::JsonValue;

constexpr std::string_view kRows =
    "file,line,time,system,account,holder,terminal,viewer,certainty,route,reason,basis,disposition,"
    "action,items,object,retailer\n"
    "logs/nol/a.csv,4711,2022-10-05T10:15:00+09:00,nol,z0001,P000401,AFF-1,P000401,confirmed,"
    "never-closed,own-staff/entitled,R-1,violation,view,,0900000000001234567812,R0042\n"
    "logs/nol/a.csv,4712,2022-10-06T10:15:00+09:00,nol,z0002,P000402,AFF-2,,unknown,"
    "lent-id,own-staff/entitled,,attempt,view,,,R0042\n";

// The holder of k1 in policies/tests/registers.
constexpr std::string_view kPersonCode = "\"P1\"";
constexpr std::string_view kPersonName = "送電 花";

class ExportTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto review = world.data->reviews() / "demo";
    std::filesystem::create_directories(review);
    std::ofstream(review / "findings.csv") << kRows;
    std::ofstream(review / "run.json") << R"({"id":"0123456789abcdef"})";
    world.step_up(hana, "export");
  }
  Response freeze(Visitor& who, std::string_view more) {
    return world.ask(who, "POST", "/api/v1/exports",
                     fmt::format(R"({{"approval":"決裁1","recipient":"経済産業省",{}}})", more));
  }

  ApiWorld world;
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
};

TEST_F(ExportTest, IsFrozenOnAnApprovalAndGivesTheSameBytesAgain) {
  const Response made = freeze(hana, R"("review":"demo","route":"never-closed","format":"csv")");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(number_at(made, "/items"), 1);
  const std::string file = fmt::format("/api/v1/exports/{}/file", number_at(made, "/export"));
  const Response first = world.ask(hana, "GET", file);
  ASSERT_EQ(first.status, 200) << first.body;
  const std::string bytes = received(first);
  EXPECT_EQ(crypto::sha256_hex(bytes), text_at(made, "/sha256"));
  EXPECT_EQ(bytes.find("P000401"), std::string::npos) << bytes;
  EXPECT_NE(bytes.find("masked-"), std::string::npos);
  // Whatever becomes of the review.
  std::ofstream(world.data->reviews() / "demo/findings.csv") << "file,line\n";
  EXPECT_EQ(received(world.ask(hana, "GET", file)), bytes);
  const Response list = world.ask(hana, "GET", "/api/v1/exports");
  EXPECT_EQ(text_at(list, "/items/0/approval"), "決裁1") << list.body;

  // The making and both fetches are entries of the record, with the hash and the approval.
  ASSERT_TRUE(world.ledger->publish());
  const Response entries = world.ask(hana, "GET", "/api/v1/evidence/entries?kind=export");
  for (const int i : {0, 1, 2}) {
    EXPECT_EQ(text_at(entries, fmt::format("/items/{}/entry/hash", i)), text_at(made, "/sha256"))
        << entries.body;
    EXPECT_EQ(text_at(entries, fmt::format("/items/{}/entry/approval/number", i)), "決裁1");
    EXPECT_EQ(text_at(entries, fmt::format("/items/{}/entry/run", i)), "0123456789abcdef");
  }
}

// Whoever types an account at a log-in page writes into a log, and so into a file that somebody
// opens in a spreadsheet.
TEST_F(ExportTest, NoCellOfACsvIsAFormula) {
  std::ofstream(world.data->reviews() / "demo/findings.csv", std::ios::app)
      << "logs/nol/a.csv,4713,2022-10-07T10:15:00+09:00,nol,z0003,,=HYPERLINK(1),,unknown,"
         "@SUM(A1),-1+1,,attempt,view,+1,,R0042\n";
  const std::string made = received(
      world.ask(hana, "GET", "/api/v1/reviews/demo/findings/export", {}, {{"accept", "text/csv"}}));
  for (const char* cell : {",'=HYPERLINK(1),", ",'@SUM(A1),", ",'-1+1,", ",'+1,"}) {
    EXPECT_NE(made.find(cell), std::string::npos) << cell << '\n' << made;
  }
  // Programs get what stands in the log.
  const std::string lines = received(world.ask(hana, "GET", "/api/v1/reviews/demo/findings/export",
                                               {}, {{"accept", "application/x-ndjson"}}));
  EXPECT_NE(lines.find("\"route\":\"@SUM(A1)\""), std::string::npos) << lines;
}

// One member of a workbook, read by a program that is not ours.
std::string member_of(const std::string& workbook, const std::string& name) {
  const std::string path = testing::TempDir() + "sekisho_export.xlsx";
  std::ofstream(path, std::ios::binary) << workbook;
  const std::string command =
      "python3 -c \"import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile('" + path +
      "').read('" + name + "'))\"";
  std::FILE* pipe = popen(command.c_str(), "r");
  std::string out;
  std::array<char, 4096> buffer;
  for (size_t got; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    out.append(buffer.data(), got);
  EXPECT_EQ(pclose(pipe), 0) << name;
  std::filesystem::remove(path);
  return out;
}

TEST_F(ExportTest, AWorkbookIsForPeopleInTheirLanguageAndItsCellsAreText) {
  std::ofstream(world.data->reviews() / "demo/findings.csv", std::ios::app)
      << "logs/nol/a.csv,4713,2022-10-07T10:15:00+09:00,nol,z0003,,=HYPERLINK(1),,unknown,"
         "lent-id,-1+1,,attempt,view,+1,,R0042\n";
  const std::string path = "/api/v1/reviews/demo/findings/export?disposition=attempt";
  const std::string media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const auto ask = [&](std::string language, std::string tag = {}) {
    std::vector<Header> headers{{"accept", media}, {"accept-language", std::move(language)}};
    if (!tag.empty()) headers.push_back({"if-none-match", std::move(tag)});
    return world.ask(hana, "GET", path, {}, headers);
  };
  const Response made = ask("ja");
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(made.content_type, media);
  const std::string book = received(made);
  const std::string sheet = member_of(book, "xl/worksheets/sheet1.xml");
  for (const char* cell : {"閲覧に至った経路", "権限外アクセス(拒否済み)", "特定不能", "照会",
                           "<t>2022-10-06 10:15:00</t>", "<t>=HYPERLINK(1)</t>", "<t>-1+1</t>"}) {
    EXPECT_NE(sheet.find(cell), std::string::npos) << cell << '\n' << sheet;
  }
  for (const char* not_there : {"<f>", "4711", "AFF-1", "z0002"})
    EXPECT_EQ(sheet.find(not_there), std::string::npos) << not_there << '\n' << sheet;
  EXPECT_NE(member_of(book, "docProps/core.xml").find("demo"), std::string::npos);

  // Each language is a representation of its own; who has it takes nothing out again.
  const Response english = ask("en");
  EXPECT_NE(english.etag, made.etag);
  EXPECT_NE(member_of(received(english), "xl/worksheets/sheet1.xml").find("<t>Disposition</t>"),
            std::string::npos);
  EXPECT_EQ(ask("ja", made.etag).status, 304);
  EXPECT_TRUE(std::filesystem::is_empty(world.data->workbooks()));
  ASSERT_TRUE(world.ledger->publish());
  const Response entries = world.ask(hana, "GET", "/api/v1/evidence/entries?kind=export");
  EXPECT_EQ(text_at(entries, "/items/0/entry/hash"), crypto::sha256_hex(book)) << entries.body;
  EXPECT_EQ(text_at(entries, "/items/1/entry/format"), "xlsx") << entries.body;
  EXPECT_EQ(number_at(entries, "/items/1/entry/items"), 2);
  EXPECT_EQ(number_at(entries, "/items/2/entry/items"), -1) << entries.body;
}

TEST_F(ExportTest, AWorkbookIsFrozenAsOtherFilesAre) {
  const Response made = freeze(hana, R"("review":"demo","format":"xlsx")");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(number_at(made, "/items"), 2);
  const Response file =
      world.ask(hana, "GET", fmt::format("/api/v1/exports/{}/file", number_at(made, "/export")));
  EXPECT_TRUE(file.content_type.ends_with("spreadsheetml.sheet")) << file.content_type;
  const std::string bytes = received(file);
  EXPECT_EQ(crypto::sha256_hex(bytes), text_at(made, "/sha256"));
  EXPECT_NE(member_of(bytes, "xl/worksheets/sheet1.xml").find("lent"), std::string::npos);
}

// A file of any size is sent from where it is kept: what is in memory of it is one chunk.
TEST_F(ExportTest, IsSentChunkByChunkHoweverLongItIs) {
  const std::string row(kRows.substr(kRows.find('\n') + 1));
  std::ofstream rows(world.data->reviews() / "demo/findings.csv");
  rows << kRows;
  for (int i = 0; i < 5000; ++i) rows << row;
  rows.close();
  const Response made = freeze(hana, R"("review":"demo","format":"json-lines")");
  ASSERT_EQ(made.status, 201) << made.body;
  ASSERT_GT(number_at(made, "/bytes"), 3 << 20);
  const std::string file = fmt::format("/api/v1/exports/{}/file", number_at(made, "/export"));
  size_t largest = 0;
  const std::string bytes = received(world.ask(hana, "GET", file), &largest);
  EXPECT_EQ(static_cast<int64_t>(bytes.size()), number_at(made, "/bytes"));
  EXPECT_EQ(crypto::sha256_hex(bytes), text_at(made, "/sha256"));
  EXPECT_LE(largest, crypto::kStreamChunkBytes);
  EXPECT_EQ(std::ranges::count(bytes, '\n'), number_at(made, "/items"));

  // Several clients at their own pace, each with the whole.
  const Response one = world.ask(hana, "GET", file), other = world.ask(hana, "GET", file);
  std::string first;
  EXPECT_EQ(one.source->next(first), BodySource::State::kMore);
  EXPECT_EQ(received(other), bytes);
  EXPECT_EQ(first + received(one), bytes);
}

// A fetch that broke off goes on where it stood, as long as the file is the same.
TEST_F(ExportTest, IsFetchedInParts) {
  const std::string row(kRows.substr(kRows.find('\n') + 1));
  std::ofstream rows(world.data->reviews() / "demo/findings.csv");
  rows << kRows;
  for (int i = 0; i < 2000; ++i) rows << row;
  rows.close();
  const Response made = freeze(hana, R"("review":"demo","format":"csv")");
  const std::string file = fmt::format("/api/v1/exports/{}/file", number_at(made, "/export"));
  const Response all = world.ask(hana, "GET", file);
  const std::string bytes = received(all);
  const auto size = static_cast<int64_t>(bytes.size());
  ASSERT_GT(bytes.size(), 2 * crypto::kStreamChunkBytes);
  const auto part = [&](const std::string& range, const std::string& if_range = {}) {
    std::vector<Header> more{{"range", range}};
    if (!if_range.empty()) more.push_back({"if-range", if_range});
    return world.ask(hana, "GET", file, {}, more);
  };
  const auto header = [](const Response& response, std::string_view name) {
    const auto found = std::ranges::find(response.headers, name, &Header::name);
    return found == response.headers.end() ? std::string() : found->value;
  };
  EXPECT_EQ(header(all, "Accept-Ranges"), "bytes");
  const int64_t middle = size / 2;
  const Response head = part(fmt::format("bytes=0-{}", middle - 1));
  const Response tail = part(fmt::format("bytes={}-", middle), all.etag);
  EXPECT_EQ(head.status, 206);
  EXPECT_EQ(header(tail, "Content-Range"), fmt::format("bytes {}-{}/{}", middle, size - 1, size));
  EXPECT_EQ(received(head) + received(tail), bytes);
  EXPECT_EQ(received(part("bytes=-7")), bytes.substr(bytes.size() - 7));
  const Response other = part("bytes=0-9", "\"other\"");
  EXPECT_EQ(other.status, 200);
  EXPECT_EQ(received(other), bytes);
  const Response beyond = part(fmt::format("bytes={}-", size));
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(header(beyond, "Content-Range"), fmt::format("bytes */{}", size));
  EXPECT_EQ(text_at(beyond, "/type"), "/api/v1/problems/no-such-range");
  EXPECT_EQ(world.ask(hana, "GET", file, {}, {{"if-none-match", all.etag}, {"range", "bytes=0-9"}})
                .status,
            304);
}

TEST_F(ExportTest, TakesAFreshProofAndSaysToWhomAndOnWhatApproval) {
  Visitor ken = world.visitor("ken", {"conduct-regulation"});
  EXPECT_EQ(freeze(ken, R"("review":"demo","format":"csv")").status, 403);
  EXPECT_EQ(
      world.ask(hana, "POST", "/api/v1/exports", R"({"review":"demo","format":"csv"})").status,
      422);
  EXPECT_EQ(freeze(hana, R"("format":"csv")").status, 422);
  EXPECT_EQ(freeze(hana, R"("review":"none","format":"csv")").status, 404);
  EXPECT_EQ(freeze(hana, R"("figure":"none","format":"json-lines")").status, 404);
  EXPECT_EQ(world.ask(hana, "GET", "/api/v1/exports/7/file").status, 404);
}

TEST_F(ExportTest, WhatIsInPlainIsGivenToWhoeverMaySeeItSo) {
  Visitor ken = world.visitor("ken", {"conduct-regulation"});
  world.step_up(hana, "unmask");
  ASSERT_EQ(world
                .ask(hana, "POST", "/api/v1/unmaskings",
                     R"({"thing":"review","id":"demo","purpose":"報告"})")
                .status,
            201);
  world.step_up(hana, "export");
  world.step_up(ken, "export");
  const Response made = freeze(hana, R"("review":"demo","format":"json-lines")");
  const std::string file = fmt::format("/api/v1/exports/{}/file", number_at(made, "/export"));
  EXPECT_NE(received(world.ask(hana, "GET", file)).find("P000401"), std::string::npos);
  EXPECT_EQ(world.ask(ken, "GET", file).status, 403);
}

TEST_F(ExportTest, AsOcsfEachRowIsADetectionFinding) {
  const Response made = freeze(hana, R"("review":"demo","format":"ocsf")");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string file = received(
      world.ask(hana, "GET", fmt::format("/api/v1/exports/{}/file", number_at(made, "/export"))));
  const auto json = JsonValue::parse(file.substr(0, file.find('\n')));
  ASSERT_TRUE(json) << file;
  EXPECT_EQ(json->at_pointer("/class_uid")->as_int(), 2004);
  EXPECT_EQ(json->at_pointer("/severity_id")->as_int(), 4);
  EXPECT_EQ(json->at_pointer("/time")->as_int(), 1664932500000);
  EXPECT_EQ(json->at_pointer("/finding_info/uid")->as_string(), "logs/nol/a.csv:4711");
  EXPECT_EQ(json->at_pointer("/finding_info/title")->as_string(), "never-closed");
  EXPECT_EQ(std::ranges::count(file, '\n'), 2);
}

// Answers to questions name people only to whoever said why.
TEST_F(ExportTest, QuestionsAreAnsweredMaskedUntilAPurposeIsStated) {
  std::filesystem::copy(SEKISHO_ROOT "/policies/tests/registers",
                        world.data->root() / "registers/few");
  const std::string body =
      R"({"registers":"few","system":"nol","account":"k1","address":"10.0.0.1",)"
      R"("at":"2022-10-03T09:00:00","object":"0900000000000000000017"})";
  const std::string who = R"({"registers":"few","system":"nol","at":"2022-10-03T09:00:00"})";
  const auto decided = [&] { return world.ask(hana, "POST", "/api/v1/decisions", body).body; };
  const auto seen = [&] { return world.ask(hana, "POST", "/api/v1/who-may-see", who).body; };
  const std::string masked = decided(), masked_rows = seen();
  world.step_up(hana, "unmask");
  ASSERT_EQ(world
                .ask(hana, "POST", "/api/v1/unmaskings",
                     R"({"thing":"register","id":"all","purpose":"照会への回答"})")
                .status,
            201);
  const std::string plain = decided(), rows = seen();
  EXPECT_NE(plain.find(kPersonName), std::string::npos) << plain;
  EXPECT_NE(rows.find(kPersonName), std::string::npos) << rows;
  EXPECT_NE(rows.find(kPersonCode), std::string::npos) << rows;
  for (const std::string_view said : {kPersonCode, kPersonName, std::string_view("P1)")}) {
    EXPECT_EQ(masked.find(said), std::string::npos) << said << masked;
    EXPECT_EQ(masked_rows.find(said), std::string::npos) << said << masked_rows;
  }
  // The same verdict by the same rules.
  const auto verdict = [](const std::string& json) {
    return std::string(*JsonValue::parse(json)->find("verdict")->as_string());
  };
  EXPECT_EQ(verdict(masked), verdict(plain));
}

// All rows, page by page, are those of the whole answer, and no cursor leads into another one.
TEST_F(ExportTest, WhoMaySeeIsAnsweredByPages) {
  const std::filesystem::path few = world.data->root() / "registers/few";
  std::filesystem::copy(SEKISHO_ROOT "/policies/tests/registers", few);
  std::ofstream accounts(few / "accounts.csv", std::ios::app);
  std::ofstream roles(few / "entitlements.csv", std::ios::app);
  for (const char* one : {"k4", "k5"}) {
    accounts << "nol," << one << ",personal,P1,2018-04-01T00:00:00+09:00,\n";
    roles << "nol," << one << ",照会,2018-04-01T00:00:00+09:00,,A-3\n";
  }
  accounts.close();
  roles.close();
  const auto asked = [&](std::string_view at, const std::string& query) {
    return world.ask(hana, "POST", "/api/v1/who-may-see" + query,
                     fmt::format(R"({{"registers":"few","system":"nol","at":"{}"}})", at));
  };
  const std::string_view day = "2022-10-03T09:00:00";
  const auto whole = JsonValue::parse(asked(day, "").body);
  ASSERT_TRUE(whole);
  const std::span<const JsonValue> rows = whole->find("rows")->items();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(whole->find("next"), nullptr);
  std::string next;
  for (size_t at = 0; at < rows.size(); ++at) {
    const Response page =
        asked(day, next.empty() ? "?limit=1" : fmt::format("?limit=1&cursor={}", next));
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_EQ(number_at(page, "/total"), static_cast<int64_t>(rows.size()));
    EXPECT_EQ(JsonValue::parse(page.body)->at_pointer("/rows/0")->to_json(), rows[at].to_json());
    const std::string following = text_at(page, "/next");
    EXPECT_EQ(following.empty(), at + 1 == rows.size());
    if (at == 0) {
      EXPECT_EQ(asked("2022-10-04T09:00:00", "?cursor=" + following).status, 422);
    }
    next = following;
  }
}

// Cases and what is asked about them name the people of their findings, and show them as those.
TEST_F(ExportTest, CasesAndInquiriesNameNobodyUntilSomebodySaysWhy) {
  ASSERT_EQ(world.ask(hana, "POST", "/api/v1/cases", R"({"scope":"s","review":"demo"})").status,
            200);
  const std::string about =
      R"({"to":"manager","addressee":"営業課長","question":"なぜ","due":"2027-01-15","subject":")";
  const auto inquire = [&](const std::string& whom) {
    return world.ask(hana, "POST", "/api/v1/cases/2/inquiries", about + whom + "\"}");
  };
  const auto looks = [&](std::string_view id) {
    return world
        .ask(hana, "POST", "/api/v1/unmaskings",
             fmt::format(R"({{"thing":"case","id":"{}","purpose":"照会"}})", id))
        .status;
  };
  ASSERT_EQ(inquire("P000401").status, 201);
  const std::vector<std::string> pages{"/api/v1/cases/2",
                                       "/api/v1/cases/2/findings",
                                       "/api/v1/inquiries?case=2",
                                       "/api/v1/inquiries/1",
                                       "/api/v1/cases",
                                       "/api/v1/inquiries"};
  const auto names = [&](const std::string& page) {
    const Response shown = world.ask(hana, "GET", page);
    EXPECT_EQ(shown.status, 200) << shown.body;
    return shown.body.find("P000401") != std::string::npos;
  };
  for (const std::string& page : pages) EXPECT_FALSE(names(page)) << page;
  // The same mask as in the findings; what an act answers is masked as well.
  const Response one = world.ask(hana, "GET", "/api/v1/cases/2");
  const std::string mask = text_at(one, "/viewer");
  EXPECT_EQ(mask,
            text_at(world.ask(hana, "GET", "/api/v1/reviews/demo/findings"), "/items/0/viewer"));
  const Response triaged =
      world.ask(hana, "POST", "/api/v1/cases/2/triage", R"({"outcome":"real","reason":"r"})",
                {{"if-match", one.etag}});
  EXPECT_EQ(text_at(triaged, "/viewer"), mask) << triaged.body;
  for (const Response& refused :
       {inquire(mask), world.ask(hana, "GET", "/api/v1/cases?person=P000401"),
        world.ask(hana, "GET", "/api/v1/inquiries/1/letter", "", {{"accept", "text/plain"}})}) {
    EXPECT_EQ(text_at(refused, "/type"), "/api/v1/problems/unmasking-needed") << refused.body;
  }
  world.step_up(hana, "unmask");
  ASSERT_EQ(looks("2"), 201);
  for (size_t i = 0; i < pages.size(); ++i) EXPECT_EQ(names(pages[i]), i < 4) << pages[i];
  EXPECT_NE(world.ask(hana, "GET", "/api/v1/cases/2").etag, triaged.etag);
  ASSERT_EQ(looks("all"), 201);
  for (const std::string& page : pages) EXPECT_TRUE(names(page)) << page;
}

// Papers are jobs; whom they name is shown to whoever may see them in plain.
TEST_F(ExportTest, PapersTakeTheActsOfAnExport) {
  const auto ask = [&](Visitor& who, std::string_view more) {
    return world.ask(who, "POST", "/api/v1/reports",
                     fmt::format(R"({{"review":"demo","language":"ja",{}}})", more));
  };
  const std::string viewpoints = R"("paper":"viewpoints","format":"pdf")";
  const std::string incident = R"("paper":"incident","format":"xlsx")";
  Visitor ken = world.visitor("ken", {"conduct-regulation"});
  Visitor clerk = world.visitor("clerk", {"network-clerk"});
  EXPECT_EQ(text_at(ask(ken, viewpoints), "/type"), "/api/v1/problems/step-up-needed");
  EXPECT_EQ(text_at(ask(clerk, viewpoints), "/type"), "/api/v1/problems/forbidden");

  const Response made = ask(hana, viewpoints);
  ASSERT_EQ(made.status, 202) << made.body;
  EXPECT_EQ(text_at(made, "/kind"), "report");
  EXPECT_EQ(text_at(made, "/request/paper"), "viewpoints");
  EXPECT_EQ(text_at(ask(hana, incident), "/type"), "/api/v1/problems/unmasking-needed");
  world.step_up(hana, "unmask");
  ASSERT_EQ(world
                .ask(hana, "POST", "/api/v1/unmaskings",
                     R"({"thing":"review","id":"demo","purpose":"報告"})")
                .status,
            201);
  world.step_up(hana, "export");
  EXPECT_EQ(ask(hana, incident).status, 202);
  EXPECT_EQ(ask(hana, R"("paper":"supplier","format":"pdf")").status, 422);
  EXPECT_EQ(ask(hana, R"("paper":"incident","format":"pdf","approval":"1")").status, 422);
  EXPECT_EQ(world
                .ask(hana, "POST", "/api/v1/reports",
                     R"({"review":"none","language":"ja","paper":"viewpoints","format":"pdf"})")
                .status,
            404);
}

}  // namespace
}  // namespace sekisho::http
