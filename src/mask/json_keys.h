#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "mask/json_paths.h"

namespace sekisho::mask {

// Where the keys of a document lead, by what came before: records of a list have the same keys in
// the same order, so that the key that comes is nearly always the one that came behind this one
// last time, and comparing it costs less than looking it up. Where a key leads is certain; only the
// order is a guess. An internal part of `mask`. Not thread-safe.
class JsonKeys {
 public:
  using State = JsonPaths::State;
  // The key that came last in an object; at its beginning, the key of which it is the value, or of
  // which the array is in which it stands.
  using Trail = uint32_t;
  static constexpr Trail kBeginning = 0;  // of the document
  struct Place {
    State state = JsonPaths::kRoot;
    bool passes = true;
    Trail trail = kBeginning;
  };

  explicit JsonKeys(const JsonPaths& paths);

  // Whether the key that came behind `trail` last time comes again, and what it leads to is shown.
  bool is_shown_again(std::string_view key, const State* below, Trail trail) const {
    const Known& known = known_[trail + 1];
    return known.passes && known.is(key, below);
  }
  // Where an unescaped key behind `trail` leads from `below`.
  Place follow(std::string_view key, const State* below, Trail trail) {
    const Trail guess = trail + 1;
    const Known& known = known_[guess];
    if (!known.is(key, below)) return look_up(key, below, trail);
    return {known.state, known.passes, guess};
  }

 private:
  struct Known {
    JsonPaths::Ends ends = {};
    const State* below = nullptr;  // null: no key
    uint32_t size = 0;
    State state = JsonPaths::kRoot;
    Trail next = kBeginning;  // where it is not the one that stands behind
    bool passes = false;

    bool is(std::string_view key, const State* from) const {
      return size == key.size() && below == from && ends == JsonPaths::ends_of(key);
    }
  };
  Place look_up(std::string_view key, const State* below, Trail trail);
  Trail remember(const Known& key);

  const JsonPaths& paths_;
  std::vector<Known> known_;  // in the order in which they came, between two that are no key
  Trail newest_ = 0;
};

}  // namespace sekisho::mask
