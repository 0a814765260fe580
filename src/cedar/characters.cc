#include "cedar/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace sekisho::cedar {
namespace {

// A set of scripts, one bit each.
struct ScriptSet {
  std::array<uint64_t, 4> words;

  bool empty() const { return words == std::array<uint64_t, 4>{}; }
  void keep(const ScriptSet& other) {
    for (size_t i = 0; i < words.size(); ++i) words[i] &= other.words[i];
  }
};

struct CharacterRange {
  uint32_t first;
  uint32_t last;
  uint16_t scripts;  // index into kScriptSets
  uint8_t in_identifiers;
};

#include "cedar/script_table.inc"

constexpr uint32_t kLastAscii = 0x7F;
constexpr std::array<uint32_t, 9> kDirectionControls = {0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
                                                        0x2066, 0x2067, 0x2068, 0x2069};

// The character at `at`, which moves on. The text is UTF-8, which the lexer made sure of.
uint32_t next_character(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const uint32_t first = byte(at);
  const size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  uint32_t code = length == 1 ? first : first & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; ++i) code = code << 6 | (byte(at + i) & 0x3Fu);
  at += length;
  return code;
}

template <class Test>
bool any_character(std::string_view text, Test test) {
  for (size_t at = 0; at < text.size();) {
    if (test(next_character(text, at))) return true;
  }
  return false;
}

// Null for what no character is assigned to.
const CharacterRange* range_of(uint32_t code) {
  const auto* found = std::ranges::lower_bound(kRanges, code, {}, &CharacterRange::last);
  return found == std::end(kRanges) || found->first > code ? nullptr : found;
}

bool turns_direction(uint32_t code) {
  return std::ranges::find(kDirectionControls, code) != kDirectionControls.end();
}

bool is_unusual(uint32_t code) {
  if (code <= kLastAscii) return code < ' ' || code == kLastAscii;
  const CharacterRange* range = range_of(code);
  return range == nullptr || range->in_identifiers == 0;
}

bool mixes_scripts(std::string_view text) {
  ScriptSet common = kScriptSets[0];
  common.words.fill(UINT64_MAX);
  return any_character(text, [&](uint32_t code) {
    const CharacterRange* range = range_of(code);
    if (range != nullptr) common.keep(kScriptSets[range->scripts]);
    return common.empty();
  });
}

}  // namespace

Lookalike lookalike_in_text(std::string_view text) {
  if (any_character(text, turns_direction)) return Lookalike::kDirection;
  return mixes_scripts(text) ? Lookalike::kMixedScripts : Lookalike::kNone;
}

Lookalike lookalike_in_name(std::string_view name) {
  if (any_character(name, turns_direction)) return Lookalike::kDirection;
  if (any_character(name, is_unusual)) return Lookalike::kUnusual;
  return mixes_scripts(name) ? Lookalike::kMixedScripts : Lookalike::kNone;
}

std::string with_hidden_shown(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const uint32_t code = next_character(text, at);
    const bool hidden = code < ' ' || (code >= kLastAscii && code < 0xA0) || code == 0xAD ||
                        (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
                        (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
                        (code >= 0xE0000 && code <= 0xE0FFF);
    if (hidden) {
      out += fmt::format("\\u{{{:x}}}", code);
    } else {
      out += text.substr(start, at - start);
    }
  }
  return out;
}

}  // namespace sekisho::cedar
