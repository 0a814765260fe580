#include "tlog/key_file.h"

#include "crypto/random.h"
#include "tlog/secret_file.h"

namespace sekisho::tlog {

Result<void> write_key_file(const std::string& path, const SignerKey& key) {
  std::string secret = key.to_secret_string();
  const Result<void> written = write_secret_file(path, secret);
  crypto::wipe(secret.data(), secret.size());
  return written;
}

Result<SignerKey> read_key_file(const std::string& path) {
  Result<std::string> secret = read_secret_file(path);
  if (!secret) return std::unexpected(secret.error());
  Result<SignerKey> key = SignerKey::parse(*secret);
  crypto::wipe(secret->data(), secret->size());
  if (!key) return fail(ErrorCode::kBadInput, "the file holds no secret key", {path});
  return key;
}

}  // namespace sekisho::tlog
