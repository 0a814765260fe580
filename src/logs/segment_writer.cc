#include "logs/segment_writer.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>

#include "crypto/secret_box.h"
#include "logs/limits.h"
#include "logs/line_end.h"

namespace sekisho::logs {
namespace {

constexpr int kLevel = 3;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

struct SegmentWriter::State {
  SegmentHead head;
  const crypto::SecretKey* key;
  Sink sink;
  LineEnd line_end;
  std::unique_ptr<ZSTD_CCtx, FreeContext> zstd{ZSTD_createCCtx()};
  std::vector<SegmentRow> rows;
  crypto::Digest chained{};
  uint64_t offset = 0;
  std::string pending;  // of the log file
  bool lines_ended = false;
  uint64_t next_line = 1;
  crypto::Sha256 hash;
  SegmentSeal seal;

  Result<void> put(std::string_view bytes) {
    offset += bytes.size();
    return sink(bytes);
  }
  Result<void> begin() {
    if (offset != 0) return {};
    const std::string bytes = segment_head_bytes(head);
    chained = crypto::sha256(bytes);
    return put(bytes);
  }
  Result<void> put_frame(FrameKind kind, std::string_view plain, uint64_t first_line,
                         uint64_t lines);
  Result<void> put_lines(size_t size, bool last);
  Result<void> end_lines();
};

Result<void> SegmentWriter::State::put_frame(FrameKind kind, std::string_view plain,
                                             uint64_t first_line, uint64_t lines) {
  if (rows.size() == kMaxSegmentFrames) {
    return fail(ErrorCode::kLimit, "the file is too large for one segment of the archive",
                {head.file}, "Cut it into several files.");
  }
  if (auto done = begin(); !done) return done;
  std::string stored(ZSTD_compressBound(plain.size()), '\0');
  const size_t size = ZSTD_compressCCtx(zstd.get(), stored.data(), stored.size(), plain.data(),
                                        plain.size(), kLevel);
  SEKISHO_INVARIANT(ZSTD_isError(size) == 0);
  stored.resize(size);
  if (key != nullptr) stored = crypto::encrypt(*key, stored, frame_about(head, rows.size()));
  SegmentRow row{.kind = kind,
                 .offset = offset,
                 .stored = static_cast<uint32_t>(stored.size()),
                 .plain = static_cast<uint32_t>(plain.size()),
                 .first_line = first_line,
                 .lines = lines,
                 .hash = crypto::sha256(stored)};
  chained = row.chained = chain(chained, row);
  rows.push_back(row);
  return put(stored);
}

// A frame of the first `size` pending bytes.
Result<void> SegmentWriter::State::put_lines(size_t size, bool last) {
  const std::string_view plain = std::string_view(pending).substr(0, size);
  const uint64_t ended = line_end.count(plain);
  const size_t behind = line_end.behind_last(plain);
  const bool cut = behind == std::string_view::npos || behind < plain.size();
  const uint64_t lines = ended + (last && cut ? 1 : 0);
  if (auto done = put_frame(FrameKind::kLines, plain, next_line, lines); !done) return done;
  next_line += ended;
  seal.lines += lines;
  pending.erase(0, size);
  return {};
}

Result<void> SegmentWriter::State::end_lines() {
  if (lines_ended) return {};
  lines_ended = true;
  seal.sha256 = hash.hex();
  return pending.empty() ? begin() : put_lines(pending.size(), true);
}

SegmentWriter::SegmentWriter(SegmentHead head, const crypto::SecretKey* key, Sink sink)
    : state_(std::make_unique<State>()) {
  SEKISHO_INVARIANT(head.encrypted() == (key != nullptr));
  if (key != nullptr) head.key_check = crypto::to_hex(crypto::view(crypto::key_check(*key)));
  state_->line_end = LineEnd(head.encoding);
  state_->head = std::move(head);
  state_->key = key;
  state_->sink = std::move(sink);
}
SegmentWriter::SegmentWriter(SegmentWriter&&) noexcept = default;
SegmentWriter& SegmentWriter::operator=(SegmentWriter&&) noexcept = default;
SegmentWriter::~SegmentWriter() = default;

Result<void> SegmentWriter::append(std::string_view bytes) {
  State& s = *state_;
  SEKISHO_INVARIANT(!s.lines_ended);
  s.hash.update(bytes);
  s.seal.bytes += bytes.size();
  while (!bytes.empty()) {
    // A full frame waits for the next byte: the last line of the file may end without an end.
    if (s.pending.size() == kSegmentFrameBytes) {
      const size_t behind = s.line_end.behind_last(s.pending);
      const size_t size = behind == std::string_view::npos ? s.pending.size() : behind;
      if (auto done = s.put_lines(size, false); !done) return done;
    }
    const size_t size = std::min(bytes.size(), kSegmentFrameBytes - s.pending.size());
    s.pending += bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
  return {};
}

Result<void> SegmentWriter::append_events(uint64_t first_line, uint64_t lines,
                                          std::string_view events) {
  if (auto done = state_->end_lines(); !done) return done;
  if (events.size() > kMaxSegmentEventBytes) {
    return fail(ErrorCode::kLimit, "a block has more events than a frame takes",
                {state_->head.file, first_line});
  }
  return state_->put_frame(FrameKind::kEvents, events, first_line, lines);
}

Result<SegmentSeal> SegmentWriter::finish() {
  State& s = *state_;
  if (auto done = s.end_lines(); !done) return std::unexpected(done.error());
  const uint64_t index_offset = s.offset;
  for (const SegmentRow& row : s.rows) {
    const std::string bytes = segment_row_bytes(row) + std::string(crypto::view(row.chained));
    if (auto done = s.put(bytes); !done) return std::unexpected(done.error());
  }
  if (auto done = s.put(segment_end_bytes(index_offset, s.rows.size())); !done)
    return std::unexpected(done.error());
  s.seal.hash = crypto::to_hex(crypto::view(s.chained));
  return s.seal;
}

}  // namespace sekisho::logs
