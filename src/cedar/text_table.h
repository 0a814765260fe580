#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

// Internal to this folder.
namespace sekisho::cedar {

inline constexpr uint32_t kNoId = UINT32_MAX;

// Texts, each within a space (0 where there is but one), numbered from 0 in the order in which
// they came. Safe to read from many threads once nothing is added. A look-up reads two lines of
// cache: a bucket, and the record of the text with its number. All texts together may take 16 GB.
class TextTable {
 public:
  uint32_t intern(std::string_view text, uint32_t space = 0);
  // kNoId when the text is not here.
  uint32_t find(std::string_view text, uint32_t space = 0) const;

  std::string_view text(uint32_t id) const {
    const Header& header = header_at(records_[id]);
    return {reinterpret_cast<const char*>(&header + 1), header.length};
  }
  uint32_t space(uint32_t id) const { return header_at(records_[id]).space; }
  uint32_t size() const { return static_cast<uint32_t>(records_.size()); }
  void reserve(size_t count);

 private:
  // A record is a header, and behind it the text, filled up to whole words.
  struct Header {
    uint32_t id;
    uint32_t space;
    uint32_t length;
  };
  struct Bucket {
    uint32_t hash = 0;
    uint32_t record = kNoId;
  };
  struct Key;

  const Header& header_at(uint32_t record) const {
    return *reinterpret_cast<const Header*>(words_.data() + record);
  }
  // The bucket that holds the text, or the empty one where it belongs.
  size_t bucket_of(const Key& key) const;
  void grow(size_t buckets);

  std::vector<uint32_t> words_;    // the records
  std::vector<uint32_t> records_;  // by number, where in words_
  std::vector<Bucket> buckets_;    // a power of two, at most half full
};

}  // namespace sekisho::cedar
