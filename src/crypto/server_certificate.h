#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"
#include "crypto/sha256.h"

namespace sekisho::crypto {

// By what a server proves in TLS who it is.
struct ServerCertificate {
  std::string certificates;  // PEM: its own, then those that issued it
  std::string key;           // PEM, without a passphrase
  Digest fingerprint;        // SHA-256 of its own, whole
  Period valid;
};

// A new key (P-256) and a certificate for `localhost`, 127.0.0.1 and ::1 that it signed itself,
// from an hour before `now` for 397 days. Nobody trusts it who was not told its fingerprint.
Result<ServerCertificate> make_server_certificate(Instant now);

// kBadInput where the first certificate cannot be read. Whether the key is its own, TLS finds out.
Result<ServerCertificate> read_server_certificate(std::string_view certificates,
                                                  std::string_view key);

}  // namespace sekisho::crypto
