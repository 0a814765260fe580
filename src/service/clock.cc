#include "service/clock.h"

#include <chrono>

namespace sekisho::service {

Instant clock_now() {
  using std::chrono::microseconds;
  using std::chrono::milliseconds;
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const auto whole = std::chrono::duration_cast<milliseconds>(since);
  return Instant{std::chrono::duration_cast<microseconds>(whole).count()};
}

}  // namespace sekisho::service
