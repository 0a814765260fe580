#include "spool/greeting.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/big_endian.h"

namespace sekisho::spool {
namespace {

constexpr std::string_view kMagic = "sekiring";
constexpr size_t kGreetingBytes = kMagic.size() + sizeof(uint64_t);
constexpr size_t kMaxFiles = 4;  // of which more than one is too many, and closed

constexpr int kBacklog = 128;
constexpr mode_t kEverybody = 0666;

std::unexpected<Error> refused(std::string_view what, const std::string& path) {
  return fail(ErrorCode::kIo, fmt::format("cannot {}: {}", what, std::strerror(errno)), {path},
              "Is `sekisho gate recorder` running with this socket?");
}

Result<sockaddr_un> socket_address(const std::string& path) {
  sockaddr_un out{};
  out.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof out.sun_path) {
    return fail(ErrorCode::kUsage,
                fmt::format("the path of a socket has 1 to {} bytes", sizeof out.sun_path - 1),
                {path});
  }
  path.copy(out.sun_path, path.size());
  return out;
}

}  // namespace

Result<Descriptor> knock(const std::string& path) {
  const Result<sockaddr_un> address = socket_address(path);
  if (!address) return std::unexpected(address.error());
  Descriptor out(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!out.is_open() ||
      ::connect(out.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    return refused("reach the recorder", path);
  }
  return out;
}

Result<Descriptor> listen_at(const std::string& path) {
  const Result<sockaddr_un> address = socket_address(path);
  if (!address) return std::unexpected(address.error());
  struct stat about{};
  if (::lstat(path.c_str(), &about) == 0) {
    if (!S_ISSOCK(about.st_mode) || knock(path) || errno == EAGAIN) {
      return fail(ErrorCode::kUsage, "somebody else has the socket", {path},
                  "Stop the other recorder, or name another socket.");
    }
    ::unlink(path.c_str());
  }
  Descriptor out(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  // Anybody may knock; who is let in is decided by their user.
  if (!out.is_open() ||
      ::bind(out.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0 ||
      ::chmod(path.c_str(), kEverybody) != 0 || ::listen(out.get(), kBacklog) != 0) {
    return refused("listen at the socket", path);
  }
  return out;
}

bool send_greeting(int socket, int memory, uint64_t capacity) {
  std::string bytes(kMagic);
  append_u64(bytes, capacity);
  iovec part{bytes.data(), bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> beside{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = beside.data();
  message.msg_controllen = beside.size();
  cmsghdr* const files = CMSG_FIRSTHDR(&message);
  files->cmsg_level = SOL_SOCKET;
  files->cmsg_type = SCM_RIGHTS;
  files->cmsg_len = CMSG_LEN(sizeof memory);
  std::memcpy(CMSG_DATA(files), &memory, sizeof memory);
  return ::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL) ==
         static_cast<ssize_t>(bytes.size());
}

std::optional<Greeting> receive_greeting(int socket) {
  std::array<char, kGreetingBytes> bytes{};
  iovec part{bytes.data(), bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kMaxFiles * sizeof(int))> beside{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = beside.data();
  message.msg_controllen = beside.size();
  const ssize_t got = ::recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (got < 0) return std::nullopt;
  std::vector<Descriptor> files;
  for (cmsghdr* at = CMSG_FIRSTHDR(&message); at != nullptr; at = CMSG_NXTHDR(&message, at)) {
    if (at->cmsg_level != SOL_SOCKET || at->cmsg_type != SCM_RIGHTS) continue;
    for (size_t offset = 0; CMSG_LEN(offset + sizeof(int)) <= at->cmsg_len; offset += sizeof(int)) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(at) + offset, sizeof fd);
      files.emplace_back(fd);
    }
  }
  const std::string_view said(bytes.data(), static_cast<size_t>(got));
  if (said.size() != kGreetingBytes || !said.starts_with(kMagic) || files.size() != 1 ||
      (message.msg_flags & MSG_CTRUNC) != 0) {
    return std::nullopt;
  }
  return Greeting{std::move(files.front()), read_u64(said.substr(kMagic.size()))};
}

}  // namespace sekisho::spool
