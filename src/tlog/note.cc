#include "tlog/note.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/big_endian.h"
#include "text/base64.h"
#include "text/encoding.h"
#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

constexpr std::string_view kDash = "\u2014 ";  // an em dash begins a signature line
constexpr size_t kIdBytes = 4;

std::unexpected<Error> malformed(std::string what) {
  return fail(ErrorCode::kBadInput, "this is no signed note: " + std::move(what));
}

bool is_note_text(std::string_view text) {
  return text::valid_utf8(text) &&
         std::ranges::none_of(text, [](char c) { return c >= '\0' && c < ' ' && c != '\n'; });
}

Result<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(kDash)) return malformed("a signature line does not begin with a dash");
  line.remove_prefix(kDash.size());
  const size_t space = line.find(' ');
  if (space == std::string_view::npos) return malformed("a signature line has no signature");
  const std::string_view name = line.substr(0, space);
  const std::optional<std::string> bytes = text::base64_decode(line.substr(space + 1));
  if (!is_key_name(name)) return malformed("a signature line has no name of a key");
  if (!bytes || bytes->size() <= kIdBytes) return malformed("a signature is not base64");
  return NoteSignature{std::string(name), read_u32(*bytes), bytes->substr(kIdBytes)};
}

}  // namespace

Result<Note> parse_note(std::string_view bytes) {
  if (bytes.size() > kMaxNoteBytes) return malformed("it is too long");
  if (!is_note_text(bytes)) return malformed("it is not plain text in UTF-8");
  const size_t end = bytes.rfind("\n\n");
  if (end == std::string_view::npos || !bytes.ends_with('\n')) {
    return malformed("no empty line stands between its text and its signatures");
  }
  Note note{std::string(bytes.substr(0, end + 1)), {}};
  std::string_view rest = bytes.substr(end + 2);
  while (!rest.empty()) {
    if (note.signatures.size() == kMaxNoteSignatures) return malformed("too many signatures");
    const size_t line = rest.find('\n');
    Result<NoteSignature> signature = parse_signature(rest.substr(0, line));
    if (!signature) return std::unexpected(signature.error());
    note.signatures.push_back(std::move(*signature));
    rest.remove_prefix(line + 1);
  }
  if (note.signatures.empty()) return malformed("nobody signed it");
  return note;
}

std::string to_string(const NoteSignature& signature) {
  std::string bytes;
  append_u32(bytes, signature.key_id);
  bytes += signature.bytes;
  return fmt::format("{}{} {}\n", kDash, signature.name, text::base64_encode(bytes));
}

std::string to_string(const Note& note) {
  std::string out = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) out += to_string(signature);
  return out;
}

NoteSignature sign_note(std::string_view text, const SignerKey& key, uint64_t time) {
  return {key.verifier().name(), key.verifier().id(), key.sign(text, time)};
}

Result<std::vector<Signed>> verify_note(const Note& note, std::span<const VerifierKey> keys) {
  std::vector<Signed> out;
  for (const NoteSignature& signature : note.signatures) {
    const auto key = std::ranges::find_if(keys, [&](const VerifierKey& one) {
      return one.name() == signature.name && one.id() == signature.key_id;
    });
    if (key == keys.end()) continue;
    const auto index = static_cast<size_t>(key - keys.begin());
    const std::optional<uint64_t> time = key->verify(note.text, signature.bytes);
    if (!time) {
      return fail(ErrorCode::kBadInput,
                  fmt::format("the signature of `{}` does not fit the text", signature.name));
    }
    if (std::ranges::find(out, index, &Signed::key) == out.end()) out.push_back({index, *time});
  }
  return out;
}

}  // namespace sekisho::tlog
