#pragma once

#include <filesystem>

#include "base/error.h"
#include "crypto/secret_key.h"

namespace sekisho::crypto {

// The key in a file of kSecretKeyBytes bytes as they are, which `head -c 32 /dev/urandom` makes.
// Nothing of it stays in memory but the key itself. kNotFound; kIo; kBadInput where the file is
// longer or shorter. Errors name the file.
Result<SecretKey> read_key_file(const std::filesystem::path& path);

}  // namespace sekisho::crypto
