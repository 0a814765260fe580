#include "service/deliveries/line_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "service/deliveries/limits.h"

namespace sekisho::service {

Result<void> LineSet::take(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    const size_t length = end == std::string_view::npos ? bytes.size() : end + 1;
    line_.update(bytes.substr(0, length));
    in_line_ = true;
    bytes.remove_prefix(length);
    if (end == std::string_view::npos) break;
    if (auto ended = end_line(); !ended) return ended;
  }
  return {};
}

Result<void> LineSet::finish() {
  if (in_line_) {
    if (auto ended = end_line(); !ended) return ended;
  }
  std::ranges::sort(lines_);
  return {};
}

Result<void> LineSet::end_line() {
  if (lines_.size() == kMaxLinesCompared) {
    return fail(ErrorCode::kLimit, fmt::format("more than {} lines", kMaxLinesCompared), {},
                "Compare logs of shorter periods.");
  }
  const crypto::Digest digest = line_.digest();
  uint64_t line = 0;
  std::memcpy(&line, digest.data(), sizeof line);
  lines_.push_back(line);
  in_line_ = false;
  return {};
}

LineSet::Apart LineSet::compare(const LineSet& first, const LineSet& second) {
  Apart out;
  size_t i = 0, j = 0;
  while (i < first.lines_.size() && j < second.lines_.size()) {
    if (first.lines_[i] == second.lines_[j]) {
      ++i;
      ++j;
    } else if (first.lines_[i] < second.lines_[j]) {
      ++i;
      ++out.only_first;
    } else {
      ++j;
      ++out.only_second;
    }
  }
  out.only_first += first.lines_.size() - i;
  out.only_second += second.lines_.size() - j;
  return out;
}

}  // namespace sekisho::service
