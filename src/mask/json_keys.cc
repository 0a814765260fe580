#include "mask/json_keys.h"

#include "mask/limits.h"

namespace sekisho::mask {
namespace {

constexpr size_t kUsual = 32;  // of a small document

}  // namespace

JsonKeys::JsonKeys(const JsonPaths& paths) : paths_(paths) {
  known_.reserve(kUsual);
  known_.resize(2);
}

JsonKeys::Place JsonKeys::look_up(std::string_view key, const State* below, Trail trail) {
  const auto place = [&](Trail at) { return Place{known_[at].state, known_[at].passes, at}; };
  const Trail next = known_[trail].next;
  if (known_[next].is(key, below)) return place(next);
  // A member that is missing this time.
  const Trail behind = trail + 2;
  if (behind < known_.size() && known_[behind].is(key, below)) {
    known_[trail].next = behind;
    return place(behind);
  }
  const State state = below[paths_.key(key)];
  if (key.size() > JsonPaths::kEndsBytes) return {state, paths_.passes(state), trail};
  const Trail fresh = remember({.ends = JsonPaths::ends_of(key),
                                .below = below,
                                .size = static_cast<uint32_t>(key.size()),
                                .state = state,
                                .next = trail + 1,
                                .passes = paths_.passes(state)});
  known_[trail].next = fresh;
  return place(fresh);
}

// Of too many, those that came first are forgotten. Trails may lead there still: they are guesses.
JsonKeys::Trail JsonKeys::remember(const Known& key) {
  newest_ = newest_ < kMaxKnownKeys ? newest_ + 1 : 1;
  known_[newest_] = key;
  if (newest_ + 1 == known_.size()) known_.emplace_back();
  return newest_;
}

}  // namespace sekisho::mask
