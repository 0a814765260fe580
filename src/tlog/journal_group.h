#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/tree_hash.h"

// What the journal writes at once (docs/formats/journal.md): entries in a row, which a crash keeps
// or loses together, and how much of the log was durable when they were written.
namespace sekisho::tlog {

inline constexpr size_t kJournalBlockBytes = 4096;  // groups begin at multiples of it
inline constexpr size_t kGroupHeadBytes = 56;
// Random, one for each segment: no entry can hold what looks like a group.
using JournalSalt = std::array<unsigned char, 16>;

struct GroupHead {
  uint32_t count = 0;    // entries
  uint32_t bytes = 0;    // of them, each behind its length
  uint64_t first = 0;    // index of the first one
  uint64_t durable = 0;  // entries of the log that were known to be durable by then
  std::array<unsigned char, 16> checksum{};  // over the leaf hashes

  bool operator==(const GroupHead&) const = default;
};

// `bytes` has at least kGroupHeadBytes. None where they are no head of this segment.
std::optional<GroupHead> parse_group_head(std::string_view bytes, const JournalSalt& salt);
std::array<unsigned char, 16> leaves_checksum(std::span<const Hash> leaves);
// Of a group in the file, from its head to the next one's.
uint64_t padded_group_size(uint64_t entry_bytes);

// Entries on their way into the journal and into the tree. Its memory is used again after `clear`.
// Not thread-safe.
class JournalGroup {
 public:
  // INVARIANT: entry.size() <= kMaxEntryBytes, and entry_bytes() <= kMaxGroupBytes afterwards.
  void add(std::string_view entry);
  // Computes `leaves`; no entry is added afterwards.
  void hash();
  void clear();

  uint64_t count() const { return count_; }
  size_t entry_bytes() const { return entry_bytes_; }  // each with its length
  std::vector<std::string_view> entries() const;       // as long as nothing changes
  std::span<const Hash> leaves() const { return leaves_; }

  // The group as it stands in the file.
  std::string_view seal(uint64_t first, uint64_t durable, const JournalSalt& salt);

 private:
  std::string bytes_;  // room for the head, the entries as in a bundle, and padding once sealed
  size_t entry_bytes_ = 0;
  uint64_t count_ = 0;
  std::vector<Hash> leaves_;
};

}  // namespace sekisho::tlog
