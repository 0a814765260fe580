#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "logs/decoder.h"

namespace sekisho::logs {

// One access of a log, as the archive keeps it for searching. Texts are folded UTF-8, empty where
// there is none, and views of the bytes that were decoded.
struct SegmentEvent {
  uint64_t line = 0;  // of the log file, from 1
  Instant time;
  std::string_view account;
  std::string_view terminal;  // or, where there is none, the address
  std::string_view object;    // the record's key

  bool operator==(const SegmentEvent&) const = default;
};

// The events of a block as columns, each packed close (docs/formats/segment.md). They can be made
// again from the lines.
std::string encode_events(const Block& block, const EventBlock& events, const Decoder& decoder);
// kBadInput where these are no such columns. `bytes` must outlive the result.
Result<std::vector<SegmentEvent>> decode_events(std::string_view bytes);

}  // namespace sekisho::logs
