#pragma once

#include <cstdint>
#include <string_view>

// Areas: where a disaster was declared, and where a record is.
namespace sekisho::reg {

// The area that a supply point's number begins with, 1 (北海道) to 10 (沖縄); 0 where the key does
// not begin with one. `key` is canonical (supply_point.h).
uint8_t supply_area_of(std::string_view key);

// Where something may be, as far as it is said.
struct Place {
  uint8_t supply_area = 0;        // as supply_area_of; 0: not known
  std::string_view address = {};  // as somebody wrote it; empty: not known
};

enum class Within : uint8_t { kInside, kUnknown, kOutside };

// Whether a place is in an area. An area is the two digits of a supply area, or the beginning of
// addresses (福岡県朝倉市) in any spelling that `text::match_key` takes for the same. Outside is
// only what cannot be inside: an address that begins with a prefecture, and not as an area that
// begins with one does. Of an area without its prefecture nothing is known to be outside.
Within within(std::string_view area, const Place& place);

}  // namespace sekisho::reg
