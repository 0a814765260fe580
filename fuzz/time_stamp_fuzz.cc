// What an authority may answer. `granted` of the corpus is a stamp that holds, by this root.
#include <cstdint>
#include <string_view>

#include "crypto/time_stamp.h"

using namespace sekisho;

namespace {

constexpr std::string_view kRoot =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBbzCCARWgAwIBAgIUfUWbQKj9i3zy6Lj5awVVsimX/kgwCgYIKoZIzj0EAwIw\n"
    "DDEKMAgGA1UEAwwBcjAgFw0yNjExMjYwOTU2MTBaGA8yMTI2MTEwMjA5NTYxMFow\n"
    "DDEKMAgGA1UEAwwBcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMC8En0weyyV\n"
    "+eLe+as01Qr3V2nmaPkzactfHm1mF0ygpSnJzkOJyyC50nmCrluesJQV2nBjO/gN\n"
    "zibrJgoNr2ajUzBRMB0GA1UdDgQWBBRSbqex04Cos6ujVrapFgQMGmQXSTAfBgNV\n"
    "HSMEGDAWgBRSbqex04Cos6ujVrapFgQMGmQXSTAPBgNVHRMBAf8EBTADAQH/MAoG\n"
    "CCqGSM49BAMCA0gAMEUCIFIJEom7WuqNtvc2wRg8mG89LlIGv6uQmPXlfybNUPgP\n"
    "AiEAqtgGrW7/BrrBDbfdeNzNBDL0fDVUIiBdIjqivMKs4oU=\n"
    "-----END CERTIFICATE-----\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto own_roots = crypto::TimeStampRoots::parse(kRoot).value();
  static const crypto::Digest digest = crypto::sha256("what was there");
  const std::string_view response(reinterpret_cast<const char*>(data), size);
  if (const auto stamp = crypto::verify_time_stamp(response, digest, own_roots)) {
    // Nobody here has the authority's key: there is one stamp of it.
    SEKISHO_INVARIANT(stamp->policy == "1.2.3.4.1");
  }
  SEKISHO_INVARIANT(!crypto::verify_time_stamp(response, crypto::sha256("else"), own_roots));
  if (const auto roots = crypto::TimeStampRoots::parse(response)) {
    SEKISHO_INVARIANT(response.find("CERTIFICATE") != std::string_view::npos);
  }
  return 0;
}
