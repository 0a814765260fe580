#include "tlog/journal_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/big_endian.h"
#include "text/number.h"
#include "tlog/entry_bundle.h"
#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

constexpr std::string_view kMagic = "sekisho-journal2";
constexpr size_t kNameDigits = 20;
constexpr size_t kHeadChecksumBytes = 8;
constexpr size_t kSaltOffset = kMagic.size() + sizeof(uint64_t);

using Each = std::function<Result<void>(uint64_t, std::string_view, const Hash&)>;

class SegmentReader {
 public:
  SegmentReader(const File& file, uint64_t first, const SegmentEnd& from)
      : file_(file), first_(first), end_(from) {}

  Result<SegmentEnd> run(uint64_t until, const Each& each) {
    const Result<uint64_t> size = file_.size();
    if (!size) return std::unexpected(size.error());
    size_ = *size;
    if (auto read = read_head(); !read) return std::unexpected(read.error());
    while (end_.index < until) {
      const Result<bool> holds = read_group(each);
      if (!holds) return std::unexpected(holds.error());
      if (*holds) continue;
      if (auto looked = look_behind(); !looked) return std::unexpected(looked.error());
      break;
    }
    return end_;
  }

 private:
  // Fewer bytes than asked for are the end of the file.
  Result<std::string_view> read(uint64_t position, uint64_t bytes) {
    buffer_.resize(std::min(bytes, size_ - std::min(position, size_)));
    const Result<size_t> got = file_.read(position, buffer_);
    if (!got) return std::unexpected(got.error());
    return std::string_view(buffer_).substr(0, *got);
  }

  Result<void> read_head() {
    const Result<std::string_view> head = read(0, kJournalBlockBytes);
    if (!head) return std::unexpected(head.error());
    constexpr size_t kSameInAllVersions = kMagic.size() - 1;
    if (head->starts_with(kMagic.substr(0, kSameInAllVersions)) && !head->starts_with(kMagic)) {
      return fail(ErrorCode::kUnsupported, "the journal's segment is of another version");
    }
    if (head->size() == kJournalBlockBytes) {
      std::ranges::copy(head->substr(kSaltOffset, salt_.size()), salt_.begin());
      end_.position = std::max<uint64_t>(end_.position, kJournalBlockBytes);
      if (*head == segment_head(first_, salt_)) return {};
    }
    // It is durable before the segment has its name.
    return fail(ErrorCode::kBadInput, "the head of the journal's segment is damaged");
  }

  // Whether there is one that holds.
  Result<bool> read_group(const Each& each) {
    const Result<std::string_view> start = read(end_.position, kGroupHeadBytes);
    if (!start) return std::unexpected(start.error());
    if (start->size() < kGroupHeadBytes) return false;
    const std::optional<GroupHead> head = parse_group_head(*start, salt_);
    if (!head || head->first != end_.index || head->bytes > kMaxGroupBytes) return false;
    const Result<std::string_view> body = read(end_.position + kGroupHeadBytes, head->bytes);
    if (!body) return std::unexpected(body.error());
    if (body->size() < head->bytes) return false;
    const auto entries = read_bundle(*body, head->count);
    if (!entries) return false;
    std::vector<Hash> leaves;
    leaves.reserve(head->count);
    for (const std::string_view entry : *entries) leaves.push_back(leaf_hash(entry));
    if (leaves_checksum(leaves) != head->checksum) return false;
    for (size_t i = 0; i < leaves.size(); ++i) {
      if (auto told = each(end_.index + i, (*entries)[i], leaves[i]); !told) {
        return std::unexpected(told.error());
      }
    }
    end_.index += head->count;
    end_.durable = std::max(end_.durable, head->durable);
    end_.position += padded_group_size(head->bytes);
    return true;
  }

  // A crash leaves a group that does not hold only where nobody was told that it is durable. What
  // stands behind it knows.
  Result<void> look_behind() {
    for (uint64_t at = end_.position; at < size_; at += kJournalBlockBytes) {
      const Result<std::string_view> start = read(at, kGroupHeadBytes);
      if (!start) return std::unexpected(start.error());
      if (start->size() < kGroupHeadBytes) break;
      if (const auto head = parse_group_head(*start, salt_)) {
        end_.durable = std::max(end_.durable, head->durable);
      }
    }
    return {};
  }

  const File& file_;
  const uint64_t first_;
  uint64_t size_ = 0;
  JournalSalt salt_{};
  SegmentEnd end_;
  std::string buffer_;
};

}  // namespace

std::string segment_name(uint64_t first) {
  return fmt::format("{:020}", first);
}

std::optional<uint64_t> parse_segment_name(std::string_view name) {
  if (name.size() != kNameDigits || !text::all_digits(name)) return std::nullopt;
  return text::parse_u64(name);
}

std::string segment_head(uint64_t first, const JournalSalt& salt) {
  std::string head(kMagic);
  append_u64(head, first);
  head.append(salt.begin(), salt.end());
  head += crypto::view(crypto::sha256(head)).substr(0, kHeadChecksumBytes);
  head.resize(kJournalBlockBytes);
  return head;
}

Result<SegmentEnd> read_segment(const File& file, uint64_t first, uint64_t until,
                                const Each& each) {
  return continue_segment(file, first, {first, 0, 0}, until, each);
}

Result<SegmentEnd> continue_segment(const File& file, uint64_t first, const SegmentEnd& from,
                                    uint64_t until, const Each& each) {
  return SegmentReader(file, first, from).run(until, each);
}

}  // namespace sekisho::tlog
