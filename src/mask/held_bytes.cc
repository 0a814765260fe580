#include "mask/held_bytes.h"

#include <algorithm>
#include <optional>

#include "mask/limits.h"
#include "text/cp932.h"
#include "text/encoding.h"
#include "text/set_bits.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sekisho::mask {
namespace {

// How many bytes at the end begin a character that goes on behind it.
size_t cut_off(std::string_view bytes) {
  for (size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if ((byte & 0xC0) == 0x80) continue;
    const size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

#if defined(__x86_64__)

// What bytes can be in CP932, a bit for each of a window.
struct Cp932Bytes {
  uint64_t leads = 0, trails = 0;
};

// With 0x20 turned over, the first bytes 81-9F and E0-FC are A1-DC. Bytes are compared with signs:
// what counts from -128 on is less than so many.
SEKISHO_AVX2 inline Cp932Bytes cp932_bytes(const char* window) {
  const auto less = [](__m256i bytes, int first, int count) SEKISHO_AVX2 {
    const __m256i from_least =
        _mm256_sub_epi8(bytes, _mm256_set1_epi8(static_cast<char>(first + 128)));
    return _mm256_cmpgt_epi8(_mm256_set1_epi8(static_cast<char>(count - 128)), from_least);
  };
  const auto bits = [](__m256i bytes) SEKISHO_AVX2 {
    return static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(bytes)));
  };
  Cp932Bytes out;
  for (size_t at = 0; at < text::kWindowBytes; at += sizeof(__m256i)) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(window + at));
    const __m256i turned = _mm256_xor_si256(bytes, _mm256_set1_epi8(0x20));
    const __m256i rubouts = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7F));
    out.leads |= bits(less(turned, 0xA1, 0xDD - 0xA1)) << at;
    out.trails |= bits(_mm256_andnot_si256(rubouts, less(bytes, 0x40, 0xFD - 0x40))) << at;
  }
  return out;
}

SEKISHO_AVX2 std::optional<size_t> whole_windows_avx2(std::string_view text) {
  size_t at = 0;
  uint64_t carry = 0;
  while (text.size() - at >= text::kWindowBytes) {
    const Cp932Bytes bytes = cp932_bytes(text.data() + at);
    if ((text::taken_bytes(bytes.leads, carry) & ~bytes.trails) != 0) return std::nullopt;
    at += text::kWindowBytes;
  }
  return at - carry;  // a character that goes on is begun again
}

#endif

// Where the characters of whole windows end; nothing where one is cut in two by what cannot be its
// second byte. A processor that cannot look at windows has none.
std::optional<size_t> whole_windows_cp932(std::string_view text) {
#if defined(__x86_64__)
  static const bool usable = text::available(text::ScanEngine::kBest) != text::ScanEngine::kScalar;
  if (usable) return whole_windows_avx2(text);
#endif
  return 0;
}

}  // namespace

// Of what is held in one's own, so much is taken on until it lies in what was lent alone.
size_t HeldBytes::bytes_of_slice() const {
  const bool joins = lends_ && !lent_ && size_ != 0;
  return joins ? std::clamp(size_, kJoinBytes, kSliceBytes) : kSliceBytes;
}

// All that is held was taken from the end of what was taken.
void HeldBytes::lie_at_end_of(std::string_view bytes) {
  if (!lends_ || size_ > bytes.size()) return;
  lent_ = true;
  data_ = bytes.data() + bytes.size() - size_;
}

void HeldBytes::keep_own() {
  if (!lent_) return;
  own_.assign(data_, data_ + size_);
  data_ = own_.data();
  lent_ = false;
}

// Returns what was not checked yet.
std::string_view HeldBytes::append(std::string_view bytes) {
  lie_at_end_of(bytes.substr(0, 0));
  if (!lent_) {
    own_.insert(own_.end(), bytes.begin(), bytes.end());
    data_ = own_.data();
  }
  size_ += bytes.size();
  return {data_ + checked_, size_ - checked_};
}

bool HeldBytes::append_utf8(std::string_view bytes) {
  const std::string_view fresh = append(bytes);
  const size_t whole = fresh.size() - cut_off(fresh);
  if (!text::valid_utf8(fresh.substr(0, whole))) return false;
  checked_ += whole;
  return true;
}

bool HeldBytes::append_cp932(std::string_view bytes) {
  const std::string_view fresh = append(bytes);
  const std::optional<size_t> windows = whole_windows_cp932(fresh);
  if (!windows) return false;
  size_t at = *windows;
  while (at < fresh.size()) {
    if (!text::is_cp932_lead(fresh[at])) {
      ++at;
    } else if (at + 1 == fresh.size()) {
      break;
    } else if (text::is_cp932_trail(fresh[at + 1])) {
      at += 2;
    } else {
      return false;
    }
  }
  checked_ += at;
  return true;
}

void HeldBytes::append_unchecked(std::string_view bytes) {
  static_cast<void>(append(bytes));
  checked_ = size_;
}

size_t HeldBytes::forget(size_t bytes) {
  if (lent_) {
    data_ += bytes;
  } else if (bytes < std::min(kSliceBytes, size_ / 2 + 1)) {
    return 0;
  } else {
    own_.erase(own_.begin(), own_.begin() + static_cast<ptrdiff_t>(bytes));
  }
  size_ -= bytes;
  checked_ -= bytes;
  begin_ += bytes;
  return bytes;
}

}  // namespace sekisho::mask
