#include "crypto/secret_box.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

#include "crypto/secret_stream.h"

namespace sekisho::crypto {
namespace {

std::string from_hex(std::string_view hex) {
  std::string out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return out;
}

SecretKey key_of(std::string_view hex) {
  std::string bytes = from_hex(hex);
  bytes.resize(kSecretKeyBytes);  // HMAC pads short keys with zeros, too
  return std::move(*SecretKey::from_bytes(bytes));
}

std::string flipped(std::string bytes, size_t bit) {
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
  return bytes;
}

static_assert(!std::is_copy_constructible_v<SecretKey>);
static_assert(!std::is_copy_assignable_v<SecretKey>);

TEST(SecretKey, IsMadeOfExactlyItsBytes) {
  EXPECT_FALSE(SecretKey::from_bytes(std::string(kSecretKeyBytes - 1, 'x')));
  EXPECT_FALSE(SecretKey::from_bytes(std::string(kSecretKeyBytes + 1, 'x')));
  const SecretKey key = SecretKey::generate();
  const SecretKey other = SecretKey::generate();
  EXPECT_FALSE(std::ranges::equal(key.secret(), other.secret()));
}

// RFC 4231, test cases 1 and 2.
TEST(SecretKey, GivesTheStandardsKeyedHashes) {
  EXPECT_EQ(
      to_hex(view(hmac_sha256(key_of("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), "Hi There"))),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(view(hmac_sha256(key_of("4a656665"), "what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
TEST(SecretBox, OpensTheStandardsExample) {
  const SecretKey key = key_of("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  const std::string about = from_hex("50515253c0c1c2c3c4c5c6c7");
  const std::string box = from_hex(
      "404142434445464748494a4b4c4d4e4f5051525354555657"
      "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
      "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
      "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
      "21f9664c97637da9768812f615c68b13b52e"
      "c0875924c1c7987947deafd8780acf49");
  EXPECT_EQ(decrypt(key, box, about),
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
            "future, sunscreen would be it.");
}

TEST(SecretBox, OpensOnlyAsItWasMade) {
  const SecretKey key = SecretKey::generate();
  for (const std::string plain : {"", "a body"}) {
    const std::string box = encrypt(key, plain, "entry 7");
    ASSERT_EQ(box.size(), plain.size() + kBoxExtraBytes);
    EXPECT_EQ(decrypt(key, box, "entry 7"), plain);
    EXPECT_FALSE(decrypt(key, box, "entry 8"));
    EXPECT_FALSE(decrypt(SecretKey::generate(), box, "entry 7"));
    for (size_t bit = 0; bit < 8 * box.size(); ++bit)
      EXPECT_FALSE(decrypt(key, flipped(box, bit), "entry 7")) << bit;
    for (size_t size = 0; size < box.size(); ++size)
      EXPECT_FALSE(decrypt(key, box.substr(0, size), "entry 7")) << size;
    EXPECT_NE(encrypt(key, plain, "entry 7"), box);
  }
}

TEST(SecretBox, WrapsKeys) {
  const SecretKey master = SecretKey::generate();
  const SecretKey key = SecretKey::generate();
  const std::string box = wrap(master, key, "a name");
  const auto back = unwrap(master, box, "a name");
  ASSERT_TRUE(back);
  EXPECT_TRUE(std::ranges::equal(back->secret(), key.secret()));
  EXPECT_FALSE(unwrap(master, box, "another name"));
  EXPECT_FALSE(unwrap(key, box, "a name"));
  EXPECT_FALSE(unwrap(master, encrypt(master, "short", "a name"), "a name"));
}

struct Chunks {
  std::string header;
  std::vector<std::string> sealed;
};

Chunks encrypted(const SecretKey& key, const std::vector<std::string>& plain) {
  StreamEncryptor stream(key, "about");
  Chunks out{std::string(stream.header()), {}};
  for (size_t i = 0; i < plain.size(); ++i)
    out.sealed.push_back(stream.chunk(plain[i], i + 1 == plain.size()));
  return out;
}

// What opens before the first chunk that does not.
std::vector<std::string> opened(const SecretKey& key, const Chunks& chunks,
                                const std::string& about = "about") {
  std::vector<std::string> out;
  auto stream = StreamDecryptor::open(key, about, chunks.header);
  for (size_t i = 0; stream && i < chunks.sealed.size(); ++i) {
    auto plain = stream->chunk(chunks.sealed[i], i + 1 == chunks.sealed.size());
    if (!plain) break;
    out.push_back(std::move(*plain));
  }
  return out;
}

TEST(SecretStream, OpensOnlyAsItWasMade) {
  const SecretKey key = SecretKey::generate();
  const std::vector<std::string> plain{std::string(kStreamChunkBytes, 'a'), "b", "", "last"};
  const Chunks whole = encrypted(key, plain);
  EXPECT_EQ(opened(key, whole), plain);
  EXPECT_TRUE(opened(key, whole, "something else").empty());
  EXPECT_TRUE(opened(SecretKey::generate(), whole).empty());

  Chunks cut = whole;  // the last one that is left was not made as a last one
  cut.sealed.pop_back();
  EXPECT_EQ(opened(key, cut).size(), 2u);
  Chunks grown = whole;
  grown.sealed.push_back(grown.sealed.back());
  EXPECT_EQ(opened(key, grown).size(), 3u);
  Chunks swapped = whole;
  std::swap(swapped.sealed[1], swapped.sealed[2]);
  EXPECT_EQ(opened(key, swapped).size(), 1u);
  Chunks without = whole;
  without.sealed.erase(without.sealed.begin());
  EXPECT_TRUE(opened(key, without).empty());
  for (size_t bit = 0; bit < 8 * whole.sealed[1].size(); ++bit) {
    Chunks changed = whole;
    changed.sealed[1] = flipped(changed.sealed[1], bit);
    EXPECT_EQ(opened(key, changed).size(), 1u) << bit;
  }
  for (size_t bit = 0; bit < 8 * kStreamHeaderBytes; ++bit) {
    Chunks changed = whole;
    changed.header = flipped(changed.header, bit);
    EXPECT_TRUE(opened(key, changed).empty()) << bit;
  }
}

TEST(SecretStream, NeverOpensAgainAfterAChunkThatDoesNot) {
  const SecretKey key = SecretKey::generate();
  const Chunks whole = encrypted(key, {"a", "b"});
  auto stream = StreamDecryptor::open(key, "about", whole.header);
  EXPECT_FALSE(stream->chunk("too short", false));
  EXPECT_EQ(stream->chunk(whole.sealed[0], false), "a");
  EXPECT_FALSE(stream->chunk(flipped(whole.sealed[1], 3), true));
  EXPECT_FALSE(stream->chunk(whole.sealed[1], true));
}

}  // namespace
}  // namespace sekisho::crypto
