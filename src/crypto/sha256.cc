#include "crypto/sha256.h"

#include <openssl/evp.h>

#include "base/error.h"

namespace sekisho::crypto {

namespace {

// Looked up once: OpenSSL 3 searches its providers at every look-up.
const EVP_MD* algorithm() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched;
}

}  // namespace

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  SEKISHO_INVARIANT(state_->context != nullptr && algorithm() != nullptr);
  SEKISHO_INVARIANT(EVP_DigestInit_ex2(state_->context, algorithm(), nullptr) == 1);
}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  SEKISHO_INVARIANT(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

Digest Sha256::digest() {
  Digest digest;
  unsigned int size = 0;
  SEKISHO_INVARIANT(EVP_DigestFinal_ex(state_->context, digest.data(), &size) == 1);
  SEKISHO_INVARIANT(size == digest.size());
  SEKISHO_INVARIANT(EVP_DigestInit_ex2(state_->context, nullptr, nullptr) == 1);
  return digest;
}

std::string Sha256::hex() {
  return to_hex(view(digest()));
}

Digest sha256(std::string_view bytes) {
  thread_local Sha256 hash;
  hash.update(bytes);
  return hash.digest();
}

std::string sha256_hex(std::string_view bytes) {
  return to_hex(view(sha256(bytes)));
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

}  // namespace sekisho::crypto
