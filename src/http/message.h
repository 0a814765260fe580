#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// An HTTP server that answers from plain functions. What goes over the wire is in server.cc.
namespace sekisho::http {

struct Header {
  std::string name;  // of a request in lower case
  std::string value;
};

// Where a body goes while it arrives, instead of into memory. Called by one thread at a time. It is
// destroyed with its request, also where the client went away in the middle.
class BodySink {
 public:
  virtual ~BodySink() = default;
  // Whether it took them. If not, the rest is not read: the request is answered as it stands, and
  // the connection ends.
  virtual bool take(std::string_view bytes) = 0;
};

struct Request {
  std::string method = "GET";  // HEAD arrives as GET: the server leaves out the body
  std::string path;            // as it was sent, up to `?`
  std::string body;
  std::string query = {};  // as it was sent, behind `?`
  std::vector<Header> headers = {};
  std::string remote = {};              // the address of whoever sent it, without a port
  std::shared_ptr<BodySink> sink = {};  // has the body, which is empty here

  // The value of the only header of that name; nullptr where there is none or there are several.
  const std::string* header(std::string_view name) const;
  bool has_header(std::string_view name) const;
};

// The rest of an answer, made while it is sent. Called by one thread at a time. It is destroyed
// when the answer ends, also where the client went away.
class BodySource {
 public:
  enum class State : uint8_t {
    kMore,    // `out` has something, and there is more
    kWait,    // nothing now: it is asked again after a moment
    kEnd,     // that was all; `out` may have the last of it
    kBroken,  // the answer cannot be finished: the connection ends, so that nobody takes it for
              // whole
  };
  virtual ~BodySource() = default;
  // Appends to `out`, which is empty.
  virtual State next(std::string& out) = 0;
};

struct Response {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body = {};
  std::string cache_control = "no-store";
  std::string etag = {};             // quoted; a request that knows it gets 304 instead of the body
  std::string allow = {};            // the methods, for status 405
  std::vector<Header> headers = {};  // more of them
  std::shared_ptr<BodySource> source = {};  // instead of `body`
};

// Called from any of the server's threads, several at once. Never throws.
using Handler = std::function<Response(const Request&)>;

// What a server answers with.
struct Application {
  Handler handler;
  // How much of a body may follow a head; empty: ServerOptions::body_bytes.
  std::function<uint64_t(const Request& head)> body_bytes = {};
  // Where the body goes that follows a head; null, or empty: into memory.
  std::function<std::shared_ptr<BodySink>(const Request& head)> sink = {};
  // Instead of an empty answer where a request could not be read: 400, 413, 431.
  std::function<Response(int status)> refuse = {};
};

Response not_found();
Response method_not_allowed(std::string allow);

// Whether an `If-None-Match` or `If-Match` names the tag: one of a list, or any.
bool names_tag(std::string_view list, std::string_view tag);

}  // namespace sekisho::http
