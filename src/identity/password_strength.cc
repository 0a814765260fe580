#include "identity/password_strength.h"

#include <string>

#include "identity/breached_passwords.h"
#include "text/encoding.h"
#include "text/fold.h"

namespace sekisho::identity {
namespace {

constexpr int kWordBits = 7;    // one of a hundred
constexpr int kLetterBits = 3;  // of a word or a name; at random it is 4.7
constexpr int kDigitBits = 3;
constexpr int kSignBits = 4;
constexpr int kOtherBits = 7;  // kana, kanji
constexpr int kNeighbourBits = 1;
constexpr int kFairBits = 40, kGoodBits = 56, kStrongBits = 72;

int bits_of(char32_t point) {
  if (point >= 'a' && point <= 'z') return kLetterBits;
  if (point >= '0' && point <= '9') return kDigitBits;
  return point < 0x80 ? kSignBits : kOtherBits;
}

// The same character again, or the next one up or down.
bool is_neighbour(char32_t point, char32_t before) {
  return point == before || point == before + 1 || point + 1 == before;
}

}  // namespace

std::string_view name_of(PasswordStrength strength) {
  switch (strength) {
    case PasswordStrength::kWeak:
      return "weak";
    case PasswordStrength::kFair:
      return "fair";
    case PasswordStrength::kGood:
      return "good";
    case PasswordStrength::kStrong:
      return "strong";
  }
  return "";
}

int guess_bits(std::string_view password) {
  if (!text::valid_utf8(password)) return 0;
  const std::string folded = text::fold_case(text::fold_width(password));
  int bits = 0;
  char32_t before = 0;
  std::string_view word_before;
  for (size_t at = 0; at < folded.size();) {
    if (const size_t bytes = common_word_at(folded, at); bytes > 0) {
      const std::string_view word = std::string_view(folded).substr(at, bytes);
      bits += word == word_before ? kNeighbourBits : kWordBits;
      word_before = word;
      at += bytes;
      before = 0;
      continue;
    }
    const char32_t point = text::next_code_point(folded, at).value_or(0);
    bits += is_neighbour(point, before) ? kNeighbourBits : bits_of(point);
    before = point;
  }
  return bits;
}

PasswordStrength strength_of(std::string_view password) {
  const int bits = guess_bits(password);
  if (bits < kFairBits) return PasswordStrength::kWeak;
  if (bits < kGoodBits) return PasswordStrength::kFair;
  return bits < kStrongBits ? PasswordStrength::kGood : PasswordStrength::kStrong;
}

}  // namespace sekisho::identity
