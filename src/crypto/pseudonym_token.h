#pragma once

#include <string>
#include <string_view>

#include "crypto/secret_key.h"

namespace sekisho::crypto {

// What stands for a value before one legal entity: the first 80 bits of an HMAC-SHA-256 over both,
// 10 bytes, which are sixteen letters and digits of base32. Equal for equal values before one
// entity; before another one it is something else, so that two of them cannot lay their lists side
// by side.
std::string pseudonym_token(const SecretKey& key, std::string_view entity, std::string_view value);

}  // namespace sekisho::crypto
