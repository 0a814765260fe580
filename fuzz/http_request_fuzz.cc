#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/negotiation.h"
#include "http/routes.h"

// What stands above the HTTP library: METHOD SP TARGET LF, header lines `name: value` LF, an empty
// line, a body. Whatever comes, the answer is a route with arguments that fit the document, or a
// problem.
namespace {

using namespace sekisho;

http::Request request_of(std::string_view text) {
  const auto line = [&] {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view out = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return out;
  };
  http::Request out;
  const std::string_view first = line();
  const size_t space = std::min(first.find(' '), first.size());
  out.method = first.substr(0, space);
  const std::string_view target = first.substr(std::min(space + 1, first.size()));
  const size_t question = target.find('?');
  out.path = target.substr(0, question);
  if (question != std::string_view::npos) out.query = target.substr(question + 1);
  while (!text.empty()) {
    const std::string_view header = line();
    if (header.empty()) break;
    const size_t colon = std::min(header.find(": "), header.size());
    out.headers.push_back({std::string(header.substr(0, colon)),
                           std::string(header.substr(std::min(colon + 2, header.size())))});
  }
  out.body = text;
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const http::Routes routes;
  const http::Request request = request_of({reinterpret_cast<const char*>(data), size});
  const auto route = routes.find(request.method, request.path);
  if (!route) return 0;
  if (const std::string* accept = request.header("accept"); accept != nullptr) {
    [[maybe_unused]] const auto media = http::acceptable(*accept, (*route)->gives);
    [[maybe_unused]] const bool japanese = http::prefers_japanese(*accept);
  }
  const auto arguments = routes.arguments(**route, request);
  if (arguments && arguments->number("limit").value_or(1) > 1000) __builtin_trap();
  [[maybe_unused]] const auto body = routes.body(**route, request);
  return 0;
}
