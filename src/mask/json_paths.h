#pragma once

#include <cstddef>
#include <cstdint>
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
  uint32_t key(std::string_view unescaped) const;
  uint32_t index(size_t index) const;
  bool names_indexes() const { return !indexes_.empty(); }

  State down(State state, uint32_t key) const { return next_[state * keys_ + key]; }
  const Treatment& treatment(State state) const { return treatments_[state]; }
  // What stands there passes as it is.
  bool passes(State state) const { return passes_[state] != 0; }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t begin = 0, size = 0, key = 0;  // the name stands in names_
  };
  static uint64_t hash(std::string_view name);
  void insert(std::string_view name, uint32_t key);

  size_t keys_ = 1;
  std::vector<State> next_;
  std::vector<Treatment> treatments_;
  std::vector<uint8_t> passes_;
  std::vector<Slot> slots_;  // open addressing; `key` 0 is an empty one
  std::string names_;
  std::unordered_map<size_t, uint32_t> indexes_;
  friend class JsonPathsBuilder;
};

}  // namespace sekisho::mask
