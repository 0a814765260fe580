#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "http/message.h"

namespace sekisho::http {

// By what a server proves who it is: PEM.
struct ServerTls {
  std::string certificates;  // its own first
  std::string key;
};

// How it speaks, and what strangers can make it hold.
struct ServerOptions {
  std::optional<ServerTls> tls = {};  // none: plain HTTP
  size_t threads = 4;
  size_t connections = 256;  // more wait in the queue of the operating system
  uint32_t header_bytes = 8192;
  uint64_t body_bytes = size_t{1} << 20;
  std::chrono::milliseconds request_time{20'000};  // for a whole request, also for the next one
  std::chrono::milliseconds answer_time{120'000};  // for a whole answer, or a piece of a long one
  std::chrono::milliseconds poll_time{100};        // until a source that waits is asked again
  std::chrono::milliseconds linger_time{1'000};    // for what a refused client still sends
  std::chrono::milliseconds stop_time{5'000};      // for what is under way when it stops
};

// HTTP/1.1 over plain TCP, to stand behind a proxy that speaks TLS or on a network of one's own;
// over TLS 1.2 or 1.3; or over a Unix socket, for programs of this machine. Requests of one
// connection are answered one after the other.
class Server {
 public:
  // `ADDRESS:PORT`, an IPv4 address or an IPv6 one in brackets, where port 0 takes a free one; or
  // `unix:PATH`, a socket for its owner and its group, which goes away with the server. kUsage
  // where it is none; kBadInput where certificate and key are none; kIo where nobody may listen
  // there.
  static Result<std::unique_ptr<Server>> listen(const std::string& address, Handler handler,
                                                const ServerOptions& options = {});
  static Result<std::unique_ptr<Server>> listen(const std::string& address, Application application,
                                                const ServerOptions& options = {});
  class State;
  // `listen` is how one gets a server.
  explicit Server(std::unique_ptr<State> state);
  ~Server();

  // With the port that it got.
  std::string address() const;
  // Answers until somebody calls `stop`, and, where `until_signal` is set, until SIGTERM or SIGINT;
  // then ends what is under way: what takes longer than `stop_time` is called off
  // (base/cancellation.h). Once.
  void run(bool until_signal);
  // Any thread, also a handler's.
  void stop();

 private:
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::http
