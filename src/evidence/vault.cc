#include "evidence/vault.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "crypto/random.h"
#include "crypto/secret_box.h"
#include "evidence/limits.h"
#include "text/base64.h"
#include "tlog/secret_file.h"

namespace sekisho::evidence {
namespace {

constexpr std::string_view kMasterStart = "sekisho-vault-master+";
constexpr std::string_view kPseudonyms = "pseudonyms";
constexpr std::string_view kReplayedFile = "replayed";
constexpr std::string_view kReplayedLine = "sekisho-vault-replayed 1\n";
constexpr std::string_view kKeyEnd = ".key";
constexpr std::string_view kTombstoneEnd = ".destroyed";
constexpr std::string_view kUnfinishedEnd = ".tmp";
constexpr size_t kPseudonymBytes = 16;

std::string key_file(std::string_view id) {
  return fmt::format("{}{}", id, kKeyEnd);
}
std::string tombstone_file(const KeyId& id) {
  return id.text() + std::string(kTombstoneEnd);
}

// The first two lines of a key's file, which its box is bound to.
std::string head_of(std::string_view id) {
  return fmt::format("sekisho-vault-key 1\n{}\n", id);
}

Result<void> write_key(tlog::Directory& directory, std::string_view id,
                       const crypto::SecretKey& master, const crypto::SecretKey& key) {
  std::string text = head_of(id);
  const std::string box = crypto::wrap(master, key, text);
  text::append_base64(text, box);
  text += '\n';
  return tlog::write_durably(directory, key_file(id), text);
}

// kNotFound; kBadInput where it is not what was written under this master key.
Result<crypto::SecretKey> read_key(tlog::Directory& directory, std::string_view id,
                                   const crypto::SecretKey& master) {
  const std::string name = key_file(id);
  const Result<std::string> text = tlog::read_whole(directory, name, kMaxVaultFileBytes);
  if (!text) return std::unexpected(text.error());
  const std::string head = head_of(id);
  if (text->starts_with(head) && text->ends_with('\n')) {
    const std::string_view box =
        std::string_view(*text).substr(head.size(), text->size() - head.size() - 1);
    const std::optional<std::string> bytes = text::base64_decode(box);
    std::optional<crypto::SecretKey> key =
        bytes ? crypto::unwrap(master, *bytes, head) : std::nullopt;
    if (key) return std::move(*key);
  }
  return fail(ErrorCode::kBadInput,
              "the key's file is damaged, or wrapped under another master key", {name},
              "Bring back the file from a backup of the vault.");
}

Result<bool> exists(tlog::Directory& directory, std::string_view name) {
  const auto file = directory.open(name, tlog::OpenMode::kRead);
  if (file) return true;
  if (file.error().code == ErrorCode::kNotFound) return false;
  return std::unexpected(file.error());
}

}  // namespace

Result<void> write_master_key(const std::string& path, const crypto::SecretKey& master) {
  std::string line(kMasterStart);
  line.reserve(kMaxVaultFileBytes);  // so that no copy of the secret is left behind
  text::append_base64(
      line, {reinterpret_cast<const char*>(master.secret().data()), crypto::kSecretKeyBytes});
  const Result<void> written = tlog::write_secret_file(path, line);
  crypto::wipe(line.data(), line.size());
  return written;
}

Result<crypto::SecretKey> read_master_key(const std::string& path) {
  Result<std::string> line = tlog::read_secret_file(path);
  if (!line) return std::unexpected(line.error());
  std::optional<crypto::SecretKey> master;
  if (line->starts_with(kMasterStart)) {
    std::optional<std::string> bytes =
        text::base64_decode(std::string_view(*line).substr(kMasterStart.size()));
    if (bytes) {
      master = crypto::SecretKey::from_bytes(*bytes);
      crypto::wipe(bytes->data(), bytes->size());
    }
  }
  crypto::wipe(line->data(), line->size());
  if (!master) return fail(ErrorCode::kBadInput, "the file holds no master key", {path});
  return std::move(*master);
}

std::string_view name_of(KeyState state) {
  switch (state) {
    case KeyState::kThere:
      return "there";
    case KeyState::kDestroyed:
      return "destroyed";
    case KeyState::kMissing:
      return "missing";
  }
  return "missing";
}

Vault::Vault(std::shared_ptr<tlog::Directory> directory, crypto::SecretKey master,
             crypto::SecretKey pseudonyms)
    : directory_(std::move(directory)),
      master_(std::move(master)),
      pseudonyms_(std::move(pseudonyms)) {}

Result<void> Vault::create(tlog::Directory& directory, const crypto::SecretKey& master) {
  const Result<crypto::SecretKey> there = read_key(directory, kPseudonyms, master);
  if (there) return write_key(directory, kPseudonyms, master, *there);
  if (there.error().code == ErrorCode::kNotFound)
    return write_key(directory, kPseudonyms, master, crypto::SecretKey::generate());
  return fail(ErrorCode::kUsage, "there is a vault under another master key already",
              {key_file(kPseudonyms)}, "Name another directory; a vault is never made anew.");
}

Result<Vault> Vault::open(std::shared_ptr<tlog::Directory> directory, crypto::SecretKey master,
                          Access access) {
  Result<crypto::SecretKey> pseudonyms = read_key(*directory, kPseudonyms, master);
  if (!pseudonyms) {
    Error error = pseudonyms.error();
    if (error.code == ErrorCode::kNotFound) error.message = "there is no vault";
    if (error.code == ErrorCode::kBadInput) {
      error = {ErrorCode::kUsage, "the vault does not open under this master key", error.place,
               "Name the file of the master key that the vault was made with."};
    }
    return std::unexpected(std::move(error));
  }
  Vault vault(std::move(directory), std::move(master), std::move(*pseudonyms));
  if (access == Access::kWrite) {
    Result<std::unique_ptr<tlog::FileLock>> lock = vault.directory_->lock("lock");
    if (!lock) return std::unexpected(lock.error());
    vault.lock_ = std::move(*lock);
    if (auto done = vault.finish_destructions(); !done) return std::unexpected(done.error());
  }
  return vault;
}

Result<void> Vault::writable() const {
  if (lock_ == nullptr) return fail(ErrorCode::kUsage, "the vault is open for reading only");
  if (failed_) return std::unexpected(*failed_);
  return {};
}

Result<void> Vault::checked(Result<void> done) {
  if (!done) failed_ = done.error();
  return done;
}

// What a crash left: keys with a tombstone, and files that were never renamed.
Result<void> Vault::finish_destructions() {
  const Result<std::vector<std::string>> names = directory_->names();
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    if (name.ends_with(kUnfinishedEnd)) {
      if (auto done = overwrite(name); !done) return done;
    }
    if (!name.ends_with(kTombstoneEnd)) continue;
    const std::string id = name.substr(0, name.size() - kTombstoneEnd.size());
    if (!std::ranges::binary_search(*names, key_file(id))) continue;
    if (auto done = overwrite(key_file(id)); !done) return done;
  }
  return {};
}

Result<FoundKey> Vault::find(const KeyId& id) const {
  const Result<bool> destroyed = exists(*directory_, tombstone_file(id));
  if (!destroyed) return std::unexpected(destroyed.error());
  if (*destroyed || refused_.contains(id)) return FoundKey{KeyState::kDestroyed, std::nullopt};
  Result<crypto::SecretKey> key = read_key(*directory_, id.text(), master_);
  if (key) return FoundKey{KeyState::kThere, std::move(*key)};
  if (key.error().code == ErrorCode::kNotFound) return FoundKey{KeyState::kMissing, std::nullopt};
  return std::unexpected(key.error());
}

Result<crypto::SecretKey> Vault::find_or_make(const KeyId& id) {
  if (auto can = writable(); !can) return std::unexpected(can.error());
  Result<FoundKey> found = find(id);
  if (!found) return std::unexpected(found.error());
  if (found->state == KeyState::kDestroyed) {
    return fail(
        ErrorCode::kUsage,
        fmt::format("the key `{}` was destroyed, and none of its name is made again", id.text()));
  }
  crypto::SecretKey key = found->key ? std::move(*found->key) : crypto::SecretKey::generate();
  // One that was found may be in memory only, after a sync that failed in an earlier life of the
  // process. Writing it once more makes sure.
  if (!durable_.contains(id)) {
    if (auto written = checked(write_key(*directory_, id.text(), master_, key)); !written)
      return std::unexpected(written.error());
    durable_.insert(id);
  }
  return key;
}

Result<void> Vault::overwrite(const std::string& name) {
  const auto file = directory_->open(name, tlog::OpenMode::kWrite);
  if (!file) return checked(std::unexpected(file.error()));
  const Result<uint64_t> size = (*file)->size();
  if (!size) return checked(std::unexpected(size.error()));
  std::string noise(*size, '\0');
  crypto::fill_random({reinterpret_cast<unsigned char*>(noise.data()), noise.size()});
  if (auto done = checked((*file)->write(0, noise)); !done) return done;
  if (auto done = checked((*file)->sync()); !done) return done;
  if (auto done = checked(directory_->remove(name)); !done) return done;
  return checked(directory_->sync());
}

Result<void> Vault::destroy(const KeyId& id) {
  if (auto can = writable(); !can) return can;
  durable_.erase(id);
  if (auto done = checked(tlog::write_durably(*directory_, tombstone_file(id),
                                              "sekisho-vault-destroyed 1\n" + id.text() + "\n"));
      !done) {
    return done;
  }
  const Result<bool> there = exists(*directory_, key_file(id.text()));
  if (!there) return std::unexpected(there.error());
  if (*there) return overwrite(key_file(id.text()));
  return {};
}

std::string Vault::pseudonym(std::string_view person) const {
  const crypto::Digest digest =
      crypto::hmac_sha256(pseudonyms_, fmt::format("sekisho-pseudonym 1\n{}", person));
  return crypto::to_hex(crypto::view(digest).substr(0, kPseudonymBytes));
}

Result<std::vector<KeyId>> Vault::keys() const {
  const Result<std::vector<std::string>> names = directory_->names();
  if (!names) return std::unexpected(names.error());
  std::vector<KeyId> out;
  for (const std::string& name : *names) {
    if (!name.ends_with(kKeyEnd)) continue;
    const Result<KeyId> id =
        KeyId::parse(std::string_view(name).substr(0, name.size() - kKeyEnd.size()));
    if (id) out.push_back(*id);
  }
  std::ranges::sort(out);
  return out;
}

Result<std::string> Vault::tombstones() const {
  const Result<std::vector<std::string>> names = directory_->names();
  if (!names) return std::unexpected(names.error());
  crypto::Sha256 hash;
  for (const std::string& name : *names)
    if (name.ends_with(kTombstoneEnd)) hash.update(name + "\n");
  return hash.hex();
}

Result<Replayed> Vault::replayed() const {
  const Result<std::string> text = tlog::read_whole(*directory_, kReplayedFile, kMaxVaultFileBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) return Replayed{};
  if (!text) return std::unexpected(text.error());
  const Result<std::string> hash = tombstones();
  if (!hash) return std::unexpected(hash.error());
  // Four lines. Whatever else the file is, replaying from the beginning is right, and only slower.
  const size_t origin_end = text->find('\n', kReplayedLine.size());
  if (!text->starts_with(kReplayedLine) || origin_end == std::string::npos) return Replayed{};
  Replayed out{text->substr(kReplayedLine.size(), origin_end - kReplayedLine.size()), 0};
  const char* const begin = text->data() + origin_end + 1;
  const auto [end, code] = std::from_chars(begin, text->data() + text->size(), out.size);
  if (code != std::errc() || std::string_view(end) != "\n" + *hash + "\n") return Replayed{};
  return out;
}

Result<void> Vault::set_replayed(const Replayed& replayed) {
  if (auto can = writable(); !can) return can;
  const Result<std::string> hash = tombstones();
  if (!hash) return std::unexpected(hash.error());
  return checked(tlog::write_durably(
      *directory_, kReplayedFile,
      fmt::format("{}{}\n{}\n{}\n", kReplayedLine, replayed.origin, replayed.size, *hash)));
}

}  // namespace sekisho::evidence
