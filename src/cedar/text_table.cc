#include "cedar/text_table.h"

#include <bit>
#include <functional>

namespace sekisho::cedar {
namespace {

uint32_t hash_of(std::string_view text, uint32_t space) {
  const uint64_t hash = std::hash<std::string_view>{}(text) + space * 0x9E3779B97F4A7C15ull;
  return static_cast<uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

size_t TextTable::bucket_of(std::string_view text_in, uint32_t space, uint32_t hash) const {
  const size_t mask = buckets_.size() - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    const Bucket& bucket = buckets_[i];
    if (bucket.id == kNoId) return i;
    if (bucket.hash == hash && entries_[bucket.id].space == space && text(bucket.id) == text_in) {
      return i;
    }
  }
}

uint32_t TextTable::find(std::string_view text, uint32_t space) const {
  if (buckets_.empty()) return kNoId;
  return buckets_[bucket_of(text, space, hash_of(text, space))].id;
}

uint32_t TextTable::intern(std::string_view text, uint32_t space) {
  if ((entries_.size() + 1) * 2 > buckets_.size()) {
    grow(buckets_.empty() ? 16 : buckets_.size() * 2);
  }
  const uint32_t hash = hash_of(text, space);
  Bucket& bucket = buckets_[bucket_of(text, space, hash)];
  if (bucket.id == kNoId) {
    bucket = {hash, size()};
    entries_.push_back({arena_.size(), static_cast<uint32_t>(text.size()), space});
    arena_ += text;
  }
  return bucket.id;
}

void TextTable::reserve(size_t count) {
  if (const size_t needed = std::bit_ceil(count * 2 + 2); needed > buckets_.size()) grow(needed);
  entries_.reserve(count);
}

void TextTable::grow(size_t buckets) {
  const std::vector<Bucket> old = std::move(buckets_);
  buckets_.assign(buckets, Bucket());
  const size_t mask = buckets - 1;
  for (const Bucket& bucket : old) {
    if (bucket.id == kNoId) continue;
    size_t i = bucket.hash & mask;
    while (buckets_[i].id != kNoId) i = (i + 1) & mask;
    buckets_[i] = bucket;
  }
}

}  // namespace sekisho::cedar
