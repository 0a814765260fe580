#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::service {

enum class EvidenceFormat : uint8_t { kJsonLines, kOcsf };

// Hands all published entries to `write`, one a line: as they stand, or as OCSF
// (docs/formats/evidence.md). Tells how many. Memory does not grow with the log.
Result<uint64_t> export_evidence(
    const std::string& directory, EvidenceFormat format,
    const std::function<void(std::string_view)>& write,
    const std::function<void(uint64_t bytes, uint64_t entries)>& progress);

}  // namespace sekisho::service
