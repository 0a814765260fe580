#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"

namespace sekisho::service {

// SHA-256 of a file, as hexadecimal digits, without holding it in memory.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace sekisho::service
