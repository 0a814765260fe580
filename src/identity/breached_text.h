#pragma once

#include <string_view>

#include "base/error.h"
#include "crypto/sha1.h"
#include "identity/list_file.h"

// A list of breached passwords as it is handed around: a text of lines, each the SHA-1 of a
// password in 40 hexadecimal digits, perhaps with `:` and how often it was found, sorted by hash.
namespace sekisho::identity {

// Looks at its first kCheckedBreachedBytes, line by line. kBadInput names the line that is none, or
// that is not behind the one before it.
Result<void> check_breached_text(const ListFile& file);

// Whether it has the hash. Every line that the search comes by is looked at as the first ones were:
// kBadInput where one is no line or stands in the wrong place.
Result<bool> breached_text_has(const ListFile& file, const crypto::Sha1Digest& hash);

}  // namespace sekisho::identity
