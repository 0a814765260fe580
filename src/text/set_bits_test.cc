#include "text/set_bits.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace sekisho::text {
namespace {

RC_GTEST_PROP(SetBits, AreWrittenAlikeByEveryEngine, (const std::vector<uint64_t>& random)) {
  std::vector<uint64_t> windows = random;
  windows.insert(windows.end(), {0, ~uint64_t{0}, 1, uint64_t{1} << 63});
  std::vector<uint32_t> expected;
  for (size_t i = 0; i < windows.size() * kWindowBytes; ++i) {
    if ((windows[i / 64] >> i % 64 & 1) != 0) expected.push_back(static_cast<uint32_t>(7 + i));
  }
  for (const auto engine : {ScanEngine::kScalar, ScanEngine::kAvx2, ScanEngine::kAvx512}) {
    std::vector<uint32_t> out(expected.size() + kSetBitsRoom);
    out.resize(write_set_bits(windows, 7, available(engine), out.data()));
    RC_ASSERT(out == expected);
  }
}

RC_GTEST_PROP(SetBits, EverySecondTakerInARowIsTaken, (uint64_t takers, bool before)) {
  uint64_t expected = 0;
  bool taken = before;
  for (size_t i = 0; i < kWindowBytes; ++i) {
    if (taken) expected |= uint64_t{1} << i;
    taken = !taken && (takers >> i & 1) != 0;
  }
  uint64_t carry = before ? 1 : 0;
  RC_ASSERT(taken_bytes(takers, carry) == expected);
  RC_ASSERT(carry == (taken ? 1U : 0U));
}

TEST(SetBits, EnginesAreReplacedBySimplerOnes) {
  EXPECT_EQ(available(ScanEngine::kScalar), ScanEngine::kScalar);
  EXPECT_LE(available(ScanEngine::kAvx2), ScanEngine::kAvx2);
  EXPECT_LE(available(ScanEngine::kBest), ScanEngine::kAvx512);
}

}  // namespace
}  // namespace sekisho::text
