// A review reads sealed segments as it reads the files that they keep.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "cli/run_cli_test.h"
#include "demo/demo.h"
#include "text/json.h"

namespace sekisho::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProfiles = SEKISHO_ROOT "/sources";
constexpr const char* kPolicies = SEKISHO_ROOT "/policies";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class ReviewArchive : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(root);
    ASSERT_TRUE(demo::write_demo({.out = root / "demo", .accesses = 20'000, .seed = 7}));
    // One file was delivered packed.
    const fs::path log = root / "demo/logs/nws";
    const fs::path first = *fs::directory_iterator(log);
    ASSERT_EQ(std::system(("gzip -n " + first.string()).c_str()), 0);
    packed = "logs/nws/" + first.filename().string() + ".gz";
    expect_ended({"evidence", "init", record(), "--origin", "example.org/test"}, 0);
  }
  void TearDown() override { fs::remove_all(root); }

  std::string record() const { return (root / "record").string(); }
  Ended expect_ended(const std::vector<std::string>& arguments, int code) const {
    Ended ended = run_sekisho(arguments);
    EXPECT_EQ(ended.code, code) << ended.err << ended.out;
    return ended;
  }
  Ended review(const std::vector<std::string>& from, const std::string& out, int code) const {
    std::vector<std::string> arguments{
        "review",     "--registers", (root / "demo/register").string(),
        "--profiles", kProfiles,     "--policies",
        kPolicies,    "--data-only", "--lang",
        "en",         "--out",       (root / out).string()};
    arguments.insert(arguments.end(), from.begin(), from.end());
    return expect_ended(arguments, code);
  }
  void seal_all() const {
    expect_ended({"archive", "add", record(), "--logs", (root / "demo/logs").string(), "--profiles",
                  kProfiles},
                 0);
  }
  // The segment that a file was read from, by the run's account of it.
  std::string segment_of(const std::string& out, const std::string& file) const {
    const auto run = text::JsonValue::parse(read(root / out / "run.json"));
    for (const text::JsonValue& log : run->at_pointer("/inputs/logs")->items()) {
      if (log.find("name")->as_string() == file) {
        EXPECT_EQ(log.find("seal")->as_string()->size(), 64U);
        return std::string(*log.find("segment")->as_string());
      }
    }
    ADD_FAILURE() << "not read: " << file;
    return {};
  }

  const fs::path root = fs::path(testing::TempDir()) / "review_archive_test";
  std::string packed;
};

TEST_F(ReviewArchive, FindsTheSameByteForByte) {
  seal_all();
  review({"--logs", (root / "demo/logs").string()}, "files", 1);
  review({"--archive", record()}, "archive", 1);
  for (const char* name : {"findings.csv", "undetermined.csv", "rejects.csv", "scope.json",
                           "coverage.json", "footprints.ndjson"}) {
    EXPECT_EQ(read(root / "archive" / name), read(root / "files" / name)) << name;
  }
  EXPECT_FALSE(segment_of("archive", packed).empty());
  const std::string run = (root / "archive/run.json").string();
  expect_ended({"review", "--reproduce", run}, 0);
}

TEST_F(ReviewArchive, RefusesAChangedSegmentWithItsPlace) {
  seal_all();
  review({"--archive", record()}, "before", 1);
  const fs::path file =
      root / "record.private/archive" / (segment_of("before", packed) + ".segment");
  std::string bytes = read(file);
  bytes[400] = static_cast<char>(bytes[400] ^ 1);  // within the first frame of lines
  std::ofstream(file, std::ios::binary) << bytes;
  const Ended ended = review({"--archive", record()}, "after", 3);
  EXPECT_NE(ended.err.find(packed + ":1"), std::string::npos) << ended.err;
}

TEST_F(ReviewArchive, ReadsTheLastDeliveryOfAName) {
  seal_all();
  const fs::path log = *fs::directory_iterator(root / "demo/logs/re");
  std::ofstream(log, std::ios::app | std::ios::binary) << "not a line of this log\n";
  seal_all();
  review({"--logs", (root / "demo/logs").string()}, "files", 1);
  const Ended ended = review({"--archive", record()}, "archive", 1);
  EXPECT_EQ(read(root / "archive/rejects.csv"), read(root / "files/rejects.csv"));
  const std::string name = "! logs/re/" + log.filename().string() + " (";
  EXPECT_NE(ended.out.find(name), std::string::npos) << ended.out;
}

}  // namespace
}  // namespace sekisho::cli
