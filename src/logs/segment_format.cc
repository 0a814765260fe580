#include "logs/segment_format.h"

#include <fmt/format.h>

#include <cstring>

#include "base/big_endian.h"
#include "logs/limits.h"
#include "text/json.h"

namespace sekisho::logs {
namespace {

constexpr std::string_view kMagic = "sekisho-segment1";
constexpr std::string_view kEndMagic = "segment1-sekisho";
constexpr size_t kLengthBytes = 4;
static_assert(kSegmentEndBytes == 16 + kEndMagic.size());

std::unexpected<Error> bad(std::string message) {
  return fail(ErrorCode::kBadInput, std::move(message));
}

// Takes a number from the front.
uint64_t take(std::string_view& bytes, size_t size) {
  const uint64_t value = read_big_endian(bytes, size);
  bytes.remove_prefix(size);
  return value;
}

void take(std::string_view& bytes, crypto::Digest& out) {
  std::memcpy(out.data(), bytes.data(), out.size());
  bytes.remove_prefix(out.size());
}

}  // namespace

std::string segment_head_bytes(const SegmentHead& head) {
  std::string json;
  text::JsonWriter writer(json);
  writer.begin_object();
  writer.member("segment", head.segment);
  writer.member("file", head.file);
  writer.member("system", head.system);
  writer.member("encoding", text::name_of(head.encoding));
  writer.member("profile_sha256", head.profile_sha256);
  if (head.encrypted()) writer.member("key", head.key).member("key_check", head.key_check);
  writer.end_object();
  std::string out(kMagic);
  append_u32(out, static_cast<uint32_t>(json.size()));
  return out + json;
}

uint64_t segment_head_size(std::string_view beginning) {
  if (beginning.size() < kMagic.size() + kLengthBytes || !beginning.starts_with(kMagic)) return 0;
  const uint64_t json = read_u32(beginning.substr(kMagic.size()));
  return json > kMaxSegmentHeadBytes ? 0 : kMagic.size() + kLengthBytes + json;
}

Result<SegmentHead> parse_segment_head(std::string_view bytes) {
  if (bytes.empty() || segment_head_size(bytes) != bytes.size()) return bad("no head of a segment");
  const Result<text::JsonValue> json =
      text::JsonValue::parse(bytes.substr(kMagic.size() + kLengthBytes));
  if (!json) return std::unexpected(json.error());
  const auto member = [&](std::string_view name) -> std::string {
    const text::JsonValue* const value = json->find(name);
    return std::string(value == nullptr ? "" : value->as_string().value_or(""));
  };
  SegmentHead head{.segment = member("segment"),
                   .file = member("file"),
                   .system = member("system"),
                   .encoding = text::Encoding::kUtf8,
                   .profile_sha256 = member("profile_sha256"),
                   .key = member("key"),
                   .key_check = member("key_check")};
  const auto encoding = text::encoding_named(member("encoding"));
  if (!encoding) return bad("the head of the segment names no encoding");
  head.encoding = *encoding;
  return head;
}

std::string segment_row_bytes(const SegmentRow& row) {
  std::string out;
  out += static_cast<char>(row.kind);
  append_u64(out, row.offset);
  append_u32(out, row.stored);
  append_u32(out, row.plain);
  append_u64(out, row.first_line);
  append_u64(out, row.lines);
  out += crypto::view(row.hash);
  return out;
}

SegmentRow parse_segment_row(std::string_view bytes) {
  SEKISHO_INVARIANT(bytes.size() == kSegmentRowBytes);
  SegmentRow row;
  row.kind = static_cast<FrameKind>(take(bytes, 1));
  row.offset = take(bytes, 8);
  row.stored = static_cast<uint32_t>(take(bytes, 4));
  row.plain = static_cast<uint32_t>(take(bytes, 4));
  row.first_line = take(bytes, 8);
  row.lines = take(bytes, 8);
  take(bytes, row.hash);
  take(bytes, row.chained);
  return row;
}

crypto::Digest chain(const crypto::Digest& before, const SegmentRow& row) {
  return crypto::sha256(std::string(crypto::view(before)) + segment_row_bytes(row));
}

std::string segment_end_bytes(uint64_t index_offset, uint64_t rows) {
  std::string out;
  append_u64(out, index_offset);
  append_u64(out, rows);
  return out + std::string(kEndMagic);
}

Result<SegmentEnd> parse_segment_end(std::string_view bytes, uint64_t size) {
  if (bytes.size() == kSegmentEndBytes && bytes.ends_with(kEndMagic)) {
    const SegmentEnd end{read_u64(bytes), read_u64(bytes.substr(8))};
    if (end.rows <= kMaxSegmentFrames && end.index_offset < size &&
        end.index_offset + end.rows * kSegmentRowBytes + kSegmentEndBytes == size) {
      return end;
    }
  }
  return bad("the end of the segment is missing or damaged");
}

std::string frame_about(const SegmentHead& head, uint64_t number) {
  return fmt::format("sekisho-segment 1\n{}\n{}\n", head.segment, number);
}

}  // namespace sekisho::logs
