#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sekisho::http {

// Which of the media types a client wants most (RFC 9110, Accept); the first where it does not say.
// Empty where it accepts none of them.
std::string_view acceptable(std::string_view accept, std::span<const std::string> offered);

// Whether `Accept-Language` prefers Japanese to English. Where it says nothing, English.
bool prefers_japanese(std::string_view accept_language);

// `text/csv; charset=utf-8` without its parameters, in lower case.
std::string media_type(std::string_view content_type);

}  // namespace sekisho::http
