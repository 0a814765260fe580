#pragma once

#include <functional>
#include <memory>
#include <semaphore>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "http/authenticator.h"
#include "http/handlers.h"
#include "http/message.h"
#include "http/metrics.h"
#include "http/rate_limit.h"
#include "http/routes.h"
#include "service/serve/answers.h"

namespace sekisho::http {

// Everything between a request and the handler of its operation, in the order that `answer` shows.
// It knows nothing of sockets. Any number of threads.
class Api {
 public:
  struct Parts {
    Services services;
    std::unique_ptr<Authenticator> authenticator;
    std::unique_ptr<service::Answers> answers;
    std::function<Instant()> now;
    // Hears one line of JSON for each answer: no path, no parameter, nobody's name.
    std::function<void(std::string_view line)> log;
    uint64_t requests_a_minute = 0;  // of one caller
  };
  explicit Api(Parts parts);

  Response answer(const Request& request);
  // Of a request that could not be read.
  Response refuse(int status);
  // How much of a body may follow the head of a request.
  uint64_t body_bytes(const Request& head) const;
  // Where the body of an operation that streams goes; null: into memory.
  std::shared_ptr<BodySink> sink(const Request& head) const;
  Application application();

 private:
  struct Exchange;  // one request on its way

  Answer answer(Exchange& exchange);
  Answer admit(Exchange& exchange);
  Answer once(const Call& call);
  Answer handle(const Call& call);
  void finish(const Exchange& exchange, Response& response);

  Parts parts_;
  const Routes routes_;
  Metrics metrics_;
  RateLimit rates_;
  std::counting_semaphore<> slow_ones_;
};

}  // namespace sekisho::http
