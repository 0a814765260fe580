#include "text/delimited_scan.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/limits.h"

namespace sekisho::text {
namespace {

using Options = DelimitedScan::Options;
using Engine = DelimitedScan::Engine;

std::vector<uint32_t> scan(std::string_view block, Options options, Engine engine = Engine::kBest) {
  std::vector<uint32_t> positions;
  const size_t count = DelimitedScan(options, engine).run(block, positions);
  positions.resize(count);
  return positions;
}

using Positions = std::vector<uint32_t>;

TEST(DelimitedScan, FindsStructure) {
  const std::string_view text = "a,\"b\"\r\nc\n";
  for (const Engine engine : {Engine::kBest, Engine::kAvx2, Engine::kScalar}) {
    EXPECT_EQ(scan(text, {}, engine), (Positions{1, 2, 4, 5, 6, 8}));
    EXPECT_EQ(scan(text, {.carriage_returns = false}, engine), (Positions{1, 2, 4, 6, 8}));
    EXPECT_EQ(scan(text, {.quote = 0}, engine), (Positions{1, 5, 6, 8}));
    EXPECT_EQ(scan(text, {.delimiter = '\t', .quote = '\''}, engine), (Positions{5, 6, 8}));
    EXPECT_EQ(scan("", {}, engine), Positions{});
  }
}

TEST(DelimitedScan, SecondBytesOfCp932AreNoDelimiters) {
  const std::string_view text = "\x83\x7C|\x81|,\x82,\xB6|\x8D\x82";  // ポ|, a broken pair, ｶ|高
  EXPECT_EQ(scan(text, {.delimiter = '|', .cp932 = true}), (Positions{2, 9}));
  EXPECT_EQ(scan(text, {.delimiter = '|'}), (Positions{1, 2, 4, 9}));
  EXPECT_EQ(scan(text, {.delimiter = ',', .cp932 = true}), (Positions{5, 7}));
  EXPECT_EQ(scan("a|\x82", {.delimiter = '|', .cp932 = true}), (Positions{1}));
  EXPECT_EQ(scan("\x82\n|", {.delimiter = '|', .cp932 = true}), (Positions{1, 2}));
}

TEST(DelimitedScan, ReusesItsRoomAndKeepsItsLimit) {
  const DelimitedScan scanner(Options{});
  std::vector<uint32_t> positions;
  const std::string commas(kMaxScanBlockBytes + 100, ',');
  ASSERT_EQ(scanner.run(commas, positions), kMaxScanBlockBytes);
  EXPECT_EQ(positions[kMaxScanBlockBytes - 1], kMaxScanBlockBytes - 1);
  const size_t room = positions.size();
  EXPECT_EQ(scanner.run("a,b", positions), 1U);
  EXPECT_EQ(positions[0], 1U);
  EXPECT_EQ(positions.size(), room);
}

RC_GTEST_PROP(DelimitedScan, EnginesAgree, ()) {
  const auto size = *rc::gen::inRange<size_t>(0, 400);
  const Options options{.delimiter = *rc::gen::elementOf(std::string(",\t;|a")),
                        .quote = *rc::gen::elementOf(std::string("\"'\0", 3)),
                        .carriage_returns = *rc::gen::arbitrary<bool>(),
                        .cp932 = *rc::gen::arbitrary<bool>()};
  const bool dense = *rc::gen::arbitrary<bool>();
  auto state = *rc::gen::arbitrary<uint64_t>() | 1;
  std::string text;
  for (size_t i = 0; i < size; ++i) {
    state = state * 6364136223846793005 + 1442695040888963407;
    const auto byte = static_cast<char>(state >> 56);
    text += dense ? std::string_view(",\"\r\n|\x82;'")[state >> 61] : byte;
  }
  const auto skip = std::min(size, *rc::gen::inRange<size_t>(0, 40));  // any alignment
  const std::string_view block = std::string_view(text).substr(skip);
  const Positions plain = scan(block, options, Engine::kScalar);
  RC_ASSERT(scan(block, options, Engine::kAvx2) == plain);
  RC_ASSERT(scan(block, options, Engine::kBest) == plain);
}

// With a delimiter that cannot be a second byte, the fast path finds what the careful one would.
RC_GTEST_PROP(DelimitedScan, Cp932DoesNotMatterToSafeDelimiters, (const std::string& text)) {
  const Positions fast = scan(text, {.delimiter = ';', .cp932 = true});
  Positions careful;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool lead = (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
    if (lead && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0x40) ++i;
    if (text[i] == ';' || text[i] == '"' || text[i] == '\r' || text[i] == '\n') {
      careful.push_back(static_cast<uint32_t>(i));
    }
  }
  RC_ASSERT(fast == careful);
}

}  // namespace
}  // namespace sekisho::text
