#pragma once

#include <string>
#include <string_view>

namespace sekisho::http {

// What a service refused with, in Japanese. Services say in English why something is not done and
// what would help (base/error.h); a sentence that is known here is said again with the same values
// in it. Empty where it is not known: then the English one has to do.
std::string japanese_of(std::string_view english);

}  // namespace sekisho::http
