#include "tlog/note_key.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/big_endian.h"
#include "crypto/random.h"
#include "crypto/sha256.h"
#include "text/base64.h"
#include "text/encoding.h"
#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

constexpr std::string_view kPrivate = "PRIVATE+KEY+";
constexpr size_t kTimeBytes = 8;

template <class Bytes>
std::string_view view_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <class Bytes>
Bytes copy_of(std::string_view bytes) {
  Bytes out{};
  std::ranges::copy(bytes, out.begin());
  return out;
}

// The first four bytes of SHA-256(name, LF, type and key).
uint32_t key_id(std::string_view name, KeyType type, const crypto::Ed25519PublicKey& key) {
  const std::string text = fmt::format("{}\n{}{}", name, static_cast<char>(type), view_of(key));
  return read_u32(crypto::view(crypto::sha256(text)));
}

std::string cosigned_text(uint64_t time, std::string_view text) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time, text);
}

struct KeyText {
  std::string name;
  std::string id;
  KeyType type = KeyType::kEd25519;
  std::string key;  // 32 bytes
};

// `name+id+base64(type || 32 bytes)`.
std::optional<KeyText> cut_key(std::string_view text) {
  const size_t first = text.find('+');
  const size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  KeyText out{std::string(text.substr(0, first)),
              std::string(text.substr(first + 1, second - first - 1)),
              {},
              {}};
  const std::optional<std::string> bytes = text::base64_decode(text.substr(second + 1));
  if (!bytes || bytes->size() != 33 || !is_key_name(out.name)) return std::nullopt;
  const auto type = static_cast<unsigned char>(bytes->front());
  if (type != static_cast<unsigned char>(KeyType::kEd25519) &&
      type != static_cast<unsigned char>(KeyType::kCosignatureV1)) {
    return std::nullopt;
  }
  out.type = static_cast<KeyType>(type);
  out.key = bytes->substr(1);
  return out;
}

std::string key_text(std::string_view name, uint32_t id, KeyType type, std::string_view key) {
  return fmt::format("{}+{:08x}+{}", name, id,
                     text::base64_encode(fmt::format("{}{}", static_cast<char>(type), key)));
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxOriginBytes && text::valid_utf8(name) &&
         std::ranges::none_of(
             name, [](char c) { return c == '+' || c == '\x7F' || (c >= '\0' && c <= ' '); });
}

VerifierKey::VerifierKey(std::string name, KeyType type, const crypto::Ed25519PublicKey& key)
    : name_(std::move(name)), type_(type), key_(key), id_(key_id(name_, type_, key_)) {}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
  const std::optional<KeyText> cut = cut_key(text);
  if (!cut) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is no verifier key", text.substr(0, 200)),
                {}, "A verifier key reads NAME+ID+KEY, as `sekisho evidence init` prints it.");
  }
  VerifierKey key(cut->name, cut->type, copy_of<crypto::Ed25519PublicKey>(cut->key));
  if (fmt::format("{:08x}", key.id_) == cut->id) return key;
  return fail(ErrorCode::kBadInput,
              fmt::format("the id `{}` is not that of the key `{}`", cut->id, cut->name), {},
              "Copy the key again, whole.");
}

std::string VerifierKey::to_string() const {
  return key_text(name_, id_, type_, view_of(key_));
}

std::optional<uint64_t> VerifierKey::verify(std::string_view text,
                                            std::string_view signature) const {
  uint64_t time = 0;
  std::string cosigned;
  if (type_ == KeyType::kCosignatureV1) {
    if (signature.size() < kTimeBytes) return std::nullopt;
    time = read_u64(signature);
    signature.remove_prefix(kTimeBytes);
    cosigned = cosigned_text(time, text);
    text = cosigned;
  }
  if (signature.size() != std::tuple_size_v<crypto::Ed25519Signature>) return std::nullopt;
  const auto bytes = copy_of<crypto::Ed25519Signature>(signature);
  return crypto::ed25519_verify(key_, text, bytes) ? std::optional(time) : std::nullopt;
}

SignerKey::SignerKey(std::string name, KeyType type, crypto::Ed25519Key key)
    : key_(std::move(key)), verifier_(std::move(name), type, key_.public_key()) {}

Result<SignerKey> SignerKey::generate(std::string name, KeyType type) {
  if (!is_key_name(name)) {
    return fail(ErrorCode::kUsage, fmt::format("`{}` cannot be the name of a key", name), {},
                "Use a name like `example.com/log`, without spaces and `+`.");
  }
  return SignerKey(std::move(name), type, crypto::Ed25519Key::generate());
}

Result<SignerKey> SignerKey::parse(std::string_view text) {
  std::optional<KeyText> cut;
  if (text.starts_with(kPrivate)) cut = cut_key(text.substr(kPrivate.size()));
  if (cut) {
    auto seed = copy_of<crypto::Ed25519Seed>(cut->key);
    SignerKey key(cut->name, cut->type, crypto::Ed25519Key::from_seed(seed));
    crypto::wipe(seed.data(), seed.size());
    crypto::wipe(cut->key.data(), cut->key.size());
    if (fmt::format("{:08x}", key.verifier_.id()) == cut->id) return key;
  }
  return fail(ErrorCode::kBadInput, "this is no private key of a log or a witness", {},
              "A private key begins with `PRIVATE+KEY+` and stands on one line.");
}

std::string SignerKey::to_secret_string() const {
  crypto::Ed25519Seed seed = key_.seed();
  std::string out = std::string(kPrivate) +
                    key_text(verifier_.name(), verifier_.id(), verifier_.type(), view_of(seed));
  crypto::wipe(seed.data(), seed.size());
  return out;
}

std::string SignerKey::sign(std::string_view text, uint64_t time) const {
  if (verifier_.type() == KeyType::kEd25519) return std::string(view_of(key_.sign(text)));
  std::string out;
  append_u64(out, time);
  out += view_of(key_.sign(cosigned_text(time, text)));
  return out;
}

}  // namespace sekisho::tlog
