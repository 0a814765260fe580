#pragma once

#include <cstddef>

namespace sekisho::service {

inline constexpr size_t kFactIndexes = 40;    // of a register at a change, that stay in memory
inline constexpr size_t kMaxIdleReaders = 8;  // connections of a ledger that wait for the next use

}  // namespace sekisho::service
