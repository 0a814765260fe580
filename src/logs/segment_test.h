#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "logs/segment_check.h"

namespace sekisho::logs {

// Segments in memory, for tests.

class MemoryBytes final : public SegmentBytes {
 public:
  explicit MemoryBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  Result<uint64_t> size() const override { return bytes_.size(); }
  Result<size_t> read(uint64_t offset, std::span<char> out) const override {
    return offset >= bytes_.size() ? size_t{0} : bytes_.copy(out.data(), out.size(), offset);
  }

 private:
  std::string bytes_;
};

struct Sealed {
  std::string bytes;
  SegmentSeal seal;
};

inline Sealed seal(std::string_view log, const crypto::SecretKey* key,
                   text::Encoding encoding = text::Encoding::kUtf8) {
  Sealed out;
  SegmentWriter writer({.segment = "a1",
                        .file = "logs/nol/NOL_202210.csv",
                        .system = "NOL",
                        .encoding = encoding,
                        .profile_sha256 = std::string(64, '0'),
                        .key = key == nullptr ? "" : "segment.a1",
                        .key_check = ""},
                       key, [&](std::string_view piece) {
                         out.bytes += piece;
                         return Result<void>();
                       });
  // In pieces of odd sizes.
  for (size_t at = 0, size = 1; at < log.size(); at += size, size = size * 3 + 1)
    if (!writer.append(log.substr(at, size))) return out;
  out.seal = writer.finish().value();
  return out;
}

inline SegmentCheck check(std::string bytes, const SegmentSeal& seal,
                          const crypto::SecretKey* key) {
  return check_segment(MemoryBytes(std::move(bytes)), seal, key).value();
}

inline std::string flipped(std::string bytes, uint64_t bit) {
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
  return bytes;
}

}  // namespace sekisho::logs
