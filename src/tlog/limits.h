#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::tlog {

// Bounds of the formats (C2SP) and of what is read from outside.
inline constexpr size_t kMaxEntryBytes = 65'535;            // an entry's length is a u16
inline constexpr uint32_t kTileWidth = 256;                 // hashes in a full tile
inline constexpr uint8_t kTileLevels = 8;                   // levels of the tree in one of tiles
inline constexpr uint8_t kMaxTileLevel = 63 / kTileLevels;  // of a tree of fewer than 2^63 leaves
inline constexpr uint64_t kMaxTreeSize = uint64_t{1} << 62;
inline constexpr size_t kMaxNoteBytes = size_t{1} << 20;
inline constexpr size_t kMaxNoteSignatures = 100;
inline constexpr size_t kMaxProofHashes = 63;  // tlog-witness: of one proof
inline constexpr size_t kMaxAddCheckpointBytes = size_t{256} << 10;
inline constexpr size_t kMaxWitnessedLogs = 1000;  // of one witness
inline constexpr size_t kMaxPolicyBytes = size_t{1} << 20;
inline constexpr size_t kMaxPolicyNames = 1000;  // logs, witnesses, authorities and groups
inline constexpr size_t kMaxAuthorityNameBytes = 64;
inline constexpr size_t kMaxOriginBytes = 255;
inline constexpr size_t kMaxBundleBytes = kTileWidth * (2 + kMaxEntryBytes);
inline constexpr size_t kMaxGroupBytes = size_t{1} << 30;  // written to the journal at once
inline constexpr size_t kMaxKeyFileBytes = 4096;
inline constexpr size_t kMaxLogProblems = 1000;  // listed of one log
inline constexpr size_t kMaxKeys = 64;           // that a log ever had

}  // namespace sekisho::tlog
