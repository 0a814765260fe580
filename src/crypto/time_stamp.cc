#include "crypto/time_stamp.h"

#include <fmt/format.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <vector>

#include "crypto/freed.h"
#include "crypto/limits.h"
#include "crypto/random.h"
#include "crypto/x509_parts.h"

namespace sekisho::crypto {
namespace {

using Request = std::unique_ptr<TS_REQ, Freed<TS_REQ_free>>;
using Response = std::unique_ptr<TS_RESP, Freed<TS_RESP_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using VerifyContext = std::unique_ptr<TS_VERIFY_CTX, Freed<TS_VERIFY_CTX_free>>;
using Imprint = std::unique_ptr<TS_MSG_IMPRINT, Freed<TS_MSG_IMPRINT_free>>;
using Algorithm = std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>>;
using Integer = std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>>;

std::unexpected<Error> refused(std::string what) {
  return fail(ErrorCode::kBadInput, "this is no time stamp: " + std::move(what));
}

Request make_request(const Digest& sha256, std::optional<uint64_t> nonce) {
  Request request(TS_REQ_new());
  const Imprint imprint(TS_MSG_IMPRINT_new());
  const Algorithm algorithm(X509_ALGOR_new());
  bool made = request && imprint && algorithm && TS_REQ_set_version(request.get(), 1) == 1 &&
              X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1;
  Digest digest = sha256;
  made =
      made && TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
      TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(digest.size())) == 1 &&
      TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
      TS_REQ_set_cert_req(request.get(), 1) == 1;
  if (nonce) {
    const Integer number(ASN1_INTEGER_new());
    made = made && number && ASN1_INTEGER_set_uint64(number.get(), *nonce) == 1 &&
           TS_REQ_set_nonce(request.get(), number.get()) == 1;
  }
  SEKISHO_INVARIANT(made);  // nothing of it comes from outside: memory is all that can be missing
  return request;
}

// `20261126094221.25Z`, whose fraction OpenSSL does not give.
int64_t fraction_micros(std::string_view time) {
  const size_t dot = time.find('.');
  if (dot == std::string_view::npos) return 0;
  int64_t micros = 0;
  int64_t unit = kMicrosPerSecond / 10;
  for (const char c : time.substr(dot + 1)) {
    if (c < '0' || c > '9') break;
    micros += (c - '0') * unit;
    unit /= 10;
  }
  return micros;
}

Result<Instant> stamped_at(const ASN1_GENERALIZEDTIME* time) {
  const Result<Instant> whole = instant_of(time);
  if (!whole) return refused(whole.error().message);
  const std::string_view digits(reinterpret_cast<const char*>(ASN1_STRING_get0_data(time)),
                                static_cast<size_t>(ASN1_STRING_length(time)));
  return shifted(*whole, fraction_micros(digits));
}

std::string object_text(const ASN1_OBJECT* object) {
  std::array<char, 128> text{};
  const int size = OBJ_obj2txt(text.data(), text.size(), object, 1);
  return size > 0 ? std::string(text.data()) : std::string();
}

}  // namespace

struct TimeStampRoots::State {
  std::vector<Certificate> certificates;
};

Result<TimeStampRoots> TimeStampRoots::parse(std::string_view pem) {
  Result<std::vector<Certificate>> certificates = read_certificates(pem);
  if (!certificates) return std::unexpected(certificates.error());
  auto state = std::make_shared<State>();
  state->certificates = std::move(*certificates);
  return TimeStampRoots(std::move(state));
}

TimeStampRequest make_time_stamp_request(const Digest& sha256) {
  TimeStampRequest out;
  std::array<unsigned char, sizeof(out.nonce)> random{};
  fill_random(random);
  for (const unsigned char byte : random) out.nonce = out.nonce << 8 | byte;
  const Request request = make_request(sha256, out.nonce);
  unsigned char* der = nullptr;
  const int size = i2d_TS_REQ(request.get(), &der);
  SEKISHO_INVARIANT(size > 0);
  out.der.assign(reinterpret_cast<const char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return out;
}

Result<TimeStamp> verify_time_stamp(std::string_view response, const Digest& sha256,
                                    const TimeStampRoots& roots, std::optional<uint64_t> nonce) {
  if (response.size() > kMaxTimeStampBytes) return refused("it is too long");
  const auto* begin = reinterpret_cast<const unsigned char*>(response.data());
  const unsigned char* at = begin;
  const Response parsed(d2i_TS_RESP(nullptr, &at, static_cast<long>(response.size())));
  if (!parsed) return refused(last_reason());
  if (at != begin + response.size()) return refused("something stands behind it");
  TS_TST_INFO* info = TS_RESP_get_tst_info(parsed.get());
  if (info == nullptr) return refused("the authority refused");
  const Result<Instant> time = stamped_at(TS_TST_INFO_get_time(info));
  if (!time) return std::unexpected(time.error());

  Store store(X509_STORE_new());
  SEKISHO_INVARIANT(store != nullptr);
  for (const Certificate& root : roots.state().certificates) {
    SEKISHO_INVARIANT(X509_STORE_add_cert(store.get(), root.get()) == 1);
  }
  // Certificates are judged as of the time of the stamp, and each in the file is trusted as it is.
  X509_VERIFY_PARAM* rules = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_time(rules, time->micros / kMicrosPerSecond);
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  const VerifyContext context(TS_REQ_to_TS_VERIFY_CTX(make_request(sha256, nonce).get(), nullptr));
  SEKISHO_INVARIANT(context != nullptr);
  TS_VERIFY_CTX_add_flags(context.get(), TS_VFY_SIGNATURE);
  TS_VERIFY_CTX_set_store(context.get(), store.release());
  if (TS_RESP_verify_response(context.get(), parsed.get()) != 1) return refused(last_reason());
  return TimeStamp{*time, object_text(TS_TST_INFO_get_policy_id(info))};
}

}  // namespace sekisho::crypto
