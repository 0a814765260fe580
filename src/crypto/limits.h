#pragma once

#include <cstddef>

namespace sekisho::crypto {

inline constexpr size_t kMaxRoots = 100;                         // in one file of certificates
inline constexpr size_t kMaxTimeStampBytes = size_t{256} << 10;  // a response with certificates

inline constexpr size_t kMaxCertificateBytes = size_t{64} << 10;
inline constexpr size_t kMaxRevocationBytes = size_t{64} << 20;  // lists of them, in one file
inline constexpr size_t kMaxAlternativeNames = 100;
inline constexpr size_t kMaxAttestationBytes = size_t{64} << 10;
inline constexpr size_t kMaxCborCollections = 64;      // arrays and maps in one object
inline constexpr size_t kMaxCredentialIdBytes = 1023;  // WebAuthn's own bound

}  // namespace sekisho::crypto
