#include "session/jws.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "text/base64.h"

namespace sekisho::session {
namespace {

crypto::Ed25519Key key_of(unsigned char first) {
  crypto::Ed25519Seed seed{};
  seed[0] = first;
  return crypto::Ed25519Key::from_seed(seed);
}

// A token whose header and claims are given as they stand, truly signed.
std::string signed_as(const crypto::Ed25519Key& key, std::string_view header,
                      std::string_view claims) {
  std::string out = text::base64url_encode(header) + "." + text::base64url_encode(claims);
  const auto signature = key.sign(out);
  return out + "." + text::base64url_encode({reinterpret_cast<const char*>(signature.data()), 64});
}

// RFC 8037 appendix A: the key of RFC 8032, its thumbprint, and its signature.
TEST(Jws, GivesTheStandardsThumbprintAndChecksItsSignature) {
  const auto x = *text::base64url_decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  crypto::Ed25519PublicKey key;
  std::ranges::copy(x, key.begin());
  EXPECT_EQ(key_id(key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  const std::string signing = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
  const auto bytes = *text::base64url_decode(
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
  crypto::Ed25519Signature signature;
  std::ranges::copy(bytes, signature.begin());
  EXPECT_TRUE(crypto::ed25519_verify(key, signing, signature));
  // The example names no key and no type, so it is no token of ours.
  EXPECT_FALSE(JwsKeys(key).verify(signing + "." + text::base64url_encode(bytes), "x+jwt"));
}

TEST(Jws, SaysWhatWasSigned) {
  const JwsSigner signer(key_of(1));
  const std::string token = signer.sign("look+jwt", R"({"sub":"E-1"})");
  const auto keys =
      JwsKeys::parse(fmt::format(R"({{"keys":[{}]}})", signer.public_jwk()), "keys.json");
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->verify(token, "look+jwt"), R"({"sub":"E-1"})");
  EXPECT_FALSE(keys->verify(token, "gate+jwt"));
  EXPECT_FALSE(JwsKeys(key_of(2).public_key()).verify(token, "look+jwt"));
}

TEST(Jws, TakesNoOtherSpellingOfAToken) {
  const JwsSigner signer(key_of(1));
  const JwsKeys keys(key_of(1).public_key());
  const std::string token = signer.sign("look+jwt", R"({"sub":"E-1"})");
  for (size_t i = 0; i < token.size(); ++i) {
    std::string other = token;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(keys.verify(other, "look+jwt")) << i;
    EXPECT_FALSE(keys.verify(token.substr(0, i), "look+jwt")) << i;
  }
  EXPECT_FALSE(keys.verify(token + "=", "look+jwt"));
  EXPECT_FALSE(keys.verify(token + ".", "look+jwt"));
  EXPECT_FALSE(keys.verify(std::string(1 << 20, 'A'), "look+jwt"));
}

// What has confused others: the header chooses the algorithm, or brings its own key.
TEST(Jws, LetsAHeaderChooseNothing) {
  const auto key = key_of(1);
  const JwsKeys keys(key.public_key());
  const std::string id = key_id(key.public_key());
  const auto verified = [&](const std::string& header) {
    return keys.verify(signed_as(key, header, "{}"), "t").has_value();
  };
  EXPECT_TRUE(verified(R"({"alg":"EdDSA","kid":")" + id + R"(","typ":"t"})"));
  EXPECT_FALSE(verified(R"({"alg":"none","kid":")" + id + R"(","typ":"t"})"));
  EXPECT_FALSE(verified(R"({"alg":"HS256","kid":")" + id + R"(","typ":"t"})"));
  EXPECT_FALSE(verified(R"({"alg":"EdDSA","kid":"other","typ":"t"})"));
  EXPECT_FALSE(verified(R"({"alg":"EdDSA","kid":")" + id + R"("})"));
  EXPECT_FALSE(verified(R"({"alg":"EdDSA","kid":")" + id + R"(","typ":"t","crit":["b64"]})"));
  EXPECT_FALSE(verified(R"({"alg":"EdDSA","alg":"none","kid":")" + id + R"(","typ":"t"})"));
  EXPECT_FALSE(verified(R"([])"));
}

TEST(JwsKeys, RefusesWhatIsNoSetOfThem) {
  EXPECT_FALSE(JwsKeys::parse("", "f"));
  EXPECT_FALSE(JwsKeys::parse(R"({"keys":[]})", "f"));
  EXPECT_FALSE(JwsKeys::parse(R"({"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]})", "f"));
  const auto short_key =
      JwsKeys::parse(R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]})", "f");
  ASSERT_FALSE(short_key);
  EXPECT_EQ(short_key.error().place.file, "f");
}

}  // namespace
}  // namespace sekisho::session
