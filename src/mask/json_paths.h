#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "mask/plan.h"

namespace sekisho::mask {

// One step of a path: a key or an index by its name, any one (`*`), or any number of them (`**`).
struct PathStep {
  enum class Kind : uint8_t { kName, kAny, kDeep };
  Kind kind = Kind::kName;
  std::string name;
};

// `/customers/*/phone`: a JSON pointer (RFC 6901) in which a step may be `*` or `**`. A key that is
// called `*` is written `~2`.
Result<std::vector<PathStep>> path_steps(std::string_view path);

// All paths of a plan as one deterministic automaton that walks down with a document. A state is a
// place: what is to be done there, with everything that stands above it. An internal part of
// `mask`. Immutable, thread-safe.
class JsonPaths {
 public:
  using State = uint32_t;
  static constexpr State kRoot = 0;
  static constexpr uint32_t kOther = 0;  // a key that no path names

  struct Path {
    std::vector<PathStep> steps;
    Treatment treatment;
  };
  // kLimit when the paths together make too large an automaton.
  static Result<JsonPaths> compile(const std::vector<Path>& paths, const Treatment& others);

  // The number of a key, unescaped; kOther when no path names it.
  uint32_t key(std::string_view unescaped) const {
    const Ends ends = ends_of(unescaped);
    const size_t slot = first_slot(ends);
    const uint32_t key = slots_[slot];
    if (key == kOther || names_[key].is(ends, unescaped.size())) return key;
    return key_behind(slot, ends, unescaped);
  }
  uint32_t index(size_t index) const;
  bool names_indexes() const { return !indexes_.empty(); }

  // Where one step leads from a state, by the number of the key.
  const State* below(State state) const { return next_.data() + state * keys_; }
  const Treatment& treatment(State state) const { return treatments_[state]; }
  // What stands there passes as it is.
  bool passes(State state) const { return passes_[state] != 0; }

  // The first and the last eight bytes of a name, which overlap in a shorter one: all there is of a
  // name of at most kEndsBytes, with its size.
  struct Ends {
    uint64_t first = 0, last = 0;
    bool operator==(const Ends&) const = default;
  };
  static constexpr size_t kEndsBytes = 2 * sizeof(uint64_t);
  static Ends ends_of(std::string_view name) {
    const size_t size = name.size();
    const char* const at = name.data();
    if (size >= 8) return {load<uint64_t>(at), load<uint64_t>(at + size - 8)};
    if (size >= 4) return {load<uint32_t>(at), load<uint32_t>(at + size - 4)};
    if (size == 0) return {};
    return {load<uint8_t>(at) | static_cast<uint64_t>(load<uint8_t>(at + size / 2)) << 8,
            load<uint8_t>(at + size - 1)};
  }

 private:
  struct Name {
    Ends ends;
    size_t size = 0;
    std::string text;

    // Short names are nothing but their ends.
    bool is(const Ends& other_ends, size_t other_size) const {
      return ends == other_ends && size == other_size && size <= kEndsBytes;
    }
  };
  template <class Word>
  static uint64_t load(const char* at) {
    Word word = 0;
    std::memcpy(&word, at, sizeof(word));
    return word;
  }
  size_t first_slot(const Ends& ends) const {
    const uint64_t mixed = (ends.first ^ std::rotl(ends.last, 23)) * 0x9E3779B97F4A7C15;
    return mixed >> 40 & slot_mask_;
  }
  uint32_t key_behind(size_t slot, Ends ends, std::string_view text) const;
  void insert(std::string_view name, uint32_t key);

  size_t keys_ = 1;
  std::vector<State> next_;
  std::vector<Treatment> treatments_;
  std::vector<uint8_t> passes_;
  std::vector<Name> names_;      // by the number of the key
  std::vector<uint32_t> slots_;  // numbers by the hash of the name, with open addressing
  size_t slot_mask_ = 0;
  std::unordered_map<size_t, uint32_t> indexes_;
  friend class JsonPathsBuilder;
};

}  // namespace sekisho::mask
