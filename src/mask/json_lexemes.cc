#include "mask/json_lexemes.h"

#include <algorithm>

#include "text/json_scan.h"

namespace sekisho::mask {
namespace {

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

}  // namespace

bool is_number(std::string_view raw) {
  if (raw.front() != '-' && (raw.front() < '0' || raw.front() > '9')) return false;
  text::JsonScanner scanner(raw);
  text::JsonRawNumber number;
  return scanner.number(number) && number.raw.size() == raw.size();
}

bool escapes_are_valid(std::string_view raw) {
  for (size_t at = raw.find('\\'); at != std::string_view::npos; at = raw.find('\\', at)) {
    if (at + 1 == raw.size()) return false;
    if (raw[at + 1] == 'u') {
      if (raw.size() - at < 6 || !std::ranges::all_of(raw.substr(at + 2, 4), is_hex)) return false;
      at += 6;
    } else {
      if (!std::string_view("\"\\/bfnrt").contains(raw[at + 1])) return false;
      at += 2;
    }
  }
  return true;
}

}  // namespace sekisho::mask
