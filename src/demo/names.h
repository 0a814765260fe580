#pragma once

#include <span>
#include <string>
#include <string_view>

#include "demo/random.h"

namespace sekisho::demo::demo {

// Every name of the demo. Companies are invented; family and given names are common ones, with the
// variants (髙, 﨑, 邊, 德) that only CP932's extensions can write.

struct PersonName {
  std::string name;  // `髙橋　花子`
  std::string kana;  // `タカハシ ハナコ`
};
PersonName random_person_name(Random& random);

inline constexpr size_t kRetailerCount = 156;
// The name of the retailer of that number, 0 .. kRetailerCount - 1: four meaningless syllables.
std::string retailer_name(size_t number);

struct SystemName {
  std::string_view code, name, separation, owner;
};
// The systems that hold non-public information; the first four hand in logs, in Source's order.
std::span<const SystemName> system_names();

}  // namespace sekisho::demo::demo
