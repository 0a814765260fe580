#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/note_key.h"

namespace sekisho::tlog {

// A text with signatures (C2SP signed-note).
struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  std::string bytes;  // behind the key id
  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  // ends in LF
  std::vector<NoteSignature> signatures;
  bool operator==(const Note&) const = default;
};

// kBadInput says what is wrong. Signatures are cut, not checked.
Result<Note> parse_note(std::string_view bytes);
std::string to_string(const Note& note);
// One signature line, with its LF.
std::string to_string(const NoteSignature& signature);

NoteSignature sign_note(std::string_view text, const SignerKey& key, uint64_t time = 0);

// A key that signed a note.
struct Signed {
  size_t key = 0;     // index into the keys asked about
  uint64_t time = 0;  // of a cosignature: seconds since 1970
};

// Which of `keys` signed the note, in the order of its lines, each key once. Lines of other keys
// are ignored; a line of a known key that does not verify is kBadInput, as the standard demands.
Result<std::vector<Signed>> verify_note(const Note& note, std::span<const VerifierKey> keys);

}  // namespace sekisho::tlog
