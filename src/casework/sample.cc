#include "casework/sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "casework/limits.h"
#include "crypto/sha256.h"

namespace sekisho::casework {
namespace {

// The first eight bytes of the SHA-256 of the seed, a space and a counter: a number that anybody
// can compute with `sha256sum`.
uint64_t drawn(std::string_view seed, uint64_t counter) {
  const crypto::Digest digest = crypto::sha256(fmt::format("{} {}", seed, counter));
  uint64_t out = 0;
  for (size_t i = 0; i < sizeof out; ++i) out = out << 8U | digest[i];
  return out;
}

}  // namespace

Result<std::vector<SampledLine>> draw_sample(std::string_view seed, std::vector<SampledFile> files,
                                             size_t count) {
  if (count > kMaxSample) {
    return fail(ErrorCode::kBadInput, fmt::format("a sample has at most {} lines", kMaxSample));
  }
  std::ranges::sort(files, {}, &SampledFile::name);
  std::vector<uint64_t> ends;  // of each file, in lines of all
  uint64_t lines = 0;
  for (const SampledFile& file : files) {
    lines += static_cast<uint64_t>(std::max<int64_t>(file.lines, 0));
    ends.push_back(lines);
  }
  std::vector<SampledLine> out;
  if (lines == 0) return out;
  const size_t wanted = std::min<uint64_t>(count, lines);
  // Numbers from here on would make the first lines likelier than the last.
  const uint64_t bound = std::numeric_limits<uint64_t>::max() / lines * lines;
  std::set<uint64_t> taken;
  for (uint64_t counter = 0; out.size() < wanted; ++counter) {
    const uint64_t number = drawn(seed, counter);
    if (number >= bound || !taken.insert(number % lines).second) continue;
    const uint64_t line = number % lines;
    const size_t file = static_cast<size_t>(std::ranges::upper_bound(ends, line) - ends.begin());
    const uint64_t before = file == 0 ? 0 : ends[file - 1];
    out.push_back({files[file].name, static_cast<int64_t>(line - before) + 1});
  }
  return out;
}

}  // namespace sekisho::casework
