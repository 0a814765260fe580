#include "service/serve/clock.h"

#include <chrono>

namespace sekisho::service {

Instant now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

}  // namespace sekisho::service
