#include "mask/json_keys.h"

#include <algorithm>

#include "mask/limits.h"

namespace sekisho::mask {
namespace {

constexpr size_t kUsual = 32;  // of a small document

}  // namespace

JsonKeys::JsonKeys(const JsonPaths& paths) : paths_(paths) {
  known_.reserve(kUsual);
  known_.resize(2);
}

// The one that came last time, one that came another time, and the one behind a member that may be
// missing this time.
std::array<JsonKeys::Trail, 3> JsonKeys::candidates(Trail trail) const {
  const Trail last = static_cast<Trail>(known_.size()) - 1;
  return {trail + 1, known_[trail].next, std::min(trail + 2, last)};
}

const JsonKeys::Known* JsonKeys::again_elsewhere(const char* text, Where where, Trail trail) const {
  for (const Trail at : candidates(trail)) {
    const Known& known = known_[at];
    if (known.where == where && known.begins(text)) return &known;
  }
  return nullptr;
}

const JsonKeys::Known* JsonKeys::follow(const Head& head, const State* below, Trail trail) {
  const size_t size = head.text.size();
  const bool remembered = size <= kHeadBytes;
  const State state = below[paths_.key(head.key)];
  Known& known = remembered ? fresh() : long_;
  known = {.where = where(below, head.first),
           .used = static_cast<uint32_t>((uint64_t{1} << (size % (2 * kHeadBytes))) - 1),
           .state = state,
           .trail = remembered ? newest_ : trail,
           .next = trail + 1,
           .size = static_cast<uint32_t>(size),
           .key_begin = static_cast<uint8_t>(head.key.data() - head.text.data()),
           .key_size = static_cast<uint8_t>(head.key.size()),
           .passes = paths_.passes(state)};
  if (remembered) {
    std::ranges::copy(head.text, known.text.begin());
    known_[trail].next = newest_;
  }
  return &known;
}

JsonKeys::State JsonKeys::follow(std::string_view key, const State* below, Trail& trail) const {
  for (const Trail at : candidates(trail)) {
    const Known& known = known_[at];
    const bool here = known.where == where(below, false) || known.where == where(below, true);
    if (!here || known.key() != key) continue;
    trail = at;
    return known.state;
  }
  return below[paths_.key(key)];
}

// Of too many, those that came first are forgotten. Trails may lead there still: they are guesses.
JsonKeys::Known& JsonKeys::fresh() {
  newest_ = newest_ < kMaxKnownKeys ? newest_ + 1 : 1;
  if (newest_ + 1 == known_.size()) known_.emplace_back();
  return known_[newest_];
}

}  // namespace sekisho::mask
