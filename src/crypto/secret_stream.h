#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/secret_key.h"

// Authenticated encryption of what does not fit in memory: a header, and then chunks in order
// (libsodium's secretstream, XChaCha20-Poly1305). A chunk that was changed, moved, left out or
// repeated does not open, and a stream that was cut has no last chunk. `about` is bound to every
// chunk, as in secret_box.h. Not thread-safe.
namespace sekisho::crypto {

inline constexpr size_t kStreamHeaderBytes = 24;
inline constexpr size_t kStreamChunkBytes = size_t{64} << 10;  // of plain text, at most
inline constexpr size_t kStreamExtraBytes = 17;                // that a chunk grows by

class StreamEncryptor {
 public:
  StreamEncryptor(const SecretKey& key, std::string about);
  StreamEncryptor(StreamEncryptor&&) noexcept;
  StreamEncryptor& operator=(StreamEncryptor&&) noexcept;
  ~StreamEncryptor();

  std::string_view header() const;
  // Nothing may follow the last one.
  std::string chunk(std::string_view plain, bool last);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class StreamDecryptor {
 public:
  // Nothing where this is no header.
  static std::optional<StreamDecryptor> open(const SecretKey& key, std::string about,
                                             std::string_view header);
  StreamDecryptor(StreamDecryptor&&) noexcept;
  StreamDecryptor& operator=(StreamDecryptor&&) noexcept;
  ~StreamDecryptor();

  // Nothing where the chunk is not the next one, or is the last one and should not be, or the other
  // way round. No further chunk opens then.
  std::optional<std::string> chunk(std::string_view sealed, bool last);

 private:
  struct State;
  explicit StreamDecryptor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::crypto
