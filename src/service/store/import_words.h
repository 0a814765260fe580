#pragma once

#include <string>
#include <string_view>

namespace sekisho::service {

// Why an import needs a second person (ImportPreview::grounds), in Japanese. What it does not know
// stays as it is. Any number of threads.
std::string ground_in_japanese(std::string_view english);

}  // namespace sekisho::service
