#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "mask/json_paths.h"
#include "mask/plan.h"
#include "mask/selector.h"

namespace sekisho::mask {

// What a plan is made of. An internal part of `mask`.
struct Plan::Parts {
  policy::Obligations obligations;
  Pseudonym pseudonym;
  Treatment others;
  JsonPaths json;
  using ByName = std::map<std::string, Treatment, std::less<>>;
  ByName headings;                                // by text::match_key
  std::map<Selector::Kind, ByName> elements;      // that a selector means
  std::set<std::string, std::less<>> attributes;  // that stay: `scope`, `link href`

  // Of a heading as it is written; nothing where no place has it.
  const Treatment* heading(std::string_view utf8) const;
  // Of the elements with this id, class, `name` or tag.
  const Treatment* element(Selector::Kind kind, std::string_view name) const;
};

// What stands for a value that is masked as a whole.
inline constexpr std::string_view kMark = "***";
inline constexpr std::string_view kMarkAsJson = "\"***\"";

// A value of which nothing is left but the mark, as `Plan::treat` would find, too.
inline bool becomes_mark(std::string_view value, const Treatment& treatment) {
  return treatment.mask.method == policy::MaskMethod::kRedact && !value.empty() &&
         static_cast<unsigned char>(value.front()) > ' ';
}

}  // namespace sekisho::mask
