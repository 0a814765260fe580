#pragma once

#include <string_view>

#include "crypto/sha256.h"

namespace sekisho::tlog {

// Hashes of a Merkle tree (RFC 6962 section 2.1; C2SP tlog-tiles uses the same).
using Hash = crypto::Digest;

Hash leaf_hash(std::string_view entry);               // SHA-256(00 || entry)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(01 || left || right)
Hash empty_root();                                    // SHA-256 of nothing

}  // namespace sekisho::tlog
