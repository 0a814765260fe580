#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "mask/json_paths.h"
#include "mask/limits.h"

namespace sekisho::mask {

// An object or array that is open, by the places that lead there: the same for all that stand at
// the same places within the same.
struct JsonLevel {
  using State = JsonPaths::State;
  JsonLevel* parent = nullptr;  // null: nothing is open
  State state = JsonPaths::kRoot;
  const State* below = nullptr;  // of its place, by the number of the key
  size_t depth = 0;
  bool object = false;
  bool muted = false;    // it is masked as a whole, or lies in what is
  bool removed = false;  // it is masked as a whole, and no mark is left of it

  // It is masked as a whole, and nothing that it lies in.
  bool masked() const { return muted && !parent->muted; }

  // The gap that led here last over brackets (JsonGaps).
  uint32_t reached_by = 0;
  // Another by the same parent, and one of those that lie in it (JsonLevels).
  JsonLevel* sibling = nullptr;
  JsonLevel* child = nullptr;
};

// All levels that documents of one plan had so far. An internal part of `mask`. Not thread-safe.
class JsonLevels {
 public:
  using State = JsonPaths::State;

  explicit JsonLevels(const JsonPaths& paths);

  // Where nothing is open: of a document, or of one that is many (JSON Lines).
  JsonLevel* root(bool lines) { return &levels_[lines ? 1 : 0]; }
  // What opens at a place within `parent`; null where that is new and there is no room for it.
  JsonLevel* within(JsonLevel* parent, State state, bool object);
  bool full() const { return levels_.size() == kMaxKnownLevels; }

 private:
  const JsonPaths& paths_;
  std::deque<JsonLevel> levels_;
};

}  // namespace sekisho::mask
