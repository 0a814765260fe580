#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crypto/sha256.h"
#include "text/encoding.h"

// The bytes of an archive segment (docs/formats/segment.md): a head, frames, an index with a row
// for each frame, an end. Each row carries a hash over it and everything before it; the last one is
// the segment's hash.
namespace sekisho::logs {

// What a segment says of itself.
struct SegmentHead {
  std::string segment;  // its id
  std::string file;     // the log file's name
  std::string system;
  text::Encoding encoding = text::Encoding::kUtf8;
  std::string profile_sha256;
  std::string key;        // the name of the key, where it is encrypted
  std::string key_check;  // crypto::key_check, hexadecimal; together with `key`

  bool encrypted() const { return !key.empty(); }
  bool operator==(const SegmentHead&) const = default;
};

enum class FrameKind : uint8_t { kLines = 1, kEvents = 2 };

struct SegmentRow {
  FrameKind kind = FrameKind::kLines;
  uint64_t offset = 0;       // of the frame in the segment
  uint32_t stored = 0;       // bytes there
  uint32_t plain = 0;        // bytes before they were compressed
  uint64_t first_line = 1;   // the line in which the frame begins
  uint64_t lines = 0;        // that end in it
  crypto::Digest hash{};     // SHA-256 of the bytes that are stored
  crypto::Digest chained{};  // SHA-256 of that of the row before and this row
};

inline constexpr size_t kSegmentRowBytes = 33 + 32 + 32;
inline constexpr size_t kSegmentEndBytes = 32;

// A head as it stands in the file: magic, length, JSON.
std::string segment_head_bytes(const SegmentHead& head);
Result<SegmentHead> parse_segment_head(std::string_view bytes);
// How many bytes the head has whose first 20 are these; 0 where it is none.
uint64_t segment_head_size(std::string_view beginning);

// A row without `chained`.
std::string segment_row_bytes(const SegmentRow& row);
// A row with it. Anything may stand in it, also a kind that is none.
SegmentRow parse_segment_row(std::string_view bytes);
// What `chained` of a row is behind a row with `before`; before the first one stands the SHA-256 of
// the head.
crypto::Digest chain(const crypto::Digest& before, const SegmentRow& row);

std::string segment_end_bytes(uint64_t index_offset, uint64_t rows);
struct SegmentEnd {
  uint64_t index_offset = 0;
  uint64_t rows = 0;
};
// kBadInput where these are not the last bytes of a segment of `size` bytes.
Result<SegmentEnd> parse_segment_end(std::string_view bytes, uint64_t size);

// What a frame's box is bound to.
std::string frame_about(const SegmentHead& head, uint64_t number);

}  // namespace sekisho::logs
