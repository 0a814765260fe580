#include "spool/spool_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "spool/spool_files.h"
#include "tlog/journal_reader.h"

namespace sekisho::spool {
namespace {

using tlog::Directory;
using tlog::Journal;

// The first index of the journal's first segment; none where there is no segment.
Result<std::optional<uint64_t>> first_segment(const Directory& journal) {
  const Result<std::vector<std::string>> names = journal.names();
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    if (const auto first = tlog::parse_segment_name(name)) return first;
  }
  return std::nullopt;
}

// A journal without entries, as `create` makes one, may be one whose making was cut off.
Result<void> refuse_entries(Directory& journal, uint64_t first) {
  const auto file = journal.open(tlog::segment_name(first), tlog::OpenMode::kRead);
  if (!file) return std::unexpected(file.error());
  const auto end =
      tlog::read_segment(**file, first, ~uint64_t{0}, [](auto&&...) { return Result<void>(); });
  if (first == 0 && end && end->index == 0) return {};
  return fail(ErrorCode::kBadInput, "there are entries of a spool that has lost its name",
              {"identity"}, "Restore the file, or move the directory away and begin another one.");
}

Result<std::string> make_spool(Directory& spool, uint64_t segment_bytes) {
  if (auto made = spool.make_directory(kJournalDirectory); !made)
    return std::unexpected(made.error());
  auto journal = spool.directory(kJournalDirectory);
  if (!journal) return std::unexpected(journal.error());
  const auto first = first_segment(**journal);
  if (!first) return std::unexpected(first.error());
  if (*first) {
    if (auto empty = refuse_entries(**journal, **first); !empty)
      return std::unexpected(empty.error());
  }
  if (auto made = Journal::create(std::move(*journal), segment_bytes); !made)
    return std::unexpected(made.error());
  // Its directory sync makes the journal's name durable, too.
  return write_identity(spool);
}

}  // namespace

Result<SpoolWriter> SpoolWriter::open(std::shared_ptr<Directory> directory,
                                      uint64_t segment_bytes) {
  SpoolWriter out;
  out.directory_ = std::move(directory);
  Directory& spool = *out.directory_;
  auto lock = spool.lock(kRecorderLock);
  if (!lock) return std::unexpected(lock.error());
  out.lock_ = std::move(*lock);
  Result<std::string> id = read_identity(spool);
  if (!id && id.error().code == ErrorCode::kNotFound) id = make_spool(spool, segment_bytes);
  if (!id) return std::unexpected(id.error());
  out.id_ = std::move(*id);

  auto journal = spool.directory(kJournalDirectory);
  if (!journal) return std::unexpected(journal.error());
  const auto first = first_segment(**journal);
  if (!first) return std::unexpected(first.error());
  const Result<uint64_t> drained = read_drained(spool);
  if (!drained) return std::unexpected(drained.error());
  // Segments before the first one were drained, even where a power loss took the note of it.
  auto opened =
      Journal::open(std::move(*journal), segment_bytes, std::max(*drained, first->value_or(0)),
                    [](auto&&...) { return Result<void>(); });
  if (!opened) return std::unexpected(opened.error());
  out.journal_ = std::move(*opened);
  if (auto begun = out.journal_->begin(); !begun) return std::unexpected(begun.error());
  return out;
}

Result<void> SpoolWriter::write(tlog::JournalGroup& group) {
  if (auto written = journal_->write(group); !written) return written;
  return journal_->sync();
}

Result<void> SpoolWriter::mark() {
  if (is_marked()) return {};
  tlog::JournalGroup none;
  // Where a segment is full, the next one says it: a drain does not wait for another entry.
  return journal_->must_sync(none) ? journal_->write(none) : journal_->mark();
}

Result<void> SpoolWriter::tidy_up() {
  tidy_at_ = journal_->end();
  const Result<uint64_t> drained = read_drained(*directory_);
  if (!drained) return std::unexpected(drained.error());
  if (auto forgotten = journal_->forget(std::min(*drained, journal_->end())); !forgotten)
    return forgotten;
  return journal_->prepare();
}

}  // namespace sekisho::spool
