#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"

namespace sekisho::service {

struct EvidenceAppend {
  std::string directory;
  std::string private_directory;       // empty: the default
  std::optional<std::string> rejects;  // a new file that keeps rejected lines
  std::optional<std::string> policy;   // who vouches for what is published (service/cosigning.h)
  bool japanese = false;               // what people read
};

// What an append reads from and says to. The calls come one at a time, from several threads.
struct AppendChannel {
  // Some bytes of the input, as soon as there are any; 0 at its end.
  std::function<Result<size_t>(std::span<char>)> read;
  // Indices that are durable, one a line, to be passed on at once. An error ends the append.
  std::function<Result<void>(std::string_view)> acknowledge;
  // Rejects and notes, for people.
  std::function<void(std::string_view)> say;
  std::function<void(uint64_t bytes, uint64_t lines)> progress;
  std::function<Instant()> now;
};

// lines = entries + rejects + empty, which is checked: entries are counted when they are
// acknowledged, lines when they are read.
struct AppendedEvidence {
  uint64_t lines = 0;
  uint64_t entries = 0;
  uint64_t rejects = 0;
  uint64_t empty = 0;
  uint64_t first = 0;      // index of the first entry, where there is one
  uint64_t published = 0;  // entries of the whole log
};

// Appends JSON Lines to a store. Each object becomes an entry (docs/formats/evidence.md); one
// without a kind, or of a kind that this version does not know, is kept as a `record`. A line that
// cannot become one is said, counted, kept where asked, and the rest goes on. An error of the disk
// ends it: what was acknowledged is there, and what was not may be.
Result<AppendedEvidence> append_evidence(const EvidenceAppend& request,
                                         const AppendChannel& channel);

// Of a clock that is behind what was recorded.
std::string clock_text(Instant now, Instant newest, bool japanese);
// Of rejects that are too many to be told one by one.
std::string unsaid_text(uint64_t rejects, const EvidenceAppend& request);
// One line that says the counts.
std::string append_summary(const AppendedEvidence& appended, bool japanese);

}  // namespace sekisho::service
