#include "crypto/random.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "base/error.h"

namespace sekisho::crypto {

void fill_random(std::span<unsigned char> out) {
  SEKISHO_INVARIANT(RAND_bytes(out.data(), static_cast<int>(out.size())) == 1);
}

void wipe(void* data, size_t size) {
  OPENSSL_cleanse(data, size);
}

}  // namespace sekisho::crypto
