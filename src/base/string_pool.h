#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace sekisho {

// Gives each distinct text a dense number, in the order of first sight. Texts live as long as the
// pool and never move. Not thread-safe; concurrent calls of const methods are.
class StringPool {
 public:
  static constexpr uint32_t kAbsent = 0xFFFFFFFF;

  StringPool();

  uint32_t intern(std::string_view text);
  // The number of a text, or kAbsent.
  uint32_t find(std::string_view text) const;
  std::string_view text(uint32_t id) const { return texts_[id]; }
  uint32_t size() const { return static_cast<uint32_t>(texts_.size()); }
  // Forgets every text; numbers given out before mean nothing afterwards.
  void clear();

 private:
  struct Slot {
    uint32_t hash;
    uint32_t id;
  };
  size_t slot_of(std::string_view text, uint32_t hash) const;
  void grow();
  std::string_view keep(std::string_view text);

  std::vector<Slot> slots_;
  std::vector<std::string_view> texts_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  size_t chunk_used_ = 0;
  size_t chunk_size_ = 0;
};

// A fast hash of bytes for tables in memory. Not stable across versions, not for secrets.
uint64_t hash_bytes(std::string_view bytes);

}  // namespace sekisho
