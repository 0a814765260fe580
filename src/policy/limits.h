#pragma once

#include <cstddef>
#include <cstdint>

// Bounds on what this folder accepts. Passing one is an error with ErrorCode::kLimit.
namespace sekisho::policy {

// Bytes of one file: policies, a schema, obligations, tests.
inline constexpr uint64_t kMaxFileBytes = 4u << 20;

// Obligations in one annotation, and fields or profiles in one vocabulary.
inline constexpr size_t kMaxObligations = 256;

// Characters that a mask may keep of a value.
inline constexpr uint16_t kMaxKeptCharacters = 99;

// Cases in one test file.
inline constexpr size_t kMaxTestCases = 10'000;

// Permits that are compared pair by pair.
inline constexpr size_t kMaxComparedPermits = 5000;

// Lines of one text times lines of the other that are compared line by line.
inline constexpr size_t kMaxDiffCells = 4u << 20;

}  // namespace sekisho::policy
