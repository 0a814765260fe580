#include "crypto/certificate.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <array>

#include "crypto/freed.h"
#include "crypto/limits.h"
#include "crypto/x509_parts.h"

namespace sekisho::crypto {
namespace {

using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using RevocationList = std::unique_ptr<X509_CRL, Freed<X509_CRL_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using Verification = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;

constexpr const char* kUserPrincipalName = "1.3.6.1.4.1.311.20.2.3";

std::unexpected<Error> refused(std::string_view what) {
  return fail(ErrorCode::kBadInput, fmt::format("the certificate is not accepted: {}", what));
}

Result<std::vector<RevocationList>> read_lists(std::string_view pem) {
  std::vector<RevocationList> out;
  if (pem.empty()) return out;
  if (pem.size() > kMaxRevocationBytes) {
    return fail(
        ErrorCode::kLimit,
        fmt::format("lists of revoked certificates of more than {} bytes", kMaxRevocationBytes));
  }
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  while (bio) {
    RevocationList next(PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr));
    if (!next) break;
    out.push_back(std::move(next));
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  const std::string reason = last_reason();
  if (out.empty() || !at_end) {
    return fail(ErrorCode::kBadInput,
                fmt::format("these are no lists of revoked certificates: {}", reason), {},
                "They stand in PEM, between `-----BEGIN X509 CRL-----` and `-----END`.");
  }
  return out;
}

// One certificate, PEM or DER, with nothing behind it.
Certificate read_one(std::string_view bytes) {
  if (bytes.starts_with("-----BEGIN")) {
    Result<std::vector<Certificate>> some = read_certificates(bytes);
    return some && some->size() == 1 ? std::move(some->front()) : nullptr;
  }
  const auto* begin = reinterpret_cast<const unsigned char*>(bytes.data());
  const unsigned char* at = begin;
  Certificate out(d2i_X509(nullptr, &at, static_cast<long>(bytes.size())));
  ERR_clear_error();
  return at == begin + bytes.size() ? std::move(out) : nullptr;
}

Result<Digest> fingerprint_of(const X509* certificate) {
  Digest out{};
  unsigned int size = 0;
  if (X509_digest(certificate, EVP_sha256(), out.data(), &size) != 1 || size != out.size()) {
    return refused(last_reason());
  }
  return out;
}

std::string subject_of(const X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!bio) return {};
  // UTF-8 as it is, control characters escaped.
  const unsigned long flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  X509_NAME_print_ex(bio.get(), X509_get_subject_name(certificate), 0, flags);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return size > 0 ? std::string(data, static_cast<size_t>(size)) : std::string();
}

std::string serial_of(const X509* certificate) {
  const Number number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
  char* digits = number ? BN_bn2hex(number.get()) : nullptr;
  std::string out = digits == nullptr ? "" : digits;
  OPENSSL_free(digits);
  return out;
}

std::string text_of(const ASN1_STRING* string) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          static_cast<size_t>(ASN1_STRING_length(string))};
}

bool is_user_principal_name(const OTHERNAME* name) {
  std::array<char, 64> oid{};
  const int size = OBJ_obj2txt(oid.data(), oid.size(), name->type_id, 1);
  return size > 0 && std::string_view(oid.data()) == kUserPrincipalName &&
         ASN1_TYPE_get(name->value) == V_ASN1_UTF8STRING;
}

// Those that are text; one with a zero byte in it is another one than it seems to be.
std::vector<std::string> names_of(const X509* certificate) {
  const Names names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::vector<std::string> out;
  const int count = names ? sk_GENERAL_NAME_num(names.get()) : 0;
  for (int i = 0; i < count && out.size() < kMaxAlternativeNames; ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    std::string text;
    if (name->type == GEN_EMAIL) text = text_of(name->d.rfc822Name);
    if (name->type == GEN_OTHERNAME && is_user_principal_name(name->d.otherName)) {
      text = text_of(name->d.otherName->value->value.utf8string);
    }
    if (!text.empty() && !text.contains('\0')) out.push_back(std::move(text));
  }
  return out;
}

Result<ClientCertificate> content_of(const X509* certificate) {
  const Result<Digest> fingerprint = fingerprint_of(certificate);
  if (!fingerprint) return std::unexpected(fingerprint.error());
  const Result<Instant> from = instant_of(X509_get0_notBefore(certificate));
  const Result<Instant> until = instant_of(X509_get0_notAfter(certificate));
  if (!from || !until) return refused("it names no period");
  return ClientCertificate{.fingerprint = *fingerprint,
                           .subject = subject_of(certificate),
                           .serial = serial_of(certificate),
                           .names = names_of(certificate),
                           .valid = {*from, *until}};
}

}  // namespace

struct CertificateTrust::State {
  Store store;
};

Result<CertificateTrust> CertificateTrust::parse(std::string_view issuers,
                                                 std::string_view revoked) {
  const Result<std::vector<Certificate>> certificates = read_certificates(issuers);
  if (!certificates) return std::unexpected(certificates.error());
  const Result<std::vector<RevocationList>> lists = read_lists(revoked);
  if (!lists) return std::unexpected(lists.error());
  auto state = std::make_shared<State>();
  state->store.reset(X509_STORE_new());
  SEKISHO_INVARIANT(state->store != nullptr);
  for (const Certificate& issuer : *certificates) {
    SEKISHO_INVARIANT(X509_STORE_add_cert(state->store.get(), issuer.get()) == 1);
  }
  for (const RevocationList& list : *lists) {
    SEKISHO_INVARIANT(X509_STORE_add_crl(state->store.get(), list.get()) == 1);
  }
  unsigned long flags = X509_V_FLAG_PARTIAL_CHAIN;
  if (!lists->empty()) flags |= X509_V_FLAG_CRL_CHECK;
  X509_STORE_set_flags(state->store.get(), flags);
  return CertificateTrust(std::move(state));
}

Result<ClientCertificate> CertificateTrust::verify(std::string_view certificate,
                                                   Instant now) const {
  if (certificate.size() > kMaxCertificateBytes) return refused("it is too long");
  const Certificate parsed = read_one(certificate);
  if (!parsed) return refused("it is malformed");
  const Verification verification(X509_STORE_CTX_new());
  SEKISHO_INVARIANT(verification != nullptr);
  SEKISHO_INVARIANT(
      X509_STORE_CTX_init(verification.get(), state_->store.get(), parsed.get(), nullptr) == 1);
  SEKISHO_INVARIANT(X509_STORE_CTX_set_purpose(verification.get(), X509_PURPOSE_SSL_CLIENT) == 1);
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(verification.get());
  X509_VERIFY_PARAM_set_time(rules, now.micros / kMicrosPerSecond);
  if (X509_verify_cert(verification.get()) != 1) {
    ERR_clear_error();
    return refused(X509_verify_cert_error_string(X509_STORE_CTX_get_error(verification.get())));
  }
  return content_of(parsed.get());
}

}  // namespace sekisho::crypto
