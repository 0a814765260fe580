#include "crypto/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace sekisho::crypto {
namespace {

constexpr std::string_view kPrefix = "$argon2id$v=19$m=";
using Text = std::array<char, crypto_pwhash_argon2id_STRBYTES>;

// The cost that a hash names.
std::optional<PasswordCost> cost_of(std::string_view stored) {
  if (!stored.starts_with(kPrefix)) return std::nullopt;
  const char* end = stored.data() + stored.size();
  PasswordCost cost;
  const auto memory = std::from_chars(stored.data() + kPrefix.size(), end, cost.memory_kib);
  const std::string_view rest(memory.ptr, end);
  if (memory.ec != std::errc() || !rest.starts_with(",t=")) return std::nullopt;
  const auto passes = std::from_chars(rest.data() + 3, end, cost.passes);
  if (passes.ec != std::errc()) return std::nullopt;
  return cost;
}

}  // namespace

PasswordHasher::PasswordHasher(PasswordCost cost) : cost_(cost) {
  SEKISHO_INVARIANT(sodium_init() >= 0);
  SEKISHO_INVARIANT(cost.passes >= 1 && cost.memory_kib >= 8);
  // Well formed, and of a hash that nothing has: 16 bytes of salt, 32 zeros.
  decoy_ = fmt::format("{}{},t={},p=1${}${}", kPrefix, cost.memory_kib, cost.passes,
                       std::string(22, 'A'), std::string(43, 'A'));
}

Result<std::string> PasswordHasher::hash(std::string_view password) const {
  Text text{};
  if (crypto_pwhash_argon2id_str(text.data(), password.data(), password.size(), cost_.passes,
                                 size_t{cost_.memory_kib} << 10) != 0) {
    return fail(ErrorCode::kIo,
                fmt::format("no {} KiB of memory for hashing a password", cost_.memory_kib));
  }
  return std::string(text.data());
}

bool PasswordHasher::matches(std::optional<std::string_view> stored,
                             std::string_view password) const {
  const std::string_view compared = stored.value_or(decoy_);
  Text text{};
  if (compared.size() >= text.size()) return false;
  std::ranges::copy(compared, text.begin());
  const bool same =
      crypto_pwhash_argon2id_str_verify(text.data(), password.data(), password.size()) == 0;
  return same && stored.has_value();
}

bool PasswordHasher::outdated(std::string_view stored) const {
  const std::optional<PasswordCost> cost = cost_of(stored);
  return !cost || cost->passes < cost_.passes || cost->memory_kib < cost_.memory_kib;
}

}  // namespace sekisho::crypto
