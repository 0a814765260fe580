#pragma once

#include <string>

#include "base/error.h"
#include "tlog/note_key.h"

namespace sekisho::tlog {

// Secret keys in files, one a file, readable by their owner alone.

// A new file of mode 0600, durably. kUsage where one is there: a key is never written over.
Result<void> write_key_file(const std::string& path, const SignerKey& key);

// kNotFound; kUsage where others than its owner may read or write it, where it is owned by somebody
// else than this process's user or root, or where it is no plain file; kBadInput where it holds no
// key. Messages never quote it.
Result<SignerKey> read_key_file(const std::string& path);

}  // namespace sekisho::tlog
