// What anybody may send to a witness, and what a witness may answer. The first byte chooses; a
// request that is read is written again and read as the same.
#include <cstdint>
#include <string>
#include <string_view>

#include "tlog/add_checkpoint.h"

using namespace sekisho;
using namespace sekisho::tlog;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  constexpr std::string_view kText = "log.example/one\n1\nAAAA\n";
  switch (data[0] % 3) {
    case 0:
      if (const auto request = parse_add_checkpoint(text)) {
        SEKISHO_INVARIANT(parse_add_checkpoint(to_string(*request)).value() == *request);
      }
      break;
    case 1:
      if (const auto lines = parse_cosignatures(kText, text)) SEKISHO_INVARIANT(!lines->empty());
      break;
    default:
      if (const auto old_size = parse_conflict(text)) {
        SEKISHO_INVARIANT(std::to_string(*old_size) + "\n" == text);
      }
  }
  return 0;
}
