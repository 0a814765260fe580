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
// The same, and on the disk when it returns.
Result<void> write_file_durably(const std::filesystem::path& path, std::string_view content);

// The name of a file or directory that was made, linked or renamed is on the disk, and so are the
// others beside it; what the file holds is not.
Result<void> sync_name(const std::filesystem::path& path);

// Makes a directory, and those above it that are missing. Their names are on the disk when it
// returns.
Result<void> make_directories(const std::filesystem::path& directory);

}  // namespace sekisho
