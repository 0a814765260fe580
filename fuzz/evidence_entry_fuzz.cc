// Entries of the record: whatever is accepted as a draft is an entry, and an entry is read as
// itself.
#include <cstddef>
#include <cstdint>

#include "evidence/entry.h"

using namespace sekisho;
using namespace sekisho::evidence;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = parse_entry(text);
  if (read) SEKISHO_INVARIANT(make_entry(*read, Instant{0}, Nonce{}) == text);
  const auto draft = text::JsonValue::parse(text);
  if (!draft) return 0;
  const auto made = make_entry(*draft, Instant{1'700'000'000'000'000}, Nonce{7});
  if (made) SEKISHO_INVARIANT(parse_entry(*made).has_value());
  const auto record = make_entry(record_of(*draft), Instant{0}, Nonce{});
  if (record) SEKISHO_INVARIANT(parse_entry(*record).has_value());
  return 0;
}
