#include "gateway/identity.h"

#include "gateway/limits.h"
#include "text/json_writer.h"

namespace sekisho::gateway {

const std::string& IdentityMint::identity(const Visitor& visitor, std::string_view system,
                                          std::string_view account, Instant now) {
  key_.clear();
  key_.append(visitor.session).append(1, '\0').append(system).append(1, '\0').append(account);
  const Instant oldest = shifted(now, -kIdentityRenewSeconds * kMicrosPerSecond);
  const auto found = minted_.find(key_);
  if (found != minted_.end() && oldest <= found->second.at && found->second.at <= now)
    return found->second.token;
  if (minted_.size() >= kMaxIdentities) minted_.clear();
  const int64_t seconds = now.micros / kMicrosPerSecond;
  std::string claims;
  text::JsonWriter(claims)
      .begin_object()
      .member("iss", gate_)
      .member("sub", visitor.person)
      .member("aud", system)
      .member("sid", visitor.session)
      .member("account", account)
      .member("terminal", visitor.terminal)
      .member("iat", seconds)
      .member("exp", seconds + kIdentitySeconds)
      .end_object();
  Minted& out = minted_[key_];
  out = {now, signer_.sign(kIdentityType, claims)};
  return out.token;
}

}  // namespace sekisho::gateway
