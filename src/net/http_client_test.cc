#include "net/http_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace sekisho::net {
namespace {

using namespace std::chrono_literals;

// Takes one connection, reads until the request's body is there, and says what it was told to.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer, std::chrono::milliseconds delay = 0ms)
      : answer_(std::move(answer)), delay_(delay), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    ::setenv("no_proxy", "*", 1);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket_, 1), 0);
    EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/path";
    thread_ = std::thread([this] { serve(); });
  }
  OneAnswer(const OneAnswer&) = delete;
  OneAnswer& operator=(const OneAnswer&) = delete;
  ~OneAnswer() {
    thread_.join();
    ::close(socket_);
  }
  const std::string& url() const { return url_; }
  const std::string& request() const { return request_; }  // once it was answered

 private:
  void serve() {
    const int connection = ::accept(socket_, nullptr, nullptr);
    while (!request_.contains("\r\n\r\n") ||
           (request_.starts_with("POST") && !request_.ends_with("END"))) {
      std::array<char, 4096> bytes{};
      const ssize_t got = ::read(connection, bytes.data(), bytes.size());
      if (got <= 0) break;
      request_.append(bytes.data(), static_cast<size_t>(got));
    }
    std::this_thread::sleep_for(delay_);
    (void)!::send(connection, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    ::close(connection);
  }

  std::string answer_;
  std::chrono::milliseconds delay_;
  int socket_;
  std::string url_, request_;
  std::thread thread_;
};

TEST(HttpClient, GetsAndPosts) {
  {
    const OneAnswer server(
        "HTTP/1.1 404 Not Found\r\nContent-Type: a/b\r\nContent-Length: 3\r\n\r\nno\n");
    const HttpAnswer answer = exchange({server.url(), {}, {}}).value();
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.content_type, "a/b");
    EXPECT_EQ(answer.body, "no\n");
    EXPECT_TRUE(server.request().starts_with("GET /path HTTP/1.1\r\n")) << server.request();
  }
  const OneAnswer server("HTTP/1.1 200 OK\r\n\r\nuntil the end");
  const HttpAnswer answer = exchange({server.url(), std::string("body\0END", 8), "x/y"}).value();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "");
  EXPECT_EQ(answer.body, "until the end");
  EXPECT_TRUE(server.request().contains("\r\nContent-Type: x/y\r\n")) << server.request();
  EXPECT_FALSE(server.request().contains("Expect")) << server.request();
  EXPECT_TRUE(server.request().ends_with(std::string("\r\n\r\nbody\0END", 12)));
}

TEST(HttpClient, NothingIsFollowed) {
  const OneAnswer server(
      "HTTP/1.1 302 Found\r\nLocation: file:///etc/hostname\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(exchange({server.url(), {}, {}})->status, 302);
}

TEST(HttpClient, LongAndLateAnswersEnd) {
  {
    const OneAnswer server("HTTP/1.1 200 OK\r\n\r\n" + std::string(100, 'x'));
    EXPECT_EQ(exchange({server.url(), {}, {}}, {.body_bytes = 99}).error().code, ErrorCode::kLimit);
  }
  {
    const OneAnswer server("HTTP/1.1 200 OK\r\n\r\n" + std::string(100, 'x'));
    EXPECT_EQ(exchange({server.url(), {}, {}}, {.body_bytes = 100})->body.size(), 100u);
  }
  {
    const OneAnswer server("HTTP/1.1 200 OK\r\n\r\n", 300ms);
    EXPECT_EQ(exchange({server.url(), {}, {}}, {.total = 50ms}).error().code, ErrorCode::kIo);
  }
  const OneAnswer server("nonsense\r\n\r\n");
  EXPECT_EQ(exchange({server.url(), {}, {}}).error().code, ErrorCode::kIo);
}

TEST(HttpClient, OnlyHttpAndNoPasswords) {
  for (const char* url : {"", "file:///etc/passwd", "ftp://x/", "x", "HTTP//x"}) {
    EXPECT_EQ(exchange({url, {}, {}}).error().code, ErrorCode::kUsage) << url;
  }
  const Error error = exchange({"https://user:secret@host/", {}, {}}).error();
  EXPECT_EQ(error.code, ErrorCode::kUsage);
  EXPECT_FALSE(to_string(error).contains("secret"));
  EXPECT_EQ(exchange({"http://127.0.0.1:1/", {}, {}}).error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace sekisho::net
