#include "crypto/server_certificate.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>

#include "crypto/freed.h"
#include "crypto/x509_parts.h"

namespace sekisho::crypto {
namespace {

using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

constexpr int64_t kSecondsBefore = 3'600;                 // for clocks that are slow
constexpr int64_t kSecondsAfter = int64_t{397} * 86'400;  // browsers take no more
constexpr int kSerialBits = 127;
constexpr std::array<std::pair<int, const char*>, 5> kExtensions{{
    {NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature"},
    {NID_ext_key_usage, "serverAuth"},
    {NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1"},
    {NID_subject_key_identifier, "hash"},
}};

bool set_serial(X509* certificate) {
  const Number serial(BN_new());
  return serial && BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_names(X509* certificate) {
  X509_NAME* name = X509_get_subject_name(certificate);
  const std::string_view common = "localhost";
  return X509_NAME_add_entry_by_txt(
             name, "CN", MBSTRING_UTF8,
             reinterpret_cast<const unsigned char*>(common.data()),  // NOLINT: its own bytes
             static_cast<int>(common.size()), -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1;
}

bool set_times(X509* certificate, Instant now) {
  const int64_t seconds = now.micros / kMicrosPerSecond;
  return ASN1_TIME_set(X509_getm_notBefore(certificate), seconds - kSecondsBefore) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), seconds + kSecondsAfter) != nullptr;
}

bool set_extensions(X509* certificate) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  for (const auto& [kind, value] : kExtensions) {
    const Extension one(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    if (!one || X509_add_ext(certificate, one.get(), -1) != 1) return false;
  }
  return true;
}

template <class Write>
std::string written(Write write) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!bio || write(bio.get()) != 1) return {};
  const char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<size_t>(size)};
}

}  // namespace

Result<ServerCertificate> make_server_certificate(Instant now) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  constexpr long kVersion3 = 2;  // NOLINT(google-runtime-int): as the library has it
  const bool made = key && certificate && X509_set_version(certificate.get(), kVersion3) == 1 &&
                    set_serial(certificate.get()) && set_names(certificate.get()) &&
                    set_times(certificate.get(), now) &&
                    X509_set_pubkey(certificate.get(), key.get()) == 1 &&
                    set_extensions(certificate.get()) &&
                    X509_sign(certificate.get(), key.get(), EVP_sha256()) != 0;
  if (!made) {
    return fail(ErrorCode::kIo, fmt::format("no certificate could be made: {}", last_reason()));
  }
  return read_server_certificate(
      written([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()); }),
      written([&](BIO* bio) {
        return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
      }));
}

Result<ServerCertificate> read_server_certificate(std::string_view certificates,
                                                  std::string_view key) {
  const auto chain = read_certificates(certificates);
  if (!chain) return std::unexpected(chain.error());
  const X509* first = chain->front().get();
  const Result<Instant> from = instant_of(X509_get0_notBefore(first));
  if (!from) return std::unexpected(from.error());
  const Result<Instant> until = instant_of(X509_get0_notAfter(first));
  if (!until) return std::unexpected(until.error());
  ServerCertificate out{std::string(certificates), std::string(key), {}, {*from, *until}};
  if (X509_digest(first, EVP_sha256(), out.fingerprint.data(), nullptr) != 1)
    return fail(ErrorCode::kBadInput, "the certificate has no fingerprint");
  return out;
}

}  // namespace sekisho::crypto
