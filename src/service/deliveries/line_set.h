#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crypto/sha256.h"

namespace sekisho::service {

// The lines of a log as a multiset: which there are, and how often, wherever they stand. A line is
// 64 bits of its SHA-256. Not thread-safe.
class LineSet {
 public:
  // The next bytes, cut anywhere. kLimit beyond kMaxLinesCompared lines.
  Result<void> take(std::string_view bytes);
  // After the last bytes, which end a line in any case.
  Result<void> finish();

  uint64_t lines() const { return lines_.size(); }

  // Of the lines of two sets that are finished, how many the one has and the other has not.
  struct Apart {
    uint64_t only_first = 0, only_second = 0;
  };
  static Apart compare(const LineSet& first, const LineSet& second);

 private:
  Result<void> end_line();

  std::vector<uint64_t> lines_;  // sorted once it is finished
  crypto::Sha256 line_;
  bool in_line_ = false;
};

}  // namespace sekisho::service
