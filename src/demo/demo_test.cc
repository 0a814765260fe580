#include "demo/demo.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "crypto/sha256.h"
#include "text/csv.h"
#include "text/encoding.h"
#include "text/json.h"
#include "text/number.h"

namespace sekisho::demo {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kSmall = 3000;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> files_below(const fs::path& directory) {
  std::set<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) found.insert(entry.path());
  }
  return {found.begin(), found.end()};
}

std::string hash_of(const fs::path& directory) {
  crypto::Sha256 hash;
  for (const fs::path& file : files_below(directory)) {
    hash.update(fs::relative(file, directory).string());
    hash.update(read(file));
  }
  return hash.hex();
}

std::vector<std::vector<std::string>> rows_of(const fs::path& csv) {
  std::vector<std::vector<std::string>> rows;
  const std::string text = read(csv);
  text::CsvReader reader(text);
  text::CsvRecord record;
  while (reader.next(record)) {
    EXPECT_FALSE(record.error.has_value()) << csv << ":" << record.first_line;
    rows.emplace_back(record.fields.begin(), record.fields.end());
  }
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

text::JsonValue truth_of(const fs::path& directory) {
  auto parsed = text::JsonValue::parse(read(directory / "truth.json"));
  EXPECT_TRUE(parsed.has_value());
  return parsed ? *parsed : text::JsonValue();
}

class Demo : public testing::Test {
 protected:
  void SetUp() override {
    out_ = fs::path(testing::TempDir()) /
           (std::string("demo_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(out_);
  }
  void TearDown() override { fs::remove_all(out_); }

  DemoSummary written(uint64_t accesses = kSmall, uint64_t seed = 1, size_t flush_bytes = 100'000) {
    auto summary =
        write_demo({.out = out_, .accesses = accesses, .seed = seed, .flush_bytes = flush_bytes});
    EXPECT_TRUE(summary.has_value()) << to_string(summary.error());
    return summary.value_or(DemoSummary{});
  }

  fs::path out_;
};

TEST_F(Demo, GivesTheSameBytesForASeedHoweverTheyAreWritten) {
  written(kSmall, 1, 1);
  const std::string first = hash_of(out_);
  fs::remove_all(out_);
  written(kSmall, 1, size_t{1} << 24);
  EXPECT_EQ(hash_of(out_), first);
  written(kSmall, 2);
  EXPECT_NE(hash_of(out_), first);
  written(kSmall, 1);  // over the other one, without leaving anything of it
  EXPECT_EQ(hash_of(out_), first);
}

TEST_F(Demo, CountsWhatItWrites) {
  const DemoSummary summary = written();
  const text::JsonValue truth = truth_of(out_ / "truth");
  uint64_t events = 0;
  uint64_t lines = 0;
  for (const text::JsonMember& source : truth.find("sources")->members()) {
    events += *source.value.find("events")->as_uint();
    lines += *source.value.find("lines")->as_uint();
    EXPECT_EQ(*source.value.find("lines")->as_uint(),
              *source.value.find("events")->as_uint() + *source.value.find("malformed")->as_uint());
    EXPECT_GT(*source.value.find("malformed")->as_uint(), 0U) << source.key;
  }
  EXPECT_EQ(events, kSmall);
  uint64_t in_files = 0;
  uint64_t files = 0;
  for (const fs::path& file : files_below(out_ / "logs")) {
    in_files += lines_of(read(file)).size();
    ++files;
  }
  EXPECT_EQ(files, 48U);
  EXPECT_EQ(in_files, summary.lines);
  EXPECT_EQ(in_files, lines + 12);  // one of the four formats has headers
}

// Each row of the truth names a line that exists and holds an access of that kind, and the counts
// of truth.json are those of the rows.
TEST_F(Demo, TruthPointsAtLinesThatExist) {
  written();
  for (const fs::path& truth : {out_ / "truth", out_ / "as-known-then/truth"}) {
    std::map<std::string, std::vector<std::string>> logs;
    std::map<std::string, uint64_t> events;
    std::set<std::pair<std::string, std::string>> places;
    for (const auto& row : rows_of(truth / "violations.csv")) {
      ASSERT_EQ(row.size(), 5U);
      auto& lines = logs[row[0]];
      if (lines.empty()) lines = lines_of(read(out_ / row[0]));
      const size_t number = text::parse_u64(row[1]).value_or(0);
      ASSERT_LE(number, lines.size());
      const std::string& line = lines[number - 1];
      const bool denied = row[2].ends_with("-denied");
      const bool refused = line.find("res=\"DENY\"") != std::string::npos ||
                           line.find("\"status\": 403") != std::string::npos ||
                           line.find(text::to_cp932(",拒否").value()) != std::string::npos;
      EXPECT_EQ(refused, denied) << row[0] << ":" << row[1];
      EXPECT_EQ(row[3].empty(), row[4] == "unknown");
      EXPECT_TRUE(places.emplace(row[0], row[1]).second);
      ++events[row[2]];
    }
    const text::JsonValue json = truth_of(truth);
    EXPECT_EQ(json.find("incidents")->members().size(), events.size());
    for (const text::JsonMember& incident : json.find("incidents")->members()) {
      EXPECT_EQ(*incident.value.find("events")->as_uint(), events[incident.key]) << incident.key;
    }
    const auto undetermined = rows_of(truth / "undetermined.csv");
    EXPECT_EQ(*json.find("undetermined")->as_uint(), undetermined.size());
    EXPECT_GT(undetermined.size(), 0U);
    for (const auto& row : undetermined) EXPECT_TRUE(places.emplace(row[0], row[1]).second);
  }
}

TEST_F(Demo, CorrectionWithdrawsOneAccusationAndNothingElse) {
  const DemoSummary summary = written();
  const auto at_first = rows_of(out_ / "as-known-then/truth/violations.csv");
  std::vector<std::vector<std::string>> kept;
  uint64_t withdrawn = 0;
  for (const auto& row : at_first) {
    if (row[2] != "withdrawn-accusation") {
      kept.push_back(row);
      continue;
    }
    if (withdrawn++ == 0) {
      EXPECT_EQ(row[0], summary.accusation_file);
      EXPECT_EQ(row[1], std::to_string(summary.accusation_first_line));
    }
    EXPECT_EQ(row[3], summary.accused);
    EXPECT_EQ(row[4], "confirmed");
  }
  EXPECT_EQ(withdrawn, summary.accusation_lines);
  EXPECT_GT(withdrawn, 30U);
  EXPECT_EQ(rows_of(out_ / "truth/violations.csv"), kept);

  // The two lists of assignments differ in the rows of the accused, and in no other.
  const auto rows_without = [&](const fs::path& path, std::string& mine) {
    std::vector<std::string> others;
    std::string utf8;
    EXPECT_TRUE(text::append_utf8(text::Encoding::kCp932, read(path), utf8));
    for (const std::string& line : lines_of(utf8)) {
      if (line.starts_with(summary.accused)) {
        mine += line;
      } else {
        others.push_back(line);
      }
    }
    return others;
  };
  std::string before;
  std::string after;
  EXPECT_EQ(rows_without(out_ / "register/assignments.csv", before),
            rows_without(out_ / "correction/assignments.csv", after));
  EXPECT_EQ(before.find("出向"), std::string::npos);
  EXPECT_NE(after.find("SJN,託送契約,出向,令和6年10月1日,令和6年11月1日"), std::string::npos);
}

TEST_F(Demo, WritesTheEncodingsOfItsFormats) {
  written();
  for (const fs::path& file : files_below(out_)) {
    const std::string bytes = read(file);
    const std::string name = file.filename().string();
    const bool cp932 = name == "people.csv" || name == "assignments.csv";
    if (name.starts_with("NOL_")) {
      // A line is cut off in the middle of a character where it is broken, nowhere else.
      for (const std::string& line : lines_of(bytes)) {
        std::string utf8;
        EXPECT_TRUE(line.ends_with('\r'));
        EXPECT_TRUE(text::append_utf8(text::Encoding::kCp932, line, utf8) ||
                    line.find('"') == line.rfind('"'));
      }
    } else if (cp932) {
      std::string utf8;
      EXPECT_TRUE(text::append_utf8(text::Encoding::kCp932, bytes, utf8)) << file;
      EXPECT_FALSE(text::valid_utf8(bytes)) << file;
    } else {
      EXPECT_TRUE(text::valid_utf8(bytes)) << file;
    }
  }
}

TEST_F(Demo, TellsItsStoryInBothLanguages) {
  const DemoSummary summary = written();
  const std::string readme = read(out_ / "README.txt");
  const std::string line = std::to_string(summary.accusation_first_line);
  EXPECT_NE(readme.find(summary.accused), std::string::npos);
  EXPECT_NE(readme.find(summary.accusation_file + ", line " + line), std::string::npos);
  EXPECT_NE(readme.find(summary.accusation_file + " の " + line + " 行目"), std::string::npos);
  EXPECT_EQ(readme.find('{'), std::string::npos);
  EXPECT_NE(read(out_ / "correction/transfer_order.txt").find(summary.accused), std::string::npos);
}

TEST_F(Demo, NeverWritesOverWhatIsNoDemo) {
  fs::create_directories(out_);
  std::ofstream(out_ / "payroll.csv") << "keep me\n";
  const auto refused = write_demo({.out = out_, .accesses = kSmall});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
  EXPECT_EQ(files_below(out_).size(), 1U);
}

TEST_F(Demo, KeepsItsBounds) {
  for (const uint64_t accesses : {uint64_t{0}, kDemoAccessesMin - 1, kDemoAccessesMax + 1}) {
    const auto refused = write_demo({.out = out_, .accesses = accesses});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
    EXPECT_FALSE(fs::exists(out_));
  }
  EXPECT_EQ(written(kDemoAccessesMin).accesses, kDemoAccessesMin);
}

TEST_F(Demo, SaysWhenItCannotWrite) {
  const fs::path file = out_.string() + "_file";
  std::ofstream(file) << "not a directory\n";
  const auto refused = write_demo({.out = file / "below", .accesses = kSmall});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kIo);
  fs::remove(file);
}

TEST_F(Demo, ReportsProgress) {
  DemoProgress last;
  uint64_t calls = 0;
  const auto summary = write_demo({.out = out_, .accesses = kSmall}, [&](const DemoProgress& now) {
    EXPECT_GE(now.lines, last.lines);
    EXPECT_GE(now.bytes, last.bytes);
    last = now;
    ++calls;
  });
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(last.lines, summary->lines);
  EXPECT_EQ(last.bytes, summary->bytes);
  EXPECT_GT(calls, 100U);
}

}  // namespace
}  // namespace sekisho::demo
