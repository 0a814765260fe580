#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/file_system.h"
#include "tlog/note.h"
#include "tlog/note_key.h"

namespace sekisho::tlog {

// The newest checkpoint of a log for which a quorum vouched (quorum.h), with all signatures. The
// log's `checkpoint` is often newer: it is published at once, and witnesses answer later.
inline constexpr std::string_view kCosignedFile = "cosigned";
inline constexpr std::string_view kCosigningLock = "cosigning.lock";  // held by who asks for it

// Where a time stamp of a checkpoint stands, `timestamps/SIZE-NAME.tsr`, and whether a path is one.
inline constexpr std::string_view kTimestampsDirectory = "timestamps";
std::string stamp_file(uint64_t size, std::string_view authority);
bool is_stamp_path(std::string_view path);
// What an authority may be called, so that it can be part of a file's name: letters of ASCII,
// digits, `-` and `_`.
bool is_authority_name(std::string_view name);

// Lines of witnesses join a note. A key that signed it already gets its newer line. kBadInput, and
// nothing is added, where a line is of none of `witnesses` or does not fit the text; kLimit where
// the note would have too many.
Result<void> add_cosignatures(Note& note, std::span<const NoteSignature> lines,
                              std::span<const VerifierKey> witnesses);

// The same for the `checkpoint` of a log that nobody has open for writing, durably, where its text
// is still that of `cosigned`: false, and nothing is changed, where it is another one. kUsage where
// somebody writes: that is who has to do it (Log::add_cosignatures).
Result<bool> publish_cosignatures(Directory& log, const Note& cosigned,
                                  std::span<const VerifierKey> witnesses);

}  // namespace sekisho::tlog
