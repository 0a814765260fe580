#include "http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/cancellation.h"

namespace sekisho::http {
namespace {

using namespace std::chrono_literals;

// A connection that says exactly what it is told to.
class Client {
 public:
  explicit Client(const std::string& address)
      : socket_(::socket(address.starts_with("unix:") ? AF_UNIX : AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (address.starts_with("unix:")) {
      sockaddr_un file{.sun_family = AF_UNIX, .sun_path = {}};
      address.copy(file.sun_path, sizeof(file.sun_path) - 1, 5);
      EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&file), sizeof(file)), 0);
      return;
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<uint16_t>(std::stoi(address.substr(address.find(':') + 1))));
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)), 0);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }

  void say(const std::string& text) const {
    EXPECT_EQ(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
  }
  // Until `end` was read, or the connection ends.
  std::string hear(const std::string& end = "\n\n") const {
    std::string text;
    std::array<char, 1> byte{};
    while (!text.ends_with(end) && ::recv(socket_, byte.data(), 1, 0) == 1) text += byte[0];
    return text;
  }
  bool ended() const {
    char byte = 0;
    return ::recv(socket_, &byte, 1, 0) <= 0;
  }

 private:
  int socket_;
};

class ServerTest : public testing::Test {
 protected:
  void start(const ServerOptions& options = {}, bool until_signal = false) {
    Application application;
    application.handler = [this](const Request& request) { return answer(request); };
    application.sink = [this](const Request& head) { return sink(head); };
    server = Server::listen("127.0.0.1:0", std::move(application), options).value();
    thread = std::thread([this, until_signal] {
      server->run(until_signal);
      done = true;
    });
  }
  void TearDown() override {
    server->stop();
    if (thread.joinable()) thread.join();
  }
  // Says `a`, waits, says `b`; or breaks off.
  class Words final : public BodySource {
   public:
    explicit Words(bool breaks) : breaks_(breaks) {}
    State next(std::string& out) override {
      if (step_ == 0) out = "a";
      if (step_ == 3) out = "b";
      ++step_;
      if (step_ == 1) return State::kMore;
      if (step_ == 3 && breaks_) return State::kBroken;
      return step_ < 4 ? State::kWait : State::kEnd;
    }

   private:
    bool breaks_;
    int step_ = 0;
  };
  // Counts what it takes, up to a bound.
  class Counter final : public BodySink {
   public:
    Counter(ServerTest& test, size_t most) : test_(test), most_(most) {}
    Counter(const Counter&) = delete;
    Counter& operator=(const Counter&) = delete;
    ~Counter() override { test_.sinks_ended += 1; }
    bool take(std::string_view bytes) override {
      if (test_.taken + bytes.size() > most_) return false;
      test_.taken += bytes.size();
      return true;
    }

   private:
    ServerTest& test_;
    const size_t most_;
  };
  std::shared_ptr<BodySink> sink(const Request& head) {
    if (!head.path.starts_with("/sink")) return nullptr;
    return std::make_shared<Counter>(*this, head.path == "/sink" ? 10'000'000 : 100'000);
  }
  Response answer(const Request& request) {
    if (request.path.starts_with("/sink"))
      return {.body = std::to_string(taken) + " " + std::to_string(request.body.size()) + "\n\n"};
    if (request.path == "/slow") {
      slow_begun = true;
      std::this_thread::sleep_for(300ms);
    }
    if (request.path == "/missing") return not_found();
    if (request.path == "/stream") return {.source = std::make_shared<Words>(false)};
    if (request.path == "/broken") return {.source = std::make_shared<Words>(true)};
    if (request.path == "/head") {
      const std::string* one = request.header("one");
      return {.body = request.query + " " + (one == nullptr ? "none" : *one) + "\n\n"};
    }
    return {.body = request.method + " " + request.path + " " + request.body + "\n\n",
            .etag = "\"tag\""};
  }
  std::string ask(const std::string& text, const std::string& end = "\n\n") const {
    const Client client(server->address());
    client.say(text);
    return client.hear(end);
  }

  std::unique_ptr<Server> server;
  std::thread thread;
  std::atomic<bool> done = false;
  std::atomic<bool> slow_begun = false;
  std::atomic<size_t> taken = 0;
  std::atomic<int> sinks_ended = 0;
};

TEST_F(ServerTest, AnswersOneRequestAfterTheOther) {
  start();
  const Client client(server->address());
  for (int i = 0; i < 3; ++i) {
    client.say("GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string answer = client.hear();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
    EXPECT_TRUE(answer.contains("ETag: \"tag\"\r\n")) << answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\nGET /a \n\n")) << answer;
  }
  client.say("POST /b HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody");
  EXPECT_TRUE(client.hear().ends_with("POST /b body\n\n"));
}

TEST_F(ServerTest, HeadAndKnownTagsGetNoBody) {
  start();
  const Client client(server->address());
  client.say(
      "HEAD /a HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\nIf-None-Match: \"x\", W/\"tag\"\r\n\r\n"
      "GET /missing HTTP/1.1\r\nConnection: close\r\nIf-None-Match: *\r\n\r\n");
  const std::string head = client.hear("\r\n\r\n");
  EXPECT_TRUE(head.contains("Content-Length: 9\r\n")) << head;
  const std::string known = client.hear("\r\n\r\n");
  EXPECT_TRUE(known.starts_with("HTTP/1.1 304 ")) << known;
  const std::string missing = client.hear("nothing here\n");
  EXPECT_TRUE(missing.starts_with("HTTP/1.1 404 ")) << missing;
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, ABodyGoesToItsSink) {
  start({.body_bytes = 1'000'000});
  const Client client(server->address());
  for (const size_t all : {300'000UL, 600'000UL}) {
    client.say("PATCH /sink HTTP/1.1\r\nContent-Length: 300000\r\n\r\n" +
               std::string(300'000, 'x'));
    EXPECT_TRUE(client.hear().ends_with(std::to_string(all) + " 0\n\n"));
  }
  client.say("POST /b HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody");
  EXPECT_TRUE(client.hear().ends_with("POST /b body\n\n"));
  EXPECT_EQ(sinks_ended, 2);
}

TEST_F(ServerTest, ASinkThatTakesNoMoreEndsTheConnection) {
  start({.body_bytes = 1'000'000});
  const Client client(server->address());
  client.say("PATCH /sink/less HTTP/1.1\r\nContent-Length: 300000\r\n\r\n" +
             std::string(200'000, 'x'));
  const std::string answer = client.hear();
  EXPECT_TRUE(answer.contains("Connection: close\r\n")) << answer;
  EXPECT_TRUE(answer.ends_with(" 0\n\n")) << answer;
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, ASinkEndsWithItsConnection) {
  start({.body_bytes = 1'000'000});
  {
    const Client client(server->address());
    client.say("PATCH /sink HTTP/1.1\r\nContent-Length: 300000\r\n\r\n" +
               std::string(100'000, 'x'));
  }
  while (sinks_ended == 0) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(taken, 100'000U);
}

TEST_F(ServerTest, WhatIsTooMuchIsRefused) {
  start({.header_bytes = 1000, .body_bytes = 100});
  EXPECT_TRUE(ask("POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n", "\r\n").contains(" 413 "));
  EXPECT_TRUE(ask("GET / HTTP/1.1\r\nx: " + std::string(1000, 'x'), "\r\n").contains(" 431 "));
  EXPECT_TRUE(ask("nonsense\r\n\r\n", "\r\n").contains(" 400 "));
  EXPECT_TRUE(ask("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "\r\n").contains(" 400 "));
  // A body that a proxy could see otherwise is not read.
  EXPECT_TRUE(
      ask("POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "\r\n")
          .contains(" 400 "));
  EXPECT_TRUE(ask("GET /still HTTP/1.1\r\n\r\n").ends_with("GET /still \n\n"));
}

TEST_F(ServerTest, WhoSaysNothingOrTooSlowlyIsLetGo) {
  start({.request_time = 100ms});
  const Client silent(server->address());
  const Client slow(server->address());
  slow.say("GET / HT");
  EXPECT_TRUE(silent.ended());
  EXPECT_TRUE(slow.ended());
}

TEST_F(ServerTest, ConnectionsBeyondTheLimitWait) {
  start({.connections = 2});
  auto first = std::make_unique<Client>(server->address());
  const Client second(server->address());
  first->say("GET /1 HTTP/1.1\r\n\r\n");
  second.say("GET /2 HTTP/1.1\r\n\r\n");
  EXPECT_TRUE(first->hear().ends_with("/1 \n\n"));
  EXPECT_TRUE(second.hear().ends_with("/2 \n\n"));
  std::atomic<bool> answered = false;
  std::thread third([&] {
    EXPECT_TRUE(ask("GET /3 HTTP/1.1\r\n\r\n").ends_with("/3 \n\n"));
    answered = true;
  });
  std::this_thread::sleep_for(100ms);
  EXPECT_FALSE(answered);
  first.reset();
  third.join();
  EXPECT_TRUE(answered);
}

TEST_F(ServerTest, StreamsInChunksAndGoesOn) {
  start({.poll_time = 1ms});
  const Client client(server->address());
  client.say("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string chunked = client.hear("0\r\n\r\n");
  EXPECT_NE(chunked.find("Transfer-Encoding: chunked\r\n"), std::string::npos) << chunked;
  EXPECT_NE(chunked.find("\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n"), std::string::npos) << chunked;
  client.say("HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\nGET /missing HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(client.hear("here\n").find(" 404 "), std::string::npos);
}

TEST_F(ServerTest, AStreamEndsWithTheConnectionForOldClientsAndWhereItBreaks) {
  start({.poll_time = 1ms});
  EXPECT_TRUE(ask("GET /stream HTTP/1.0\r\n\r\n", "ab").ends_with("\r\n\r\nab"));
  const Client client(server->address());
  client.say("GET /broken HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string all = client.hear("no such end");
  EXPECT_TRUE(all.ends_with("1\r\na\r\n")) << all;  // without a last chunk
}

TEST_F(ServerTest, HandsOverQueryAndHeaders) {
  start();
  EXPECT_TRUE(ask("GET /head?a=%20&b HTTP/1.1\r\nHost: x\r\nONE: two\r\n\r\n")
                  .ends_with("a=%20&b two\n\n"));
  EXPECT_TRUE(
      ask("GET /head HTTP/1.1\r\nHost: x\r\none: 1\r\none: 2\r\n\r\n").ends_with(" none\n\n"));
}

TEST_F(ServerTest, AtASignalItEndsWhatIsUnderWay) {
  start({}, true);
  const Client idle(server->address());
  const Client busy(server->address());
  busy.say("GET /slow HTTP/1.1\r\n\r\n");
  while (!slow_begun) std::this_thread::sleep_for(1ms);
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(::kill(::getpid(), SIGTERM), 0);
  const std::string answer = busy.hear();
  EXPECT_TRUE(answer.contains("Connection: close\r\n")) << answer;
  EXPECT_TRUE(answer.ends_with("/slow \n\n")) << answer;
  EXPECT_TRUE(idle.ended());
  thread.join();
  EXPECT_TRUE(done);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
}

TEST(ServerAddress, IsAnAddressAndAPort) {
  const auto code = [](const std::string& address) {
    return Server::listen(address, [](const Request&) { return Response(); }).error().code;
  };
  for (const char* bad : {"", "127.0.0.1", "localhost:80", "127.0.0.1:", "127.0.0.1:65536",
                          "::1:80", "[127.0.0.1]:80", "127.0.0.1:-1"}) {
    EXPECT_EQ(code(bad), ErrorCode::kUsage) << bad;
  }
  const auto one = Server::listen("127.0.0.1:0", [](const Request&) { return Response(); }).value();
  EXPECT_EQ(code(one->address()), ErrorCode::kIo);
}

TEST(ServerSocket, AnswersOverAUnixSocketAndTakesItsFileAway) {
  std::string directory = (std::filesystem::temp_directory_path() / "sekisho_sock_XXXXXX").string();
  ASSERT_NE(::mkdtemp(directory.data()), nullptr);
  const std::string path = directory + "/api";
  const std::string address = "unix:" + path;
  const Handler handler = [](const Request& request) {
    return Response{.body = "hello " + request.remote + "\n\n"};
  };
  for (int round = 0; round < 2; ++round) {
    // What a killed server leaves behind is taken over.
    const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un file{.sun_family = AF_UNIX, .sun_path = {}};
    path.copy(file.sun_path, sizeof(file.sun_path) - 1);
    ASSERT_EQ(::bind(left, reinterpret_cast<const sockaddr*>(&file), sizeof(file)), 0);
    ::close(left);
    auto server = Server::listen(address, handler);
    ASSERT_TRUE(server) << server.error().message;
    EXPECT_EQ((*server)->address(), address);
    struct stat there = {};
    ASSERT_EQ(::stat(path.c_str(), &there), 0);
    EXPECT_EQ(there.st_mode & 0777U, 0660U);
    std::thread thread([&] { (*server)->run(false); });
    {
      const Client client(address);
      client.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      EXPECT_NE(client.hear().find("hello 127.0.0.1"), std::string::npos);
      EXPECT_EQ(Server::listen(address, handler).error().code, ErrorCode::kIo);
    }
    (*server)->stop();
    thread.join();
    server->reset();
    EXPECT_FALSE(std::filesystem::exists(path));
  }
  std::ofstream(path) << "something else";
  EXPECT_EQ(Server::listen(address, handler).error().code, ErrorCode::kUsage);
  EXPECT_TRUE(std::filesystem::exists(path));
  std::filesystem::remove_all(directory);
}

// Every thread is busy with something that does not end by itself.
TEST(Server, EndsWhatTakesTooLongWhenItStops) {
  constexpr size_t kThreads = 2;
  std::atomic<size_t> begun = 0, called_off = 0;
  const auto until = std::chrono::steady_clock::now() + 60s;
  auto server = Server::listen("127.0.0.1:0",
                               [&](const Request&) {
                                 ++begun;
                                 while (!cancelled() && std::chrono::steady_clock::now() < until)
                                   std::this_thread::sleep_for(1ms);
                                 if (cancelled()) ++called_off;
                                 return Response();
                               },
                               {.threads = kThreads, .stop_time = 50ms});
  ASSERT_TRUE(server) << to_string(server.error());
  std::thread running([&] { (*server)->run(true); });
  const std::string address = (*server)->address();
  std::array<Client, kThreads> clients{Client(address), Client(address)};
  for (const Client& client : clients) client.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  while (begun < kThreads && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(1ms);
  ::kill(::getpid(), SIGTERM);
  running.join();
  EXPECT_EQ(called_off, kThreads);
}

}  // namespace
}  // namespace sekisho::http
