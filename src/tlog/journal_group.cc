#include "tlog/journal_group.h"

#include <algorithm>

#include "base/big_endian.h"
#include "tlog/entry_bundle.h"
#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

constexpr size_t kChecksumBytes = 16;
constexpr size_t kCheckedBytes = kGroupHeadBytes - kChecksumBytes;

std::array<unsigned char, kChecksumBytes> first_half(const crypto::Digest& digest) {
  std::array<unsigned char, kChecksumBytes> out{};
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

std::string_view view(const std::array<unsigned char, kChecksumBytes>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

crypto::Digest salted(const JournalSalt& salt, std::string_view bytes) {
  std::string all(view(salt));
  all += bytes;
  return crypto::sha256(all);
}

std::string head_bytes(const GroupHead& head, const JournalSalt& salt) {
  std::string out;
  append_u32(out, head.count);
  append_u32(out, head.bytes);
  append_u64(out, head.first);
  append_u64(out, head.durable);
  out += view(head.checksum);
  out += view(first_half(salted(salt, out)));
  return out;
}

}  // namespace

std::optional<GroupHead> parse_group_head(std::string_view bytes, const JournalSalt& salt) {
  const crypto::Digest expected = salted(salt, bytes.substr(0, kCheckedBytes));
  if (bytes.substr(kCheckedBytes, kChecksumBytes) != view(first_half(expected))) return {};
  GroupHead head{.count = read_u32(bytes),
                 .bytes = read_u32(bytes.substr(4)),
                 .first = read_u64(bytes.substr(8)),
                 .durable = read_u64(bytes.substr(16))};
  std::ranges::copy(bytes.substr(kCheckedBytes - kChecksumBytes, kChecksumBytes),
                    head.checksum.begin());
  return head;
}

std::array<unsigned char, kChecksumBytes> leaves_checksum(std::span<const Hash> leaves) {
  const auto* begin = reinterpret_cast<const char*>(leaves.data());
  return first_half(crypto::sha256({begin, leaves.size_bytes()}));
}

uint64_t padded_group_size(uint64_t entry_bytes) {
  const uint64_t blocks =
      (kGroupHeadBytes + entry_bytes + kJournalBlockBytes - 1) / kJournalBlockBytes;
  return blocks * kJournalBlockBytes;
}

void JournalGroup::add(std::string_view entry) {
  if (bytes_.empty()) bytes_.resize(kGroupHeadBytes);
  append_to_bundle(bytes_, entry);
  entry_bytes_ = bytes_.size() - kGroupHeadBytes;
  ++count_;
}

std::vector<std::string_view> JournalGroup::entries() const {
  if (count_ == 0) return {};
  return read_bundle(std::string_view(bytes_).substr(kGroupHeadBytes, entry_bytes_), count_)
      .value();
}

void JournalGroup::hash() {
  leaves_.reserve(count_);
  for (const std::string_view entry : entries()) leaves_.push_back(leaf_hash(entry));
}

void JournalGroup::clear() {
  bytes_.clear();
  leaves_.clear();
  entry_bytes_ = 0;
  count_ = 0;
}

std::string_view JournalGroup::seal(uint64_t first, uint64_t durable, const JournalSalt& salt) {
  SEKISHO_INVARIANT(leaves_.size() == count_ && entry_bytes_ <= kMaxGroupBytes);
  const GroupHead head{static_cast<uint32_t>(count_), static_cast<uint32_t>(entry_bytes_), first,
                       durable, leaves_checksum(leaves_)};
  bytes_.resize(padded_group_size(entry_bytes_));
  bytes_.replace(0, kGroupHeadBytes, head_bytes(head, salt));
  return bytes_;
}

}  // namespace sekisho::tlog
