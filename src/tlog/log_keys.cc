#include "tlog/log_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

std::string keys_text(std::span<const VerifierKey> keys) {
  std::string text;
  for (const VerifierKey& key : keys) text += key.to_string() + "\n";
  return text;
}

}  // namespace

Result<std::vector<VerifierKey>> read_log_keys(Directory& log) {
  const Result<std::string> text = read_whole(log, kKeysFile, kMaxNoteBytes);
  if (!text) return std::unexpected(text.error());
  std::vector<VerifierKey> keys;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    const Result<VerifierKey> key = VerifierKey::parse(rest.substr(0, end));
    if (!key || end == std::string_view::npos) {
      return fail(ErrorCode::kBadInput, "a line is no verifier key",
                  {std::string(kKeysFile), keys.size() + 1});
    }
    if (!keys.empty() && keys.front().name() != key->name()) {
      return fail(ErrorCode::kBadInput, "the keys are of different origins",
                  {std::string(kKeysFile), keys.size() + 1});
    }
    keys.push_back(*key);
    rest.remove_prefix(end + 1);
  }
  if (keys.empty()) {
    return fail(ErrorCode::kBadInput, "the log has no key", {std::string(kKeysFile)});
  }
  return keys;
}

Result<SignedCheckpoint> verify_checkpoint(std::string_view bytes,
                                           std::span<const VerifierKey> keys) {
  const Result<Note> note = parse_note(bytes);
  if (!note) return std::unexpected(note.error());
  Result<Checkpoint> checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return std::unexpected(checkpoint.error());
  // Witnesses sign for many logs: only a key of the log itself has its name.
  const auto is_logs = [&](const VerifierKey& key) { return key.name() == checkpoint->origin; };
  if (std::ranges::none_of(keys, is_logs)) {
    return fail(
        ErrorCode::kBadInput,
        fmt::format("the checkpoint is that of `{}`, and none of the keys is", checkpoint->origin));
  }
  Result<std::vector<Signed>> signatures = verify_note(*note, keys);
  if (!signatures) return std::unexpected(signatures.error());
  if (std::ranges::none_of(*signatures,
                           [&](const Signed& one) { return is_logs(keys[one.key]); })) {
    return fail(ErrorCode::kBadInput, "no key of the log signed its checkpoint");
  }
  return SignedCheckpoint{std::move(*checkpoint), std::move(*signatures), std::string(bytes)};
}

Result<SignedCheckpoint> read_checkpoint(Directory& log, std::span<const VerifierKey> keys) {
  const Result<std::string> bytes = read_whole(log, kCheckpointFile, kMaxNoteBytes);
  if (!bytes) return std::unexpected(bytes.error());
  Result<SignedCheckpoint> checkpoint = verify_checkpoint(*bytes, keys);
  if (!checkpoint) checkpoint.error().place.file = std::string(kCheckpointFile);
  return checkpoint;
}

Result<void> LogKeys::create(Directory& log, const VerifierKey& key) {
  return write_durably(log, kKeysFile, keys_text({&key, 1}));
}

Result<LogKeys> LogKeys::open(std::shared_ptr<Directory> log, std::vector<SignerKey> signers) {
  Result<std::vector<VerifierKey>> known = read_log_keys(*log);
  if (!known) return std::unexpected(known.error());
  if (signers.empty()) return fail(ErrorCode::kUsage, "no key was given to sign with");
  for (const SignerKey& signer : signers) {
    if (std::ranges::find(*known, signer.verifier()) != known->end()) continue;
    return fail(ErrorCode::kBadInput,
                fmt::format("the key `{}` is not one of the log `{}`",
                            signer.verifier().to_string(), known->front().name()),
                {std::string(kKeysFile)}, "Give the log's own key, or add the new one to it.");
  }
  LogKeys keys;
  keys.log_ = std::move(log);
  keys.known_ = std::move(*known);
  keys.signers_ = std::move(signers);
  return keys;
}

Result<void> LogKeys::add(SignerKey key) {
  const VerifierKey& verifier = key.verifier();
  if (verifier.name() != origin() || verifier.type() != KeyType::kEd25519) {
    return fail(ErrorCode::kUsage, fmt::format("the key `{}` is not for the log `{}`",
                                               verifier.to_string(), origin()));
  }
  if (std::ranges::any_of(signers_, [&](const SignerKey& signer) {
        return signer.verifier().id() == verifier.id();
      })) {
    return fail(ErrorCode::kUsage, fmt::format("the key `{}` signs already", verifier.to_string()));
  }
  if (std::ranges::find(known_, verifier) == known_.end()) {
    if (known_.size() == kMaxKeys) {
      return fail(ErrorCode::kLimit, fmt::format("a log has at most {} keys", kMaxKeys), {},
                  "Freeze the log and continue under a new origin.");
    }
    std::vector<VerifierKey> next = known_;
    next.push_back(verifier);
    if (auto written = write_durably(*log_, kKeysFile, keys_text(next)); !written) return written;
    known_ = std::move(next);
  }
  signers_.push_back(std::move(key));
  return {};
}

Result<void> LogKeys::retire(uint32_t id) {
  const auto found = std::ranges::find_if(
      signers_, [&](const SignerKey& signer) { return signer.verifier().id() == id; });
  if (found == signers_.end()) {
    return fail(ErrorCode::kUsage, fmt::format("no key with the id {:08x} signs", id));
  }
  if (signers_.size() == 1) return fail(ErrorCode::kUsage, "the last key cannot be retired");
  signers_.erase(found);
  return {};
}

}  // namespace sekisho::tlog
