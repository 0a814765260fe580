#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crypto/secret_key.h"
#include "logs/segment_format.h"

namespace sekisho::logs {

// What is sealed of a segment.
struct SegmentSeal {
  std::string hash;    // of the segment, hexadecimal
  uint64_t lines = 0;  // of the log file
  uint64_t bytes = 0;  // of the log file, unpacked
  std::string sha256;  // of these bytes, hexadecimal

  bool operator==(const SegmentSeal&) const = default;
};

// Writes a segment as bytes come: first all of the log file, then the events that were read of it.
// Memory does not grow with the file, but for a row of the index each 256 KiB. Not thread-safe.
class SegmentWriter {
 public:
  // Takes the bytes of the segment in order.
  using Sink = std::function<Result<void>(std::string_view)>;

  // Encrypted under `key`, whose name the head has, or, where both are missing, not at all. The
  // key's check is filled in.
  SegmentWriter(SegmentHead head, const crypto::SecretKey* key, Sink sink);
  SegmentWriter(SegmentWriter&&) noexcept;
  SegmentWriter& operator=(SegmentWriter&&) noexcept;
  ~SegmentWriter();

  // The next bytes of the log file. Errors of all calls: those of the sink; kLimit where it is too
  // large.
  Result<void> append(std::string_view bytes);
  // Events of lines from `first_line` on (segment_events.h); no `append` afterwards.
  Result<void> append_events(uint64_t first_line, uint64_t lines, std::string_view events);
  Result<SegmentSeal> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::logs
