#include "crypto/x509_parts.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "crypto/freed.h"
#include "crypto/limits.h"

namespace sekisho::crypto {
namespace {

using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Time = std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>>;

constexpr int64_t kSecondsPerDay = kMicrosPerDay / kMicrosPerSecond;

}  // namespace

void FreeCertificate::operator()(x509_st* certificate) const {
  X509_free(certificate);
}

std::string last_reason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  std::string out = reason == nullptr ? "unknown reason" : reason;
  ERR_clear_error();
  return out;
}

Result<std::vector<Certificate>> read_certificates(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<Certificate> out;
  while (bio) {
    Certificate next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!next) break;
    if (out.size() == kMaxRoots) {
      return fail(ErrorCode::kLimit, fmt::format("there are more than {} certificates", kMaxRoots));
    }
    out.push_back(std::move(next));
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  const std::string reason = last_reason();
  if (out.empty() || !at_end) {
    return fail(ErrorCode::kBadInput, fmt::format("these are no certificates: {}", reason), {},
                "Certificates stand in PEM, between `-----BEGIN CERTIFICATE-----` and `-----END`.");
  }
  return out;
}

Result<Instant> instant_of(const asn1_string_st* time) {
  const Time epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0;
  int seconds = 0;
  if (time == nullptr || !epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) {
    return fail(ErrorCode::kBadInput, "it names no time: " + last_reason());
  }
  return Instant{(days * kSecondsPerDay + seconds) * kMicrosPerSecond};
}

}  // namespace sekisho::crypto
