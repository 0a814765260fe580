#include "crypto/ed25519.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "crypto/freed.h"

namespace sekisho::crypto {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

struct Ed25519Key::State {
  explicit State(Key loaded) : key(std::move(loaded)) {
    SEKISHO_INVARIANT(key != nullptr);
    size_t size = public_key.size();
    SEKISHO_INVARIANT(EVP_PKEY_get_raw_public_key(key.get(), public_key.data(), &size) == 1);
  }
  Key key;
  Ed25519PublicKey public_key{};
};

Ed25519Key::Ed25519Key(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ed25519Key::Ed25519Key(Ed25519Key&&) noexcept = default;
Ed25519Key& Ed25519Key::operator=(Ed25519Key&&) noexcept = default;
Ed25519Key::~Ed25519Key() = default;

Ed25519Key Ed25519Key::generate() {
  return Ed25519Key(std::make_unique<State>(Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"))));
}

Ed25519Key Ed25519Key::from_seed(const Ed25519Seed& seed) {
  return Ed25519Key(std::make_unique<State>(
      Key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()))));
}

Ed25519Seed Ed25519Key::seed() const {
  Ed25519Seed seed{};
  size_t size = seed.size();
  SEKISHO_INVARIANT(EVP_PKEY_get_raw_private_key(state_->key.get(), seed.data(), &size) == 1);
  return seed;
}

const Ed25519PublicKey& Ed25519Key::public_key() const {
  return state_->public_key;
}

Ed25519Signature Ed25519Key::sign(std::string_view message) const {
  const Context context(EVP_MD_CTX_new());
  Ed25519Signature signature{};
  size_t size = signature.size();
  SEKISHO_INVARIANT(context != nullptr && EVP_DigestSignInit(context.get(), nullptr, nullptr,
                                                             nullptr, state_->key.get()) == 1);
  SEKISHO_INVARIANT(EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(message),
                                   message.size()) == 1);
  return signature;
}

bool ed25519_verify(const Ed25519PublicKey& key, std::string_view message,
                    const Ed25519Signature& signature) {
  const Key loaded(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  const Context context(EVP_MD_CTX_new());
  if (loaded == nullptr || context == nullptr) return false;
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, loaded.get()) != 1)
    return false;
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes_of(message),
                          message.size()) == 1;
}

}  // namespace sekisho::crypto
