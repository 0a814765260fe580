#include "service/deliveries/log_sealing.h"

#include "evidence/beside.h"
#include "evidence/store.h"
#include "evidence/store_reader.h"
#include "service/evidence/retention_file.h"
#include "service/evidence/segment_file.h"

namespace sekisho::service {
namespace {

evidence::StorePlace record_of(const Ledger& ledger) {
  return evidence::store_at(ledger.directory().record());
}

}  // namespace

Result<std::vector<SealedSegment>> seals_of(Ledger& ledger) {
  if (auto shown = ledger.publish(); !shown) return std::unexpected(shown.error());
  Result<evidence::StoreReader> log = evidence::StoreReader::open(ledger.directory().record());
  if (!log) return std::unexpected(log.error());
  return seals_of(*log);
}

// The archive's directory is opened anew, so that nobody else's work beside the log waits for a
// file of gigabytes.
Result<SealedSegment> write_log(Ledger& ledger, const logs::LogFile& file,
                                const logs::LogProfile& profile, const std::string& sha256,
                                const std::function<void(uint64_t)>& heard) {
  const Result<evidence::RetentionPolicy> retention = load_retention({});
  if (!retention) return std::unexpected(retention.error());
  SealedSegment sealed{.id = segment_id(profile.system, file.name, sha256),
                       .file = file.name,
                       .received_sha256 = sha256,
                       .received_bytes = file.bytes,
                       .system = profile.system,
                       .retention_class = retention->segments,
                       .key = {},
                       .seal = {}};
  const evidence::KeyId id = evidence::KeyId::of_segment(sealed.id).value();
  std::optional<crypto::SecretKey> key;
  auto found = ledger.with_beside([&](evidence::Beside& beside) -> Result<void> {
    Result<crypto::SecretKey> made = beside.vault().find_or_make(id);
    if (!made) return std::unexpected(made.error());
    key = std::move(*made);
    return {};
  });
  if (!found) return std::unexpected(found.error());
  sealed.key = id.text();
  const auto archive = evidence::open_archive(record_of(ledger));
  if (!archive) return std::unexpected(archive.error());
  if (auto written = write_segment(**archive, file, profile, &*key, sealed, heard); !written)
    return std::unexpected(written.error());
  return sealed;
}

Result<void> drop_log(Ledger& ledger, const std::string& segment) {
  const auto archive = evidence::open_archive(record_of(ledger));
  if (!archive) return std::unexpected(archive.error());
  return (*archive)->remove(segment_file_name(segment));
}

}  // namespace sekisho::service
