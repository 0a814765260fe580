#pragma once

#include <cstddef>
#include <cstdint>

#include "base/instant.h"

// Bounds on what comes from a browser, and on what workers keep.
namespace sekisho::session {

// Bytes of a token; a browser keeps cookies of 4,096.
inline constexpr size_t kMaxTokenBytes = 3072;
// Bytes of an employee number or a terminal's, and ways in which one proved who they are.
inline constexpr size_t kMaxNameBytes = 128;
inline constexpr size_t kMaxMethods = 8;

// A file of keys: bytes and keys.
inline constexpr size_t kMaxKeyFileBytes = 64u << 10;
inline constexpr size_t kMaxKeys = 16;

// Tokens whose signature a worker remembers to have checked.
inline constexpr size_t kMaxRememberedTokens = 16'384;

// Sessions that a table can have; three quarters of its places.
inline constexpr uint32_t kMinPlaces = 64;
inline constexpr uint32_t kMaxPlaces = 1u << 22;

// How long ago whoever keeps the table may have been heard of.
inline constexpr int64_t kStaleAfterMicros = 10 * kMicrosPerSecond;

}  // namespace sekisho::session
