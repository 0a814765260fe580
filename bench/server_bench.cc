// Reads of findings through the API at a fixed rate, beside a plain Beast server that says hello,
// in turn, in the same run. A review of 50,000 findings is made up; the server has one core, the
// clients another. A read's time counts from the moment at which it was due, so that a server that
// falls behind cannot hide it. One line of JSON for each figure, in milliseconds.
// `server_bench [REQUESTS_A_SECOND [SECONDS]]`
#include <arpa/inet.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "http/serve_api.h"
#include "service/clock.h"
#include "service/identity/admission.h"

namespace {

namespace fs = std::filesystem;
namespace beast = boost::beast;
using boost::asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr uint64_t kFindings = 50'000;
constexpr size_t kConnections = 16;
constexpr int kRounds = 3;

void pin_to_core(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  sched_setaffinity(0, sizeof(set), &set);
}

void write_review(const fs::path& directory) {
  fs::create_directories(directory);
  std::ofstream(directory / "run.json") << "{}";
  std::ofstream out(directory / "findings.csv", std::ios::binary);
  out << "file,line,time,system,account,holder,terminal,viewer,certainty,route,reason,basis,"
         "disposition,action,items,object,retailer\n";
  constexpr std::array<const char*, 5> kRoutes{"lent-id", "kept-after-transfer", "never-closed",
                                               "outside-disaster", "unclassified"};
  for (uint64_t i = 0; i < kFindings; ++i) {
    const uint64_t mixed = i * 2'654'435'761 % 1'000'003;
    out << fmt::format(
        "logs/s{}/202210.csv,{},2022-10-{:02}T{:02}:{:02}:{:02}+09:00,s{},k{:05},P{:06},PC-{:05},"
        "P{:06},confirmed,{},own-staff/entitled,RINGI-{:06},{},view,,09{:020},R{:04}\n",
        i * 20 / kFindings, i + 2, 1 + mixed % 31, mixed % 24, mixed % 60, i % 60,
        i * 20 / kFindings, mixed % 5000, mixed % 5000, mixed % 30'000, mixed % 4000,
        kRoutes[mixed % kRoutes.size()], mixed, i % 17 == 0 ? "attempt" : "violation", mixed,
        mixed % 700);
  }
}

// As little as a Beast server can do: one thread for each connection.
class HelloServer {
 public:
  HelloServer() : acceptor_(context_, {boost::asio::ip::make_address("127.0.0.1"), 0}) {
    accepting_ = std::thread([this] {
      pin_to_core(0);
      for (size_t i = 0; i < kConnections * kRounds; ++i) {
        serving_.emplace_back([socket = acceptor_.accept()]() mutable { serve(socket); });
      }
    });
  }
  ~HelloServer() {
    accepting_.join();
    for (std::thread& thread : serving_) thread.join();
  }
  HelloServer(const HelloServer&) = delete;
  HelloServer& operator=(const HelloServer&) = delete;
  int port() const { return acceptor_.local_endpoint().port(); }

 private:
  static void serve(tcp::socket& socket) {
    beast::flat_buffer buffer;
    beast::error_code code;
    while (true) {
      beast::http::request<beast::http::empty_body> request;
      beast::http::read(socket, buffer, request, code);
      if (code) return;
      beast::http::response<beast::http::string_body> response(beast::http::status::ok, 11);
      response.body() = "hello\n";
      response.prepare_payload();
      beast::http::write(socket, response, code);
      if (code) return;
    }
  }

  boost::asio::io_context context_;
  tcp::acceptor acceptor_;
  std::vector<std::thread> serving_;
  std::thread accepting_;
};

class Connection {
 public:
  explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<uint16_t>(port));
    good_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0;
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(socket_); }

  // False where the answer is not 200, or does not come.
  bool get(const std::string& head) {
    if (!good_ || ::send(socket_, head.data(), head.size(), MSG_NOSIGNAL) < 0) return false;
    std::string text;
    std::array<char, 65'536> piece{};
    size_t wanted = 0;
    while (wanted == 0 || text.size() < wanted) {
      const ssize_t some = ::recv(socket_, piece.data(), piece.size(), 0);
      if (some <= 0) return false;
      text.append(piece.data(), static_cast<size_t>(some));
      const size_t end = text.find("\r\n\r\n");
      if (wanted != 0 || end == std::string::npos) continue;
      const size_t length = text.find("Content-Length: ");
      if (length > end) return false;
      wanted = end + 4 + std::strtoull(text.c_str() + length + 16, nullptr, 10);
    }
    return text.starts_with("HTTP/1.1 200");
  }

 private:
  int socket_;
  bool good_ = false;
};

struct Times {
  double p50 = 0, p95 = 0;
  bool good = true;
};

Times ask(int port, const std::vector<std::string>& heads, uint64_t rate, uint64_t seconds) {
  std::vector<std::vector<double>> times(kConnections);
  std::atomic<bool> good = true;
  const Clock::time_point begin = Clock::now() + std::chrono::milliseconds(100);
  std::vector<std::thread> threads;
  for (size_t c = 0; c < kConnections; ++c) {
    threads.emplace_back([&, c] {
      pin_to_core(1);
      Connection connection(port);
      for (uint64_t i = c; i < rate * seconds && good; i += kConnections) {
        const auto due = begin + std::chrono::nanoseconds(i * 1'000'000'000 / rate);
        std::this_thread::sleep_until(due);
        if (!connection.get(heads[i % heads.size()])) good = false;
        times[c].push_back(std::chrono::duration<double, std::milli>(Clock::now() - due).count());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<double> all;
  for (const auto& some : times) all.insert(all.end(), some.begin(), some.end());
  std::ranges::sort(all);
  if (all.empty()) return {0, 0, false};
  return {all[all.size() / 2], all[all.size() * 95 / 100], good};
}

void figure(const std::string& metric, std::vector<double> ours, std::vector<double> peers) {
  std::ranges::sort(ours);
  std::ranges::sort(peers);
  fmt::print(
      "{{\"metric\":\"server.{}\",\"unit\":\"ms\",\"median\":{:.3f},\"spread\":{:.3f},"
      "\"peer\":{{\"name\":\"Beast, hello\",\"median\":{:.3f}}}}}\n",
      metric, ours[kRounds / 2], ours.back() - ours.front(), peers[kRounds / 2]);
}

int run(const fs::path& directory, uint64_t rate, uint64_t seconds) {
  write_review(directory / "data/reviews/bench");
  auto server = sekisho::http::ApiServer::listen(
      {.address = "127.0.0.1:0", .data = directory / "data", .requests_a_minute = UINT64_MAX});
  if (!server) {
    fmt::print(stderr, "server_bench: {}\n", to_string(server.error()));
    return 1;
  }
  const sekisho::Instant now = sekisho::service::clock_now();
  const auto issued = sekisho::service::admit_program(
      (*server)->people(),
      {.login_name = "bench",
       .person = "bench",
       .roles = {"conduct-regulation"},
       .by = {"server-bench"},
       .number = "1"},
      {.name = "bench", .scopes = {"view"}, .ends = shifted(now, sekisho::kMicrosPerDay)}, now);
  if (!issued) {
    fmt::print(stderr, "server_bench: {}\n", to_string(issued.error()));
    return 1;
  }
  std::thread serving([&] {
    pin_to_core(0);
    (*server)->run(false);
  });
  std::vector<std::string> heads;
  for (const char* query : {"limit=50", "limit=50&sort=-time", "limit=50&system=s7&sort=viewer",
                            "limit=50&route=lent-id", "limit=50&disposition=attempt&sort=time",
                            "limit=50&from=2022-10-10&until=2022-10-11&sort=-account"}) {
    heads.push_back(
        fmt::format("GET /api/v1/reviews/bench/findings?{} HTTP/1.1\r\nHost: x\r\n"
                    "Authorization: Bearer {}\r\n\r\n",
                    query, issued->token));
  }
  const std::string address = (*server)->address();
  const int port = std::atoi(address.c_str() + address.rfind(':') + 1);
  const std::vector<std::string> hello{"GET / HTTP/1.1\r\nHost: x\r\n\r\n"};
  std::vector<double> p50, p95, hello_p50, hello_p95;
  bool good = ask(port, heads, 50, 1).good;  // the table and its orders are made
  {
    HelloServer plain;
    for (int round = 0; round < kRounds; ++round) {
      const Times ours = ask(port, heads, rate, seconds);
      const Times peer = ask(plain.port(), hello, rate, seconds);
      good = good && ours.good && peer.good;
      p50.push_back(ours.p50);
      p95.push_back(ours.p95);
      hello_p50.push_back(peer.p50);
      hello_p95.push_back(peer.p95);
    }
  }
  (*server)->stop();
  serving.join();
  if (!good) {
    fmt::print(stderr, "server_bench: a read was not answered by 200\n");
    return 1;
  }
  figure(fmt::format("findings_{}_a_second_p50", rate), p50, hello_p50);
  figure(fmt::format("findings_{}_a_second_p95", rate), p95, hello_p95);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const uint64_t rate = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 500;
  const uint64_t seconds = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 5;
  const fs::path directory =
      fs::temp_directory_path() / fmt::format("sekisho_server_bench_{}", ::getpid());
  const int status = run(directory, rate, seconds);
  fs::remove_all(directory);
  return status;
}
