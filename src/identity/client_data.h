#pragma once

#include <string_view>

#include "base/error.h"
#include "identity/settings.h"

namespace sekisho::identity {

enum class Ceremony : uint8_t { kCreate, kGet };  // enrol a credential, use one

// What a browser says of the question that it put to an authenticator (WebAuthn's client data,
// JSON): that it was ours. The hash of it, which the authenticator signed. kBadInput where the
// ceremony, the challenge or the origin is another one, or the page stood in somebody else's frame.
Result<Digest> check_client_data(std::string_view json, Ceremony ceremony,
                                 std::string_view challenge, const Settings& settings);

}  // namespace sekisho::identity
