#include "register/load.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "register/describe.h"
#include "register/limits.h"
#include "register/load_case_test.h"
#include "text/civil.h"
#include "text/encoding.h"

namespace sekisho::reg {
namespace {

const char* const kPeople = R"(
kind = "register"
table = "people"
files = ["people*.csv"]
[columns]
person = "id"
name = "name"
kana = "kana"
)";

std::string people_with(const std::string& more) {
  std::string out = kPeople;
  return out.insert(out.find("[columns]"), more + "\n");
}

const char* const kSupply = R"(
kind = "register"
table = "supply_contracts"
files = ["supply.csv"]
[columns]
supply_point = "point"
customer = "customer"
retailer = "retailer"
from = "from"
until = "until"
)";

TEST(Load, ReadsRowsWithTheirPlace) {
  Case c;
  c.profile("people.toml", kPeople)
      .file("people.csv", "id,name,kana\nP1,山田　花子,ヤマダ\nP2,森,\n");
  const auto loaded = c.load();
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  const Register& r = loaded->registers;
  ASSERT_EQ(r.people.size(), 2u);
  EXPECT_EQ(r.code(r.people[0].id), "P1");
  EXPECT_EQ(r.text(r.people[0].name), "山田　花子");
  EXPECT_EQ(r.text(r.people[1].kana), "");
  EXPECT_EQ(r.people[1].origin, (Origin{0, 3}));
  EXPECT_EQ(r.files, std::vector<std::string>{"register/people.csv"});
  EXPECT_EQ(r.person(r.people[1].id), &r.people[1]);
  EXPECT_TRUE(r.present[static_cast<size_t>(Table::kPeople)]);
  EXPECT_FALSE(r.present[static_cast<size_t>(Table::kSites)]);
  ASSERT_EQ(loaded->report.files.size(), 1u);
  const LoadReport::File& file = loaded->report.files[0];
  EXPECT_EQ(file.lines, 3u);
  EXPECT_EQ(file.rows, 2u);
  EXPECT_EQ(file.bytes, fs::file_size(c.registers() / "people.csv"));
  EXPECT_EQ(file.profile, "people.toml");
}

TEST(Load, TakesMarksLineEndsAndEncodings) {
  const std::string utf8 = "id,name,kana\nP1,髙﨑①,ﾀｶｻｷ\nP2,森,モリ\n";
  std::string crlf;
  for (const char ch : utf8) crlf += ch == '\n' ? "\r\n" : std::string(1, ch);
  const auto utf16 = [&](bool little, const std::string& text) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
      const char32_t point = *text::next_code_point(text, at);
      const char low = static_cast<char>(point & 0xFF), high = static_cast<char>(point >> 8);
      out += little ? low : high;
      out += little ? high : low;
    }
    return out;
  };
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"utf-8", utf8},
      {"utf-8", "\xEF\xBB\xBF" + utf8},
      {"utf-8", crlf},
      {"utf-8", utf8.substr(0, utf8.size() - 1)},
      {"cp932", *text::to_cp932(crlf)},
      {"shift_jis", *text::to_cp932(utf8)},
      {"utf-16", "\xFF\xFE" + utf16(true, crlf)},
      {"utf-16", "\xFE\xFF" + utf16(false, utf8)},
      {"utf-16be", utf16(false, utf8)},
      {"utf-16le", utf16(true, utf8)},
  };
  for (const auto& [encoding, bytes] : cases) {
    Case c;
    c.profile("p.toml", people_with("encoding = \"" + encoding + "\"")).file("people.csv", bytes);
    const auto loaded = c.load();
    ASSERT_TRUE(loaded) << to_string(loaded.error());
    ASSERT_EQ(loaded->registers.people.size(), 2u) << encoding;
    EXPECT_EQ(loaded->registers.text(loaded->registers.people[0].name), "髙﨑①") << encoding;
    EXPECT_EQ(loaded->report.files[0].lines, 3u);
  }
}

TEST(Load, ReadsMultilineRecordsOnlyWhenTold) {
  const std::string bytes = "id,name,kana\nP1,\"山田\n花子\",x\nP2,森,y\n";
  Case line;
  line.profile("p.toml", kPeople).file("people.csv", bytes);
  const auto by_line = line.load();
  ASSERT_TRUE(by_line);
  EXPECT_EQ(by_line->registers.people.size(), 1u);
  EXPECT_EQ(by_line->report.rejected.size(), 2u);
  EXPECT_EQ(by_line->report.rejected[0].raw, "P1,\"山田");
  EXPECT_EQ(by_line->report.rejected[1].error.place, (Place{"register/people.csv", 3, 0}));

  Case multi;
  multi.profile("p.toml", people_with("records = \"multiline\"")).file("people.csv", bytes);
  const auto by_record = multi.load();
  ASSERT_TRUE(by_record);
  ASSERT_EQ(by_record->registers.people.size(), 2u);
  EXPECT_EQ(by_record->registers.text(by_record->registers.people[0].name), "山田\n花子");
  EXPECT_EQ(by_record->registers.people[1].origin.line, 4u);
  EXPECT_EQ(by_record->report.files[0].row_lines, 3u);
}

TEST(Load, MultilineRecordsCrossBlocks) {
  std::string bytes = "id,name,kana\n";
  constexpr int kRows = 60'000;
  for (int i = 0; i < kRows; ++i) {
    bytes += "P" + std::to_string(i) + ",\"" + std::string(90, 'n') + "\n" + "n\",k\n";
  }
  Case c;
  c.profile("p.toml", people_with("records = \"multiline\"")).file("people.csv", bytes);
  const auto loaded = c.load();
  ASSERT_TRUE(loaded);
  EXPECT_TRUE(loaded->report.rejected.empty());
  ASSERT_EQ(loaded->registers.people.size(), size_t{kRows});
  EXPECT_EQ(loaded->registers.people.back().origin.line, 2u * kRows);
  EXPECT_EQ(loaded->report.files[0].lines, 2u * kRows + 1);
}

TEST(Load, RejectsOnlyTheLineThatIsWrong) {
  Case c;
  c.profile("s.toml", kSupply)
      .file("supply.csv",
            "point,customer,retailer,from,until\n"
            "0900000000000000000025,1,R1,2016-04-01,\n"
            "9.01E+20,2,R1,2016-04-01,\n"
            "\n"
            "900000000000000000026,3,R1,2016-04-01,\n"
            "9900000000000000000027,4,R1,2016-04-01,\n"
            "0900000000000000000028,5,R1,2016-13-01,\n"
            "0900000000000000000029,6,R1\n"
            "0900000000000000000030,7,R1,,\n"
            "0900000000000000000031,8,\"R1,2016-04-01,\n"
            "０９－0000-0000-0000-0000-0032,9,R1,2016-04-01,2017-04-01\n");
  const auto loaded = c.load();
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->registers.supply.rows(), 2u);
  EXPECT_EQ(loaded->registers.supply.history("0900000000000000000032").size(), 1u);
  std::vector<uint64_t> lines;
  for (const RejectedRow& row : loaded->report.rejected) lines.push_back(row.error.place.line);
  EXPECT_EQ(lines, (std::vector<uint64_t>{3, 4, 5, 6, 7, 8, 9, 10}));
  EXPECT_NE(loaded->report.rejected[0].error.message.find("spreadsheet"), std::string::npos);
  EXPECT_EQ(loaded->report.rejected[0].raw, "9.01E+20,2,R1,2016-04-01,");
  EXPECT_EQ(loaded->registers.rejected[static_cast<size_t>(Table::kSupplyContracts)], 8u);
}

TEST(Load, SaysOnceThatAFileHasAnotherEncoding) {
  std::string bytes = "id,name,kana\n";
  for (int i = 0; i < 1000; ++i) bytes += "P" + std::to_string(i) + ",山田,ヤマダ\n";
  Case c;
  c.profile("p.toml", kPeople).file("people.csv", *text::to_cp932(bytes));
  const auto loaded = c.load();
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->report.rejected.size(), 1u);
  EXPECT_EQ(loaded->report.rejected[0].error.message, "the file is not utf-8");
  EXPECT_NE(loaded->report.rejected[0].error.help.find("cp932"), std::string::npos);
  EXPECT_EQ(loaded->report.files[0].rejected_lines, 1001u);
  EXPECT_FALSE(loaded->registers.present[static_cast<size_t>(Table::kPeople)]);
}

TEST(Load, SaysOnceThatAFileContradictsItsMark) {
  Case c;
  c.profile("p.toml", people_with("encoding = \"cp932\""))
      .file("people.csv", "\xEF\xBB\xBFid,name,kana\nP1,x,y\n");
  const auto loaded = c.load();
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->report.rejected.size(), 1u);
  EXPECT_NE(loaded->report.rejected[0].error.message.find("byte order mark"), std::string::npos);
}

TEST(Load, RejectsOneBadLineOfAGoodFile) {
  Case c;
  c.profile("p.toml", kPeople)
      .file("people.csv", "id,name,kana\nP1,山,x\nP2,\x8e\x52,x\nP3,川,x\nP4,\"村\",x\n");
  const auto loaded = c.load();
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->registers.people.size(), 3u);
  ASSERT_EQ(loaded->report.rejected.size(), 1u);
  EXPECT_EQ(loaded->report.rejected[0].raw, "P2,\x8e\x52,x");
  EXPECT_EQ(loaded->report.rejected[0].error.message, "the line is not utf-8");
}

TEST(Load, SaysOnceThatAFileHasAnotherLayout) {
  Case header;
  header.profile("p.toml", kPeople).file("people.csv", "id,nama,kana\nP1,a,b\nP2,a,b\n");
  const auto missing = header.load();
  ASSERT_TRUE(missing);
  ASSERT_EQ(missing->report.rejected.size(), 1u);
  EXPECT_EQ(missing->report.rejected[0].error.message,
            "the header has no column `name` (for `name`)");
  EXPECT_NE(missing->report.rejected[0].error.help.find("Did you mean `nama`?"), std::string::npos);
  EXPECT_EQ(missing->report.files[0].rejected_lines, 3u);

  Case rows;
  std::string bytes = "point,customer,retailer,from,until\n";
  for (int i = 0; i < 500; ++i) bytes += "0900000000000000000025,1,R1,R4/4/1,\n";
  rows.profile("s.toml", kSupply).file("supply.csv", bytes);
  const auto dates = rows.load();
  ASSERT_TRUE(dates);
  ASSERT_EQ(dates->report.rejected.size(), 1u);
  EXPECT_EQ(dates->report.files[0].rejected, 500u);
  EXPECT_NE(dates->report.rejected[0].error.message.find("no row of the file can be read"),
            std::string::npos);
}

TEST(Load, BoundsTheListOfRejects) {
  std::string bytes = "id,name,kana\nP,a,b\n";
  for (size_t i = 0; i < kMaxListedRejects + 5; ++i) bytes += ",a,b\n";
  Case c;
  c.profile("p.toml", kPeople).file("people.csv", bytes);
  const auto loaded = c.load();
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->report.files[0].rejected, kMaxListedRejects + 5);
  ASSERT_EQ(loaded->report.rejected.size(), kMaxListedRejects + 1);
  EXPECT_NE(loaded->report.rejected.back().error.message.find("5 more rows"), std::string::npos);
}

TEST(Load, ReadsJsonLines) {
  Case c;
  c.profile("o.toml", R"(
kind = "register"
table = "outsourcing"
files = ["**/*.jsonl"]
format = "jsonl"
[columns]
contract = "/id"
contractor = "/parties/0"
principal = "/parties/1"
systems = "/scope"
from = "/term/from"
until = "/term/until"
)")
      .file(
          "deep/o.jsonl",
          "{\"id\":\"OC-1\",\"parties\":[\"C1\",\"T\"],\"scope\":[\"a\",\"b\"],\"term\":{\"from\":"
          "\"2020-04-01\",\"until\":null}}\r\n"
          "{\"id\":\"OC-2\",\"parties\":[\"C2\",\"T\"],\"scope\":\"a;c\",\"term\":{\"from\":"
          "\"2020-04-01\"}}\n"
          "{\"id\":\n"
          "{\"id\":\"OC-3\",\"parties\":[{},\"T\"],\"term\":{\"from\":\"2020-04-01\"}}\n");
  const auto loaded = c.load();
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  const Register& r = loaded->registers;
  ASSERT_EQ(r.outsourcing.size(), 2u);
  EXPECT_EQ(describe(r, r.outsourcing[0]), "OC-1, C1 → T, a b, 2020-04-01 – ");
  EXPECT_EQ(r.outsourcing[1].systems.size(), 2u);
  EXPECT_EQ(loaded->report.rejected.size(), 2u);
}

TEST(Load, UnderstandsHowAnotherUtilityWrites) {
  Case c;
  c.profile("hr.toml", R"(
kind = "register"
table = "assignments"
files = ["人事/異動_*.txt"]
encoding = "cp932"
format = "tsv"
skip_lines = 2
fold = ["width", "case"]
end_of_period = "inclusive"
required = ["department"]
[columns]
person = "個人番号"
department = ["部", "課"]
kind = "身分"
from = "自"
until = "至"
[constants]
entity = "T&D"
[prefix]
person = "hr1:"
[values.kind]
"正" = "main"
"出" = "seconded"
"" = "main"
[dates]
formats = ["era", "ymd/"]
forever = ["-", "在籍中"]
[coverage]
from = "2015-04-01"
)")
      .file("人事/異動_04.txt",
            *text::to_cp932("異動一覧\r\n作成日\tR5.4.1\r\n"
                            "個人番号\t部\t課\t身分\t自\t至\r\n"
                            "Ａ１２\t営業部\t一課\t正\t令和元年５月１日\t2022/6/30\r\n"
                            "a13\t営業部\t\t出\tH31.4.1\t在籍中\r\n"
                            "a14\t営業部\t\t\tR4.4.1\t9999/12/31\r\n"
                            "a15\t\t\t正\tR4.4.1\t\r\n"
                            "a16\t営業部\t\t嘱託\tR4.4.1\t\r\n"));
  const auto loaded = c.load();
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  const Register& r = loaded->registers;
  ASSERT_EQ(r.assignments.size(), 3u);
  EXPECT_EQ(r.code(r.assignments[0].person), "hr1:a12");
  EXPECT_EQ(r.text(r.assignments[0].department), "営業部 一課");
  EXPECT_EQ(r.assignments[0].period, (Period{jst(2019, 5, 1), jst(2022, 7, 1)}));
  EXPECT_EQ(r.assignments[1].kind, PostKind::kSeconded);
  EXPECT_EQ(r.assignments[1].period.until, kForever);
  EXPECT_EQ(r.assignments[2].kind, PostKind::kMain);
  EXPECT_EQ(r.assignments[2].period.until, kForever);
  EXPECT_EQ(r.code(r.assignments[2].entity), "T&D");
  EXPECT_EQ(r.coverage[static_cast<size_t>(Table::kAssignments)].from, jst(2015, 4, 1));
  ASSERT_EQ(loaded->report.rejected.size(), 2u);
  EXPECT_NE(loaded->report.rejected[0].error.message.find("department (部)"), std::string::npos);
  EXPECT_NE(loaded->report.rejected[1].error.help.find("[values.kind]"), std::string::npos);
  EXPECT_EQ(loaded->report.files[0].header_lines, 3u);
}

TEST(Load, ReadsColumnsByNumberWithoutAHeader) {
  Case c;
  c.profile("a.toml", R"(
kind = "register"
table = "accounts"
files = ["ids.csv"]
header = false
[columns]
account = 2
holder = 1
from = 4
[constants]
system = "nol"
)")
      .file("ids.csv", "P1,k1,x,2018-04-01\nP2,k2\nP3,k3,,2018-04-01,more,fields\n");
  const auto loaded = c.load();
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  const Register& r = loaded->registers;
  ASSERT_EQ(r.accounts.size(), 2u);
  EXPECT_EQ(describe(r, r.accounts[0]), "nol/k1, personal, P1, 2018-04-01 – ");
  EXPECT_EQ(r.code(r.system_of(r.accounts[1].account)), "nol");
  EXPECT_EQ(r.name_of(r.accounts[1].account), "k3");
}

TEST(Load, MapsForeignCodesAndOtherObjectKeys) {
  Case c;
  c.profile("f.toml", R"(
kind = "register"
table = "supply_contracts"
files = ["f.csv"]
object_key = "other"
[columns]
supply_point = "facility"
retailer = "buyer"
from = "from"
[values.buyer]
[dates]
empty_from = "always"
)");
  EXPECT_FALSE(c.load());  // `buyer` is a column, not a field
  c.profile("f.toml", R"(
kind = "register"
table = "supply_contracts"
files = ["f.csv"]
object_key = "other"
[columns]
supply_point = "facility"
retailer = "buyer"
from = "from"
[values.retailer]
"001" = "R0001"
[dates]
empty_from = "always"
)")
      .file("f.csv", "facility,buyer,from\nA001K41,001,\nA002K41,R2,2020-01-01\n");
  const auto loaded = c.load();
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  const Register& r = loaded->registers;
  ASSERT_EQ(r.supply.points(), 2u);
  EXPECT_EQ(r.code(r.supply.history("A001K41")[0].retailer), "R0001");
  EXPECT_EQ(r.supply.history("A001K41")[0].period, Period{});
}

// A column that older files lack says nothing of its rows; one that is misspelt is not missed.
TEST(Load, ReadsFilesThatLackAnOptionalColumn) {
  const std::string rows = "D1,台風,2022-09-01,2022-09-05";
  const Loaded without =
      Case().file("disasters.csv", "disaster,name,declared,lifted\n" + rows + "\n").load_shipped();
  ASSERT_EQ(without.registers.disasters.size(), 1u);
  EXPECT_TRUE(without.registers.disasters[0].areas.empty());
  const Loaded with = Case()
                          .file("disasters.csv", "disaster,name,declared,lifted,areas\n" + rows +
                                                     ",09; 福岡県朝倉市\n" + rows + ",\n")
                          .load_shipped();
  ASSERT_EQ(with.registers.disasters.size(), 2u);
  EXPECT_EQ(describe(with.registers, with.registers.disasters[0]),
            "D1, 台風, 09 福岡県朝倉市, 2022-09-01 – 2022-09-05");
  EXPECT_TRUE(with.registers.disasters[1].areas.empty());
}

TEST(Load, KeepsInvertedAndEmptyPeriods) {
  Case c;
  c.profile("s.toml", kSupply)
      .file("supply.csv",
            "point,customer,retailer,from,until\n"
            "0900000000000000000025,1,R1,2020-04-01,2019-04-01\n"
            "0900000000000000000026,1,R1,2020-04-01,2020-04-01\n");
  const auto loaded = c.load();
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->registers.supply.rows(), 2u);
}

TEST(Load, NamesFilesThatNobodyClaims) {
  Case c;
  c.profile("p.toml", kPeople).profile("logs/x.toml", "kind = \"log\"\nanything = 1\n");
  c.file("people.csv", "id,name,kana\n").file("notes/readme.txt", "hello");
  const auto loaded = c.load();
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  EXPECT_EQ(loaded->report.unclaimed, std::vector<std::string>{"register/notes/readme.txt"});
  EXPECT_EQ(loaded->report.files.size(), 1u);
}

TEST(Load, RefusesTwoProfilesForOneTableOfAFile) {
  Case c;
  c.profile("a.toml", kPeople).profile("b.toml", kPeople).file("people.csv", "id,name,kana\n");
  const auto loaded = c.load();
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().message.find("claimed by two profiles"), std::string::npos);
}

TEST(Load, ReportsAnUnreadableDirectory) {
  Case c;
  const auto loaded = load_registers(c.registers() / "absent", c.registers());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kIo);
  EXPECT_FALSE(load_registers(c.registers(), c.registers() / "absent"));
}

TEST(Load, FeedsDigestsAndProgress) {
  struct Count : Digest {
    size_t bytes = 0;
    void update(std::string_view more) override { bytes += more.size(); }
    std::string hex() override { return std::to_string(bytes); }
  };
  Case c;
  c.profile("p.toml", kPeople).file("people.csv", "\xEF\xBB\xBFid,name,kana\nP1,a,b\n");
  uint64_t seen = 0;
  const auto loaded = load_registers(
      c.registers(), c.registers() / "../profiles", [&](uint64_t bytes) { seen = bytes; },
      [] { return std::make_unique<Count>(); });
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->report.files[0].sha256, "23");
  EXPECT_EQ(seen, 23u);
}

// Everything that a register says, as text.
std::vector<std::string> everything(const Register& r) {
  std::vector<std::string> out;
  for (const Person& row : r.people) {
    out.push_back(r.files[row.origin.file] + ":" + std::to_string(row.origin.line) + " " +
                  describe(r, row) + " #" + std::to_string(row.id.value));
  }
  return out;
}

RC_GTEST_PROP(Load, FilesCreatedInAnyOrderGiveTheSame, ()) {
  const auto rows = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::inRange(0, 9)));
  std::map<int, std::string> files;
  for (const auto& [file, person] : rows) {
    std::string& bytes = files.try_emplace(file, "id,name,kana\n").first->second;
    bytes += person == 0 ? ",bad,row\n" : "P" + std::to_string(person) + ",n,k\n";
  }
  const auto load_in = [&](bool reversed) {
    Case c;
    c.profile("p.toml", kPeople);
    std::vector<std::pair<int, std::string>> order(files.begin(), files.end());
    if (reversed) std::ranges::reverse(order);
    for (const auto& [file, bytes] : order) {
      c.file("people" + std::to_string(file) + ".csv", bytes);
    }
    auto loaded = c.load();
    RC_ASSERT(loaded.has_value());
    return everything(loaded->registers);
  };
  RC_ASSERT(load_in(false) == load_in(true));
}

RC_GTEST_PROP(Load, AnyBytesKeepTheSumOfLines, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
      std::vector<std::string>{"P1", ",", "\"", "\n", "\r\n", "\r", "山", "\x8e", "\xff", " ",
                               "P2,a,b\n", "\0", "\"a\nb\"", "id"}));
  std::string bytes = "id,name,kana\n";
  for (const std::string& piece : pieces) bytes += piece;
  const auto lines = static_cast<uint64_t>(std::ranges::count(bytes, '\n')) +
                     (bytes.empty() || bytes.back() == '\n' ? 0 : 1);
  for (const char* more : {"", "records = \"multiline\"", "encoding = \"cp932\"", "quote = \"\""}) {
    Case c;
    c.profile("p.toml", people_with(more)).file("people.csv", bytes);
    const auto loaded = c.load();
    RC_ASSERT(loaded.has_value());
    const LoadReport::File& file = loaded->report.files[0];
    RC_ASSERT(file.lines == lines);
    RC_ASSERT(file.rows == loaded->registers.people.size());
  }
}

}  // namespace
}  // namespace sekisho::reg
