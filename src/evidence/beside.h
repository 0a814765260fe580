#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "evidence/bodies.h"
#include "evidence/destruction.h"
#include "evidence/store.h"
#include "evidence/store_reader.h"
#include "evidence/vault.h"
#include "tlog/file_system.h"

namespace sekisho::evidence {

// Below the private directory of a store.
inline constexpr const char* kVaultDirectory = "vault";
inline constexpr const char* kBodiesDirectory = "bodies";
inline constexpr const char* kArchiveDirectory = "archive";
inline constexpr const char* kMasterKeyFile = "vault-master.key";

// What stands beside a store's log: keys, bodies, archived segments. Not thread-safe.
class Beside {
 public:
  // Opens it, and carries out what destructions in the log were not carried out here, before
  // anything can be read. `master` is the master key's file; empty: kMasterKeyFile in the private
  // directory. With kWrite it is made where there is none and no entry names a key, the master
  // key's file with it. kNotFound where there is no vault or no master key; else errors of
  // Vault::open and replay_destructions.
  static Result<std::unique_ptr<Beside>> open(const StorePlace& place, const std::string& master,
                                              Vault::Access access, StoreReader& log);

  // `open` is how one gets it.
  Beside(Vault vault, std::shared_ptr<tlog::Directory> bodies,
         std::shared_ptr<tlog::Directory> archive)
      : vault_(std::move(vault)),
        bodies_(std::move(bodies), vault_),
        archive_(std::move(archive)) {}
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  Vault& vault() { return vault_; }
  Bodies& bodies() { return bodies_; }
  tlog::Directory& archive() { return *archive_; }
  // How many destructions had not been carried out here.
  uint64_t replayed() const { return replayed_; }

 private:
  Vault vault_;
  Bodies bodies_;
  std::shared_ptr<tlog::Directory> archive_;
  uint64_t replayed_ = 0;
};

// The archive alone, for whoever has no keys. kNotFound where there is none.
Result<std::shared_ptr<tlog::Directory>> open_archive(const StorePlace& place);

// The entries of a log that is open for reading, which must outlive the result.
LogEntries entries_of(StoreReader& log);

// All entries of a log, added up.
Result<Ledger> ledger_of(StoreReader& log);

}  // namespace sekisho::evidence
