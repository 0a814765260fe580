#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "identity/settings.h"
#include "identity/throttle.h"

namespace sekisho::identity {

std::string_view name_of(FactorKind kind);  // `card`, `webauthn`, `totp`

// What somebody shows beside the password. A card is shown by the connection: Origin::card.
struct CardProof {};
struct CodeProof {
  std::string code;
};
// What the browser gives for WebAuthn, as bytes.
struct AssertionProof {
  std::string credential;  // its id
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
};
using Proof = std::variant<CardProof, AssertionProof, CodeProof>;
FactorKind kind_of(const Proof& proof);

// What a proof is judged by.
struct ProofContext {
  const Settings& settings;
  const Origin& origin;
  std::string_view challenge;  // that was given out for it; empty: none
  Instant now;
};

// The factor that `proof` proves, as it has to be stored from now on: a code is used up, a counter
// went on. Nothing where it proves none of them; a kind that is forbidden proves nothing.
std::optional<Factor> proven(const Proof& proof, std::span<const Factor> factors,
                             const ProofContext& context);

}  // namespace sekisho::identity
