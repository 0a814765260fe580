#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gateway/header_rules.h"
#include "gateway/routes.h"
#include "gateway/search_terms.h"

// Requests of anybody. A target that passes has one reading: written down again as it was
// understood, it is understood in the same way. The input is lines: a target, the value of a cookie
// header, a content type, then a body.
namespace {

using namespace sekisho;
using namespace sekisho::gateway;

constexpr std::string_view kRoutes = R"(
system = "nol"
static = ["/assets/"]
[[route]]
methods = ["GET"]
path = "/points/{spid}"
query = ["tab"]
record = "path:spid"
kind = "supply_point"
[[route]]
methods = ["GET"]
path = "/customers/{id}"
record = "path:id"
kind = "customer"
[[route]]
methods = ["GET"]
path = "/look"
record = "query:id"
kind = "customer"
[[route]]
methods = ["POST"]
path = "/json"
record = "json:/a/id"
kind = "customer"
[[route]]
methods = ["POST"]
path = "/form"
record = "form:id"
kind = "customer"
)";

std::string_view line(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view out = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return out;
}

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

void check_target(std::string_view target) {
  const auto read = read_target(target);
  if (!read) return;
  std::string again;
  for (const std::string& segment : read->segments) {
    if (segment == "." || segment == "..") __builtin_trap();
    if (segment.find_first_of(std::string_view("/\\%;\0", 5)) != std::string::npos)
      __builtin_trap();
    again += "/" + encoded(segment);
  }
  for (const Parameter& one : read->query)
    again +=
        (&one == read->query.data() ? "?" : "&") + encoded(one.name) + "=" + encoded(one.value);
  const auto twice = read_target(again);
  // Written out, it may have become too long.
  if (twice && (twice->segments != read->segments || twice->query != read->query)) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Routes routes = Routes::parse(kRoutes, "routes.toml").value();
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view target = line(rest);
  const std::string_view cookies = line(rest);
  const std::string_view type = line(rest);
  check_target(target);
  for (const char* method : {"GET", "POST"}) {
    const auto mapped = routes.map(method, target);
    if (mapped && mapped->route != nullptr && !mapped->needs_body && mapped->record.empty())
      __builtin_trap();
  }
  for (const Route& route : routes.routes()) {
    const auto said = read_body(route, type, "", rest);
    if (!said) continue;
    search_of(route, said->given, false);
    if (!route.record.in_body()) continue;
    if (canonical_record(route.kind, said->record) != said->record) __builtin_trap();
  }
  if (cookie(without_cookie(cookies, "gate"), "gate")) __builtin_trap();
  return 0;
}
