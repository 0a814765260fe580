// What server_bench.py runs beside `sekisho serve`:
//
//   server_load hello CORE                  answers every request with a word, until its input
//   ends;
//                                           prints the port
//   server_load ask PORT RATE SECONDS CORE  asks what stands in its input, in turn, at that rate
//
// A line of the input is a kind, a tab, and a request's line; behind a tab a body may follow, and
// `SERVER_HEADERS` holds lines for all heads. A request's time counts from the moment at which it
// was due, so that a server that falls behind cannot hide it. One line of JSON for each kind, and
// one for all.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace beast = boost::beast;
using boost::asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr size_t kConnections = 32;
constexpr std::chrono::seconds kPatience{30};

void pin_to_core(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  sched_setaffinity(0, sizeof(set), &set);
}

// As little as a Beast server can do: one thread for each connection.
void greet(tcp::socket socket) {
  beast::flat_buffer buffer;
  beast::error_code code;
  while (true) {
    beast::http::request<beast::http::string_body> request;
    beast::http::read(socket, buffer, request, code);
    if (code) return;
    beast::http::response<beast::http::string_body> response(beast::http::status::ok, 11);
    response.body() = "hello\n";
    response.prepare_payload();
    beast::http::write(socket, response, code);
    if (code) return;
  }
}

int hello(int core) {
  pin_to_core(core);
  boost::asio::io_context context;
  tcp::acceptor acceptor(context, {boost::asio::ip::make_address("127.0.0.1"), 0});
  fmt::print("{}\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  std::thread([&] {
    while (true) std::thread(greet, acceptor.accept()).detach();
  }).detach();
  while (std::cin.get() != EOF) continue;
  std::_Exit(0);  // whatever its threads wait for
}

struct Asked {
  std::string kind, bytes;
};

std::vector<Asked> read_requests() {
  const char* headers = std::getenv("SERVER_HEADERS");
  std::vector<Asked> out;
  for (std::string line; std::getline(std::cin, line);) {
    const size_t first = line.find('\t');
    const size_t second = std::min(line.find('\t', first + 1), line.size());
    const std::string body = second < line.size() ? line.substr(second + 1) : "";
    std::string head = fmt::format("{} HTTP/1.1\r\nHost: 127.0.0.1\r\n",
                                   line.substr(first + 1, second - first - 1));
    if (headers != nullptr) head += headers;
    if (!body.empty()) {
      head += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
    }
    head += "\r\n";
    head += body;
    out.push_back({line.substr(0, first), std::move(head)});
  }
  return out;
}

class Connection {
 public:
  explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<uint16_t>(port));
    const timeval patience{.tv_sec = kPatience.count(), .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    good_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0;
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(socket_); }

  // False where the answer is not 200, or does not come.
  bool answers(const std::string& request) {
    good_ = good_ && ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) ==
                         static_cast<ssize_t>(request.size());
    std::string text;
    size_t wanted = 0;
    while (good_ && (wanted == 0 || text.size() < wanted)) {
      const ssize_t some = ::recv(socket_, piece_.data(), piece_.size(), 0);
      good_ = some > 0;
      if (!good_) break;
      text.append(piece_.data(), static_cast<size_t>(some));
      const size_t end = text.find("\r\n\r\n");
      if (wanted != 0 || end == std::string::npos) continue;
      const size_t length = text.find("Content-Length: ");
      good_ = length < end;
      if (good_) wanted = end + 4 + std::strtoull(text.c_str() + length + 16, nullptr, 10);
    }
    return good_ && text.starts_with("HTTP/1.1 200");
  }

 private:
  int socket_;
  bool good_ = false;
  std::array<char, 65'536> piece_{};
};

struct Answered {
  size_t which = 0;
  double milliseconds = 0;
  bool good = false;
};

struct Times {
  std::vector<double> milliseconds;
  uint64_t errors = 0;

  void add(const Answered& one) {
    milliseconds.push_back(one.milliseconds);
    errors += one.good ? 0 : 1;
  }
  void print(const std::string& kind) {
    std::ranges::sort(milliseconds);
    const auto at = [&](size_t percent) {
      return milliseconds[milliseconds.size() * percent / 100];
    };
    fmt::print(
        "{{\"kind\":\"{}\",\"asked\":{},\"errors\":{},\"p50\":{:.3f},\"p95\":{:.3f},\"p99\":{:.3f},"
        "\"most\":{:.3f}}}\n",
        kind, milliseconds.size(), errors, at(50), at(95), at(99), milliseconds.back());
  }
};

int ask(int port, uint64_t rate, uint64_t seconds, int core) {
  const std::vector<Asked> requests = read_requests();
  if (requests.empty() || rate == 0 || seconds == 0) return 2;
  std::vector<std::vector<Answered>> answered(kConnections);
  const Clock::time_point begin = Clock::now() + std::chrono::milliseconds(100);
  std::vector<std::thread> threads;
  for (size_t c = 0; c < kConnections; ++c) {
    threads.emplace_back([&, c] {
      pin_to_core(core);
      std::optional<Connection> connection(std::in_place, port);
      for (uint64_t i = c; i < rate * seconds; i += kConnections) {
        const auto due = begin + std::chrono::nanoseconds(i * 1'000'000'000 / rate);
        std::this_thread::sleep_until(due);
        Answered one{.which = i % requests.size()};
        one.good = connection->answers(requests[one.which].bytes);
        one.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - due).count();
        if (!one.good) connection.emplace(port);
        answered[c].push_back(one);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::map<std::string, Times> kinds;
  Times all;
  for (const auto& some : answered) {
    for (const Answered& one : some) {
      kinds[requests[one.which].kind].add(one);
      all.add(one);
    }
  }
  for (auto& [kind, times] : kinds) times.print(kind);
  all.print("all");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const auto number = [&](size_t i) { return std::strtoull(words[i].c_str(), nullptr, 10); };
  if (words.size() == 2 && words[0] == "hello") return hello(static_cast<int>(number(1)));
  if (words.size() == 5 && words[0] == "ask") {
    return ask(static_cast<int>(number(1)), number(2), number(3), static_cast<int>(number(4)));
  }
  fmt::print(stderr, "server_load: `hello CORE`, or `ask PORT RATE SECONDS CORE`\n");
  return 2;
}
