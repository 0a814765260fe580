#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

// What this folder does with OpenSSL's certificates in more than one place. Internal to it: the
// types are OpenSSL's own, named so that its headers stay in source files.
struct x509_st;
struct asn1_string_st;  // NOLINT(readability-identifier-naming)

namespace sekisho::crypto {

struct FreeCertificate {
  void operator()(x509_st* certificate) const;
};
using Certificate = std::unique_ptr<x509_st, FreeCertificate>;

// OpenSSL's own words for what went wrong last, and an empty queue of errors.
std::string last_reason();

// At least one certificate in PEM and nothing else, at most kMaxRoots. kBadInput, kLimit.
Result<std::vector<Certificate>> read_certificates(std::string_view pem);

// Whole seconds of a time as certificates write it. kBadInput.
Result<Instant> instant_of(const asn1_string_st* time);

}  // namespace sekisho::crypto
