#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logs/decoder.h"
#include "logs/log_profile.h"

namespace sekisho::logs {

// Sums up the blocks of one file, in any order, and says what is wrong with the file as a whole,
// once and clearly, where line by line it would be said a million times. Mergeable, so that threads
// can each keep their own. It says nothing that the BlockReader's own `problems` already say.
class FileWatch {
 public:
  void add(const Block& block, const LineCounts& counts, const std::vector<Reject>& rejects);
  void merge(const FileWatch& other);

  const LineCounts& counts() const { return counts_; }
  std::vector<FileProblem> problems(const LogProfile& profile) const;

 private:
  LineCounts counts_;
  std::array<uint64_t, kRejectReasonCount> lines_by_reason_{};
  bool told_ = false;           // the reader has said what is wrong
  bool last_line_cut_ = false;  // the last line has no end and is a reject
  uint64_t last_line_ = 0;
};

}  // namespace sekisho::logs
