// Dates: any bytes are borne, and an instant that was read survives being written.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "text/date.h"
#include "text/time_format.h"

using namespace sekisho::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::vector<std::string> formats = {"iso", "ymd/",  "ymd",      "era",   "jp",
                                                   "clf", "epoch", "epoch-ms", "fiscal"};
  static const auto parsers = [] {
    std::vector<InstantParser> out;
    for (const std::string& format : formats) {
      out.push_back(*InstantParser::compile({&format, 1}, kJst));
    }
    return out;
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const InstantParser& parser : parsers) {
    const auto instant = parser.parse(text);
    // A zone may carry the first and the last day over the ends of the calendar.
    if (!instant || rfc3339(*instant, kUtc).size() > 27) continue;
    if (rfc3339(*instant, kUtc).starts_with("0000")) continue;
    if (parsers.front().parse(rfc3339(*instant, kUtc)) != instant) __builtin_trap();
  }
  return 0;
}
