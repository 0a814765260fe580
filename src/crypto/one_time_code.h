#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace sekisho::crypto {

// One-time codes of an authenticator app: HOTP (RFC 4226) and TOTP (RFC 6238).
enum class CodeHash : uint8_t { kSha1, kSha256, kSha512 };
std::string_view name_of(CodeHash hash);  // as key URIs write it: `SHA1`

// What the app and we agree on.
struct CodeScheme {
  CodeHash hash = CodeHash::kSha1;  // what every app knows
  uint32_t digits = 6;              // 6 to 8
  uint32_t step_seconds = 30;

  bool operator==(const CodeScheme&) const = default;
};

// The code of a counter, with leading zeros.
std::string counter_code(std::string_view secret, uint64_t counter, CodeHash hash, uint32_t digits);

// The step of time, counted from 1970, whose code `code` is: the present one, or one of up to
// `drift` before and after it. Steps up to `used` are not looked at, so that a code that was taken
// once is refused for ever after; the caller keeps the step that is returned. All steps are
// compared, in constant time.
std::optional<uint64_t> matching_step(std::string_view secret, const CodeScheme& scheme,
                                      std::string_view code, Instant now, uint32_t drift,
                                      std::optional<uint64_t> used);

}  // namespace sekisho::crypto
