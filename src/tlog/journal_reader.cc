#include "tlog/journal_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/number.h"
#include "tlog/big_endian.h"
#include "tlog/journal.h"
#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

constexpr std::string_view kMagic = "sekisho-journal1";
constexpr size_t kNameDigits = 20;
constexpr size_t kHeadChecksumBytes = 8;

// A window on the file that moves forwards.
class Window {
 public:
  explicit Window(File& file) : file_(file) {}

  // The next `size` bytes; fewer at the end of the file.
  Result<std::string_view> peek(size_t size) {
    if (buffer_.size() - begin_ < size) {
      buffer_.erase(0, begin_);
      begin_ = 0;
      const size_t had = buffer_.size();
      buffer_.resize(had + std::max(size, kSegmentPieceBytes));
      const Result<size_t> got = file_.read(read_, std::span(buffer_).subspan(had));
      if (!got) return std::unexpected(got.error());
      buffer_.resize(had + *got);
      read_ += *got;
    }
    return std::string_view(buffer_).substr(begin_, size);
  }
  void skip(size_t size) {
    begin_ += size;
    position_ += size;
  }
  uint64_t position() const { return position_; }

 private:
  File& file_;
  std::string buffer_;
  size_t begin_ = 0;
  uint64_t read_ = 0;
  uint64_t position_ = 0;
};

}  // namespace

std::string segment_name(uint64_t first) {
  return fmt::format("{:020}", first);
}

std::optional<uint64_t> parse_segment_name(std::string_view name) {
  if (name.size() != kNameDigits || !text::all_digits(name)) return std::nullopt;
  return text::parse_u64(name);
}

std::string segment_head(uint64_t first) {
  std::string head(kMagic);
  append_u64(head, first);
  head += crypto::view(crypto::sha256(head)).substr(0, kHeadChecksumBytes);
  return head;
}

Result<SegmentEnd> read_segment(
    File& file, uint64_t first, uint64_t until,
    const std::function<Result<void>(uint64_t, std::string_view, const Hash&)>& each) {
  Window window(file);
  const Result<std::string_view> head = window.peek(kSegmentHeadBytes);
  if (!head) return std::unexpected(head.error());
  if (*head != segment_head(first)) {
    // The head is synced before the first frame is written, and is one sector of a disk.
    const bool cut_off =
        head->size() < kSegmentHeadBytes || head->find_first_not_of('\0') == std::string_view::npos;
    if (cut_off) return SegmentEnd{first, 0};
    return fail(ErrorCode::kBadInput, "the head of the journal's segment is damaged");
  }
  window.skip(kSegmentHeadBytes);

  uint64_t index = first;
  for (; index < until; ++index) {
    const Result<std::string_view> start = window.peek(kFrameHeadBytes);
    if (!start) return std::unexpected(start.error());
    if (start->size() < kFrameHeadBytes) break;
    const uint32_t length = read_u32(*start);
    if (length > kMaxEntryBytes || read_u64(start->substr(4)) != index) break;
    const Result<std::string_view> frame = window.peek(kFrameHeadBytes + length);
    if (!frame) return std::unexpected(frame.error());
    if (frame->size() < kFrameHeadBytes + length) break;
    const std::string_view entry = frame->substr(kFrameHeadBytes);
    const Hash leaf = leaf_hash(entry);
    const std::string_view checksum =
        frame->substr(kFrameHeadBytes - kFrameChecksumBytes, kFrameChecksumBytes);
    if (checksum != crypto::view(leaf).substr(0, kFrameChecksumBytes)) break;
    if (auto told = each(index, entry, leaf); !told) return std::unexpected(told.error());
    window.skip(kFrameHeadBytes + length);
  }
  return SegmentEnd{index, window.position()};
}

}  // namespace sekisho::tlog
