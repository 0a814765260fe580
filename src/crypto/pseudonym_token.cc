#include "crypto/pseudonym_token.h"

namespace sekisho::crypto {
namespace {

constexpr size_t kBytes = 10;

}  // namespace

std::string pseudonym_token(const SecretKey& key, std::string_view entity, std::string_view value) {
  std::string bytes(entity);
  bytes += '\0';
  bytes += value;
  const Digest digest = hmac_sha256(key, bytes);
  return std::string(view(digest).substr(0, kBytes));
}

}  // namespace sekisho::crypto
