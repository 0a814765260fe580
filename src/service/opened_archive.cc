#include "service/opened_archive.h"

#include <utility>

namespace sekisho::service {

using evidence::Beside;
using evidence::KeyId;

bool OpenedArchive::erased(const SealedSegment& sealed) const {
  const Result<KeyId> id = KeyId::parse(sealed.key);
  return id && ledger.destroyed().contains(*id);
}

Result<std::optional<crypto::SecretKey>> OpenedArchive::key_of(const SealedSegment& sealed) const {
  const Result<KeyId> id = KeyId::parse(sealed.key);
  if (!id || beside == nullptr) return std::nullopt;
  Result<evidence::FoundKey> found = beside->vault().find(*id);
  if (!found) return std::unexpected(found.error());
  return std::move(found->key);
}

Result<OpenedArchive> open_sealed_archive(const evidence::StorePlace& place,
                                          const std::string& master) {
  OpenedArchive out;
  Result<evidence::StoreReader> log = evidence::StoreReader::open(place.directory);
  if (!log) return std::unexpected(log.error());
  out.log = std::make_unique<evidence::StoreReader>(std::move(*log));
  Result<std::vector<SealedSegment>> seals = seals_of(*out.log);
  if (!seals) return std::unexpected(seals.error());
  out.seals = std::move(*seals);
  Result<evidence::Ledger> ledger = evidence::ledger_of(*out.log);
  if (!ledger) return std::unexpected(ledger.error());
  out.ledger = std::move(*ledger);
  Result<std::shared_ptr<tlog::Directory>> archive = evidence::open_archive(place);
  if (!archive) return std::unexpected(archive.error());
  out.archive = std::move(*archive);
  Result<std::unique_ptr<Beside>> beside =
      Beside::open(place, master, evidence::Vault::Access::kRead, *out.log);
  if (beside)
    out.beside = std::move(*beside);
  else if (beside.error().code == ErrorCode::kNotFound)
    out.no_vault = beside.error().message;
  else
    return std::unexpected(beside.error());
  return out;
}

}  // namespace sekisho::service
