#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"
#include "spool/descriptor.h"

// How a worker begins: sixteen bytes over the recorder's Unix socket, `sekiring` and the ring's
// capacity (big-endian), and with them the memory itself. From then on each side sends a byte where
// the other one sleeps and should not. Nothing here waits.
namespace sekisho::spool {

// At the recorder's path. kUsage where that is too long for a socket; kIo where nobody listens, or
// where too many wait to be let in.
Result<Descriptor> knock(const std::string& path);
// One that nobody answers at is replaced; kUsage where somebody does, or where it is no socket.
Result<Descriptor> listen_at(const std::string& path);

bool send_greeting(int socket, int memory, uint64_t capacity);

struct Greeting {
  Descriptor memory;
  uint64_t capacity = 0;
};
// Nothing where anything else came, or not one file.
std::optional<Greeting> receive_greeting(int socket);

}  // namespace sekisho::spool
