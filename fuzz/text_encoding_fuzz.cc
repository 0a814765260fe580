// Encodings and folding: whatever the bytes, the output is UTF-8; CP932 that was written is read
// back; folding twice is folding once.
#include <cstddef>
#include <cstdint>
#include <string>

#include "text/encoding.h"
#include "text/fold.h"

using namespace sekisho::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const Encoding encoding :
       {Encoding::kUtf8, Encoding::kCp932, Encoding::kUtf16Le, Encoding::kUtf16Be}) {
    std::string utf8;
    append_utf8(encoding, bytes, utf8);
    if (!valid_utf8(utf8)) __builtin_trap();
    if (encoding != Encoding::kCp932) continue;
    const auto written = to_cp932(utf8);
    std::string again;
    if (!written || !append_utf8(Encoding::kCp932, *written, again) || again != utf8) {
      __builtin_trap();
    }
  }
  sniff(bytes);
  const std::string width = fold_width(bytes);
  if (fold_width(width) != width) __builtin_trap();
  const std::string key = match_key(bytes);
  if (match_key(key) != key) __builtin_trap();
  return 0;
}
