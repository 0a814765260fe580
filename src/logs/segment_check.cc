#include "logs/segment_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "logs/limits.h"
#include "logs/line_end.h"

namespace sekisho::logs {
namespace {

class Checker {
 public:
  Checker(const SegmentBytes& bytes, const SegmentSeal& seal, const crypto::SecretKey* key)
      : bytes_(bytes), seal_(seal), key_(key) {}

  Result<SegmentCheck> run() {
    Result<SegmentParts> parts = load_segment(bytes_);
    if (!parts && parts.error().code != ErrorCode::kBadInput) return std::unexpected(parts.error());
    if (!parts) {
      all_lines(parts.error().message);
      return std::move(check_);
    }
    head_ = std::move(parts->head);
    rows_ = std::move(parts->rows);
    check_index(crypto::sha256(parts->head_bytes));
    if (auto done = check_frames(parts->head_bytes.size()); !done)
      return std::unexpected(done.error());
    return std::move(check_);
  }

 private:
  void report(uint64_t first, uint64_t last, std::string message) {
    check_.problems.push_back({first, std::max(first, last), std::move(message)});
  }
  void all_lines(std::string message) { report(1, seal_.lines, std::move(message)); }

  // The lines of row `i`, from its neighbours where it is damaged itself.
  std::pair<uint64_t, uint64_t> lines_of(size_t i, bool damaged) const {
    if (!damaged) {
      const SegmentRow& row = rows_[i];
      return {row.first_line, row.first_line + std::max<uint64_t>(row.lines, 1) - 1};
    }
    // What stands in damaged neighbours may be anything, so it is kept within the file.
    const auto within = [&](uint64_t line) {
      return std::clamp<uint64_t>(line, 1, std::max<uint64_t>(seal_.lines, 1));
    };
    uint64_t first = 1;
    uint64_t last = seal_.lines;
    if (i > 0) first = rows_[i - 1].first_line + rows_[i - 1].lines;
    if (i + 1 < rows_.size() && rows_[i + 1].first_line > first) last = rows_[i + 1].first_line;
    return {within(first), within(last)};
  }

  // Follows the chain of hashes. Where a row does not continue it, either the row or its own hash
  // was changed; the next row tells which, since it continues one of the two.
  void check_index(const crypto::Digest& head) {
    std::vector<crypto::Digest> before{head};
    bool whole = true;
    good_.assign(rows_.size(), false);
    for (size_t i = 0; i < rows_.size(); ++i) {
      const SegmentRow& row = rows_[i];
      std::vector<crypto::Digest> next{row.chained};
      good_[i] = std::ranges::any_of(
          before, [&](const crypto::Digest& digest) { return chain(digest, row) == row.chained; });
      if (!good_[i]) {
        whole = false;
        for (const crypto::Digest& digest : before) next.push_back(chain(digest, row));
        const auto [first, last] = lines_of(i, true);
        report(first, last,
               i == 0 ? "the head, or the first row of the index, was changed"
                      : "the index was changed");
      }
      if (next.size() > kMostBranches) next.resize(kMostBranches);
      before = std::move(next);
    }
    const bool sealed = std::ranges::any_of(before, [&](const crypto::Digest& digest) {
      return crypto::to_hex(crypto::view(digest)) == seal_.hash;
    });
    if (whole && !sealed) all_lines("the segment is not the one that was sealed");
    trusted_ = whole && sealed;
  }

  Result<void> check_frames(uint64_t head_size) {
    const bool readable = !head_.encrypted() || (key_ != nullptr && is_key_of(head_, *key_));
    check_.opened = readable;
    const LineEnd line_end(head_.encoding);
    crypto::Sha256 hash;
    uint64_t lines = 0;
    uint64_t expected_offset = head_size;
    bool whole = trusted_;
    for (size_t i = 0; i < rows_.size(); ++i) {
      // A row that was changed has been reported.
      if (!good_[i]) continue;
      const SegmentRow& row = rows_[i];
      const auto [first, last] = lines_of(i, false);
      Result<std::string> content =
          readable ? open_frame(bytes_, head_, row, i, key_) : read_frame(bytes_, row);
      if (!content && content.error().code != ErrorCode::kBadInput)
        return std::unexpected(content.error());
      if (trusted_ && content && row.offset != expected_offset)
        content = fail(ErrorCode::kBadInput, "the frame does not stand where it should");
      expected_offset = row.offset + row.stored;
      if (!content) {
        whole = false;
        report(first, last,
               fmt::format("{}{}", content.error().message,
                           row.kind == FrameKind::kEvents ? " (of events, not of lines)" : ""));
        continue;
      }
      if (!readable || row.kind != FrameKind::kLines) continue;
      hash.update(*content);
      lines += row.lines;
      const uint64_t ended = line_end.count(*content);
      // The last line of the file may have no end.
      if (row.lines != ended && row.lines != ended + 1) {
        whole = false;
        report(first, last, fmt::format("the frame has {} lines, not {}", ended, row.lines));
      }
    }
    if (whole && readable && (hash.hex() != seal_.sha256 || lines != seal_.lines))
      all_lines("the lines are not those that were sealed");
    return {};
  }

  static constexpr size_t kMostBranches = 4;

  const SegmentBytes& bytes_;
  const SegmentSeal& seal_;
  const crypto::SecretKey* key_;
  SegmentHead head_;
  std::vector<SegmentRow> rows_;
  std::vector<bool> good_;  // rows that continue the chain
  bool trusted_ = false;    // head and index are the sealed ones
  SegmentCheck check_;
};

}  // namespace

Result<SegmentCheck> check_segment(const SegmentBytes& bytes, const SegmentSeal& seal,
                                   const crypto::SecretKey* key) {
  return Checker(bytes, seal, key).run();
}

}  // namespace sekisho::logs
