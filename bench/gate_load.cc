// What gate_bench.py asks with:
//
//   gate_load PORT ADDRESS CONNECTIONS COUNT
//
// Sends the request that stands in its input, COUNT times over CONNECTIONS kept alive from ADDRESS,
// on each the next as soon as the last was answered: as many as a busy worker has at once. Exit
// code 1 where an answer is not 200.
#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int kPatience = 30'000;  // milliseconds without any answer

sockaddr_in at(in_addr_t address, uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_addr.s_addr = address;
  out.sin_port = htons(port);
  return out;
}

class Connection {
 public:
  Connection(const std::string& address, uint16_t port)
      : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const sockaddr_in from = at(::inet_addr(address.c_str()), 0);
    const sockaddr_in to = at(htonl(INADDR_LOOPBACK), port);
    good_ = ::bind(socket_, reinterpret_cast<const sockaddr*>(&from), sizeof(from)) == 0 &&
            ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0;
  }

  int socket() const { return socket_; }
  bool good() const { return good_; }

  bool ask(std::string_view request) {
    answer_.clear();
    good_ = good_ && ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) ==
                         static_cast<ssize_t>(request.size());
    return good_;
  }

  // Takes what is there; true when the answer is whole, or the connection no good.
  bool answered() {
    const ssize_t some = ::recv(socket_, piece_.data(), piece_.size(), 0);
    good_ = some > 0;
    if (!good_) return true;
    answer_.append(piece_.data(), static_cast<size_t>(some));
    const size_t head = answer_.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    good_ = answer_.starts_with("HTTP/1.1 200");
    const size_t length = answer_.find("Content-Length: ");
    if (length < head) {
      return answer_.size() >= head + 4 + std::strtoull(answer_.c_str() + length + 16, nullptr, 10);
    }
    return answer_.ends_with("\r\n0\r\n\r\n");
  }

 private:
  int socket_;
  bool good_ = false;
  std::string answer_;
  std::array<char, 65'536> piece_{};
};

int drive(uint16_t port, const std::string& address, size_t count, size_t connections) {
  const std::string request{std::istreambuf_iterator<char>(std::cin), {}};
  const int poll = ::epoll_create1(0);
  std::vector<Connection> all;
  all.reserve(connections);
  size_t sent = 0, answered = 0;
  const auto ask = [&](Connection& one) {
    if (sent == count) return true;
    ++sent;
    return one.ask(request);
  };
  for (size_t i = 0; i < connections; ++i) {
    Connection& one = all.emplace_back(address, port);
    epoll_event event{.events = EPOLLIN, .data = {.ptr = &one}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, one.socket(), &event);
    if (!ask(one)) return 1;
  }
  std::array<epoll_event, 64> events;
  while (answered < count) {
    const int ready = ::epoll_wait(poll, events.data(), events.size(), kPatience);
    if (ready <= 0) return 1;
    for (int i = 0; i < ready; ++i) {
      Connection& one = *static_cast<Connection*>(events[static_cast<size_t>(i)].data.ptr);
      if (!one.answered()) continue;
      ++answered;
      if (!one.good() || !ask(one)) return 1;
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() != 4) {
    fmt::print(stderr, "gate_load: `PORT ADDRESS CONNECTIONS COUNT`\n");
    return 2;
  }
  const auto number = [&](size_t i) { return std::strtoull(words[i].c_str(), nullptr, 10); };
  return drive(static_cast<uint16_t>(number(0)), words[1], number(3), number(2));
}
