#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "crypto/secret_key.h"
#include "evidence/beside.h"
#include "evidence/ledger.h"
#include "evidence/store_reader.h"
#include "service/archive_segments.h"
#include "tlog/file_system.h"

namespace sekisho::service {

// An archive that is open for reading: what the log seals of it, what was erased, and keys, where
// there are any. Not thread-safe.
struct OpenedArchive {
  std::unique_ptr<evidence::StoreReader> log;
  std::shared_ptr<tlog::Directory> archive;
  std::vector<SealedSegment> seals;
  evidence::Ledger ledger;
  std::unique_ptr<evidence::Beside> beside;  // null: no keys
  std::string no_vault;                      // why

  bool erased(const SealedSegment& sealed) const;
  // The segment's key, where it has one and the vault has it.
  Result<std::optional<crypto::SecretKey>> key_of(const SealedSegment& sealed) const;
};

// `master` as Beside::open has it. kNotFound where there is no log or no archive.
Result<OpenedArchive> open_sealed_archive(const evidence::StorePlace& place,
                                          const std::string& master);

}  // namespace sekisho::service
