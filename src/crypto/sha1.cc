#include "crypto/sha1.h"

#include <openssl/evp.h>

#include "base/error.h"

namespace sekisho::crypto {

Sha1Digest sha1(std::string_view bytes) {
  Sha1Digest digest{};
  unsigned int size = 0;
  SEKISHO_INVARIANT(
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha1(), nullptr) == 1);
  return digest;
}

}  // namespace sekisho::crypto
