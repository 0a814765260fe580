#include "http/endpoint.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "text/number.h"

namespace sekisho::http {
namespace {

constexpr std::string_view kUnix = "unix:";
constexpr uint64_t kMaxPort = 65'535;

static_assert(sizeof(sockaddr_storage) <= Endpoint::kMost);

template <class Address>
Endpoint endpoint_of(const Address& address) {
  Endpoint out{.size = sizeof(address)};
  std::memcpy(out.bytes.data(), &address, sizeof(address));
  return out;
}

template <class Address>
Address as(const Endpoint& endpoint) {
  Address out = {};
  std::memcpy(&out, endpoint.bytes.data(), sizeof(out));
  return out;
}

sa_family_t family_of(const Endpoint& endpoint) {
  return as<sockaddr_storage>(endpoint).ss_family;
}

std::optional<Endpoint> socket_endpoint(const std::string& path) {
  sockaddr_un out = {};
  out.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(out.sun_path)) return std::nullopt;
  path.copy(out.sun_path, path.size());
  return endpoint_of(out);
}

std::optional<Endpoint> tcp_endpoint(const std::string& host, bool brackets, uint16_t port) {
  if (brackets) {
    sockaddr_in6 out = {};
    out.sin6_family = AF_INET6;
    out.sin6_port = htons(port);
    if (::inet_pton(AF_INET6, host.c_str(), &out.sin6_addr) != 1) return std::nullopt;
    return endpoint_of(out);
  }
  sockaddr_in out = {};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  if (::inet_pton(AF_INET, host.c_str(), &out.sin_addr) != 1) return std::nullopt;
  return endpoint_of(out);
}

// Somebody answers there.
bool answers(const Endpoint& endpoint) {
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return true;  // not known: nothing is taken away
  const bool out = ::connect(probe, reinterpret_cast<const sockaddr*>(endpoint.bytes.data()),
                             endpoint.size) == 0;
  ::close(probe);
  return out;
}

}  // namespace

std::optional<Endpoint> parse_endpoint(const std::string& text) {
  if (text.starts_with(kUnix)) return socket_endpoint(text.substr(kUnix.size()));
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  std::string host = text.substr(0, colon);
  const bool brackets = host.starts_with('[') && host.ends_with(']');
  if (brackets) host = host.substr(1, host.size() - 2);
  const std::optional<uint64_t> port = text::parse_u64(std::string_view(text).substr(colon + 1));
  if (!port || *port > kMaxPort) return std::nullopt;
  return tcp_endpoint(host, brackets, static_cast<uint16_t>(*port));
}

std::string text_of(const Endpoint& endpoint) {
  switch (family_of(endpoint)) {
    case AF_UNIX:
      return std::string(kUnix) + socket_file(endpoint);
    case AF_INET6:
      return fmt::format("[{}]:{}", host_of(endpoint), ntohs(as<sockaddr_in6>(endpoint).sin6_port));
    default:
      return fmt::format("{}:{}", host_of(endpoint), ntohs(as<sockaddr_in>(endpoint).sin_port));
  }
}

std::string host_of(const Endpoint& endpoint) {
  std::array<char, INET6_ADDRSTRLEN> out = {};
  switch (family_of(endpoint)) {
    case AF_UNIX:
      return "127.0.0.1";
    case AF_INET6: {
      const auto address = as<sockaddr_in6>(endpoint);
      return ::inet_ntop(AF_INET6, &address.sin6_addr, out.data(), out.size());
    }
    default: {
      const auto address = as<sockaddr_in>(endpoint);
      return ::inet_ntop(AF_INET, &address.sin_addr, out.data(), out.size());
    }
  }
}

std::string socket_file(const Endpoint& endpoint) {
  if (family_of(endpoint) != AF_UNIX) return {};
  const auto address = as<sockaddr_un>(endpoint);
  return {address.sun_path, ::strnlen(address.sun_path, sizeof(address.sun_path))};
}

Result<void> clear_socket_file(const Endpoint& endpoint) {
  const std::string path = socket_file(endpoint);
  struct stat there = {};
  if (path.empty() || ::lstat(path.c_str(), &there) != 0) return {};
  if (!S_ISSOCK(there.st_mode)) {
    return fail(ErrorCode::kUsage, fmt::format("`{}` is there and is no socket", path), {},
                "Name a path where nothing stands.");
  }
  if (answers(endpoint)) return fail(ErrorCode::kIo, fmt::format("somebody listens on `{}`", path));
  ::unlink(path.c_str());
  return {};
}

}  // namespace sekisho::http
