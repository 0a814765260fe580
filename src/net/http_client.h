#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "base/error.h"

namespace sekisho::net {

// A request to somebody else's server, whose answer is not to be trusted with time or memory.
struct HttpRequest {
  std::string url;  // http or https, without a user's name
  // POST where it is there, else GET.
  std::optional<std::string> body;
  std::string content_type;  // of the body
};

struct HttpLimits {
  std::chrono::milliseconds connect{5000};
  std::chrono::milliseconds total{15000};  // from the first step to the last byte
  size_t body_bytes = size_t{1} << 20;     // of the answer
};

struct HttpAnswer {
  int status = 0;
  std::string content_type;  // as it was sent; empty where it was not
  std::string body;
};

// Any status is an answer; redirections are not followed. kUsage where the URL is not one; kIo
// where no answer came, in time or at all; kLimit where it is too long. The message names the URL.
// Certificates are checked; a proxy of the environment is used. Any number of threads.
Result<HttpAnswer> exchange(const HttpRequest& request, const HttpLimits& limits = {});

}  // namespace sekisho::net
