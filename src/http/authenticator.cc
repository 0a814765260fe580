#include "http/authenticator.h"

#include <array>

#include "crypto/random.h"
#include "text/base64.h"

namespace sekisho::http {
namespace {

constexpr std::string_view kScheme = "Bearer ";
constexpr std::string_view kPseudonym = "start-token";

// In a time that does not depend on where they differ.
bool same(const crypto::Digest& one, const crypto::Digest& other) {
  unsigned char difference = 0;
  for (size_t i = 0; i < one.size(); ++i) difference |= one[i] ^ other[i];
  return difference == 0;
}

}  // namespace

StartToken::Made StartToken::make() {
  std::array<unsigned char, 32> random{};
  crypto::fill_random(random);
  const std::string_view bytes(reinterpret_cast<const char*>(random.data()), random.size());
  const std::string token = text::base64url_encode(bytes);
  return {token, StartToken(crypto::sha256(token))};
}

std::optional<Caller> StartToken::authenticate(const Request& request) const {
  const std::string* said = request.header("authorization");
  if (said == nullptr || !said->starts_with(kScheme)) return std::nullopt;
  if (!same(crypto::sha256(std::string_view(*said).substr(kScheme.size())), hash_)) {
    return std::nullopt;
  }
  return Caller{std::string(kPseudonym)};
}

}  // namespace sekisho::http
