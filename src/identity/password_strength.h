#pragma once

#include <cstdint>
#include <string_view>

namespace sekisho::identity {

// How hard a password is to guess, as a hint for whoever chooses one. It decides nothing: what is
// refused password_rules.h says.
enum class PasswordStrength : uint8_t { kWeak, kFair, kGood, kStrong };
std::string_view name_of(PasswordStrength strength);

// An estimate from above, in bits: common words, runs and repetitions count little, letters of
// words less than digits and signs, kanji more. Of UTF-8; anything else counts nothing.
int guess_bits(std::string_view password);
PasswordStrength strength_of(std::string_view password);

}  // namespace sekisho::identity
