#include "tlog/cosignatures.h"

#include <fmt/format.h>

#include <algorithm>

#include "tlog/limits.h"
#include "tlog/lines.h"
#include "tlog/log_keys.h"

namespace sekisho::tlog {
namespace {

constexpr std::string_view kStampEnding = ".tsr";

bool same_key(const NoteSignature& one, const NoteSignature& other) {
  return one.name == other.name && one.key_id == other.key_id;
}

Result<void> check_line(std::string_view text, const NoteSignature& line,
                        std::span<const VerifierKey> witnesses) {
  const auto key = std::ranges::find_if(witnesses, [&](const VerifierKey& witness) {
    return witness.name() == line.name && witness.id() == line.key_id;
  });
  if (key == witnesses.end() || key->type() != KeyType::kCosignatureV1) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the cosignature of `{}` is by no known witness", line.name));
  }
  if (key->verify(text, line.bytes)) return {};
  return fail(ErrorCode::kBadInput,
              fmt::format("the cosignature of `{}` does not fit the checkpoint", line.name));
}

}  // namespace

bool is_authority_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxAuthorityNameBytes &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

std::string stamp_file(uint64_t size, std::string_view authority) {
  return fmt::format("{}-{}{}", size, authority, kStampEnding);
}

bool is_stamp_path(std::string_view path) {
  if (!path.starts_with(kTimestampsDirectory) || !path.ends_with(kStampEnding)) return false;
  path.remove_prefix(kTimestampsDirectory.size());
  path.remove_suffix(kStampEnding.size());
  const size_t dash = path.find('-');
  return path.starts_with('/') && dash != std::string_view::npos &&
         parse_decimal(path.substr(1, dash - 1)) && is_authority_name(path.substr(dash + 1));
}

Result<void> add_cosignatures(Note& note, std::span<const NoteSignature> lines,
                              std::span<const VerifierKey> witnesses) {
  std::vector<NoteSignature> signatures = note.signatures;
  for (const NoteSignature& line : lines) {
    if (auto checked = check_line(note.text, line, witnesses); !checked) return checked;
    const auto known = std::ranges::find_if(
        signatures, [&](const NoteSignature& one) { return same_key(one, line); });
    if (known != signatures.end()) {
      *known = line;
    } else {
      signatures.push_back(line);
    }
  }
  if (signatures.size() > kMaxNoteSignatures) {
    return fail(ErrorCode::kLimit,
                fmt::format("a checkpoint has at most {} signatures", kMaxNoteSignatures));
  }
  note.signatures = std::move(signatures);
  return {};
}

Result<bool> publish_cosignatures(Directory& log, const Note& cosigned,
                                  std::span<const VerifierKey> witnesses) {
  const Result<std::unique_ptr<FileLock>> lock = log.lock(kLockFile);
  if (!lock) return std::unexpected(lock.error());
  const Result<std::string> bytes = read_whole(log, kCheckpointFile, kMaxNoteBytes);
  if (!bytes) return std::unexpected(bytes.error());
  Result<Note> note = parse_note(*bytes);
  if (!note) return std::unexpected(note.error());
  if (note->text != cosigned.text) return false;
  if (auto added = add_cosignatures(*note, cosigned.signatures, witnesses); !added) {
    return std::unexpected(added.error());
  }
  const Result<void> written = write_durably(log, kCheckpointFile, to_string(*note));
  if (!written) return std::unexpected(written.error());
  return true;
}

}  // namespace sekisho::tlog
