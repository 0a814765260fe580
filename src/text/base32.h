#pragma once

#include <string>
#include <string_view>

namespace sekisho::text {

// RFC 4648 section 6, without padding: what people type, and what authenticator apps take.
std::string base32_encode(std::string_view bytes);

}  // namespace sekisho::text
