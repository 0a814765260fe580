#pragma once

#include "base/error.h"
#include "base/instant.h"
#include "crypto/server_certificate.h"
#include "service/serve/data_places.h"

namespace sekisho::service {

// The certificate by which a server without another one speaks TLS on this machine: made the first
// time, and anew in its last 30 days. It lies in `tls/` of the data, its owner's alone. kBadInput
// where what lies there is none.
Result<crypto::ServerCertificate> own_certificate(const DataPlaces& places, Instant now);

}  // namespace sekisho::service
