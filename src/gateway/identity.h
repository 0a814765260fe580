#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"
#include "gateway/ports.h"
#include "session/jws.h"

namespace sekisho::gateway {

inline constexpr std::string_view kIdentityType = "sekisho-identity+jwt";

// Tells systems who asks (docs/formats/gate-identity.md): one token a session, system and account,
// signed again when it is half as old as it may become. One a worker; not thread-safe.
class IdentityMint {
 public:
  IdentityMint(const session::JwsSigner& signer, std::string gate)
      : signer_(signer), gate_(std::move(gate)) {}

  // Holds until the next call.
  const std::string& identity(const Visitor& visitor, std::string_view system,
                              std::string_view account, Instant now);

 private:
  struct Minted {
    Instant at;
    std::string token;
  };
  const session::JwsSigner& signer_;
  std::string gate_;
  std::string key_;
  std::unordered_map<std::string, Minted> minted_;
};

}  // namespace sekisho::gateway
