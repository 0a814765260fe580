#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "logs/segment_check.h"
#include "service/evidence/evidence_place.h"
#include "service/evidence/segment_file.h"

// The archive of reviewed log files: sealed segments beside a store's log.
namespace sekisho::service {

// Told of bytes that were read.
using HeardBytes = std::function<void(uint64_t done, uint64_t total)>;

struct ArchiveAdd {
  EvidencePlace place;
  std::string logs;               // a directory with a directory a system
  std::vector<std::string> only;  // globs of names below it; empty: all
  std::string profiles;           // empty: the shipped ones
  std::string retention;          // the policy file; empty: the shipped one
  std::string retention_class;    // empty: the policy's class of segments
  bool plain = false;             // not encrypted
};

struct ArchiveAdded {
  std::vector<SealedSegment> sealed;
  std::vector<SealedSegment> known;    // were sealed before
  std::vector<Error> refused;          // files that cannot be sealed, with their names as places
  std::vector<std::string> unclaimed;  // that no profile claims
};

// Seals every log file that a profile claims, each in a segment of its own, and each seal is an
// entry before the next file is begun. A file that cannot be sealed is told, and the others go on.
Result<ArchiveAdded> add_to_archive(const ArchiveAdd& request, Instant now,
                                    const HeardBytes& heard);

enum class SegmentState : uint8_t { kThere, kErased, kMissing };
std::string_view name_of(SegmentState state);  // "there", …

struct ListedSegment {
  SealedSegment sealed;
  SegmentState state = SegmentState::kMissing;
};

// Every segment that the log says was sealed. Needs no key.
Result<std::vector<ListedSegment>> list_archive(const EvidencePlace& place);

struct DamagedSegment {
  std::string segment;
  std::string file;
  std::vector<logs::SegmentProblem> problems;
};

struct ArchiveCheck {
  uint64_t segments = 0;  // that the log says were sealed
  uint64_t whole = 0, erased = 0;
  uint64_t lines = 0;    // of whole ones
  uint64_t opened = 0;   // whose content was looked at, too, and not only its hashes
  std::string no_vault;  // why no content was looked at, where that is for want of keys
  std::vector<DamagedSegment> damaged;
  std::vector<std::string> strays;  // files in the archive that no entry seals
};

// Holds every byte of the archive against the log.
Result<ArchiveCheck> verify_archive(const EvidencePlace& place, const HeardBytes& heard);

// The bytes of the lines as they stood in the log file; all where none are named. kNotFound where
// there is no such segment, kBadInput where it is damaged there, kUsage where it was erased.
struct LineRange {
  uint64_t first = 1;
  uint64_t last = 1;
};
Result<void> extract_lines(const EvidencePlace& place, const std::string& segment,
                           const std::optional<LineRange>& lines,
                           const std::function<Result<void>(std::string_view)>& take);

}  // namespace sekisho::service
