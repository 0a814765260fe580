#include "crypto/secret_stream.h"

#include <sodium.h>

#include "base/error.h"
#include "crypto/random.h"

namespace sekisho::crypto {
namespace {

static_assert(crypto_secretstream_xchacha20poly1305_HEADERBYTES == kStreamHeaderBytes);
static_assert(crypto_secretstream_xchacha20poly1305_ABYTES == kStreamExtraBytes);
static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == kSecretKeyBytes);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

unsigned char tag_of(bool last) {
  return last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
              : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
}

// The header's random bytes are libsodium's own.
void start_libsodium() {
  static const int started = sodium_init();
  SEKISHO_INVARIANT(started >= 0);
}

// What both ends of a stream keep.
struct Ratchet {
  Ratchet() = default;
  Ratchet(const Ratchet&) = delete;
  Ratchet& operator=(const Ratchet&) = delete;
  ~Ratchet() { wipe(&state, sizeof state); }

  crypto_secretstream_xchacha20poly1305_state state{};
  std::string about;
  bool ended = false;
};

}  // namespace

struct StreamEncryptor::State : Ratchet {
  std::string header = std::string(kStreamHeaderBytes, '\0');
};

StreamEncryptor::StreamEncryptor(const SecretKey& key, std::string about)
    : state_(std::make_unique<State>()) {
  start_libsodium();
  state_->about = std::move(about);
  SEKISHO_INVARIANT(crypto_secretstream_xchacha20poly1305_init_push(
                        &state_->state, bytes_of(state_->header), key.secret().data()) == 0);
}
StreamEncryptor::StreamEncryptor(StreamEncryptor&&) noexcept = default;
StreamEncryptor& StreamEncryptor::operator=(StreamEncryptor&&) noexcept = default;
StreamEncryptor::~StreamEncryptor() = default;

std::string_view StreamEncryptor::header() const {
  return state_->header;
}

std::string StreamEncryptor::chunk(std::string_view plain, bool last) {
  SEKISHO_INVARIANT(!state_->ended && plain.size() <= kStreamChunkBytes);
  state_->ended = last;
  std::string sealed(plain.size() + kStreamExtraBytes, '\0');
  SEKISHO_INVARIANT(crypto_secretstream_xchacha20poly1305_push(
                        &state_->state, bytes_of(sealed), nullptr, bytes_of(plain), plain.size(),
                        bytes_of(state_->about), state_->about.size(), tag_of(last)) == 0);
  return sealed;
}

struct StreamDecryptor::State : Ratchet {};

StreamDecryptor::StreamDecryptor(std::unique_ptr<State> state) : state_(std::move(state)) {}
StreamDecryptor::StreamDecryptor(StreamDecryptor&&) noexcept = default;
StreamDecryptor& StreamDecryptor::operator=(StreamDecryptor&&) noexcept = default;
StreamDecryptor::~StreamDecryptor() = default;

std::optional<StreamDecryptor> StreamDecryptor::open(const SecretKey& key, std::string about,
                                                     std::string_view header) {
  if (header.size() != kStreamHeaderBytes) return std::nullopt;
  auto state = std::make_unique<State>();
  state->about = std::move(about);
  if (crypto_secretstream_xchacha20poly1305_init_pull(&state->state, bytes_of(header),
                                                      key.secret().data()) != 0) {
    return std::nullopt;
  }
  return StreamDecryptor(std::move(state));
}

std::optional<std::string> StreamDecryptor::chunk(std::string_view sealed, bool last) {
  if (state_->ended || sealed.size() < kStreamExtraBytes ||
      sealed.size() > kStreamChunkBytes + kStreamExtraBytes) {
    return std::nullopt;
  }
  std::string plain(sealed.size() - kStreamExtraBytes, '\0');
  unsigned char tag = 0;
  const bool opened = crypto_secretstream_xchacha20poly1305_pull(
                          &state_->state, bytes_of(plain), nullptr, &tag, bytes_of(sealed),
                          sealed.size(), bytes_of(state_->about), state_->about.size()) == 0;
  state_->ended = !opened || last || tag != tag_of(last);
  if (!opened || tag != tag_of(last)) return std::nullopt;
  return plain;
}

}  // namespace sekisho::crypto
