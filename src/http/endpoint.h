#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"

// Where a server listens: TCP or a Unix socket.
namespace sekisho::http {

// An address as system calls take it: a sockaddr of some family.
struct Endpoint {
  static constexpr size_t kMost = 128;
  alignas(8) std::array<char, kMost> bytes = {};
  uint32_t size = 0;
};

// `127.0.0.1:8080`, `[::1]:8080` or `unix:/run/sekisho.sock`; nothing for any other text.
std::optional<Endpoint> parse_endpoint(const std::string& text);
// The same the other way round.
std::string text_of(const Endpoint& endpoint);
// The address of who is at the other end; of a Unix socket, this machine's.
std::string host_of(const Endpoint& endpoint);

// The file of a Unix socket; empty: it is none.
std::string socket_file(const Endpoint& endpoint);
// Takes away a socket that a server left behind when it was killed. kUsage where something else
// stands there; kIo where somebody answers.
Result<void> clear_socket_file(const Endpoint& endpoint);

}  // namespace sekisho::http
