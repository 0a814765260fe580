#include "evidence/bodies.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/limits.h"

namespace sekisho::evidence {
namespace {

using crypto::kStreamChunkBytes;
using crypto::kStreamExtraBytes;
using crypto::kStreamHeaderBytes;

constexpr std::string_view kMagic = "sekisho-body0001";
constexpr std::string_view kUnfinished = "unfinished";
constexpr size_t kKeyCheckBytes = 32;
constexpr size_t kHeadBytes = kMagic.size() + kKeyCheckBytes + kStreamHeaderBytes;
constexpr size_t kSealedBytes = kStreamChunkBytes + kStreamExtraBytes;

std::string file_of(std::string_view hash) {
  return fmt::format("{}.body", hash);
}

// In front of the stream. The key's check in it keeps a second key from opening the same file
// (docs/adr/0031).
std::string start_of(const crypto::SecretKey& key) {
  return std::string(kMagic) + std::string(crypto::view(crypto::key_check(key)));
}

BodyAnswer answer(BodyState state, std::string reason) {
  return {state, std::move(reason), {}};
}

// Hands on what the file holds, `piece` bytes at a time; the last piece may be shorter.
Result<void> in_pieces(const tlog::File& file, uint64_t from, size_t piece,
                       const std::function<Result<void>(std::string_view, bool last)>& take) {
  const Result<uint64_t> size = file.size();
  if (!size) return std::unexpected(size.error());
  std::string buffer(piece, '\0');
  for (uint64_t at = from; at < *size;) {
    const Result<size_t> got = file.read(at, buffer);
    if (!got) return std::unexpected(got.error());
    if (*got == 0) break;
    at += *got;
    if (auto taken = take(std::string_view(buffer).substr(0, *got), at >= *size); !taken)
      return taken;
  }
  return {};
}

}  // namespace

std::string_view name_of(BodyState state) {
  switch (state) {
    case BodyState::kWhole:
      return "whole";
    case BodyState::kErased:
      return "erased";
    case BodyState::kMissing:
      return "missing";
    case BodyState::kDamaged:
      return "damaged";
  }
  return "damaged";
}

BodyWriter::BodyWriter(std::shared_ptr<tlog::Directory> directory, std::unique_ptr<tlog::File> file,
                       const KeyId& id, const crypto::SecretKey& key)
    : directory_(std::move(directory)),
      file_(std::move(file)),
      id_(id),
      stream_(key, id.text()),
      head_(start_of(key) + std::string(stream_.header())) {}

Result<void> BodyWriter::write(std::string_view bytes) {
  if (auto done = file_->write(written_, bytes); !done) return done;
  hash_.update(bytes);
  written_ += bytes.size();
  return {};
}

Result<void> BodyWriter::write_chunk(bool last) {
  if (written_ == 0) {
    if (auto done = write(head_); !done) return done;
  }
  const size_t size = std::min(pending_.size(), kStreamChunkBytes);
  const std::string sealed = stream_.chunk(std::string_view(pending_).substr(0, size), last);
  pending_.erase(0, size);
  return write(sealed);
}

Result<void> BodyWriter::append(std::string_view plain) {
  plain_ += plain.size();
  if (plain_ > kMaxBodyBytes) {
    return fail(ErrorCode::kLimit, fmt::format("the body has more than {} bytes", kMaxBodyBytes));
  }
  while (!plain.empty()) {
    // A full chunk waits for the next byte, since it may be the last.
    if (pending_.size() == kStreamChunkBytes) {
      if (auto done = write_chunk(false); !done) return done;
    }
    const size_t size = std::min(plain.size(), kStreamChunkBytes - pending_.size());
    pending_ += plain.substr(0, size);
    plain.remove_prefix(size);
  }
  return {};
}

Result<BodyReference> BodyWriter::finish() {
  if (auto done = write_chunk(true); !done) return std::unexpected(done.error());
  if (auto done = file_->sync(); !done) return std::unexpected(done.error());
  const std::string hash = hash_.hex();
  if (auto done = directory_->rename(kUnfinished, file_of(hash)); !done)
    return std::unexpected(done.error());
  if (auto done = directory_->sync(); !done) return std::unexpected(done.error());
  return BodyReference{hash, id_, written_};
}

Result<BodyWriter> Bodies::begin(const KeyId& key) {
  const Result<crypto::SecretKey> secret = vault_.find_or_make(key);
  if (!secret) return std::unexpected(secret.error());
  Result<std::unique_ptr<tlog::File>> file = tlog::write_new(*directory_, kUnfinished, "");
  if (!file) return std::unexpected(file.error());
  return BodyWriter(directory_, std::move(*file), key, *secret);
}

Result<BodyReference> Bodies::put(const KeyId& key, std::string_view plain) {
  Result<BodyWriter> writer = begin(key);
  if (!writer) return std::unexpected(writer.error());
  if (auto done = writer->append(plain); !done) return std::unexpected(done.error());
  return writer->finish();
}

Result<BodyAnswer> Bodies::check(const BodyReference& reference) const {
  // An entry of another program may name anything: no file of another directory.
  if (reference.hash.find('/') != std::string::npos)
    return answer(BodyState::kMissing, "the entry names no file of a body");
  const auto file = directory_->open(file_of(reference.hash), tlog::OpenMode::kRead);
  if (!file && file.error().code == ErrorCode::kNotFound)
    return answer(BodyState::kMissing, "there is no file of the body");
  if (!file) return std::unexpected(file.error());
  crypto::Sha256 hash;
  uint64_t bytes = 0;
  auto read = in_pieces(**file, 0, kSealedBytes, [&](std::string_view piece, bool) {
    hash.update(piece);
    bytes += piece.size();
    return Result<void>();
  });
  if (!read) return std::unexpected(read.error());
  if (hash.hex() != reference.hash || bytes != reference.bytes)
    return answer(BodyState::kDamaged, "the file of the body is not the one that was sealed");
  return answer(BodyState::kWhole, {});
}

BodyReader::BodyReader(std::unique_ptr<tlog::File> file, uint64_t bytes,
                       crypto::StreamDecryptor stream)
    : file_(std::move(file)), bytes_(bytes), at_(kHeadBytes), stream_(std::move(stream)) {}

Result<bool> BodyReader::next(std::string& plain) {
  sealed_.resize(std::min<uint64_t>(kSealedBytes, bytes_ - at_));
  const Result<size_t> got = file_->read(at_, sealed_);
  if (!got) return std::unexpected(got.error());
  at_ += sealed_.size();
  const bool last = at_ == bytes_;
  std::optional<std::string> opened;
  if (*got == sealed_.size() && !sealed_.empty()) opened = stream_.chunk(sealed_, last);
  if (!opened)
    return fail(ErrorCode::kBadInput, "the file of the body does not open under its key");
  plain += *opened;
  return !last;
}

Result<OpenedBody> Bodies::open(const BodyReference& reference) const {
  const Result<FoundKey> key = vault_.find(reference.key);
  if (!key && key.error().code == ErrorCode::kBadInput)
    return OpenedBody{BodyState::kMissing, key.error().message};
  if (!key) return std::unexpected(key.error());
  if (key->state == KeyState::kDestroyed)
    return OpenedBody{BodyState::kErased, "the key of the body was destroyed"};
  Result<BodyAnswer> checked = check(reference);
  if (!checked) return std::unexpected(checked.error());
  if (checked->state != BodyState::kWhole)
    return OpenedBody{checked->state, std::move(checked->reason)};
  if (key->state == KeyState::kMissing)
    return OpenedBody{BodyState::kMissing, "there is no key of the body in this vault"};

  auto file = directory_->open(file_of(reference.hash), tlog::OpenMode::kRead);
  if (!file) return std::unexpected(file.error());
  std::string head(kHeadBytes, '\0');
  const Result<size_t> got = (*file)->read(0, head);
  if (!got) return std::unexpected(got.error());
  auto stream =
      crypto::StreamDecryptor::open(*key->key, reference.key.text(),
                                    std::string_view(head).substr(kMagic.size() + kKeyCheckBytes));
  if (*got != kHeadBytes || !head.starts_with(start_of(*key->key)) || !stream) {
    return OpenedBody{BodyState::kDamaged, "the file of the body is not encrypted under its key"};
  }
  return OpenedBody{
      BodyState::kWhole, {}, BodyReader(std::move(*file), reference.bytes, std::move(*stream))};
}

Result<BodyAnswer> Bodies::read(const BodyReference& reference, const Take& take) const {
  Result<OpenedBody> opened = open(reference);
  if (!opened) return std::unexpected(opened.error());
  if (!opened->reader) return answer(opened->state, std::move(opened->reason));
  for (bool more = true; more;) {
    std::string piece;
    const Result<bool> next = opened->reader->next(piece);
    if (!next && next.error().code == ErrorCode::kBadInput)
      return answer(BodyState::kDamaged, next.error().message);
    if (!next) return std::unexpected(next.error());
    more = *next;
    if (auto taken = take(piece); !taken) return std::unexpected(taken.error());
  }
  return answer(BodyState::kWhole, {});
}

Result<BodyAnswer> Bodies::get(const BodyReference& reference) const {
  std::string bytes;
  Result<BodyAnswer> answer = read(reference, [&](std::string_view piece) {
    bytes += piece;
    return Result<void>();
  });
  if (answer && answer->state == BodyState::kWhole) answer->bytes = std::move(bytes);
  return answer;
}

}  // namespace sekisho::evidence
