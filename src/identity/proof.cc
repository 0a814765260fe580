#include "identity/proof.h"

#include <array>

#include "crypto/webauthn.h"
#include "identity/client_data.h"

namespace sekisho::identity {
namespace {

constexpr uint32_t kCodeDrift = 1;  // steps that an authenticator's clock may differ

bool shows(const CardProof&, Factor& factor, const ProofContext& context) {
  if (!context.origin.card || factor.handle != crypto::view(*context.origin.card)) return false;
  factor.valid_until = context.origin.card_valid_until;
  return true;
}

bool shows(const AssertionProof& proof, Factor& factor, const ProofContext& context) {
  if (proof.credential != factor.handle) return false;
  const Result<Digest> hash =
      check_client_data(proof.client_data, Ceremony::kGet, context.challenge, context.settings);
  if (!hash) return false;
  const crypto::WebAuthnCredential credential{.id = factor.handle,
                                              .public_key = factor.public_key,
                                              .algorithm = factor.algorithm,
                                              .counter = factor.counter};
  const Result<uint32_t> counter = crypto::verify_assertion(
      credential, proof.authenticator_data, proof.signature,
      {.relying_party = context.settings.relying_party, .client_data_hash = *hash});
  if (counter) factor.counter = *counter;
  return counter.has_value();
}

bool shows(const CodeProof& proof, Factor& factor, const ProofContext& context) {
  const auto step = crypto::matching_step(factor.secret, factor.scheme, proof.code, context.now,
                                          kCodeDrift, factor.used_step);
  if (step) factor.used_step = step;
  return step.has_value();
}

}  // namespace

std::string_view name_of(FactorKind kind) {
  switch (kind) {
    case FactorKind::kCertificate:
      return "card";
    case FactorKind::kWebAuthn:
      return "webauthn";
    case FactorKind::kTotp:
      return "totp";
  }
  return "";
}

FactorKind kind_of(const Proof& proof) {
  static const std::array kinds{FactorKind::kCertificate, FactorKind::kWebAuthn, FactorKind::kTotp};
  static_assert(kinds.size() == std::variant_size_v<Proof>);
  return kinds.at(proof.index());
}

std::optional<Factor> proven(const Proof& proof, std::span<const Factor> factors,
                             const ProofContext& context) {
  const FactorKind kind = kind_of(proof);
  if (!context.settings.allows(kind)) return std::nullopt;
  for (const Factor& factor : factors) {
    if (factor.kind != kind) continue;
    Factor shown = factor;
    const bool is_shown =
        std::visit([&](const auto& one) { return shows(one, shown, context); }, proof);
    if (!is_shown) continue;
    shown.last_used = context.now;
    return shown;
  }
  return std::nullopt;
}

}  // namespace sekisho::identity
