#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"

namespace sekisho::cli {
namespace {

struct Ended {
  int code = -1;
  std::string out, err;
};

std::string drained(std::FILE* file) {
  std::string text;
  EXPECT_EQ(std::fseek(file, 0, SEEK_SET), 0);
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

Ended sekisho(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "sekisho");
  std::FILE* out = std::tmpfile();
  std::FILE* err = std::tmpfile();
  Ended ended;
  {
    Console console(out, err);
    ended.code = run_program(static_cast<int>(arguments.size()), arguments.data(), console);
  }
  ended.out = drained(out);
  ended.err = drained(err);
  return ended;
}

// One account of one system, held by somebody of the T&D company.
class DecideCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(registers);
    write("entities.csv", "entity,name,kind,parent\nTD,Grid,tdso,\n");
    write("systems.csv", "system,name,separation,owner\nnol,Online,logical,\n");
    write("sites.csv", "site,name,entity,zone\nS1,Office,TD,tdso\n");
    write("people.csv",
          "\x8E\xD0\x88\xF5\x94\xD4\x8D\x86,\x8E\x81\x96\xBC,\x83\x4A\x83\x69\r\n"
          "P1,Hana,\r\n");
    write("assignments.csv",
          "\x8E\xD0\x88\xF5\x94\xD4\x8D\x86,\x89\xEF\x8E\xD0\x83\x52\x81\x5B\x83\x68,"
          "\x8F\x8A\x91\xAE,\x8B\xE6\x95\xAA,\x94\xAD\x97\xDF\x93\xFA,\x89\xF0\x8F\x9C\x93\xFA\r\n"
          "P1,TD,,\x96\x7B\x96\xB1,2018-04-01,\r\n");
    write("accounts.csv",
          "system,account,kind,holder,issued,revoked\n"
          "nol,k1,personal,P1,2018-04-01T00:00:00+09:00,2022-07-01T00:00:00+09:00\n");
    write("entitlements.csv",
          "system,account,role,from,until,basis\nnol,k1,read,2018-04-01T00:00:00+09:00,,A-1\n");
    write("terminals.csv",
          "terminal,entity,site,custodian,from,until\nT-1,TD,S1,P1,2018-04-01T00:00:00+09:00,\n");
  }
  void TearDown() override { std::filesystem::remove_all(registers); }

  void write(const char* name, const char* text) const {
    std::ofstream(registers / name, std::ios::binary) << text;
  }

  Ended decide(const char* at, std::vector<const char*> more = {}) const {
    std::vector<const char*> arguments{"decide",
                                       "--registers",
                                       registers.c_str(),
                                       "--profiles",
                                       SEKISHO_ROOT "/sources",
                                       "--policies",
                                       SEKISHO_ROOT "/policies",
                                       "--system",
                                       "nol",
                                       "--account",
                                       "k1",
                                       "--terminal",
                                       "T-1",
                                       "--at",
                                       at};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return sekisho(arguments);
  }

  std::filesystem::path registers =
      std::filesystem::temp_directory_path() /
      (std::string("sekisho-decide-") +
       ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(DecideCommandTest, EndsWithTheAnswer) {
  const Ended before = decide("2022-06-30", {"--lang", "en"});
  EXPECT_EQ(before.code, 0) << before.err;
  EXPECT_TRUE(before.out.starts_with("PERMITTED\n")) << before.out;
  const Ended after = decide("2022-07-01", {"--lang", "ja"});
  EXPECT_EQ(after.code, 1) << after.err;
  EXPECT_TRUE(after.out.starts_with("不許可\n")) << after.out;
  EXPECT_NE(after.out.find("個人ID nol/k1 の名義人は Hana (P1)(2018-04-01 から 2022-06-30 まで)"),
            std::string::npos)
      << after.out;
}

TEST_F(DecideCommandTest, WritesJson) {
  const Ended ended = decide("2022-07-01", {"--json"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(ended.out.starts_with("{\n  \"verdict\": \"denied\"")) << ended.out;
}

TEST_F(DecideCommandTest, SaysWhatIsMissing) {
  const Ended no_time = decide("");
  EXPECT_EQ(no_time.code, 2);
  EXPECT_NE(no_time.err.find("--at is missing"), std::string::npos) << no_time.err;
  EXPECT_EQ(sekisho({"decide", "--system", "nol"}).code, 2);
  EXPECT_EQ(sekisho({"decide", "--no-such-option"}).code, 2);
}

TEST_F(DecideCommandTest, Teaches) {
  const Ended ended = sekisho({"decide", "--help"});
  EXPECT_EQ(ended.code, 0);
  for (const char* part : {"--registers", "--address", "Exit codes", "Examples:"})
    EXPECT_NE(ended.out.find(part), std::string::npos) << part;
}

}  // namespace
}  // namespace sekisho::cli
