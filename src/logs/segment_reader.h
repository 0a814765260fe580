#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crypto/secret_key.h"
#include "logs/segment_format.h"

namespace sekisho::logs {

// The bytes of a segment, wherever they are. Not thread-safe.
class SegmentBytes {
 public:
  virtual ~SegmentBytes() = default;
  virtual Result<uint64_t> size() const = 0;
  // Fewer bytes than asked for mean the end.
  virtual Result<size_t> read(uint64_t offset, std::span<char> out) const = 0;
};

// A segment as its head and its index say; nothing is held against a hash yet.
struct SegmentParts {
  std::string head_bytes;
  SegmentHead head;
  std::vector<SegmentRow> rows;
};

// kBadInput where head or end are damaged.
Result<SegmentParts> load_segment(const SegmentBytes& bytes);

// A frame's content. `key` is needed where the segment is encrypted. kBadInput where a byte of the
// frame is not as its row says.
Result<std::string> open_frame(const SegmentBytes& bytes, const SegmentHead& head,
                               const SegmentRow& row, uint64_t number,
                               const crypto::SecretKey* key);
// Its stored bytes, held against the row's hash.
Result<std::string> read_frame(const SegmentBytes& bytes, const SegmentRow& row);

// Whether the key is the one under which the segment is encrypted.
bool is_key_of(const SegmentHead& head, const crypto::SecretKey& key);

// Reads lines out of a segment without what stands around them. Not thread-safe.
class SegmentReader {
 public:
  // kBadInput where head or index are not those that `hash` (hexadecimal) sealed; kUsage where it
  // is encrypted and `key` is null or another one. Both arguments must outlive the reader.
  static Result<SegmentReader> open(const SegmentBytes& bytes, std::string_view hash,
                                    const crypto::SecretKey* key);

  const SegmentHead& head() const { return head_; }
  uint64_t lines() const;

  // The bytes of lines `first` to `last`, both counted from 1, as they stood in the log file.
  // kUsage where there are no such lines.
  using Take = std::function<Result<void>(std::string_view)>;
  Result<void> read_lines(uint64_t first, uint64_t last, const Take& take) const;
  // All of the log file.
  Result<void> read_all(const Take& take) const;
  // The frames are numbered from 0, those of lines in their order first.
  uint64_t frames() const { return rows_.size(); }
  const SegmentRow& row(uint64_t number) const { return rows_[number]; }
  // A frame's content. kBadInput where it is not as it was sealed.
  Result<std::string> frame(uint64_t number) const {
    return open_frame(bytes_, head_, rows_[number], number, key_);
  }
  // Frames of events, for decode_events.
  Result<void> read_events(const Take& take) const;

 private:
  SegmentReader(const SegmentBytes& bytes, const crypto::SecretKey* key)
      : bytes_(bytes), key_(key) {}

  const SegmentBytes& bytes_;
  const crypto::SecretKey* key_;
  SegmentHead head_;
  std::vector<SegmentRow> rows_;
};

}  // namespace sekisho::logs
