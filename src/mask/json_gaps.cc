#include "mask/json_gaps.h"

#include <algorithm>

#include "mask/limits.h"

namespace sekisho::mask {
namespace {

constexpr size_t kUsual = 32;  // of the gaps of a document

}  // namespace

JsonGaps::JsonGaps() {
  gaps_.reserve(kUsual);
  gaps_.resize(1);
}

const JsonGap* JsonGaps::another(const JsonGap& gap, const JsonLevel* level, const char* begin,
                                 const char* end) {
  // One that came another time, and the one behind a member that is missing this time.
  for (const Trail trail : {gap.other, gaps_[gap.next].next}) {
    const JsonGap& one = gaps_[trail];
    if (!one.leads(level, begin, end)) continue;
    expect(trail_of(gap), trail);
    return &one;
  }
  return nullptr;
}

JsonGaps::Trail JsonGaps::follow(Trail behind, const JsonStep& step, std::string_view text) {
  const auto is_same = [&](Trail trail) {
    const JsonGap& one = gaps_[trail];
    return one.step.from == step.from && std::string_view(one.text.data(), one.step.size) == text;
  };
  const Trail expected = gaps_[behind].next;
  for (const Trail trail : {expected, gaps_[behind].other, gaps_[expected].next}) {
    if (!is_same(trail)) continue;
    expect(behind, trail);
    return trail;
  }
  // Behind a gap that is new comes what was expected in its place, what came behind that, or what
  // came where brackets led to the same level last time.
  const Trail trail = fresh();
  JsonGap& gap = gaps_[trail];
  gap = {
      .step = step,
      .used = static_cast<uint32_t>((uint64_t{1} << std::min(text.size(), JsonGap::kAtOnce)) - 1),
      .next = expected,
      .other = step.turns ? gaps_[step.to->reached_by].next : kBeginning};
  gap.step.size = static_cast<uint8_t>(text.size());
  std::ranges::copy(text, gap.text.begin());
  if (step.turns) step.to->reached_by = trail;
  expect(behind, trail);
  return trail;
}

void JsonGaps::expect(Trail behind, Trail next) {
  JsonGap& gap = gaps_[behind];
  if (gap.next == next) return;
  gap.other = gap.next;
  gap.next = next;
}

// Of too many, those that came first are forgotten. Trails may lead there still: they are guesses.
JsonGaps::Trail JsonGaps::fresh() {
  newest_ = newest_ < kMaxKnownGaps ? newest_ + 1 : 1;
  if (newest_ == gaps_.size()) gaps_.emplace_back();
  return newest_;
}

}  // namespace sekisho::mask
