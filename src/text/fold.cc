#include "text/fold.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>

#include "text/encoding.h"

namespace sekisho::text {
namespace {

constexpr uint64_t kHighBits = 0x8080808080808080;

// U+FF61 - U+FF9F, half-width punctuation and kana, at full width.
constexpr char16_t kFullWidth[] =
    u"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノ"
    u"ハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
static_assert(std::size(kFullWidth) - 1 == 0xFF9F - 0xFF61 + 1);

constexpr char32_t kHalfVoiced = 0xFF9E;
constexpr char32_t kHalfSemiVoiced = 0xFF9F;
constexpr char32_t kCombiningVoiced = 0x3099;
constexpr char32_t kCombiningSemiVoiced = 0x309A;

bool in(char32_t code, char32_t first, char32_t last) {
  return code >= first && code <= last;
}

// A kana with a voicing mark as one character, or 0 when there is no such character.
char32_t composed(char32_t kana, char32_t mark) {
  const bool voiced = mark == kHalfVoiced || mark == kCombiningVoiced;
  const bool semi = mark == kHalfSemiVoiced || mark == kCombiningSemiVoiced;
  if (!voiced && !semi) return 0;
  const bool hiragana = in(kana, 0x3041, 0x3096);
  const char32_t k = hiragana ? kana + 0x60 : kana;
  const auto back = [hiragana](char32_t out) { return hiragana ? out - 0x60 : out; };
  const bool ha_row = in(k, U'ハ', U'ホ') && (k - U'ハ') % 3 == 0;
  if (semi) return ha_row ? back(k + 2) : 0;
  const bool ka_to_chi = in(k, U'カ', U'チ') && (k - U'カ') % 2 == 0;
  const bool tsu_to_to = in(k, U'ツ', U'ト') && (k - U'ツ') % 2 == 0;
  if (ka_to_chi || tsu_to_to || ha_row) return back(k + 1);
  if (k == U'ウ') return back(U'ヴ');
  if (hiragana) return 0;
  if (k == U'ワ') return U'ヷ';
  if (k == U'ヰ') return U'ヸ';
  if (k == U'ヱ') return U'ヹ';
  return k == U'ヲ' ? U'ヺ' : 0;
}

char32_t at_plain_width(char32_t code) {
  if (in(code, 0xFF01, 0xFF5E)) return code - 0xFF01 + '!';
  if (in(code, 0xFF61, 0xFF9F)) return kFullWidth[code - 0xFF61];
  switch (code) {
    case 0x3000:
    case 0x00A0:
      return ' ';
    case 0x2010:  // hyphen
    case 0x2011:  // non-breaking hyphen
    case 0x2012:  // figure dash
    case 0x2013:  // en dash
    case 0x2014:  // em dash
    case 0x2015:  // horizontal bar
    case 0x2043:  // hyphen bullet
    case 0x2212:  // minus
    case 0xFE58:  // small em dash
    case 0xFE63:  // small hyphen
      return '-';
    case 0x301C:  // wave dash
    case 0x223C:  // tilde operator
      return '~';
    default:
      return code;
  }
}

// Hands the code points of `utf8` to `take`, and bytes that are not UTF-8 to `keep`.
template <class Take, class Keep>
void each_code_point(std::string_view utf8, const Take& take, const Keep& keep) {
  size_t offset = 0;
  while (offset < utf8.size()) {
    const size_t begin = offset;
    if (const std::optional<char32_t> code = next_code_point(utf8, offset)) {
      take(*code);
    } else {
      keep(utf8[begin]);
    }
  }
}

void append_folded_width(std::string_view utf8, std::string& out) {
  char32_t last = 0;  // a kana that waits for its voicing mark, or 0
  const auto flush = [&] {
    if (last != 0) append_code_point(last, out);
    last = 0;
  };
  each_code_point(
      utf8,
      [&](char32_t code) {
        if (last != 0) {
          if (const char32_t one = composed(last, code)) {
            append_code_point(one, out);
            last = 0;
            return;
          }
          flush();
        }
        code = at_plain_width(code);
        if (in(code, 0x3041, 0x30FA)) {
          last = code;
        } else {
          append_code_point(code, out);
        }
      },
      [&](char byte) {
        flush();
        out += byte;
      });
  flush();
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

struct Variant {
  char32_t code;
  char32_t kept;
};
constexpr Variant kVariants[] = {
#include "text/variant_table.inc"
};
static_assert(std::ranges::is_sorted(kVariants, {}, &Variant::code));

char32_t without_variant(char32_t code) {
  const Variant* found = std::ranges::lower_bound(kVariants, code, {}, &Variant::code);
  return found != std::end(kVariants) && found->code == code ? found->kept : code;
}

bool is_variation_selector(char32_t code) {
  return in(code, 0xFE00, 0xFE0F) || in(code, 0xE0100, 0xE01EF);
}

void append_match_key(char32_t code, std::string& out) {
  if (code == ' ' || code == '\t' || is_variation_selector(code)) return;
  if (code == kCombiningVoiced || code == kCombiningSemiVoiced) return;  // fits no kana before it
  if (in(code, 0x3041, 0x3096)) code += 0x60;
  switch (code) {
    case U'ヶ':
      code = U'ケ';
      break;
    case U'ヵ':
      code = U'カ';
      break;
    case U'㈱':
      out += "(株)";
      return;
    case U'㈲':
      out += "(有)";
      return;
    default:
      break;
  }
  append_code_point(without_variant(code), out);
}

}  // namespace

bool is_plain_ascii(std::string_view bytes) {
  const char* at = bytes.data();
  size_t left = bytes.size();
  uint64_t all = 0;
  for (; left >= 8; at += 8, left -= 8) {
    uint64_t word = 0;
    std::memcpy(&word, at, 8);
    all |= word;
  }
  unsigned rest = 0;
  for (; left != 0; ++at, --left) rest |= static_cast<unsigned char>(*at);
  return (all & kHighBits) == 0 && rest < 0x80;
}

std::string fold_width(std::string_view utf8) {
  std::string out;
  Fold{.width = true}.append(utf8, out);
  return out;
}

std::string fold_case(std::string_view utf8) {
  std::string out;
  Fold{.case_ = true}.append(utf8, out);
  return out;
}

std::string Fold::apply(std::string_view utf8) const {
  std::string out;
  append(utf8, out);
  return out;
}

void Fold::append(std::string_view utf8, std::string& out) const {
  const size_t begin = out.size();
  if (width && !is_plain_ascii(utf8)) {
    append_folded_width(utf8, out);
  } else {
    out += utf8;
  }
  if (!case_) return;
  std::transform(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
                 out.begin() + static_cast<std::ptrdiff_t>(begin), lower);
}

std::string match_key(std::string_view utf8) {
  std::string out;
  each_code_point(
      Fold{.width = true, .case_ = true}.apply(utf8),
      [&](char32_t code) { append_match_key(code, out); }, [&](char) { out += "\uFFFD"; });
  return out;
}

}  // namespace sekisho::text
