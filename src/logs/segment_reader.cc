#include "logs/segment_reader.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>

#include "crypto/secret_box.h"
#include "logs/limits.h"
#include "logs/line_end.h"

namespace sekisho::logs {
namespace {

constexpr size_t kBeginningBytes = 20;  // with the length of the head

std::unexpected<Error> bad(std::string message) {
  return fail(ErrorCode::kBadInput, std::move(message));
}

// Exactly so many bytes from there, or kBadInput.
Result<std::string> read_bytes(const SegmentBytes& bytes, uint64_t offset, size_t size) {
  std::string out(size, '\0');
  const Result<size_t> got = bytes.read(offset, out);
  if (!got) return std::unexpected(got.error());
  if (*got != size) return bad("the segment ends too early");
  return out;
}

size_t most_bytes(FrameKind kind) {
  return kind == FrameKind::kLines ? kSegmentFrameBytes : kMaxSegmentEventBytes;
}

}  // namespace

Result<SegmentParts> load_segment(const SegmentBytes& bytes) {
  const Result<uint64_t> size = bytes.size();
  if (!size) return std::unexpected(size.error());
  if (*size < kBeginningBytes + kSegmentEndBytes) return bad("the segment ends too early");
  const Result<std::string> beginning = read_bytes(bytes, 0, kBeginningBytes);
  if (!beginning) return std::unexpected(beginning.error());
  const uint64_t head_size = segment_head_size(*beginning);
  if (head_size == 0) return bad("the head of the segment is damaged");
  Result<std::string> head_bytes = read_bytes(bytes, 0, head_size);
  if (!head_bytes) return std::unexpected(head_bytes.error());
  Result<SegmentHead> head = parse_segment_head(*head_bytes);
  if (!head) return bad("the head of the segment is damaged");
  const Result<std::string> last = read_bytes(bytes, *size - kSegmentEndBytes, kSegmentEndBytes);
  if (!last) return std::unexpected(last.error());
  const Result<SegmentEnd> end = parse_segment_end(*last, *size);
  if (!end) return std::unexpected(end.error());

  SegmentParts parts{std::move(*head_bytes), std::move(*head), {}};
  const Result<std::string> index =
      read_bytes(bytes, end->index_offset, end->rows * kSegmentRowBytes);
  if (!index) return std::unexpected(index.error());
  for (size_t at = 0; at < index->size(); at += kSegmentRowBytes)
    parts.rows.push_back(parse_segment_row(std::string_view(*index).substr(at, kSegmentRowBytes)));
  return parts;
}

Result<std::string> read_frame(const SegmentBytes& bytes, const SegmentRow& row) {
  // Compressing may make a frame longer, and a box is longer than what is in it.
  if (row.stored > ZSTD_compressBound(most_bytes(row.kind)) + crypto::kBoxExtraBytes)
    return bad("the frame is too large");
  Result<std::string> stored = read_bytes(bytes, row.offset, row.stored);
  if (!stored) return stored;
  if (crypto::sha256(*stored) != row.hash) return bad("bytes of the frame were changed");
  return stored;
}

Result<std::string> open_frame(const SegmentBytes& bytes, const SegmentHead& head,
                               const SegmentRow& row, uint64_t number,
                               const crypto::SecretKey* key) {
  if (row.plain > most_bytes(row.kind)) return bad("the frame is too large");
  Result<std::string> stored = read_frame(bytes, row);
  if (!stored) return stored;
  if (head.encrypted()) {
    std::optional<std::string> packed;
    if (key != nullptr) packed = crypto::decrypt(*key, *stored, frame_about(head, number));
    if (!packed) return bad("the frame does not open under its key");
    *stored = std::move(*packed);
  }
  std::string plain(row.plain, '\0');
  const size_t size = ZSTD_decompress(plain.data(), plain.size(), stored->data(), stored->size());
  if (ZSTD_isError(size) != 0 || size != plain.size()) return bad("the frame cannot be unpacked");
  return plain;
}

bool is_key_of(const SegmentHead& head, const crypto::SecretKey& key) {
  return head.key_check == crypto::to_hex(crypto::view(crypto::key_check(key)));
}

Result<SegmentReader> SegmentReader::open(const SegmentBytes& bytes, std::string_view hash,
                                          const crypto::SecretKey* key) {
  Result<SegmentParts> parts = load_segment(bytes);
  if (!parts) return std::unexpected(parts.error());
  SegmentReader reader(bytes, key);
  reader.head_ = std::move(parts->head);
  crypto::Digest chained = crypto::sha256(parts->head_bytes);
  for (const SegmentRow& row : parts->rows) chained = chain(chained, row);
  reader.rows_ = std::move(parts->rows);
  if (crypto::to_hex(crypto::view(chained)) != hash)
    return bad("the segment's head or index is not the one that was sealed");
  if (reader.head_.encrypted() && (key == nullptr || !is_key_of(reader.head_, *key)))
    return fail(ErrorCode::kUsage, "the segment is encrypted under another key");
  return reader;
}

uint64_t SegmentReader::lines() const {
  uint64_t lines = 0;
  for (const SegmentRow& row : rows_)
    if (row.kind == FrameKind::kLines) lines += row.lines;
  return lines;
}

Result<void> SegmentReader::read_lines(uint64_t first, uint64_t last, const Take& take) const {
  if (first == 0 || first > last || last > lines()) {
    return fail(ErrorCode::kUsage,
                fmt::format("there are no lines {} to {}: the file has {}", first, last, lines()));
  }
  const LineEnd line_end(head_.encoding);
  for (uint64_t number = 0; number < rows_.size(); ++number) {
    const SegmentRow& row = rows_[number];
    // Its last line may go on in the next frame.
    if (row.kind != FrameKind::kLines || row.first_line > last ||
        row.lines < first - std::min(first, row.first_line)) {
      continue;
    }
    const Result<std::string> plain = frame(number);
    if (!plain) return std::unexpected(plain.error());
    const std::string_view text = *plain;
    size_t begin = std::string_view::npos;
    size_t at = 0;
    for (uint64_t line = row.first_line; at < text.size() && line <= last; ++line) {
      if (line >= first && begin == std::string_view::npos) begin = at;
      at = std::min(line_end.behind_next(text, at), text.size());
    }
    if (begin == std::string_view::npos) continue;
    if (auto taken = take(text.substr(begin, at - begin)); !taken) return taken;
  }
  return {};
}

Result<void> SegmentReader::read_all(const Take& take) const {
  const uint64_t all = lines();
  return all == 0 ? Result<void>() : read_lines(1, all, take);
}

Result<void> SegmentReader::read_events(const Take& take) const {
  for (uint64_t number = 0; number < rows_.size(); ++number) {
    if (rows_[number].kind != FrameKind::kEvents) continue;
    const Result<std::string> events = frame(number);
    if (!events) return std::unexpected(events.error());
    if (auto taken = take(*events); !taken) return taken;
  }
  return {};
}

}  // namespace sekisho::logs
