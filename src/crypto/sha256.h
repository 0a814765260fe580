#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace sekisho::crypto {

// A SHA-256 digest.
using Digest = std::array<unsigned char, 32>;

// SHA-256 (FIPS 180-4) of bytes given in pieces. Not thread-safe.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  void update(std::string_view bytes);
  // Each of these ends the computation and begins a new one.
  Digest digest();
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Digest sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);

// Bytes as lower-case hexadecimal digits.
std::string to_hex(std::string_view bytes);

inline std::string_view view(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace sekisho::crypto
