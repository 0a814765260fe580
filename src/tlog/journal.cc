#include "tlog/journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "text/number.h"
#include "tlog/big_endian.h"
#include "tlog/journal_reader.h"
#include "tlog/limits.h"

namespace sekisho::tlog {

namespace {

constexpr std::string_view kNewSuffix = ".new";

}  // namespace

void append_frame(std::string& frames, uint64_t index, std::string_view entry) {
  SEKISHO_INVARIANT(entry.size() <= kMaxEntryBytes);
  append_u32(frames, static_cast<uint32_t>(entry.size()));
  append_u64(frames, index);
  frames.append(kFrameChecksumBytes, '\0');
  frames += entry;
}

void set_frame_hash(char* frame, const Hash& leaf) {
  std::memcpy(frame + kFrameHeadBytes - kFrameChecksumBytes, leaf.data(), kFrameChecksumBytes);
}

std::string_view entry_of_frame(const char* frame) {
  return {frame + kFrameHeadBytes, read_u32({frame, 4})};
}

Journal::Journal(std::shared_ptr<Directory> directory, uint64_t segment_bytes)
    : directory_(std::move(directory)), segment_bytes_(segment_bytes) {}

Result<void> Journal::create(std::shared_ptr<Directory> directory, uint64_t segment_bytes) {
  Journal journal(std::move(directory), segment_bytes);
  return journal.begin_segment(segment_bytes);
}

Result<void> Journal::begin_segment(uint64_t bytes) {
  const std::string name = segment_name(end_);
  const std::string beside = name + std::string(kNewSuffix);
  Result<std::unique_ptr<File>> file = write_new(*directory_, beside, segment_head(end_));
  if (!file) return std::unexpected(file.error());
  capacity_ = std::max<uint64_t>(segment_bytes_, bytes + kSegmentHeadBytes);
  if (auto reserved = (*file)->preallocate(capacity_); !reserved) return reserved;
  if (auto synced = (*file)->sync(); !synced) return synced;
  // One of this name that holds nothing makes way, so that there is always one.
  if (auto moved = directory_->rename(beside, name); !moved) return moved;
  if (auto synced = directory_->sync(); !synced) return synced;
  file_ = std::move(*file);
  position_ = kSegmentHeadBytes;
  const std::lock_guard lock(segments_mutex_);
  segments_.push_back(end_);
  return {};
}

bool Journal::must_sync(size_t bytes) const {
  return position_ + bytes > capacity_;
}

Result<void> Journal::write(std::string_view frames, uint64_t count) {
  if (must_sync(frames.size())) {
    if (auto begun = begin_segment(frames.size()); !begun) return begun;
  }
  if (auto written = file_->write(position_, frames); !written) return written;
  position_ += frames.size();
  end_ += count;
  return {};
}

Result<void> Journal::sync() {
  return file_->sync();
}

Result<void> Journal::forget(uint64_t size) {
  const std::lock_guard lock(segments_mutex_);
  size_t gone = 0;
  while (gone + 1 < segments_.size() && segments_[gone + 1] <= size) ++gone;
  for (size_t i = 0; i < gone; ++i) {
    if (auto removed = directory_->remove(segment_name(segments_[i])); !removed) return removed;
  }
  segments_.erase(segments_.begin(), segments_.begin() + static_cast<ptrdiff_t>(gone));
  return {};
}

namespace {

std::unexpected<Error> lost(uint64_t from, uint64_t until, const std::string& file) {
  return fail(ErrorCode::kBadInput,
              fmt::format("the journal is damaged: entries {} to {} are missing", from, until - 1),
              {file},
              "Restore the log's directory, or continue under a new origin; nothing was changed.");
}

// First indices of the segments that are needed to read from `from` on, ascending.
Result<std::vector<uint64_t>> list_segments(Directory& directory) {
  const Result<std::vector<std::string>> names = directory.names();
  if (!names) return std::unexpected(names.error());
  std::vector<uint64_t> out;
  for (const std::string& name : *names) {
    if (name.ends_with(kNewSuffix)) continue;  // a crash came before it began
    const std::optional<uint64_t> first = parse_segment_name(name);
    if (!first) {
      return fail(ErrorCode::kBadInput, "the file is no segment of a journal", {name},
                  "Move it elsewhere; the journal's directory holds nothing else.");
    }
    out.push_back(*first);
  }
  return out;
}

// What the last segment holds is written once more where it stands: it may be in memory only.
Result<void> write_again(File& file, uint64_t end) {
  std::string piece;
  for (uint64_t at = 0; at < end; at += piece.size()) {
    piece.resize(std::min<uint64_t>(end - at, kSegmentPieceBytes));
    const Result<size_t> got = file.read(at, piece);
    if (!got) return std::unexpected(got.error());
    if (*got != piece.size()) return fail(ErrorCode::kIo, "the segment became shorter");
    if (auto written = file.write(at, piece); !written) return written;
  }
  if (auto cut = file.truncate(end); !cut) return cut;
  return file.sync();
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::shared_ptr<Directory>& directory,
                                               uint64_t segment_bytes, uint64_t from,
                                               const Replay& replay) {
  Result<std::vector<uint64_t>> segments = list_segments(*directory);
  if (!segments) return std::unexpected(segments.error());
  auto journal = std::make_unique<Journal>(directory, segment_bytes);
  std::vector<uint64_t>& firsts = *segments;
  if (firsts.empty()) return lost(from, from + 1, "journal");
  if (firsts.front() > from) return lost(from, firsts.front(), segment_name(firsts.front()));

  // Segments before the one in which `from` lies were published and are forgotten later.
  size_t at = 0;
  while (at + 1 < firsts.size() && firsts[at + 1] <= from) ++at;
  journal->end_ = firsts[at];
  for (; at < firsts.size(); ++at) {
    const std::string name = segment_name(firsts[at]);
    Result<std::unique_ptr<File>> file = directory->open(name, OpenMode::kWrite);
    if (!file) return std::unexpected(file.error());
    const Result<SegmentEnd> end = read_segment(
        **file, firsts[at], at + 1 < firsts.size() ? firsts[at + 1] : ~uint64_t{0}, replay);
    if (!end) {
      Error error = end.error();
      if (error.place.file.empty()) error.place.file = name;
      return std::unexpected(error);
    }
    journal->end_ = end->index;
    if (at + 1 < firsts.size()) {
      // A segment begins only when everything before it is durable.
      if (end->index < firsts[at + 1]) return lost(end->index, firsts[at + 1], name);
      continue;
    }
    if (end->index < from) return lost(end->index, from, name);
    journal->file_ = std::move(*file);
    journal->position_ = end->position;
  }
  journal->segments_ = std::move(firsts);
  return journal;
}

Result<void> Journal::begin() {
  if (auto kept = write_again(*file_, position_); !kept) return kept;
  // One that holds nothing has the name of the one that begins now.
  if (segments_.back() == end_) segments_.pop_back();
  return begin_segment(segment_bytes_);
}

}  // namespace sekisho::tlog
