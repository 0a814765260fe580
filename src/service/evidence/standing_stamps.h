#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "tlog/file_system.h"
#include "tlog/quorum.h"

namespace sekisho::service {

// The times that a policy's authorities, in its order, stamped for the text of a checkpoint of
// `size` entries, as far as stamps that hold stand beside it (docs/formats/tlog.md). Asks nobody.
// An error is one of the disk.
Result<std::vector<std::optional<Instant>>> standing_stamps(tlog::Directory& log,
                                                            const tlog::QuorumPolicy& policy,
                                                            std::string_view text, uint64_t size);

}  // namespace sekisho::service
