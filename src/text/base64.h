#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sekisho::text {

// RFC 4648 section 4, with padding.
std::string base64_encode(std::string_view bytes);
void append_base64(std::string& out, std::string_view bytes);
// Strict: nothing on a foreign character, wrong padding or bits that are not zero behind the end.
std::optional<std::string> base64_decode(std::string_view text);

// RFC 4648 section 5, without padding (tokens, URLs).
std::string base64url_encode(std::string_view bytes);
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace sekisho::text
