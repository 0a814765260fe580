// Canonical JSON: of a text that has a canonical form, writing that form again changes nothing, and
// it says the same as the text in another order.
#include <cstddef>
#include <cstdint>
#include <string>

#include "text/canonical_json.h"

using namespace sekisho;
using namespace sekisho::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = JsonValue::parse(text);
  if (!value) return 0;
  const auto once = canonical_json(*value);
  if (!once) return 0;
  const auto again = JsonValue::parse(*once);
  SEKISHO_INVARIANT(again.has_value() && again->size() == value->size());
  SEKISHO_INVARIANT(canonical_json(*again) == once);
  return 0;
}
