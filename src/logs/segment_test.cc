#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "base/file.h"
#include "base/hex_example_test.h"
#include "logs/limits.h"
#include "logs/segment_check.h"
#include "logs/segment_events.h"
#include "logs/segment_reader.h"
#include "logs/segment_test.h"
#include "logs/segment_writer.h"
#include "logs/testing_test.h"

namespace sekisho::logs {
namespace {

// Lines of different lengths that do not compress to nothing.
std::string log_of(uint64_t lines, uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  std::string out;
  for (uint64_t line = 1; line <= lines; ++line) {
    out += fmt::format("{},{:x}", line, random());
    for (uint64_t more = random() % 4; more > 0; --more) out += fmt::format(" {:x}", random());
    out += '\n';
  }
  return out;
}

std::string read_lines(const Sealed& sealed, uint64_t first, uint64_t last,
                       const crypto::SecretKey* key = nullptr) {
  const MemoryBytes bytes(sealed.bytes);
  const SegmentReader reader = SegmentReader::open(bytes, sealed.seal.hash, key).value();
  std::string out;
  const auto done = reader.read_lines(first, last, [&](std::string_view piece) {
    out += piece;
    return Result<void>();
  });
  EXPECT_TRUE(done) << to_string(done.error());
  return out;
}

std::string cut(const std::string& log, uint64_t first, uint64_t last) {
  size_t begin = 0;
  for (uint64_t line = 1; line < first; ++line) begin = log.find('\n', begin) + 1;
  size_t end = begin;
  for (uint64_t line = first; line <= last; ++line) {
    const size_t lf = log.find('\n', end);
    end = lf == std::string::npos ? log.size() : lf + 1;
  }
  return log.substr(begin, end - begin);
}

TEST(Segment, GivesBackAnyRangeOfLines) {
  const std::string log = log_of(20'000);
  const crypto::SecretKey key = crypto::SecretKey::generate();
  for (const crypto::SecretKey* used : {static_cast<const crypto::SecretKey*>(nullptr), &key}) {
    const Sealed sealed = seal(log, used);
    EXPECT_EQ(sealed.seal.lines, 20'000u);
    EXPECT_EQ(sealed.seal.bytes, log.size());
    EXPECT_EQ(sealed.seal.sha256, crypto::sha256_hex(log));
    EXPECT_LT(sealed.bytes.size(), log.size());
    EXPECT_EQ(read_lines(sealed, 1, 20'000, used), log);
    std::mt19937_64 random(7);
    for (int i = 0; i < 40; ++i) {
      const uint64_t first = 1 + random() % 20'000;
      const uint64_t last = first + random() % (20'001 - first);
      EXPECT_EQ(read_lines(sealed, first, last, used), cut(log, first, last));
    }
  }
}

TEST(Segment, KeepsOddFiles) {
  const std::string long_line(3 * kSegmentFrameBytes + 5, 'x');
  for (const std::string& log :
       {std::string(), std::string("\n"), std::string("no end"), std::string("a\nb"),
        std::string(kSegmentFrameBytes, 'x'), std::string(kSegmentFrameBytes - 1, 'x') + "\n",
        long_line, "a\n" + long_line + "\nb\n", "a\n" + long_line,
        std::string("\0\r\n\xff\n", 5)}) {
    const Sealed sealed = seal(log, nullptr);
    const auto lines = static_cast<uint64_t>(std::ranges::count(log, '\n')) +
                       (log.empty() || log.ends_with('\n') ? 0 : 1);
    EXPECT_EQ(sealed.seal.lines, lines);
    for (uint64_t line = 1; line <= lines; ++line)
      EXPECT_EQ(read_lines(sealed, line, line), cut(log, line, line)) << line;
    if (lines > 0) EXPECT_EQ(read_lines(sealed, 1, lines), log);
    EXPECT_TRUE(check(sealed.bytes, sealed.seal, nullptr).problems.empty());
    const MemoryBytes bytes(sealed.bytes);
    const SegmentReader reader = SegmentReader::open(bytes, sealed.seal.hash, nullptr).value();
    const auto nothing = [](std::string_view) { return Result<void>(); };
    EXPECT_EQ(reader.read_lines(1, lines + 1, nothing).error().code, ErrorCode::kUsage);
    EXPECT_FALSE(reader.read_lines(0, 0, nothing));
  }
}

// U+0A0A and U+0D0A have the byte of a LF in them.
TEST(Segment, CountsLinesOfUtf16ByItsOwnUnits) {
  const std::string le("a\0\x0a\x0a\x0a\0b\0\x0a\0\x0a\x0d", 12);
  const std::string be("\0a\x0a\x0a\0\x0a\0b\0\x0a\x0d\x0a", 12);
  for (const auto& [log, encoding] :
       {std::pair(le, text::Encoding::kUtf16Le), std::pair(be, text::Encoding::kUtf16Be)}) {
    const Sealed sealed = seal(log, nullptr, encoding);
    EXPECT_EQ(sealed.seal.lines, 3u);
    EXPECT_EQ(read_lines(sealed, 1, 1), log.substr(0, 6));
    EXPECT_EQ(read_lines(sealed, 2, 2), log.substr(6, 4));
    EXPECT_EQ(read_lines(sealed, 3, 3), log.substr(10));
  }
}

TEST(Segment, OpensUnderItsKeyAlone) {
  const crypto::SecretKey key = crypto::SecretKey::generate();
  const crypto::SecretKey other = crypto::SecretKey::generate();
  const Sealed sealed = seal("secret line\n", &key);
  EXPECT_EQ(sealed.bytes.find("secret line"), std::string::npos);
  const MemoryBytes bytes(sealed.bytes);
  EXPECT_TRUE(SegmentReader::open(bytes, sealed.seal.hash, &key));
  for (const crypto::SecretKey* wrong : {static_cast<const crypto::SecretKey*>(nullptr), &other}) {
    EXPECT_EQ(SegmentReader::open(bytes, sealed.seal.hash, wrong).error().code, ErrorCode::kUsage);
    // Its hashes are right all the same.
    const SegmentCheck checked = check(sealed.bytes, sealed.seal, wrong);
    EXPECT_TRUE(checked.problems.empty());
    EXPECT_FALSE(checked.opened);
  }
  EXPECT_TRUE(check(sealed.bytes, sealed.seal, &key).opened);
}

// Every bit of a small segment, and some of a large one.
TEST(Segment, AnyChangedBitIsFound) {
  const crypto::SecretKey key = crypto::SecretKey::generate();
  for (const crypto::SecretKey* used : {static_cast<const crypto::SecretKey*>(nullptr), &key}) {
    for (const bool readable : {true, false}) {
      const Sealed sealed = seal(log_of(20), used);
      for (uint64_t bit = 0; bit < 8 * sealed.bytes.size(); ++bit) {
        const SegmentCheck checked =
            check(flipped(sealed.bytes, bit), sealed.seal, readable ? used : nullptr);
        ASSERT_FALSE(checked.problems.empty()) << bit;
        for (const SegmentProblem& problem : checked.problems) {
          EXPECT_GE(problem.first_line, 1u);
          EXPECT_LE(problem.last_line, 20u);
        }
      }
      for (size_t size = 0; size < sealed.bytes.size(); size += 7)
        EXPECT_FALSE(check(sealed.bytes.substr(0, size), sealed.seal, used).problems.empty());
      EXPECT_FALSE(check(sealed.bytes + "x", sealed.seal, used).problems.empty());
    }
  }
}

TEST(Segment, DamageIsNamedByTheLinesThatItConcerns) {
  const std::string log = log_of(40'000);
  const Sealed sealed = seal(log, nullptr);
  const MemoryBytes bytes(sealed.bytes);
  const std::vector<SegmentRow> rows = load_segment(bytes)->rows;
  ASSERT_GE(rows.size(), 6u);
  const uint64_t index = rows.back().offset + rows.back().stored;
  for (size_t i = 0; i < rows.size(); ++i) {
    const SegmentRow& row = rows[i];
    const uint64_t last = row.first_line + row.lines - 1;
    const auto in_frame =
        check(flipped(sealed.bytes, 8 * (row.offset + row.stored / 2)), sealed.seal, nullptr);
    EXPECT_EQ(
        in_frame.problems,
        (std::vector{SegmentProblem{row.first_line, last, "bytes of the frame were changed"}}));
    // A bit of the row, and one of the hash that it carries.
    for (const size_t at : {size_t{12}, size_t{40}, size_t{80}}) {
      const auto in_index = check(flipped(sealed.bytes, 8 * (index + i * kSegmentRowBytes + at)),
                                  sealed.seal, nullptr);
      ASSERT_EQ(in_index.problems.size(), 1u) << i << " " << at;
      EXPECT_LE(in_index.problems[0].first_line, row.first_line);
      EXPECT_GE(in_index.problems[0].last_line, last);
      EXPECT_LE(in_index.problems[0].last_line - in_index.problems[0].first_line, row.lines + 1);
    }
  }
  // Two places at once.
  std::string twice = flipped(sealed.bytes, 8 * rows[1].offset);
  twice = flipped(twice, 8 * (index + 4 * kSegmentRowBytes + 40));
  const auto both = check(twice, sealed.seal, nullptr);
  ASSERT_EQ(both.problems.size(), 2u);
}

TEST(Segment, AnotherSegmentIsNotTheOneThatWasSealed) {
  const Sealed sealed = seal("a\nb\n", nullptr);
  const Sealed other = seal("a\nc\n", nullptr);
  EXPECT_EQ(check(other.bytes, sealed.seal, nullptr).problems,
            (std::vector{SegmentProblem{1, 2, "the segment is not the one that was sealed"}}));
  SegmentSeal wrong = sealed.seal;
  wrong.lines = 3;
  EXPECT_EQ(check(sealed.bytes, wrong, nullptr).problems,
            (std::vector{SegmentProblem{1, 3, "the lines are not those that were sealed"}}));
}

TEST(Segment, TheDocumentsExampleIsOne) {
  const std::string text = read_file(SEKISHO_ROOT "/docs/formats/segment.md", 1 << 20).value();
  const std::string file = hex_example(text);
  const size_t hash = text.find("Its hash is `") + 13;
  const Sealed sealed{file, {text.substr(hash, 64), 2, 10, crypto::sha256_hex("k1,A\nk2,B\n")}};
  EXPECT_EQ(check(sealed.bytes, sealed.seal, nullptr).problems, std::vector<SegmentProblem>{});
  EXPECT_EQ(read_lines(sealed, 1, 2), "k1,A\nk2,B\n");
  const MemoryBytes bytes(file);
  std::vector<SegmentEvent> events;
  std::string frame;
  ASSERT_TRUE(SegmentReader::open(bytes, sealed.seal.hash, nullptr)
                  ->read_events([&](std::string_view columns) {
                    frame = columns;
                    events = decode_events(frame).value();
                    return Result<void>();
                  }));
  EXPECT_EQ(events, (std::vector{SegmentEvent{2, Instant{1}, "k2", "", "B"}}));
}

TEST(SegmentEvents, AreKeptAsTheyWereRead) {
  const LogProfile profile = profile_of(R"(
kind = "log"
title = "t"
system = "s"
files = ["*.csv"]
format = "csv"
encoding = "utf-8"
header = true
[dates]
formats = ["ymd/"]
zone = "Asia/Tokyo"
[fields]
time = "time"
account = "account"
terminal = "terminal"
object = "object"
[defaults]
action = "view"
outcome = "allowed"
)");
  Decoder decoder(profile);
  const Block block = block_of(
      "time,account,terminal,object\n"
      "2022/10/05 12:00:00,k1,T1,0900000000012345678901\n"
      "2022/10/05 11:59:59,k2,,0900000000012345678902\n"
      "2022/10/06 00:00:00.5,k1,T1,\n");
  EventBlock events;
  std::vector<Reject> rejects;
  decoder.decode(block, events, rejects);
  ASSERT_EQ(events.size(), 3u);
  const std::string bytes = encode_events(block, events, decoder);
  const std::vector<SegmentEvent> back = decode_events(bytes).value();
  ASSERT_EQ(back.size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(back[i].line, events.line[i]);
    EXPECT_EQ(back[i].time, events.time[i]);
  }
  EXPECT_EQ(back[0].account, "k1");
  EXPECT_EQ(back[1].account, "k2");
  EXPECT_EQ(back[1].terminal, "");
  EXPECT_EQ(back[2].terminal, "T1");
  EXPECT_EQ(back[1].object, "0900000000012345678902");
  EXPECT_EQ(back[2].object, "");
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_events(std::string_view(bytes).substr(0, size))) << size;
  EXPECT_FALSE(decode_events(bytes + '\0'));

  Sealed sealed;
  SegmentWriter writer(SegmentHead{}, nullptr, [&](std::string_view piece) {
    sealed.bytes += piece;
    return Result<void>();
  });
  ASSERT_TRUE(writer.append(block.bytes) && writer.append_events(1, 4, bytes));
  sealed.seal = writer.finish().value();
  EXPECT_EQ(sealed.seal.lines, 4u);
  const MemoryBytes whole(sealed.bytes);
  std::vector<std::string> frames;
  ASSERT_TRUE(SegmentReader::open(whole, sealed.seal.hash, nullptr)
                  ->read_events([&](std::string_view frame) {
                    frames.emplace_back(frame);
                    return Result<void>();
                  }));
  EXPECT_EQ(frames, std::vector{bytes});
  EXPECT_TRUE(check(sealed.bytes, sealed.seal, nullptr).problems.empty());
}

}  // namespace
}  // namespace sekisho::logs
