#include "service/evidence/standing_stamps.h"

#include <fmt/format.h>

#include "crypto/limits.h"
#include "crypto/sha256.h"
#include "crypto/time_stamp.h"
#include "tlog/cosignatures.h"

namespace sekisho::service {

Result<std::vector<std::optional<Instant>>> standing_stamps(tlog::Directory& log,
                                                            const tlog::QuorumPolicy& policy,
                                                            std::string_view text, uint64_t size) {
  const crypto::Digest digest = crypto::sha256(text);
  std::vector<std::optional<Instant>> out;
  for (const tlog::PolicyAuthority& authority : policy.authorities()) {
    out.emplace_back();
    const std::string path =
        fmt::format("{}/{}", tlog::kTimestampsDirectory, tlog::stamp_file(size, authority.name));
    const Result<std::string> bytes = tlog::read_below(log, path, crypto::kMaxTimeStampBytes);
    if (!bytes && bytes.error().code == ErrorCode::kIo) return std::unexpected(bytes.error());
    if (!bytes) continue;
    if (const auto stamp = crypto::verify_time_stamp(*bytes, digest, authority.roots))
      out.back() = stamp->time;
  }
  return out;
}

}  // namespace sekisho::service
