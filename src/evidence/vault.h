#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crypto/secret_key.h"
#include "evidence/key_id.h"
#include "tlog/file_system.h"

namespace sekisho::evidence {

// The key that wraps all others, in a file of its own (tlog/secret_file.h) outside the vault.
Result<void> write_master_key(const std::string& path, const crypto::SecretKey& master);
Result<crypto::SecretKey> read_master_key(const std::string& path);

enum class KeyState : uint8_t { kThere, kDestroyed, kMissing };
std::string_view name_of(KeyState state);  // "there", …

struct FoundKey {
  KeyState state = KeyState::kMissing;
  std::optional<crypto::SecretKey> key;  // where it is there
};

// How far the destructions in a log were carried out here: see replay.h.
struct Replayed {
  std::string origin;
  uint64_t size = 0;  // entries of the log
  bool operator==(const Replayed&) const = default;
};

// The encryption keys of an evidence store, one a file (docs/formats/vault.md), each wrapped under
// the master key. Whoever destroys one erases what is encrypted under it, wherever copies of that
// are. A destroyed key leaves a tombstone, and its name is never given to another.
//
// One process may write; any number may read beside it. After an error of the disk the vault makes
// and destroys nothing more, and has to be opened again. Not thread-safe.
class Vault {
 public:
  enum class Access : uint8_t { kRead, kWrite };

  // What a new vault needs, in an empty directory, durably; a vault under the same master key stays
  // as it is. kUsage where there is one under another.
  static Result<void> create(tlog::Directory& directory, const crypto::SecretKey& master);
  // kWrite finishes destructions that a crash cut off. kNotFound where there is no vault; kUsage
  // where another process writes, or where it is wrapped under another master key.
  static Result<Vault> open(std::shared_ptr<tlog::Directory> directory, crypto::SecretKey master,
                            Access access);

  // kBadInput where the key's file is damaged.
  Result<FoundKey> find(const KeyId& id) const;
  // The key, made where there is none. It is on the disk before this returns, so that nothing is
  // ever encrypted under a key that a crash takes away. kUsage where it was destroyed.
  Result<crypto::SecretKey> find_or_make(const KeyId& id);
  // Leaves a tombstone, overwrites the key, removes its file: durably, in this order. Also where
  // there is no key, so that none will ever be.
  Result<void> destroy(const KeyId& id);
  // From now on the key counts as destroyed for this object, whatever the directory says: for
  // readers that may not carry a destruction out.
  void refuse(const KeyId& id) { refused_.insert(id); }

  // Stands for a person in the log: the same for the same id, and without the vault meaningless.
  // 32 hexadecimal digits.
  std::string pseudonym(std::string_view person) const;

  Result<std::vector<KeyId>> keys() const;  // that are there, sorted

  // Where nothing was replayed yet, or tombstones are not those that were there then (a mixture of
  // two states was restored), from the beginning.
  Result<Replayed> replayed() const;
  Result<void> set_replayed(const Replayed& replayed);

 private:
  Vault(std::shared_ptr<tlog::Directory> directory, crypto::SecretKey master,
        crypto::SecretKey pseudonyms);
  Result<void> finish_destructions();
  Result<void> overwrite(const std::string& name);
  Result<std::string> tombstones() const;  // a hash of their names
  Result<void> writable() const;
  // Remembers that the disk has failed.
  Result<void> checked(Result<void> done);

  std::shared_ptr<tlog::Directory> directory_;
  std::unique_ptr<tlog::FileLock> lock_;  // null: read only
  crypto::SecretKey master_;
  crypto::SecretKey pseudonyms_;
  std::set<KeyId> durable_;  // keys that this object knows to be on the disk
  std::set<KeyId> refused_;
  std::optional<Error> failed_;
};

}  // namespace sekisho::evidence
