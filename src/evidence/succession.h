#pragma once

#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "evidence/store.h"
#include "tlog/checkpoint.h"
#include "tlog/note_key.h"

// How a store gets another key, how it ends, and how it goes on under another name. Each step is an
// entry of the store itself, of the kind `key`. Whatever was cut off is finished by asking again.
namespace sekisho::evidence {

// A new key signs besides the old one from the next checkpoint on, which is published before this
// returns; the entry that says so comes before. kUsage where a rotation is under way.
Result<tlog::VerifierKey> begin_rotation(const StorePlace& place, Instant now);
// The old key signs no more, and its file is gone. kUsage where no rotation is under way.
Result<tlog::VerifierKey> finish_rotation(const StorePlace& place, Instant now);

// The last entry, which names the origin under which the log goes on, if it does; a last
// checkpoint; and nothing can be appended any more. kUsage where the store is frozen.
Result<tlog::Checkpoint> freeze(const StorePlace& place, const std::string& successor, Instant now);

// A new store, whose first entry names the last checkpoint of `old`. `old` is frozen with an entry
// that names `origin`, where it is not already. kUsage where it was frozen for another successor,
// or where there is a store with entries in the new place.
Result<tlog::VerifierKey> continue_store(const StorePlace& old, const StorePlace& place,
                                         const std::string& origin, Instant now);

}  // namespace sekisho::evidence
