#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "evidence/key_id.h"

namespace sekisho::evidence {

// What the entries of a log say about one key.
struct KeyUse {
  std::string retention_class;  // as a seal names it; else empty
  uint64_t entries = 0;         // that name a body or a segment under it
  uint64_t bytes = 0;           // of these
  // Of the data: a class's month, a segment's period, else from the first to the last entry.
  Period period{kForever, kBeginning};
};

// That data is not to be destroyed (保全), until it is lifted.
struct Hold {
  std::string target;  // `person.PSEUDONYM`, `segment.ID`, `class.NAME`, `all`
  Period period;       // of the data; the whole of it where nothing is said
  std::string reason;
  std::string by;
  Instant at;

  // Whether it keeps the key. A target that this version does not understand keeps every key.
  bool covers(const KeyId& id, std::string_view retention_class, const Period& data) const;
};

struct Destroyed {
  uint64_t entry = 0;
  std::string approval;
};

// Adds up what entries say about keys: what stands under them, holds, destructions. Grows with
// keys, not with entries. Not thread-safe.
class Ledger {
 public:
  // The entries from 0 on, each once and in order.
  void add(uint64_t index, std::string_view entry);

  // Nothing where no entry names the key.
  const KeyUse* find(const KeyId& id) const;
  const std::map<KeyId, KeyUse>& uses() const { return uses_; }
  const std::map<uint64_t, Hold>& holds() const { return holds_; }  // in force, by their entry
  const std::map<KeyId, Destroyed>& destroyed() const { return destroyed_; }
  // The first entry that is none, where there is one: it might have been a hold.
  std::optional<uint64_t> unreadable() const { return unreadable_; }

 private:
  std::map<KeyId, KeyUse> uses_;
  std::map<uint64_t, Hold> holds_;
  std::map<KeyId, Destroyed> destroyed_;
  std::optional<uint64_t> unreadable_;
  Instant latest_ = kBeginning;  // of the times of entries so far
};

// The key that a destruction names; nothing where the entry is none.
std::optional<KeyId> destruction_in(std::string_view entry);

// `hold.12`: how a release names a hold by its entry.
std::string hold_name(uint64_t entry);
std::optional<uint64_t> hold_named(std::string_view name);

}  // namespace sekisho::evidence
