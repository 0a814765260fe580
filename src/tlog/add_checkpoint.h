#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/merkle.h"
#include "tlog/note.h"

namespace sekisho::tlog {

// What a log asks of a witness (C2SP tlog-witness, `POST PREFIX/add-checkpoint`): to cosign a
// checkpoint that continues the one of `old_size`, which is the newest that the witness cosigned.
struct AddCheckpoint {
  uint64_t old_size = 0;
  Proof proof;  // from old_size on; empty where that is 0 or the size of the checkpoint
  Note checkpoint;
  bool operator==(const AddCheckpoint&) const = default;
};

// The body of the request. kBadInput says what is wrong.
std::string to_string(const AddCheckpoint& request);
Result<AddCheckpoint> parse_add_checkpoint(std::string_view body);

// What a witness answers. The statuses are the standard's.
struct WitnessAnswer {
  static constexpr int kCosigned = 200;       // signature lines
  static constexpr int kMalformed = 400;      // also where the old size is beyond the checkpoint's
  static constexpr int kNotSigned = 403;      // by no key that the witness knows
  static constexpr int kUnknownLog = 404;     // it does not know the origin
  static constexpr int kConflict = 409;       // the size that it cosigned, and LF
  static constexpr int kNotConsistent = 422;  // the proof does not hold
  static constexpr int kFailed = 500;         // its disk failed

  int status = kFailed;
  std::string body;
};

// The content type of an answer of this status.
std::string_view content_type_of(const WitnessAnswer& answer);

// What the body of kCosigned adds to the note of this text, signatures that are not checked yet;
// and the size that the body of kConflict names. kBadInput.
Result<std::vector<NoteSignature>> parse_cosignatures(std::string_view text, std::string_view body);
Result<uint64_t> parse_conflict(std::string_view body);

}  // namespace sekisho::tlog
