#pragma once

#include <cstddef>

namespace sekisho::service {

inline constexpr size_t kMaxIdleReaders = 8;  // connections of a ledger that wait for the next use

}  // namespace sekisho::service
