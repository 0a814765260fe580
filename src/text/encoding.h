#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho::text {

// How the bytes of a file stand for characters. CP932 is Microsoft's Shift_JIS with the NEC and
// IBM extensions (①, ㈱, 髙, 﨑); its user-defined area F040-F9FC becomes U+E000-U+E757.
enum class Encoding : uint8_t { kUtf8, kCp932, kUtf16Le, kUtf16Be };

// `utf-8`, `utf8`, `cp932`, `windows-31j`, `ms932`, `shift_jis`, `sjis`, `utf-16le`, `utf-16be`,
// and `utf-16` (little endian, as Windows writes it). Case, `-` and `_` do not matter. Shift_JIS
// means CP932: files that say so are.
std::optional<Encoding> encoding_named(std::string_view name);

// The canonical name: `utf-8`, `cp932`, `utf-16le`, `utf-16be`.
std::string_view name_of(Encoding encoding);

// Appends `bytes` to `out` as UTF-8. False when a byte sequence is invalid; `out` then holds what
// was decoded before it. A byte order mark is not treated specially.
bool append_utf8(Encoding encoding, std::string_view bytes, std::string& out);

// What the first bytes of a file tell. `encoding` is the one of the byte order mark, else UTF-8
// when the bytes are valid UTF-8 (a character cut off at the end is no offence), else CP932 when
// they are valid CP932, else nothing. `bom_bytes` is how many bytes to skip.
struct Sniffed {
  std::optional<Encoding> encoding;
  size_t bom_bytes = 0;
};
Sniffed sniff(std::string_view first_bytes);

bool valid_utf8(std::string_view bytes);

// Nothing when a character has no CP932 code, or when `utf8` is not UTF-8. Of several codes for
// one character the one that Windows writes is taken. 〜 (U+301C), − (U+2212) and their like are
// written as their CP932 twins.
std::optional<std::string> to_cp932(std::string_view utf8);

// Appends one code point (not a surrogate, at most U+10FFFF) as UTF-8.
void append_code_point(char32_t code_point, std::string& out);

// Decodes the code point that begins at `offset` and moves `offset` behind it; nothing (and
// `offset` one byte further) when the bytes there are not UTF-8.
std::optional<char32_t> next_code_point(std::string_view utf8, size_t& offset);

}  // namespace sekisho::text
