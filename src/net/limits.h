#pragma once

#include <cstddef>

namespace sekisho::net {

inline constexpr size_t kMaxUrlBytes = 2048;
inline constexpr size_t kMaxErrorBytes = 200;  // of what the library says

}  // namespace sekisho::net
