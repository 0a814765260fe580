#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crypto/secret_stream.h"
#include "crypto/sha256.h"
#include "evidence/key_id.h"
#include "evidence/vault.h"
#include "tlog/file_system.h"

namespace sekisho::evidence {

// What an entry says of a body that stands beside the log: the SHA-256 of its encrypted file, which
// tells nothing about what is in it and cannot be matched by another text (docs/adr/0031).
struct BodyReference {
  std::string hash;  // 64 hexadecimal digits
  KeyId key;
  uint64_t bytes = 0;  // of that file

  bool operator==(const BodyReference&) const = default;
};

enum class BodyState : uint8_t {
  kWhole,
  kErased,   // its key was destroyed
  kMissing,  // its file or its key is not there, and should be
  kDamaged,  // its file is not what the reference says
};
std::string_view name_of(BodyState state);  // "whole", …

struct BodyAnswer {
  BodyState state = BodyState::kMissing;
  std::string reason;  // why it is not whole
  std::string bytes;   // where it was asked for and is
};

class Bodies;

// Encrypts one body into a file, piece by piece. Not thread-safe.
class BodyWriter {
 public:
  // Errors, also of `finish`: kIo; kLimit beyond kMaxBodyBytes. The writer is of no use then.
  Result<void> append(std::string_view plain);
  // The body is on the disk, and an entry may name it.
  Result<BodyReference> finish();

 private:
  friend class Bodies;
  BodyWriter(std::shared_ptr<tlog::Directory> directory, std::unique_ptr<tlog::File> file,
             const KeyId& id, const crypto::SecretKey& key);
  Result<void> write(std::string_view bytes);
  Result<void> write_chunk(bool last);

  std::shared_ptr<tlog::Directory> directory_;
  std::unique_ptr<tlog::File> file_;
  KeyId id_;
  crypto::StreamEncryptor stream_;
  crypto::Sha256 hash_;
  std::string head_, pending_;
  uint64_t written_ = 0;  // of the file
  uint64_t plain_ = 0;    // taken so far
};

// Decrypts one body, a chunk at a time. It holds the file open, and needs neither `Bodies` nor the
// vault: a body that is erased meanwhile is read to its end. Not thread-safe.
class BodyReader {
 public:
  // Appends the next kStreamChunkBytes at most; false where that was the last. kBadInput where the
  // file does not open under its key.
  Result<bool> next(std::string& plain);

 private:
  friend class Bodies;
  BodyReader(std::unique_ptr<tlog::File> file, uint64_t bytes, crypto::StreamDecryptor stream);

  std::unique_ptr<tlog::File> file_;
  uint64_t bytes_;  // of the file
  uint64_t at_;
  crypto::StreamDecryptor stream_;
  std::string sealed_;
};

// A body that is whole so far has a reader.
struct OpenedBody {
  BodyState state = BodyState::kMissing;
  std::string reason = {};  // why it is not whole
  std::optional<BodyReader> reader = {};
};

// Bodies of entries, encrypted, one a file (docs/formats/bodies.md). One process writes, one body
// at a time; any number may read. Not thread-safe.
class Bodies {
 public:
  // `vault` must outlive it; for writing it is open for writing.
  Bodies(std::shared_ptr<tlog::Directory> directory, Vault& vault)
      : directory_(std::move(directory)), vault_(vault) {}

  // Makes the key where there is none.
  Result<BodyWriter> begin(const KeyId& key);
  Result<BodyReference> put(const KeyId& key, std::string_view plain);

  // The body, after all of its file was held against the reference.
  Result<OpenedBody> open(const BodyReference& reference) const;
  // Hands the body to `take` in pieces, after all of the file was held against the reference.
  // An error is one of the operating system, or of `take`.
  using Take = std::function<Result<void>(std::string_view)>;
  Result<BodyAnswer> read(const BodyReference& reference, const Take& take) const;
  // The body in `bytes`. Only for those that fit in memory.
  Result<BodyAnswer> get(const BodyReference& reference) const;
  // Whether the file is there and what the reference says; needs no key.
  Result<BodyAnswer> check(const BodyReference& reference) const;

 private:
  std::shared_ptr<tlog::Directory> directory_;
  Vault& vault_;
};

}  // namespace sekisho::evidence
