#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::service {

// Writes a whole file: first beside it, then renamed onto it, so that a reader sees all or nothing.
Result<void> write_file(const std::filesystem::path& path, std::string_view content);

// Reads a whole file of at most `limit` bytes.
Result<std::string> read_file(const std::filesystem::path& path, uint64_t limit);

// SHA-256 of a file, as hexadecimal digits, without holding it in memory.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace sekisho::service
