#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::tlog {

// Secrets in files, one line a file, readable by their owner alone. Messages never quote one.

// A new file of mode 0600 with the line, durably. kUsage where one is there: a secret is never
// written over.
Result<void> write_secret_file(const std::string& path, std::string_view line);

// The line without its end; the caller wipes it. kNotFound; kUsage where others than its owner may
// read or write the file, where it is owned by somebody else than this process's user or root, or
// where it is no plain file; kLimit beyond kMaxKeyFileBytes.
Result<std::string> read_secret_file(const std::string& path);

}  // namespace sekisho::tlog
