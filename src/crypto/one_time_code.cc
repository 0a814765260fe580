#include "crypto/one_time_code.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/big_endian.h"
#include "base/error.h"
#include "crypto/random.h"

namespace sekisho::crypto {
namespace {

const EVP_MD* digest_of(CodeHash hash) {
  switch (hash) {
    case CodeHash::kSha1:
      return EVP_sha1();
    case CodeHash::kSha256:
      return EVP_sha256();
    case CodeHash::kSha512:
      return EVP_sha512();
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(CodeHash hash) {
  switch (hash) {
    case CodeHash::kSha1:
      return "SHA1";
    case CodeHash::kSha256:
      return "SHA256";
    case CodeHash::kSha512:
      return "SHA512";
  }
  return "";
}

std::string counter_code(std::string_view secret, uint64_t counter, CodeHash hash,
                         uint32_t digits) {
  SEKISHO_INVARIANT(digits >= 6 && digits <= 8);
  std::string message;
  append_u64(message, counter);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  const bool made = HMAC(digest_of(hash), secret.data(), static_cast<int>(secret.size()),
                         reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                         mac.data(), &size) != nullptr;
  SEKISHO_INVARIANT(made && size >= 20);
  const size_t offset = mac.at(size - 1) & 0xF;
  const std::string_view whole(reinterpret_cast<const char*>(mac.data()), size);
  const uint32_t truncated = read_u32(whole.substr(offset)) & 0x7FFFFFFF;
  wipe(mac.data(), mac.size());
  const uint32_t modulus = digits == 6 ? 1'000'000 : digits == 7 ? 10'000'000 : 100'000'000;
  return fmt::format("{:0{}}", truncated % modulus, digits);
}

std::optional<uint64_t> matching_step(std::string_view secret, const CodeScheme& scheme,
                                      std::string_view code, Instant now, uint32_t drift,
                                      std::optional<uint64_t> used) {
  SEKISHO_INVARIANT(scheme.step_seconds > 0);
  if (now.micros < 0 || code.size() != scheme.digits) return std::nullopt;
  const uint64_t present =
      static_cast<uint64_t>(now.micros) / (uint64_t{scheme.step_seconds} * kMicrosPerSecond);
  std::optional<uint64_t> found;
  const uint64_t first = present < drift ? 0 : present - drift;
  for (uint64_t step = first; step <= present + drift; ++step) {
    const std::string right = counter_code(secret, step, scheme.hash, scheme.digits);
    const bool same = CRYPTO_memcmp(right.data(), code.data(), right.size()) == 0;
    if (same && (!used || step > *used)) found = step;
  }
  return found;
}

}  // namespace sekisho::crypto
