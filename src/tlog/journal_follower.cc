#include "tlog/journal_follower.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace sekisho::tlog {
namespace {

// First indices of the segments, ascending.
Result<std::vector<uint64_t>> segments_of(const Directory& directory) {
  const Result<std::vector<std::string>> names = directory.names();
  if (!names) return std::unexpected(names.error());
  std::vector<uint64_t> out;
  for (const std::string& name : *names) {
    if (const auto first = parse_segment_name(name)) out.push_back(*first);
  }
  return out;
}

}  // namespace

Result<JournalFollower> JournalFollower::open(std::shared_ptr<Directory> directory, uint64_t from) {
  const auto segments = segments_of(*directory);
  if (!segments) return std::unexpected(segments.error());
  if (segments->empty()) return fail(ErrorCode::kNotFound, "there is no segment of a journal");
  return JournalFollower(std::move(directory), std::max(from, segments->front()));
}

// The last segment that begins at the next entry or before. A segment begins only when everything
// before it is durable.
Result<bool> JournalFollower::next_segment() {
  const auto segments = segments_of(*directory_);
  if (!segments) return std::unexpected(segments.error());
  const uint64_t at = file_ ? end_.index : next_;
  const auto behind = std::ranges::upper_bound(*segments, at);
  if (behind != segments->end()) durable_ = std::max(durable_, *behind);
  if (behind == segments->begin()) {
    return fail(ErrorCode::kBadInput, fmt::format("the journal has no entry {} any more", at));
  }
  const uint64_t first = *(behind - 1);
  const bool same = file_ && first == first_;
  if (same && behind != segments->end()) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the journal is damaged: entries {} to {} were durable and are missing",
                            at, *behind - 1),
                {segment_name(first_)});
  }
  // A segment without entries makes way for another one of its name.
  if (same && end_.index != first) return false;
  auto file = directory_->open(segment_name(first), OpenMode::kRead);
  if (!file) return std::unexpected(file.error());
  file_ = std::move(*file);
  first_ = first;
  end_ = {first, 0, 0};
  durable_ = std::max(durable_, first);
  return !same;
}

Result<SegmentEnd> JournalFollower::read_on(uint64_t count) {
  return continue_segment(*file_, first_, end_, std::max(end_.index, next_) + count,
                          [&](uint64_t index, std::string_view entry, const Hash&) -> Result<void> {
                            if (index == next_ + read_.size()) read_.emplace_back(entry);
                            return {};
                          });
}

Result<bool> JournalFollower::advance(uint64_t count) {
  if (file_ == nullptr) return next_segment();
  const SegmentEnd before = end_;
  Result<SegmentEnd> end = read_on(count);
  if (!end) return std::unexpected(end.error());
  end_ = *end;
  // A group that was being written while it was read does not hold, and the one behind it knows.
  if (end_.durable > end_.index) {
    end_.durable = before.durable;
    end = read_on(count);
    if (!end) return std::unexpected(end.error());
    end_ = *end;
  }
  if (end_.durable > end_.index) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the journal is damaged: entries {} to {} were durable and are missing",
                            end_.index, end_.durable - 1),
                {segment_name(first_)});
  }
  durable_ = std::max(durable_, end_.durable);
  if (end_.position != before.position) return true;
  return next_segment();
}

Result<uint64_t> JournalFollower::read(uint64_t count, const Each& each) {
  while (std::min<uint64_t>(durable_, next_ + read_.size()) < next_ + count) {
    const Result<bool> further = advance(count);
    if (!further) return std::unexpected(further.error());
    if (!*further) break;
  }
  if (next_ > end_.index) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the journal ends with entry {}, before entry {}", end_.index, next_));
  }
  uint64_t told = 0;
  for (; told < count && !read_.empty() && next_ < durable_; ++told, ++next_) {
    if (auto done = each(next_, read_.front()); !done) return std::unexpected(done.error());
    read_.pop_front();
  }
  return told;
}

}  // namespace sekisho::tlog
