#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho {

// Reads a whole file of at most `limit` bytes. Errors name the path.
Result<std::string> read_file(const std::filesystem::path& path, uint64_t limit);

// Writes a whole file: first beside it, then renamed onto it, so that a reader sees all or nothing.
// It is not synced to the disk.
Result<void> write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace sekisho
