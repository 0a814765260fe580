#pragma once

#include <functional>
#include <string>

// An HTTP server that answers from plain functions. What goes over the wire is in server.cc.
namespace sekisho::http {

struct Request {
  std::string method = "GET";  // HEAD arrives as GET: the server leaves out the body
  std::string path;            // as it was sent, up to `?`
  std::string body;
};

struct Response {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body = {};
  std::string cache_control = "no-store";
  std::string etag = {};   // quoted; a request that knows it gets 304 instead of the body
  std::string allow = {};  // the methods, for status 405
};

// Called from any of the server's threads, several at once. Never throws.
using Handler = std::function<Response(const Request&)>;

Response not_found();
Response method_not_allowed(std::string allow);

}  // namespace sekisho::http
