#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

  // The head of a member: all that stands before its value, from the end of the value before it or
  // from the bracket on. Its key has no escapes.
  static constexpr size_t kHeadBytes = 32;  // of the longest that is remembered
  struct Head {
    std::string_view text;
    std::string_view key;  // in the text
    bool first = false;    // in its object: there is no comma
  };

  // Of what object, and whether it is the first there, a head is: a head says nothing elsewhere.
  using Where = uintptr_t;
  static constexpr Where kNowhere = 0;
  static Where where(const State* below, bool first) {
    return reinterpret_cast<Where>(below) + (first ? 1 : 0);
  }

  // A head that came before. A text that begins with it byte by byte needs no other check: the head
  // was read as it has to be when it came first.
  struct alignas(64) Known {
    std::array<char, kHeadBytes> text = {};
    Where where = kNowhere;
    uint32_t used = 0;  // a bit for each byte of the head
    State state = JsonPaths::kRoot;
    Trail trail = kBeginning;  // its own
    Trail next = kBeginning;   // where it is not the one that stands behind
    uint32_t size = 0;         // of the head
    uint8_t key_begin = 0;
    uint8_t key_size = 0;
    bool passes = false;

    // Whether a text begins with the head; kHeadBytes of it can be read.
    bool begins(const char* other) const;
    // Of a head that is remembered.
    std::string_view key() const { return {text.data() + key_begin, key_size}; }
  };

  static_assert(sizeof(Known) == 64);  // a line of the cache

  explicit JsonKeys(const JsonPaths& paths);

  // The head that came behind `trail` last time. Behind it stands the one that came then, and so
  // on; behind the last one stands one that is nowhere.
  const Known* behind(Trail trail) const { return known_.data() + trail + 1; }
  const Known* behind(const Known* known) const {
    return known == &long_ ? behind(known->trail) : known + 1;
  }
  // The head behind `trail` that came before and with which a text begins, of which kHeadBytes can
  // be read; else null. Behind its colon more white space may come this time.
  const Known* again(const char* text, Where where, Trail trail) const {
    const Known* const known = behind(trail);
    return known->where == where && known->begins(text) ? known
                                                        : again_elsewhere(text, where, trail);
  }
  // Another head behind `trail`, of which it says where its key leads from `below`. It is
  // remembered unless it is too long. Holds until the next call.
  const Known* follow(const Head& head, const State* below, Trail trail);
  // Where a key behind `trail` leads of which the head is not at hand; nothing is remembered.
  State follow(std::string_view key, const State* below, Trail& trail) const;

 private:
  const Known* again_elsewhere(const char* text, Where where, Trail trail) const;
  std::array<Trail, 3> candidates(Trail trail) const;
  Known& fresh();

  const JsonPaths& paths_;
  std::vector<Known> known_;  // in the order in which they came, between two that are nowhere
  Trail newest_ = 0;
  Known long_;  // the last one that was too long
};

#if defined(__x86_64__)

inline bool JsonKeys::Known::begins(const char* other) const {
  // Sixteen bytes at once, by what every processor of the kind has.
  using Bytes = char __attribute__((vector_size(16)));
  const auto same = [&](size_t at) {
    Bytes ours;
    Bytes theirs;
    std::memcpy(&ours, text.data() + at, sizeof(Bytes));
    std::memcpy(&theirs, other + at, sizeof(Bytes));
    return static_cast<uint32_t>(__builtin_ia32_pmovmskb128(ours == theirs));
  };
  return (~(same(0) | same(16) << 16) & used) == 0;
}

#else

inline bool JsonKeys::Known::begins(const char* other) const {
  return std::memcmp(text.data(), other, size) == 0;
}

#endif

}  // namespace sekisho::mask
