// The footprint table of a review, as `sekisho policy diff` reads it back: any text is a table or
// an error with a message.
#include <cstdint>
#include <string_view>

#include "service/footprint_file.h"

using namespace sekisho;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<service::FootprintTable> table = service::parse_footprints(text, "fuzz.ndjson");
  if (!table) {
    SEKISHO_INVARIANT(!table.error().message.empty());
    return 0;
  }
  for (const auto& row : table->rows) {
    SEKISHO_INVARIANT(!row.verdict.empty());
  }
  return 0;
}
