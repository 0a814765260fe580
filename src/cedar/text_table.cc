#include "cedar/text_table.h"

#include <bit>
#include <cstring>

#include "base/error.h"

namespace sekisho::cedar {
namespace {

constexpr uint64_t kSalts[] = {0x9E3779B97F4A7C15ull, 0xC2B2AE3D27D4EB4Full, 0x165667B19E3779F9ull};
constexpr size_t kShort = 16;
constexpr size_t kWord = sizeof(uint32_t);

template <class T>
uint64_t load(const char* from) {
  T out;
  std::memcpy(&out, from, sizeof out);
  return out;
}

__extension__ using Wide = unsigned __int128;

uint64_t mix(uint64_t a, uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

// The first and the last bytes of a text: of a short one, all that it is but for its length.
struct Ends {
  uint64_t head = 0;
  uint64_t tail = 0;
  bool operator==(const Ends&) const = default;
};

Ends ends_of(const char* text, size_t length) {
  if (length >= 8) return {load<uint64_t>(text), load<uint64_t>(text + length - 8)};
  if (length >= 4) return {load<uint32_t>(text), load<uint32_t>(text + length - 4)};
  if (length == 0) return {};
  const auto byte = [&](size_t i) { return uint64_t{static_cast<unsigned char>(text[i])}; };
  return {byte(0) | byte(length / 2) << 8 | byte(length - 1) << 16, 0};
}

// Words that a text of that length takes behind its header.
size_t words_for(size_t length) {
  return (length + kWord - 1) / kWord;
}

}  // namespace

struct TextTable::Key {
  Key(std::string_view text_in, uint32_t space_in)
      : text(text_in), space(space_in), ends(ends_of(text.data(), text.size())) {
    uint64_t seed = kSalts[0] ^ mix(text.size() + (uint64_t{space} << 32), kSalts[1]);
    for (size_t i = 0; i + kShort < text.size(); i += kShort) {
      seed = mix(load<uint64_t>(text.data() + i) ^ kSalts[2],
                 load<uint64_t>(text.data() + i + 8) ^ seed);
    }
    const uint64_t mixed = mix(ends.head ^ kSalts[1], ends.tail ^ seed);
    hash = static_cast<uint32_t>(mixed ^ (mixed >> 32));
  }
  bool is(const Header& header) const {
    if (header.length != text.size() || header.space != space) return false;
    const auto* other = reinterpret_cast<const char*>(&header + 1);
    if (ends_of(other, text.size()) != ends) return false;
    return text.size() <= kShort || std::memcmp(other, text.data(), text.size()) == 0;
  }

  std::string_view text;
  uint32_t space;
  Ends ends;
  uint32_t hash;
};

size_t TextTable::bucket_of(const Key& key) const {
  const size_t mask = buckets_.size() - 1;
  for (size_t i = key.hash & mask;; i = (i + 1) & mask) {
    const Bucket& bucket = buckets_[i];
    if (bucket.record == kNoId) return i;
    if (bucket.hash == key.hash && key.is(header_at(bucket.record))) return i;
  }
}

uint32_t TextTable::find(std::string_view text, uint32_t space) const {
  if (buckets_.empty()) return kNoId;
  const uint32_t record = buckets_[bucket_of(Key(text, space))].record;
  return record == kNoId ? kNoId : header_at(record).id;
}

uint32_t TextTable::intern(std::string_view text, uint32_t space) {
  if ((records_.size() + 1) * 2 > buckets_.size()) {
    grow(buckets_.empty() ? 16 : buckets_.size() * 2);
  }
  const Key key(text, space);
  Bucket& bucket = buckets_[bucket_of(key)];
  if (bucket.record != kNoId) return header_at(bucket.record).id;
  const size_t at = words_.size();
  SEKISHO_INVARIANT(at < kNoId);
  const Header header{size(), space, static_cast<uint32_t>(text.size())};
  words_.resize(at + sizeof header / kWord + words_for(text.size()));
  std::memcpy(words_.data() + at, &header, sizeof header);
  if (!text.empty()) {
    std::memcpy(words_.data() + at + sizeof header / kWord, text.data(), text.size());
  }
  bucket = {key.hash, static_cast<uint32_t>(at)};
  records_.push_back(bucket.record);
  return header.id;
}

void TextTable::reserve(size_t count) {
  if (const size_t needed = std::bit_ceil(count * 2 + 2); needed > buckets_.size()) grow(needed);
}

void TextTable::grow(size_t count) {
  std::vector<Bucket> old(count);
  old.swap(buckets_);
  for (const Bucket& bucket : old) {
    if (bucket.record == kNoId) continue;
    size_t i = bucket.hash & (count - 1);
    while (buckets_[i].record != kNoId) i = (i + 1) & (count - 1);
    buckets_[i] = bucket;
  }
}

}  // namespace sekisho::cedar
