#include "http/byte_range.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/number.h"

namespace sekisho::http {

std::optional<ByteRange> wanted_range(const Request& request, std::string_view etag,
                                      uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  const ByteRange whole{0, size};
  const std::string* const range = request.header("range");
  if (range == nullptr || !range->starts_with(kUnit)) return whole;
  // A date would have to be the very one that we sent, and we send none.
  const std::string* const if_range = request.header("if-range");
  if (request.has_header("if-range") && (if_range == nullptr || *if_range != etag)) return whole;
  const std::string_view said = std::string_view(*range).substr(kUnit.size());
  const size_t dash = said.find('-');
  if (dash == std::string_view::npos) return whole;
  const std::string_view first = said.substr(0, dash), last = said.substr(dash + 1);
  const auto to = text::parse_u64(last);
  if (first.empty()) {  // so many at the end
    if (!to) return whole;
    if (*to == 0 || size == 0) return std::nullopt;
    return ByteRange{size - std::min(*to, size), size};
  }
  const auto from = text::parse_u64(first);
  if (!from || (!last.empty() && (!to || *to < *from))) return whole;
  if (*from >= size) return std::nullopt;
  return ByteRange{*from, to && !last.empty() ? std::min(*to, size - 1) + 1 : size};
}

void tell_range(Response& response, const ByteRange& range, uint64_t size) {
  response.status = 206;
  response.headers.push_back(
      {"Content-Range", fmt::format("bytes {}-{}/{}", range.from, range.until - 1, size)});
}

}  // namespace sekisho::http
