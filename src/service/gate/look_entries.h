#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/watched_look.h"
#include "service/store/ledger.h"

// What the record says of entries of a gate's spool (docs/formats/gate-look.md, "In the record").
namespace sekisho::service {

// `SPOOL.INDEX`, the member `look`.
std::string look_name(std::string_view spool, uint64_t index);

// A decision for each record that was looked at, or a gap. Never nothing: of bytes that are no
// entry of a spool, or of which the record cannot have what they say, it has a gap with their hash.
std::vector<LedgerEntry> look_entries(std::string_view spool, uint64_t index,
                                      std::string_view bytes, const Ledger& ledger);

// One that people go through afterwards: under an emergency, whose number the store knows, or let
// through while nobody confirmed the facts. Nothing of every other entry.
std::optional<casework::WatchedLook> watched_look(std::string_view spool, uint64_t index,
                                                  std::string_view bytes);

// Of entries that the spool no longer has and the record never had.
LedgerEntry lost_looks(std::string_view spool, uint64_t first, uint64_t count);

// One more than the largest index of the spool that the record's entries from `from` on name; 0:
// they name none. Reads what is published.
Result<uint64_t> looks_recorded(const std::string& record, uint64_t from, std::string_view spool);

}  // namespace sekisho::service
