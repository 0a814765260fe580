#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "http/message.h"

namespace sekisho::http {

// Bytes of a whole: `from` to before `until`.
struct ByteRange {
  uint64_t from = 0;
  uint64_t until = 0;
};

// Which part of `size` bytes a request wants (RFC 9110, 14): one range of bytes, where If-Range, if
// it is there, names the tag of what stands. The whole where it wants no part, or says so in a way
// that may be overlooked: other units, several ranges, what is malformed. Nothing where there is no
// such part, which is answered by 416.
std::optional<ByteRange> wanted_range(const Request& request, std::string_view etag, uint64_t size);

// Makes an answer of the whole one of a part: 206, and which part it is. The source remains the
// caller's to make.
void tell_range(Response& response, const ByteRange& range, uint64_t size);

}  // namespace sekisho::http
