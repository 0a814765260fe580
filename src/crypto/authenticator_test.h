#pragma once

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/big_endian.h"
#include "crypto/freed.h"
#include "crypto/sha256.h"

// A security key in software, for tests: OpenSSL's keys, and CBOR written by hand.
namespace sekisho::crypto {

inline std::string cbor_head(int major, uint64_t number) {
  std::string out;
  const auto first = [&](int low) { out += static_cast<char>(major << 5 | low); };
  if (number < 24) {
    first(static_cast<int>(number));
  } else if (number < 256) {
    first(24);
    out += static_cast<char>(number);
  } else {
    first(25);
    append_u16(out, static_cast<uint16_t>(number));
  }
  return out;
}
inline std::string cbor_number(int number) {
  return number >= 0 ? cbor_head(0, static_cast<uint64_t>(number))
                     : cbor_head(1, static_cast<uint64_t>(-1 - number));
}
inline std::string cbor_bytes(std::string_view bytes) {
  return cbor_head(2, bytes.size()) + std::string(bytes);
}
inline std::string cbor_text(std::string_view text) {
  return cbor_head(3, text.size()) + std::string(text);
}

class Authenticator {
 public:
  // Of COSE: -7 (ES256), -8 (EdDSA), -257 (RS256).
  explicit Authenticator(int algorithm) : algorithm_(algorithm) {
    if (algorithm == -7) key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    if (algorithm == -8) key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    if (algorithm == -257) key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t{2048}));
    EXPECT_NE(key_, nullptr);
  }

  std::string id = "credential-0001";
  uint8_t flags = 0x05;  // touched, and the person was verified
  uint32_t counter = 0;

  // What it says of itself when it is asked by a host.
  std::string data(std::string_view relying_party, bool with_key) const {
    std::string out(view(sha256(relying_party)));
    out += static_cast<char>(flags | (with_key ? 0x40 : 0));
    append_u32(out, counter);
    if (!with_key) return out;
    out.append(16, '\0');
    append_u16(out, static_cast<uint16_t>(id.size()));
    return out + id + cose_key();
  }

  std::string registration(std::string_view relying_party, const std::string& client_data,
                           std::string_view format = "none") const {
    const std::string authenticator_data = data(relying_party, true);
    std::string statement = cbor_head(5, 0);
    if (format == "packed") {
      const std::string signature =
          sign(authenticator_data + std::string(view(sha256(client_data))));
      statement = cbor_head(5, 2) + cbor_text("alg") + cbor_number(algorithm_) + cbor_text("sig") +
                  cbor_bytes(signature);
    }
    return cbor_head(5, 3) + cbor_text("fmt") + cbor_text(format) + cbor_text("attStmt") +
           statement + cbor_text("authData") + cbor_bytes(authenticator_data);
  }

  std::string signature(std::string_view relying_party, const std::string& client_data) const {
    return sign(data(relying_party, false) + std::string(view(sha256(client_data))));
  }

 private:
  std::string sign(const std::string& message) const {
    const std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    const EVP_MD* digest = algorithm_ == -8 ? nullptr : EVP_sha256();
    EXPECT_EQ(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()), 1);
    std::string out(512, '\0');
    size_t size = out.size();
    EXPECT_EQ(
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size()),
        1);
    out.resize(size);
    return out;
  }

  std::string number(const char* name, size_t bytes) const {
    BIGNUM* found = nullptr;
    EXPECT_EQ(EVP_PKEY_get_bn_param(key_.get(), name, &found), 1);
    const std::unique_ptr<BIGNUM, Freed<BN_free>> value(found);
    std::string out(bytes, '\0');
    EXPECT_GT(BN_bn2binpad(value.get(), reinterpret_cast<unsigned char*>(out.data()),
                           static_cast<int>(bytes)),
              0);
    return out;
  }

  std::string cose_key() const {
    if (algorithm_ == -7) {
      return cbor_head(5, 5) + cbor_number(1) + cbor_number(2) + cbor_number(3) + cbor_number(-7) +
             cbor_number(-1) + cbor_number(1) + cbor_number(-2) +
             cbor_bytes(number(OSSL_PKEY_PARAM_EC_PUB_X, 32)) + cbor_number(-3) +
             cbor_bytes(number(OSSL_PKEY_PARAM_EC_PUB_Y, 32));
    }
    if (algorithm_ == -8) {
      std::string raw(32, '\0');
      size_t size = raw.size();
      EXPECT_EQ(EVP_PKEY_get_raw_public_key(key_.get(),
                                            reinterpret_cast<unsigned char*>(raw.data()), &size),
                1);
      return cbor_head(5, 4) + cbor_number(1) + cbor_number(1) + cbor_number(3) + cbor_number(-8) +
             cbor_number(-1) + cbor_number(6) + cbor_number(-2) + cbor_bytes(raw);
    }
    return cbor_head(5, 4) + cbor_number(1) + cbor_number(3) + cbor_number(3) + cbor_number(-257) +
           cbor_number(-1) + cbor_bytes(number(OSSL_PKEY_PARAM_RSA_N, 256)) + cbor_number(-2) +
           cbor_bytes(number(OSSL_PKEY_PARAM_RSA_E, 3));
  }

  int algorithm_;
  std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>> key_;
};

}  // namespace sekisho::crypto
