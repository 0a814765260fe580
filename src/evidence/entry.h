#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"
#include "text/json.h"

// An entry of the record: one object of canonical JSON (RFC 8785) that says one thing which must be
// provable. What it may say is in evidence/schema.h and docs/formats/evidence.md; what stands in it
// stands there for ever, so people appear under pseudonyms and what could be erased one day stands
// in an encrypted body beside it.
namespace sekisho::evidence {

// 128 bits that nobody can guess, so that nobody learns an entry from its hash by trying.
using Nonce = std::array<unsigned char, 16>;

// Makes nonces, many at a time. Not thread-safe.
class NonceSource {
 public:
  Nonce next();

 private:
  std::array<Nonce, 256> nonces_{};
  size_t used_ = nonces_.size();
};

// The bytes of an entry from a draft: an object of one of the kinds, in which `v`, `time` and
// `nonce` may be missing and are filled in. kBadInput names the member that is wrong by its JSON
// pointer; kLimit where the entry has more than kMaxEntryBytes.
Result<std::string> make_entry(const text::JsonValue& draft, Instant now, const Nonce& nonce);

// Bytes that `make_entry` could have made. kBadInput says where they are none.
Result<text::JsonValue> parse_entry(std::string_view bytes);

// What the member `time` says; none where it is in another form.
std::optional<Instant> entry_time(std::string_view text);

// A draft of the kind `record`, which holds any object as it is.
text::JsonValue record_of(text::JsonValue content);

// What a complete draft says wrongly, if anything.
Result<void> check_entry(const text::JsonValue& entry);

}  // namespace sekisho::evidence
