#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sekisho::casework {

// A log file of a population: what an audit draws from.
struct SampledFile {
  std::string name;
  int64_t lines = 0;
};

struct SampledLine {
  std::string file;
  int64_t line = 0;  // from 1
  bool operator==(const SampledLine&) const = default;
};

// `count` different lines, each as likely as any other, in the order in which they were drawn; all
// of them where there are no more. The same seed and files give the same lines, whoever draws and
// in whatever order the files are named, and more of them begin with the same ones
// (docs/formats/sample.md). kBadInput beyond kMaxSample.
Result<std::vector<SampledLine>> draw_sample(std::string_view seed, std::vector<SampledFile> files,
                                             size_t count);

}  // namespace sekisho::casework
