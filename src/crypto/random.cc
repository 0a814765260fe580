#include "crypto/random.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <array>

#include "base/error.h"
#include "crypto/sha256.h"

namespace sekisho::crypto {

void fill_random(std::span<unsigned char> out) {
  SEKISHO_INVARIANT(RAND_bytes(out.data(), static_cast<int>(out.size())) == 1);
}

std::string random_hex(size_t bytes) {
  std::array<unsigned char, 64> random{};
  SEKISHO_INVARIANT(bytes <= random.size());
  fill_random(std::span(random).first(bytes));
  return to_hex({reinterpret_cast<const char*>(random.data()), bytes});
}

void wipe(void* data, size_t size) {
  OPENSSL_cleanse(data, size);
}

}  // namespace sekisho::crypto
