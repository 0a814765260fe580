#pragma once

#include <chrono>

namespace sekisho::service {

// How often lendings are looked at whose end has come.
inline constexpr std::chrono::seconds kSettleEvery{3};

}  // namespace sekisho::service
