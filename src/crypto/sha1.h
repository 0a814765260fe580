#pragma once

#include <array>
#include <string_view>

namespace sekisho::crypto {

// SHA-1 (FIPS 180-4), broken for signatures: only for looking things up in lists that others made
// with it.
using Sha1Digest = std::array<unsigned char, 20>;
Sha1Digest sha1(std::string_view bytes);

}  // namespace sekisho::crypto
