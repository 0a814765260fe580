#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho::policy {

// What becomes of a field before somebody sees it.
enum class MaskMethod : uint8_t {
  kShow,       // stays as it is
  kFirst,      // the first characters stay, the others are replaced
  kLast,       // the last characters stay, the others are replaced
  kCity,       // of an address: as far as the municipality
  kMonth,      // of a date: its year and month
  kPseudonym,  // a token that is the same for the same value
  kRedact,     // replaced by a mark; that there is a value can be seen
  kRemove,     // not even that
};

struct Mask {
  MaskMethod method = MaskMethod::kShow;
  uint16_t kept = 0;  // characters; of kFirst and kLast

  auto operator<=>(const Mask&) const = default;
};

// `show`, `first3`, `last4`, `city`, `month`, `pseudonym`, `redact`, `remove`; nothing for any
// other text.
std::optional<Mask> mask_named(std::string_view name);
std::string to_string(const Mask& mask);

// The weakest mask that hides whatever either of the two hides: the order of strength is
//   show < first, last, city, month, pseudonym < redact < remove
// where fewer kept characters are stronger, and two masks of the middle that hide different things
// together redact. Commutative, associative and idempotent.
Mask stronger(const Mask& a, const Mask& b);

}  // namespace sekisho::policy
