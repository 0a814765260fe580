#include "service/serve/own_certificate.h"

#include <string>

#include "tlog/file_system.h"

namespace sekisho::service {
namespace {

constexpr std::string_view kFile = "server.pem";  // the key, then the certificate
constexpr std::string_view kCertificate = "-----BEGIN CERTIFICATE-----";
constexpr uint64_t kMaxFileBytes = 1 << 16;
constexpr int64_t kLastDays = int64_t{30} * 86'400 * kMicrosPerSecond;

}  // namespace

Result<crypto::ServerCertificate> own_certificate(const DataPlaces& places, Instant now) {
  auto directory = places.own("tls");
  if (!directory) return std::unexpected(directory.error());
  const std::string file(kFile);
  const Result<std::string> there = tlog::read_whole(**directory, file, kMaxFileBytes);
  if (there) {
    const size_t at = std::min(there->find(kCertificate), there->size());
    auto read = crypto::read_server_certificate(std::string_view(*there).substr(at),
                                                std::string_view(*there).substr(0, at));
    if (!read || now < shifted(read->valid.until, -kLastDays)) return read;
  } else if (there.error().code != ErrorCode::kNotFound) {
    return std::unexpected(there.error());
  }
  auto made = crypto::make_server_certificate(now);
  if (!made) return made;
  if (auto kept = tlog::write_durably(**directory, file, made->key + made->certificates); !kept)
    return std::unexpected(kept.error());
  return made;
}

}  // namespace sekisho::service
