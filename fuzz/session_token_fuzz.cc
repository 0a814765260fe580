#include <cstddef>
#include <cstdint>
#include <string_view>

#include "session/gate_session.h"

// Tokens and keys of others: what is read as a session is one that can be written, and is then read
// as the same. Half of the inputs are claims that are truly signed, since no signature is guessed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const session::JwsSigner signer(crypto::Ed25519Key::from_seed({1}));
  static const session::JwsKeys keys(crypto::Ed25519Key::from_seed({1}).public_key());
  if (session::read_token(text, keys)) __builtin_trap();
  if (const auto parsed = session::JwsKeys::parse(text, "keys.json")) {
    if (parsed->verify(text, "gate+jwt")) __builtin_trap();
  }
  const auto read = session::read_token(signer.sign("gate+jwt", text), keys);
  if (!read) return 0;
  const auto again = session::read_token(session::token_of(*read, signer), keys);
  if (!again || !(*again == *read)) __builtin_trap();
  return 0;
}
