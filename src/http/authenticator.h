#pragma once

#include <optional>
#include <string>

#include "crypto/sha256.h"
#include "http/message.h"

namespace sekisho::http {

// Whoever asks. Logs and jobs name callers by their pseudonym and by nothing else.
struct Caller {
  std::string pseudonym;
};

// Where it is told who asks. Called from any thread, before a body is parsed.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // Nothing where nobody knows: only what is open to everybody is answered then.
  virtual std::optional<Caller> authenticate(const Request& request) const = 0;
};

// One token, made anew at each start of the server and shown once, to whoever sits at its terminal.
// Only its hash is kept.
class StartToken final : public Authenticator {
 public:
  struct Made;
  static Made make();
  explicit StartToken(const crypto::Digest& hash) : hash_(hash) {}

  std::optional<Caller> authenticate(const Request& request) const override;

 private:
  crypto::Digest hash_;
};

struct StartToken::Made {
  std::string token;
  StartToken authenticator;
};

}  // namespace sekisho::http
