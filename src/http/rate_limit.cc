#include "http/rate_limit.h"

#include "http/limits.h"

namespace sekisho::http {

RateLimit::Verdict RateLimit::count(std::string_view caller, uint64_t quota, Instant now) {
  const std::lock_guard lock(mutex_);
  auto found = windows_.find(caller);
  if (found == windows_.end()) {
    if (windows_.size() >= kMaxCallersCounted) {
      std::erase_if(windows_, [&](const auto& one) { return one.second.ends <= now; });
    }
    if (windows_.size() >= kMaxCallersCounted) return {false, quota, 0, kRateSeconds};
    found = windows_.emplace(caller, Window{now}).first;
  }
  Window& window = found->second;
  if (window.ends <= now) window = {shifted(now, kRateSeconds * kMicrosPerSecond), 0};
  Verdict out{window.asked < quota, quota, 0, 0};
  if (out.allowed) ++window.asked;
  out.remaining = quota - window.asked;
  const int64_t left = window.ends.micros - now.micros;
  out.seconds = static_cast<uint64_t>((left + kMicrosPerSecond - 1) / kMicrosPerSecond);
  return out;
}

}  // namespace sekisho::http
