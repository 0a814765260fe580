#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace sekisho::http {

// Counts what each caller asks in windows of a minute: so many, and no more until the next begins.
// Of more callers than kMaxCallersCounted those whose window is over are forgotten; where all are
// under way, a new one is refused. Any number of threads.
class RateLimit {
 public:
  struct Verdict {
    bool allowed = true;
    uint64_t quota = 0, remaining = 0, seconds = 0;  // seconds: until the next window
  };
  Verdict count(std::string_view caller, uint64_t quota, Instant now);

 private:
  struct Window {
    Instant ends;
    uint64_t asked = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Window, std::less<>> windows_;
};

}  // namespace sekisho::http
