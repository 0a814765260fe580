#include "tlog/journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "crypto/random.h"
#include "tlog/journal_reader.h"
#include "tlog/limits.h"

namespace sekisho::tlog {

namespace {

constexpr std::string_view kNewSuffix = ".new";
constexpr std::string_view kSpareSuffix = ".spare";
constexpr std::string_view kAhead = "ahead.spare";
constexpr size_t kMaxSpare = 32;
constexpr uint64_t kPieceBytes = uint64_t{1} << 20;  // that are copied at once

}  // namespace

Journal::Journal(std::shared_ptr<Directory> directory, uint64_t segment_bytes)
    : directory_(std::move(directory)), segment_bytes_(segment_bytes) {}

Result<void> Journal::create(std::shared_ptr<Directory> directory, uint64_t segment_bytes) {
  Journal journal(std::move(directory), segment_bytes);
  return journal.begin_segment(0);
}

// Under its name with `.new`, not yet synced.
Result<std::unique_ptr<File>> Journal::new_segment(const std::string& name, uint64_t size) {
  Result<std::unique_ptr<File>> file = write_new(*directory_, name, segment_head(end_, salt_));
  if (!file) return file;
  if (auto reserved = (*file)->preallocate(size); !reserved) {
    return std::unexpected(reserved.error());
  }
  return file;
}

// One that is large enough, under the same name; none otherwise.
Result<std::unique_ptr<File>> Journal::used_segment(const std::string& name, uint64_t size) {
  // One that is being made is worth waiting for.
  const std::lock_guard alone(spare_mutex_);
  std::vector<std::string> spare;
  {
    const std::lock_guard lock(segments_mutex_);
    spare.swap(spare_);
  }
  // Its old name must not come back once it says something else.
  if (!spare.empty()) {
    if (auto synced = directory_->sync(); !synced) return std::unexpected(synced.error());
  }
  Result<std::unique_ptr<File>> found = nullptr;
  while (!spare.empty() && *found == nullptr) {
    const std::string old_name = std::move(spare.back());
    spare.pop_back();
    Result<std::unique_ptr<File>> file = directory_->open(old_name, OpenMode::kWrite);
    if (!file) return file;
    const Result<uint64_t> has = (*file)->size();
    if (!has) return std::unexpected(has.error());
    if (*has < size) {
      if (auto gone = directory_->remove(old_name); !gone) return std::unexpected(gone.error());
      continue;
    }
    if (auto moved = directory_->rename(old_name, name); !moved) {
      return std::unexpected(moved.error());
    }
    if (auto written = (*file)->write(0, segment_head(end_, salt_)); !written) {
      return std::unexpected(written.error());
    }
    found = std::move(file);
    std::erase(spare, name);  // one that a crash left under this name made way
  }
  const std::lock_guard lock(segments_mutex_);
  spare_.insert(spare_.end(), spare.begin(), spare.end());
  return found;
}

Result<void> Journal::begin_segment(uint64_t bytes) {
  const std::string name = segment_name(end_);
  const std::string beside = name + std::string(kNewSuffix);
  crypto::fill_random(salt_);
  const uint64_t wanted = std::max<uint64_t>(segment_bytes_, bytes + kJournalBlockBytes);
  Result<std::unique_ptr<File>> file = used_segment(beside, wanted);
  if (file && *file == nullptr) file = new_segment(beside, wanted);
  if (!file) return std::unexpected(file.error());
  const Result<uint64_t> size = (*file)->size();
  if (!size) return std::unexpected(size.error());
  if (auto synced = (*file)->sync(); !synced) return synced;
  // One of this name holds nothing, and makes way: there is always one.
  if (auto moved = directory_->rename(beside, name); !moved) return moved;
  if (auto synced = directory_->sync(); !synced) return synced;
  file_ = std::move(*file);
  capacity_ = *size;
  position_ = kJournalBlockBytes;
  // That there is a segment of this name says as much.
  durable_ = end_.load();
  marked_ = end_.load();
  const std::lock_guard lock(segments_mutex_);
  if (segments_.empty() || segments_.back() != end_) segments_.push_back(end_);
  return {};
}

bool Journal::must_sync(const JournalGroup& group) const {
  return position_ + padded_group_size(group.entry_bytes()) > capacity_;
}

Result<void> Journal::write_sealed(std::string_view bytes) {
  if (auto written = file_->write(position_, bytes); !written) return written;
  position_ += bytes.size();
  return {};
}

Result<void> Journal::write(JournalGroup& group) {
  if (must_sync(group)) {
    const uint64_t bytes = padded_group_size(group.entry_bytes());
    if (auto begun = begin_segment(bytes); !begun) return begun;
  }
  const uint64_t durable = durable_;
  if (auto written = write_sealed(group.seal(end_, durable, salt_)); !written) return written;
  marked_ = durable;
  end_ += group.count();
  return {};
}

Result<void> Journal::sync() {
  const uint64_t end = end_;
  if (auto synced = file_->sync(); !synced) return synced;
  durable_ = end;
  return {};
}

Result<void> Journal::mark() {
  JournalGroup none;
  const uint64_t durable = durable_;
  marked_ = durable;
  // Where a segment is full, the next one says it.
  if (must_sync(none)) return {};
  return write_sealed(none.seal(end_, durable, salt_));
}

uint64_t Journal::first_kept() const {
  const std::lock_guard lock(segments_mutex_);
  return segments_.front();
}

Result<void> Journal::prepare() {
  const std::lock_guard alone(spare_mutex_);
  {
    const std::lock_guard lock(segments_mutex_);
    if (!spare_.empty()) return {};
  }
  const Result<std::unique_ptr<File>> file = write_new(*directory_, kAhead, {});
  if (!file) return std::unexpected(file.error());
  if (auto reserved = (*file)->preallocate(segment_bytes_); !reserved) return reserved;
  if (auto synced = (*file)->sync(); !synced) return synced;
  const std::lock_guard lock(segments_mutex_);
  spare_.emplace_back(kAhead);
  return {};
}

Result<void> Journal::forget(uint64_t size) {
  const std::lock_guard lock(segments_mutex_);
  size_t gone = 0;
  while (gone + 1 < segments_.size() && segments_[gone + 1] <= size) ++gone;
  for (size_t i = 0; i < gone; ++i) {
    const std::string name = segment_name(segments_[i]);
    if (spare_.size() == kMaxSpare) {
      if (auto removed = directory_->remove(name); !removed) return removed;
      continue;
    }
    std::string spare = name + std::string(kSpareSuffix);
    if (auto moved = directory_->rename(name, spare); !moved) return moved;
    spare_.push_back(std::move(spare));
  }
  segments_.erase(segments_.begin(), segments_.begin() + static_cast<ptrdiff_t>(gone));
  return {};
}

namespace {

std::unexpected<Error> lost(uint64_t from, uint64_t until, const std::string& file) {
  return fail(
      ErrorCode::kBadInput,
      fmt::format("the journal is damaged: entries {} to {} were acknowledged and are missing",
                  from, until - 1),
      {file}, "Restore the log's directory, or continue under a new origin; nothing was changed.");
}

// Names that end so, which are no segments.
bool is_aside(std::string_view name) {
  return name.ends_with(kNewSuffix) || name.ends_with(kSpareSuffix);
}

// First indices of the segments, ascending.
Result<std::vector<uint64_t>> list_segments(std::span<const std::string> names) {
  std::vector<uint64_t> out;
  for (const std::string& name : names) {
    if (is_aside(name)) continue;
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
    piece.resize(std::min<uint64_t>(end - at, kPieceBytes));
    const Result<size_t> got = file.read(at, piece);
    if (!got) return std::unexpected(got.error());
    if (*got == 0) break;  // the padding of the last group is gone
    piece.resize(*got);
    if (auto written = file.write(at, piece); !written) return written;
  }
  return file.sync();
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::shared_ptr<Directory>& directory,
                                               uint64_t segment_bytes, uint64_t from,
                                               const Replay& replay) {
  const Result<std::vector<std::string>> names = directory->names();
  if (!names) return std::unexpected(names.error());
  Result<std::vector<uint64_t>> segments = list_segments(*names);
  if (!segments) return std::unexpected(segments.error());
  auto journal = std::make_unique<Journal>(directory, segment_bytes);
  std::ranges::copy_if(*names, std::back_inserter(journal->spare_), is_aside);
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
    const uint64_t known = std::max(from, end->durable);
    if (end->index < known) return lost(end->index, known, name);
    journal->file_ = std::move(*file);
    journal->position_ = end->position;
  }
  journal->segments_ = std::move(firsts);
  return journal;
}

Result<void> Journal::begin() {
  if (auto kept = write_again(*file_, position_); !kept) return kept;
  return begin_segment(0);
}

}  // namespace sekisho::tlog
