#include "evidence/beside.h"

#include <fmt/format.h>

namespace sekisho::evidence {
namespace {

std::string master_path(const StorePlace& place, const std::string& master) {
  return master.empty() ? fmt::format("{}/{}", place.private_directory, kMasterKeyFile) : master;
}

// Makes the vault of a store that never had one. A master key that is there is used: it may be
// kept for several stores, or be left of an attempt that was cut off.
Result<void> make_vault(tlog::Directory& root, const std::string& master, StoreReader& log) {
  const Result<Ledger> ledger = ledger_of(log);
  if (!ledger) return std::unexpected(ledger.error());
  if (!ledger->uses().empty()) {
    return fail(ErrorCode::kNotFound,
                fmt::format("entries name keys such as `{}`, but there is no vault",
                            ledger->uses().begin()->first.text()),
                {kVaultDirectory},
                "Bring the vault back from its backup; a new one has other keys.");
  }
  Result<crypto::SecretKey> key = read_master_key(master);
  if (!key && key.error().code != ErrorCode::kNotFound) return std::unexpected(key.error());
  if (!key) {
    key = crypto::SecretKey::generate();
    if (auto written = write_master_key(master, *key); !written) return written;
  }
  for (const char* name : {kVaultDirectory, kBodiesDirectory, kArchiveDirectory})
    if (auto made = root.make_directory(name); !made) return made;
  if (auto synced = root.sync(); !synced) return synced;
  const auto vault = root.directory(kVaultDirectory);
  return vault ? Vault::create(**vault, *key) : std::unexpected(vault.error());
}

Result<bool> has_vault(tlog::Directory& root) {
  const auto vault = root.directory(kVaultDirectory);
  if (!vault && vault.error().code == ErrorCode::kNotFound) return false;
  if (!vault) return std::unexpected(vault.error());
  const Result<std::vector<std::string>> names = (*vault)->names();
  if (!names) return std::unexpected(names.error());
  return !names->empty();
}

}  // namespace

LogEntries entries_of(StoreReader& log) {
  return {log.checkpoint().origin, log.size(),
          [&log](uint64_t from, const auto& visit) {
            return log.visit(from, log.size(), [&](uint64_t index, std::string_view entry) {
              visit(index, entry);
              return true;
            });
          },
          [&log](uint64_t index) -> Result<void> {
            const auto proved = log.prove(index);
            if (!proved) return std::unexpected(proved.error());
            return {};
          }};
}

Result<Ledger> ledger_of(StoreReader& log) {
  Ledger ledger;
  const auto visited = entries_of(log).visit(
      0, [&](uint64_t index, std::string_view entry) { ledger.add(index, entry); });
  if (!visited) return std::unexpected(visited.error());
  return ledger;
}

Result<std::shared_ptr<tlog::Directory>> open_archive(const StorePlace& place) {
  const auto root = tlog::open_private_directory(place.private_directory);
  if (!root) return std::unexpected(root.error());
  Result<std::unique_ptr<tlog::Directory>> archive = (*root)->directory(kArchiveDirectory);
  if (!archive && archive.error().code == ErrorCode::kNotFound) {
    return fail(ErrorCode::kNotFound, "there is no archive", {place.private_directory},
                "`sekisho archive add` begins one; --private says where it is.");
  }
  return archive;
}

Result<std::unique_ptr<Beside>> Beside::open(const StorePlace& place, const std::string& master,
                                             Vault::Access access, StoreReader& log) {
  const auto root = tlog::open_private_directory(place.private_directory);
  if (!root) return std::unexpected(root.error());
  const std::string key_path = master_path(place, master);
  const Result<bool> there = has_vault(**root);
  if (!there) return std::unexpected(there.error());
  if (!*there && access == Vault::Access::kRead) {
    return fail(ErrorCode::kNotFound, "there is no vault", {place.private_directory},
                "Say with --private where the store's private directory is.");
  }
  if (!*there) {
    if (auto made = make_vault(**root, key_path, log); !made) return std::unexpected(made.error());
  }
  Result<crypto::SecretKey> key = read_master_key(key_path);
  if (!key) {
    Error error = key.error();
    if (error.code == ErrorCode::kNotFound)
      error.help = "Say with --master where it is, or bring it back: no other one opens the vault.";
    return std::unexpected(std::move(error));
  }
  std::vector<std::shared_ptr<tlog::Directory>> directories;
  for (const char* name : {kVaultDirectory, kBodiesDirectory, kArchiveDirectory}) {
    Result<std::unique_ptr<tlog::Directory>> directory = (*root)->directory(name);
    if (!directory) return std::unexpected(directory.error());
    directories.push_back(std::move(*directory));
  }
  Result<Vault> vault = Vault::open(directories[0], std::move(*key), access);
  if (!vault) return std::unexpected(vault.error());
  auto out = std::make_unique<Beside>(std::move(*vault), directories[1], directories[2]);
  const Result<uint64_t> replayed = replay_destructions(out->vault_, access, entries_of(log));
  if (!replayed) return std::unexpected(replayed.error());
  out->replayed_ = *replayed;
  return out;
}

}  // namespace sekisho::evidence
