#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sekisho::logs {

// How the bytes of a value differ from what they mean.
enum class Form : uint8_t {
  kPlain,
  kDoubledQuotes,  // CSV: two quotes stand for one
  kBackslash,      // \x stands for x, \xHH for a byte (syslog parameters, access logs)
  kPercent,        // URL: %HH and +
  kJson,           // \n, \u…
};

// One value of a record: bytes of the block, or (of JSON with escapes) of the reader's memory.
// `data == nullptr` means that the record has no such value.
struct RawField {
  const char* data = nullptr;
  uint32_t size = 0;
  Form form = Form::kPlain;

  std::string_view view() const { return {data, size}; }
};

// Appends what the bytes mean. What is malformed is kept as it stands. `quote` is CSV's.
void unescape(Form form, std::string_view bytes, std::string& out, char quote = '"');

// The parts of a request line (`GET /a/b?c=d HTTP/1.1`) or of a URL. Absent where there is none.
RawField request_method(RawField request);
RawField request_path(RawField request);
RawField request_parameter(RawField request, std::string_view name);

}  // namespace sekisho::logs
