#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sekisho::crypto {

// SHA-256 (FIPS 180-4) of bytes given in pieces. Not thread-safe.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  void update(std::string_view bytes);
  // The digest as 64 lower-case hexadecimal digits. Ends the computation: call it once.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);

}  // namespace sekisho::crypto
