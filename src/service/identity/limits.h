#pragma once

#include <cstddef>

namespace sekisho::service {

inline constexpr size_t kMaxMemberWordBytes = 128;  // of a person's code, of a system's
inline constexpr size_t kMaxMemberWords = 64;       // systems, deputies of one person

}  // namespace sekisho::service
