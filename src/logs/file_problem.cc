#include "logs/file_problem.h"

#include <fmt/format.h>

#include <algorithm>

#include "logs/file_context.h"
#include "logs/log_format.h"

namespace sekisho::logs {
namespace {

// From here on a file is not what its profile describes: of a hundred lines, one was read at most.
constexpr uint64_t kFewLines = 20;
constexpr uint64_t kRejectedOfHundred = 99;

}  // namespace

void FileWatch::add(const Block& block, const LineCounts& counts,
                    const std::vector<Reject>& rejects) {
  counts_ += counts;
  told_ = told_ || (block.context && block.context->problem);
  for (const Reject& reject : rejects) {
    lines_by_reason_[static_cast<size_t>(reject.reason)] += reject.lines;
  }
  const uint64_t last_line = block.first_line + counts.lines;
  if (counts.lines == 0 || last_line < last_line_) return;
  last_line_ = last_line;
  last_line_cut_ = block.last && !block.bytes.ends_with('\n') && !rejects.empty() &&
                   rejects.back().line + rejects.back().lines == last_line;
}

void FileWatch::merge(const FileWatch& other) {
  counts_ += other.counts_;
  told_ = told_ || other.told_;
  for (size_t i = 0; i < kRejectReasonCount; ++i) lines_by_reason_[i] += other.lines_by_reason_[i];
  if (other.last_line_ > last_line_) {
    last_line_ = other.last_line_;
    last_line_cut_ = other.last_line_cut_;
  }
}

std::vector<FileProblem> FileWatch::problems(const LogProfile& profile) const {
  std::vector<FileProblem> out;
  const uint64_t read = counts_.event_lines + counts_.reject_lines;
  if (!told_ && counts_.reject_lines >= kFewLines &&
      counts_.reject_lines * 100 >= read * kRejectedOfHundred) {
    const auto most = std::ranges::max_element(lines_by_reason_);
    const auto reason = static_cast<RejectReason>(most - lines_by_reason_.begin());
    const bool encoding = reason == RejectReason::kBadEncoding || reason == RejectReason::kNulByte;
    out.push_back(
        {encoding ? FileProblemKind::kWrongEncoding : FileProblemKind::kOtherLayout,
         fmt::format("{} of {} lines cannot be read as `{}` describes them, most for `{}`",
                     counts_.reject_lines, read, profile.file, name_of(reason)),
         "Try a few of the lines with `sekisho source check`."});
  }
  if (!told_ && last_line_cut_) {
    out.push_back({FileProblemKind::kTruncated, "the file ends in the middle of a line",
                   "Copy the file again, or ask for the rest of it."});
  }
  return out;
}

}  // namespace sekisho::logs
