#include "logs/reader.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>

#include "crypto/sha256.h"
#include "logs/file_problem.h"
#include "logs/testing_test.h"

namespace sekisho::logs {
namespace {

// A directory that goes away with the test.
class Reader : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    root_ = std::filesystem::temp_directory_path() /
            ("sekisho_reader_" + std::string(info->name()) + std::to_string(::getpid()));
    std::filesystem::create_directories(root_ / "logs" / "x");
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::filesystem::path write(const std::string& name, std::string_view bytes) {
    const auto path = root_ / "logs" / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path;
  }

  struct Read {
    Strings lines, refused, problems;
    LineCounts counts;
    std::string sha256;
    uint64_t blocks = 0;
  };

  Read read(const std::filesystem::path& path, const LogProfile& profile) {
    Result<BlockReader> reader =
        BlockReader::open({path, "logs/" + path.filename().string(), 0, 0}, profile);
    EXPECT_TRUE(reader);
    Decoder decoder(profile);
    FileWatch watch;
    Read out;
    for (bool last = false; !last; ++out.blocks) {
      const Result<Block> block = reader->next();
      if (!block) {
        ADD_FAILURE() << to_string(block.error());
        break;
      }
      last = block->last;
      const Decoded d = decode(decoder, *block);
      watch.add(*block, d.counts, d.rejects);
      out.counts += d.counts;
      out.lines.insert(out.lines.end(), d.lines.begin(), d.lines.end());
      out.refused.insert(out.refused.end(), d.refused.begin(), d.refused.end());
    }
    EXPECT_EQ(reader->lines(), out.counts.lines);
    for (const FileProblem& p : reader->problems())
      out.problems.push_back(std::string(name_of(p.kind)));
    for (const FileProblem& p : watch.problems(profile))
      out.problems.push_back(std::string(name_of(p.kind)));
    out.sha256 = reader->sha256();
    return out;
  }

  std::filesystem::path root_;
};

LogProfile simple(std::string_view more = "") {
  return profile_of(
      "kind = \"log\"\nsystem = \"x\"\nfiles = [\"x/*\"]\nformat = \"csv\"\nobject_kind = "
      "\"other\"\n" +
      std::string(more) +
      "header = true\n[fields]\ntime = \"time\"\naccount = \"who\"\nobject = \"key\"\n"
      "[defaults]\naction = \"view\"\n");
}

std::string sample(int rows) {
  std::string out = "time,who,key\n";
  for (int i = 0; i < rows; ++i) {
    out += "2022-10-05 01:02:03,user" + std::to_string(i % 100) + ",key" + std::to_string(i) + "\n";
  }
  return out;
}

std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// With the check of its content that the zstd program writes.
std::string zstandard(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  out.resize(ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size()));
  ZSTD_freeCCtx(context);
  return out;
}

TEST_F(Reader, CutsALongFileIntoBlocksOfWholeLines) {
  const std::string bytes = sample(200'000);
  const Read r = read(write("x/a.csv", bytes), simple());
  EXPECT_GT(r.blocks, 1U);
  EXPECT_EQ(r.counts.lines, 200'001U);
  EXPECT_EQ(r.counts.events, 200'000U);
  EXPECT_EQ(r.lines.back(),
            "200001 2022-10-05T01:02:03+09:00 user99 - - view unknown key199999 - 0");
  EXPECT_EQ(r.sha256, crypto::sha256_hex(bytes));
  EXPECT_TRUE(r.problems.empty());
}

TEST_F(Reader, UnpacksWhatWasPacked) {
  const std::string bytes = sample(100'000);
  const Read plain = read(write("x/a.csv", bytes), simple());
  const std::string gz = gzipped(bytes.substr(0, 1000)) + gzipped(bytes.substr(1000));
  const Read members = read(write("x/b.csv.gz", gz), simple());
  EXPECT_EQ(members.lines, plain.lines);
  EXPECT_EQ(members.sha256, crypto::sha256_hex(gz));
  EXPECT_EQ(
      read(write("x/c.csv", zstandard(bytes.substr(0, 50)) + zstandard(bytes.substr(50))), simple())
          .lines,
      plain.lines);
}

TEST_F(Reader, SaysThatPackedDataIsCutOffOrDamagedAndKeepsWhatItGot) {
  const std::string bytes = sample(100'000);
  for (const std::string& packed : {gzipped(bytes), zstandard(bytes)}) {
    const Read cut = read(write("x/a", packed.substr(0, packed.size() / 2)), simple());
    EXPECT_EQ(cut.problems.at(0), "truncated");
    EXPECT_GT(cut.counts.events, 10'000U);
    std::string broken = packed;
    for (size_t i = broken.size() / 2; i < broken.size() / 2 + 40; ++i)
      broken[i] = static_cast<char>(0xA5);
    const Read damaged = read(write("x/b", broken), simple());
    EXPECT_EQ(damaged.problems.at(0), "damaged");
    EXPECT_EQ(damaged.sha256, crypto::sha256_hex(broken));
  }
}

TEST_F(Reader, SaysThatAFileEndsInTheMiddleOfALine) {
  const Read r = read(write("x/a", sample(30) + "2022-10-"), simple());
  EXPECT_EQ(r.problems, (Strings{"truncated"}));
  EXPECT_EQ(r.refused, (Strings{"32+1 too-few-fields"}));
  const Read whole = read(write("x/b", sample(30) + "2022-10-05 01:02:03,a,b"), simple());
  EXPECT_TRUE(whole.problems.empty());
}

TEST_F(Reader, SaysThatAFileIsAnotherOne) {
  EXPECT_EQ(read(write("x/a", "a,b,c\n1,2,3\n"), simple()).problems, (Strings{"other-layout"}));
  const LogProfile headerless = profile_of(
      "kind = \"log\"\nsystem = \"x\"\nfiles = []\nformat = \"csv\"\ncolumns = [\"t\", \"a\"]\n"
      "[fields]\ntime = \"t\"\naccount = \"a\"\n[defaults]\naction = \"view\"\n");
  EXPECT_EQ(read(write("x/b", sample(100)), headerless).problems, (Strings{"other-layout"}));
  std::string utf16 = "\xFF\xFE";
  for (const char c : sample(3)) utf16 += {c, '\0'};
  EXPECT_EQ(read(write("x/c", utf16), simple()).problems, (Strings{"wrong-encoding"}));
  EXPECT_EQ(read(write("x/d", utf16.substr(2)), simple()).problems, (Strings{"wrong-encoding"}));
  const Read mark =
      read(write("x/e", "\xEF\xBB\xBF" + sample(3)), simple("encoding = \"cp932\"\n"));
  EXPECT_EQ(mark.problems, (Strings{"wrong-encoding"}));
  EXPECT_EQ(mark.refused, (Strings{"1+4 bad-encoding"}));
}

TEST_F(Reader, TurnsUtf16WhateverItsByteOrderMarkSays) {
  const std::string bytes = sample(120'000);
  const auto utf16 = [](std::string_view text, bool little) {
    std::string out(text.size() * 2, '\0');
    for (size_t i = 0; i < text.size(); ++i) out[2 * i + (little ? 0 : 1)] = text[i];
    return out;
  };
  const LogProfile profile = simple("encoding = \"utf-16\"\n");
  const Read plain = read(write("x/a", bytes), simple());
  EXPECT_EQ(read(write("x/b", utf16(bytes, true)), profile).lines, plain.lines);
  const std::string few = sample(100);
  const Read small = read(write("x/c", few), simple());
  EXPECT_EQ(read(write("x/d", "\xFE\xFF" + utf16(few, false)), profile).lines, small.lines);
  EXPECT_EQ(read(write("x/e", "\xFF\xFE" + utf16(few, true) + "\x01"), profile).problems.at(0),
            "truncated");
  EXPECT_EQ(read(write("x/f", "\xEF\xBB\xBF" + few), simple()).lines, small.lines);
}

TEST_F(Reader, CountsALineOfManyMegabytesAsOne) {
  const Read r =
      read(write("x/a", sample(10) + std::string(9 << 20, 'x') + "\n2022-10-05 01:02:03,a,b\n"),
           simple());
  EXPECT_EQ(r.refused, (Strings{"12+1 too-long"}));
  EXPECT_EQ(r.lines.back(), "13 2022-10-05T01:02:03+09:00 a - - view unknown b - 0");
  EXPECT_EQ(read(write("x/b", sample(1) + std::string(9 << 20, 'x')), simple()).refused,
            (Strings{"3+1 too-long"}));
}

TEST_F(Reader, CutsBetweenRecordsOfSeveralLines) {
  std::string bytes = "time,who,key\n";
  for (int i = 0; i < 80'000; ++i) {
    bytes += "2022-10-05 01:02:03,user,\"key\n" + std::string(static_cast<size_t>(i % 61), 'y') +
             "\n" + std::to_string(i) + "\"\n";
    if (i % 1000 == 0) bytes += "2022-10-05 01:02:03,user,\"open\n";
  }
  const Read r = read(write("x/a", bytes), simple("records = \"multiline\"\n"));
  EXPECT_GT(r.blocks, 1U);
  EXPECT_EQ(r.counts.events, 80'000U);
  EXPECT_EQ(r.counts.event_lines, 240'000U);
  EXPECT_EQ(r.counts.rejects, 80U);
}

TEST_F(Reader, AnEmptyFileHasOneEmptyBlock) {
  const Read r = read(write("x/a", ""), simple());
  EXPECT_EQ(r.blocks, 1U);
  EXPECT_EQ(r.counts.lines, 0U);
  EXPECT_TRUE(r.problems.empty());
}

TEST_F(Reader, FindsFilesByTheirProfiles) {
  write("x/2.csv", "");
  write("x/1.csv", "");
  write("y/3.csv", "");
  const Result<LogSet> set = find_logs(root_ / "logs", {simple()});
  ASSERT_TRUE(set);
  ASSERT_EQ(set->files.size(), 2U);
  EXPECT_EQ(set->files[0].name, "logs/x/1.csv");
  EXPECT_EQ(set->unclaimed, (Strings{"logs/y/3.csv"}));
  const Result<LogSet> twice = find_logs(root_ / "logs", {simple(), simple()});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().place.file, "logs/x/1.csv");
  EXPECT_FALSE(find_logs(root_ / "nowhere", {simple()}));
}

}  // namespace
}  // namespace sekisho::logs
