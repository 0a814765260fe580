#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "mask/json_levels.h"
#include "mask/json_paths.h"

namespace sekisho::mask {

// What it takes to come from behind one string, number or word to the next: what has to be known of
// the brackets, commas and keys between them. Offsets count from where it begins.
struct JsonStep {
  static constexpr uint8_t kNone = UINT8_MAX;
  // Whether something was given out of what is open in the end, by what stands here.
  enum class Kept : uint8_t { kAsBefore, kNo, kYes };

  const JsonLevel* from = nullptr;  // null: it cannot be remembered
  JsonLevel* to = nullptr;
  JsonPaths::State state = JsonPaths::kRoot;  // of the value behind it
  uint8_t size = 0;                           // in bytes
  uint8_t keys = 0;
  uint8_t item = 0;         // where the item of the value begins: at its comma, if it has one
  uint8_t comma = kNone;    // before which nothing may have been given out of what is open
  uint8_t unmutes = kNone;  // behind the bracket that closes what is masked as a whole
  uint8_t mutes = kNone;    // where that begins whose bracket opens what is masked as a whole
  bool marks = false;       // of which a mark is left
  bool turns = false;       // there are brackets
  bool passes = false;      // the value does
  bool plain = false;       // so does all of the gap
  Kept kept = Kept::kAsBefore;

  // By a value that passes something is given out of what is open.
  bool keeps() const { return !to->muted; }
};

// A gap between two values that came before, as it was written. What follows it byte for byte, from
// the same level, takes the same step: it was read as it has to be when it came first.
struct alignas(64) JsonGap {
  static constexpr size_t kBytes = 80;   // of the longest that is remembered
  static constexpr size_t kAtOnce = 32;  // that are compared whatever its size
  using Trail = uint32_t;                // its number

  std::array<char, kBytes> text = {};
  JsonStep step;
  uint32_t used = 0;  // a bit for each of its bytes that are compared at once
  Trail next = 0;     // the gap that came last behind it
  Trail other = 0;    // one that came behind it another time

  // Whether it leads on from a level where a text begins with it, of which kAtOnce bytes or more
  // can be read.
  bool leads(const JsonLevel* level, const char* begin, const char* end) const;

 private:
  bool begins(const char* begin) const;
};

static_assert(sizeof(JsonGap) == 128);  // two lines of the cache

// The gaps that came so far in documents of one plan: those of a list have the same keys in the
// same order, so that the gap that comes is nearly always the one that came behind this one last
// time, and comparing it costs less than reading it. What a gap means is certain; only the order is
// a guess. A gap has keys and punctuation, and nothing of a value. An internal part of `mask`. Not
// thread-safe.
class JsonGaps {
 public:
  using Trail = JsonGap::Trail;
  static constexpr Trail kBeginning = 0;  // before all gaps

  JsonGaps();

  // By their trails; hold until the next call of `follow`.
  std::span<const JsonGap> all() const { return gaps_; }
  Trail trail_of(const JsonGap& gap) const { return static_cast<Trail>(&gap - gaps_.data()); }
  // One that leads on and is not the one expected, as JsonGap::leads; else null.
  const JsonGap* another(const JsonGap& gap, const JsonLevel* level, const char* begin,
                         const char* end);
  // Takes note of a step and its text, which came behind a gap.
  Trail follow(Trail behind, const JsonStep& step, std::string_view text);

 private:
  void expect(Trail behind, Trail next);
  Trail fresh();

  std::vector<JsonGap> gaps_;
  Trail newest_ = kBeginning;
};

#if defined(__x86_64__)

inline bool JsonGap::begins(const char* begin) const {
  // Sixteen bytes at once, by what every processor of the kind has.
  using Bytes = char __attribute__((vector_size(16)));
  const auto same = [&](size_t at) {
    Bytes ours;
    Bytes theirs;
    std::memcpy(&ours, text.data() + at, sizeof(Bytes));
    std::memcpy(&theirs, begin + at, sizeof(Bytes));
    return static_cast<uint32_t>(__builtin_ia32_pmovmskb128(ours == theirs));
  };
  return (~(same(0) | same(16) << 16) & used) == 0;
}

#else

inline bool JsonGap::begins(const char* begin) const {
  return std::memcmp(text.data(), begin, std::min<size_t>(step.size, kAtOnce)) == 0;
}

#endif

[[gnu::always_inline]] inline bool JsonGap::leads(const JsonLevel* level, const char* begin,
                                                  const char* end) const {
  if (step.from != level || !begins(begin)) return false;
  return step.size <= kAtOnce ||
         (step.size <= end - begin &&
          std::memcmp(text.data() + kAtOnce, begin + kAtOnce, step.size - kAtOnce) == 0);
}

}  // namespace sekisho::mask
