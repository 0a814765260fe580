#include "base/string_pool.h"

#include <algorithm>
#include <cstring>

namespace sekisho {
namespace {

constexpr size_t kChunkBytes = size_t{1} << 16;

uint64_t load(const char* p, size_t n) {
  uint64_t v = 0;
  if (n != 0) std::memcpy(&v, p, n);
  return v;
}

uint64_t mix(uint64_t a, uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

}  // namespace

uint64_t hash_bytes(std::string_view bytes) {
  constexpr uint64_t k0 = 0xA0761D6478BD642F;
  constexpr uint64_t k1 = 0xE7037ED1A0B428DB;
  uint64_t h = k0 ^ bytes.size();
  const char* p = bytes.data();
  size_t n = bytes.size();
  for (; n > 16; p += 16, n -= 16) h = mix(load(p, 8) ^ k1, load(p + 8, 8) ^ h);
  if (n > 8) return mix(load(p, 8) ^ k1, load(p + 8, n - 8) ^ h);
  return mix(load(p, n) ^ k1, h);
}

StringPool::StringPool() : slots_(64, Slot{0, kAbsent}) {}

uint32_t StringPool::intern(std::string_view text) {
  const auto hash = static_cast<uint32_t>(hash_bytes(text));
  size_t slot = slot_of(text, hash);
  if (slots_[slot].id != kAbsent) return slots_[slot].id;
  if ((texts_.size() + 1) * 2 > slots_.size()) {
    grow();
    slot = slot_of(text, hash);
  }
  const auto id = static_cast<uint32_t>(texts_.size());
  texts_.push_back(keep(text));
  slots_[slot] = {hash, id};
  return id;
}

uint32_t StringPool::find(std::string_view text) const {
  return slots_[slot_of(text, static_cast<uint32_t>(hash_bytes(text)))].id;
}

void StringPool::clear() {
  slots_.assign(64, Slot{0, kAbsent});
  texts_.clear();
  chunks_.clear();
  chunk_used_ = chunk_size_ = 0;
}

size_t StringPool::slot_of(std::string_view text, uint32_t hash) const {
  const size_t mask = slots_.size() - 1;
  size_t i = hash & mask;
  while (slots_[i].id != kAbsent && (slots_[i].hash != hash || texts_[slots_[i].id] != text)) {
    i = (i + 1) & mask;
  }
  return i;
}

void StringPool::grow() {
  std::vector<Slot> old(slots_.size() * 2, Slot{0, kAbsent});
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& s : old) {
    if (s.id == kAbsent) continue;
    size_t i = s.hash & mask;
    while (slots_[i].id != kAbsent) i = (i + 1) & mask;
    slots_[i] = s;
  }
}

std::string_view StringPool::keep(std::string_view text) {
  if (text.empty()) return {};
  if (chunk_used_ + text.size() > chunk_size_) {
    chunk_size_ = std::max(kChunkBytes, text.size());
    chunks_.push_back(std::make_unique<char[]>(chunk_size_));
    chunk_used_ = 0;
  }
  char* at = chunks_.back().get() + chunk_used_;
  std::memcpy(at, text.data(), text.size());
  chunk_used_ += text.size();
  return {at, text.size()};
}

}  // namespace sekisho
